//! The words on a made cover.

use std::fmt::Write as _;

use wxpress_font::SANS_FAMILY;

use super::colours::Colour;
use super::face::Face;
use super::lines::{Lines, one_line};
use super::pattern::Ground;

/// Half of the picture's width.
const CENTRE: f32 = 940.0;

/// Width of the title in pixels: it stands within the square in the middle, with a margin.
const COLUMN: f32 = 712.0;

/// Height of a line of the title, in sizes of its letters.
const LEADING: f32 = 1.3;

/// By how much letters of the title are stronger than the typeface, which is made for texts, in parts of their size.
const BOLDNESS: f32 = 0.035;

/// Size of the line below the title, in pixels.
const BYLINE_SIZE: f32 = 34.0;

/// The stroke between the two: from the title, its width and height, and to the line below, in pixels.
const STROKE: [f32; 4] = [40.0, 72.0, 6.0, 40.0];

/// The middle of the letters of a line above their base line, in their size.
const MIDDLE: f32 = 0.38;

/// Writes on a ground.
pub(super) struct Heading<'a> {
    pub(super) face: &'a Face,
    pub(super) ground: &'a Ground,
}

impl Heading<'_> {
    /// The title, a stroke and the line below it, in the middle of the ground's area.
    pub(super) fn write(&self, svg: &mut String, title: &str, byline: &str) {
        let Lines { size, lines } = Lines::of(self.face, title, COLUMN);
        if lines.is_empty() {
            return;
        }
        let [gap, stroke_width, stroke_height, gap_below] = STROKE;
        let byline_height = if byline.is_empty() { 0.0 } else { gap_below + BYLINE_SIZE };
        let leading = size * LEADING;
        let title_height: f32 = lines.iter().map(|_| leading).sum();
        let (start, end) = self.ground.area;
        let mut top = (start + end - title_height - gap - stroke_height - byline_height) / 2.0;
        let colours = self.ground.colours;
        for line in &lines {
            self.line(svg, line, (size, top + leading / 2.0), (colours.ink, BOLDNESS));
            top += leading;
        }
        top += gap;
        let _ = write!(
            svg,
            r#"<rect x="{}" y="{top:.1}" width="{stroke_width}" height="{stroke_height}" rx="{}" fill="{}"/>"#,
            CENTRE - stroke_width / 2.0,
            stroke_height / 2.0,
            colours.accents[1],
        );
        let byline = one_line(self.face, byline, COLUMN / BYLINE_SIZE);
        let middle = top + stroke_height + gap_below + BYLINE_SIZE / 2.0;
        self.line(svg, &byline, (BYLINE_SIZE, middle), (colours.quiet, 0.0));
    }

    /// One line of text around a height, its ink in the middle of the picture.
    fn line(
        &self,
        svg: &mut String,
        text: &str,
        (size, middle): (f32, f32),
        (fill, boldness): (Colour, f32),
    ) {
        let ink = self.face.ink(text);
        let x = CENTRE - f32::midpoint(ink.left, ink.right) * size;
        let _ = write!(
            svg,
            r#"<text x="{x:.1}" y="{:.1}" font-family="{SANS_FAMILY}" font-size="{size}" fill="{fill}" stroke="{fill}" stroke-width="{:.1}" stroke-linejoin="round">{}</text>"#,
            middle + MIDDLE * size,
            size * boldness,
            text.replace('&', "&amp;").replace('<', "&lt;"),
        );
    }
}
