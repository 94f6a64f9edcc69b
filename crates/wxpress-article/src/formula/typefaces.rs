//! Glyph outlines: the KaTeX typefaces for mathematics, the bundled one for everything else.

use std::borrow::Cow;
use std::collections::HashMap;

use kurbo::{Affine, BezPath};
use ratex_font::FontId;
use ratex_layout::FallbackGlyphMetrics;
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, MetadataProvider as _};
use wxpress_font::SANS;

/// Units an em in every typeface used here.
const UNITS_PER_EM: f64 = 1000.0;

/// The files that one formula needs, each opened once.
#[derive(Debug, Default)]
pub(super) struct Typefaces {
    katex: HashMap<FontId, Option<Cow<'static, [u8]>>>,
}

impl Typefaces {
    /// The outline of a character in em, y downwards from the baseline; none where no typeface has the character.
    pub(super) fn outline(&mut self, font: FontId, char_code: u32) -> Option<BezPath> {
        let char = ratex_font::katex_ttf_glyph_char(font, char_code);
        [font, FontId::MainRegular]
            .into_iter()
            .find_map(|font| outline(self.katex(font)?, char))
            .or_else(|| outline(SANS, char))
    }

    fn katex(&mut self, font: FontId) -> Option<&[u8]> {
        self.katex
            .entry(font)
            .or_insert_with(|| ratex_katex_fonts::ttf_bytes(&format!("KaTeX_{font}.ttf")))
            .as_deref()
    }
}

fn outline(typeface: &[u8], char: char) -> Option<BezPath> {
    let font = FontRef::new(typeface).ok()?;
    let glyph = font.outline_glyphs().get(font.charmap().map(char)?)?;
    let mut pen = Pen::default();
    glyph.draw(DrawSettings::unhinted(Size::unscaled(), LocationRef::default()), &mut pen).ok()?;
    Some(Affine::scale_non_uniform(1.0 / UNITS_PER_EM, -1.0 / UNITS_PER_EM) * pen.0)
}

#[derive(Default)]
struct Pen(BezPath);

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.move_to((x, y));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.0.line_to((x, y));
    }

    fn quad_to(&mut self, cx0: f32, cy0: f32, x: f32, y: f32) {
        self.0.quad_to((cx0, cy0), (x, y));
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        self.0.curve_to((cx0, cy0), (cx1, cy1), (x, y));
    }

    fn close(&mut self) {
        self.0.close_path();
    }
}

/// How much room a character of the bundled typeface takes, in em.
pub(super) fn sans_metrics(char: char) -> Option<FallbackGlyphMetrics> {
    let font = FontRef::new(SANS).ok()?;
    let glyph = font.charmap().map(char)?;
    let metrics = font.glyph_metrics(Size::new(1.0), LocationRef::default());
    let bounds = metrics.bounds(glyph)?;
    Some(FallbackGlyphMetrics {
        width: metrics.advance_width(glyph)?.into(),
        height: bounds.y_max.max(0.0).into(),
        depth: (-bounds.y_min).max(0.0).into(),
    })
}
