//! The picture of a formula, colour by colour.

use std::fmt::Write as _;

use kurbo::{Affine, BezPath, Rect, Shape as _};
use ratex_types::color::Color;
use ratex_types::display_item::DisplayList;

use super::FormulaError;
use super::shape::Shape;
use super::typefaces::Typefaces;
use crate::Drawing;
use crate::svg::path_data::PathData;

/// Grid units an em. Half a unit, the most that a point is moved, is 0.04 px where an em is 16 px: unseen at three times
/// that size.
const GRID: f64 = 200.0;

/// Fills in painting order, each the outlines of one colour: backgrounds first, so that nothing hides behind them.
#[derive(Debug)]
pub(super) struct Ink {
    backgrounds: Vec<(Color, PathData)>,
    foregrounds: Vec<(Color, PathData)>,
    /// The box that the formula takes, in grid units, y downwards, the baseline at 0.
    bounds: Rect,
}

impl Ink {
    pub(super) fn of(list: &DisplayList) -> Result<Self, FormulaError> {
        // The engine counts y from the top.
        let to_grid = Affine::scale(GRID) * Affine::translate((0.0, -list.height));
        let whole = Rect::new(0.0, 0.0, list.width, list.height + list.depth);
        let mut ink = Self {
            backgrounds: Vec::new(),
            foregrounds: Vec::new(),
            bounds: to_grid.transform_rect_bbox(whole),
        };
        let mut typefaces = Typefaces::default();
        for item in &list.items {
            let Shape { outline, color, background } = Shape::of(item, &mut typefaces)?;
            ink.add(&(to_grid * outline), color, background);
        }
        ink.bounds = ink.bounds.expand();
        Ok(ink)
    }

    fn add(&mut self, outline: &BezPath, color: Color, background: bool) {
        if outline.is_empty() {
            return;
        }
        // Slanted letters and laps reach beyond the box that they are counted with.
        self.bounds = self.bounds.union(outline.bounding_box());
        // Backgrounds lie on one another in their order; what is written on them does not overlap.
        let known = if background {
            self.backgrounds.last_mut().filter(|(painted, _)| *painted == color)
        } else {
            self.foregrounds.iter_mut().find(|(painted, _)| *painted == color)
        };
        let path = if let Some((_, path)) = known {
            path
        } else {
            let layer = if background { &mut self.backgrounds } else { &mut self.foregrounds };
            &mut layer.push_mut((color, PathData::default())).1
        };
        // Outlines of opposite sense would cut holes into one another where they overlap.
        if outline.area() < 0.0 { path.push(&outline.reverse_subpaths()) } else { path.push(outline) }
    }

    pub(super) fn into_drawing(self) -> Drawing {
        let Rect { x0, y0, .. } = self.bounds;
        let (width, height) = (self.bounds.width(), self.bounds.height());
        let mut svg =
            format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"{x0} {y0} {width} {height}\">");
        for (color, path) in self.backgrounds {
            push_path(&mut svg, &hex(color), color.a, path);
        }
        for (color, path) in self.foregrounds {
            let fill = if color == Color::BLACK { "currentColor".to_owned() } else { hex(color) };
            push_path(&mut svg, &fill, color.a, path);
        }
        svg.push_str("</svg>");
        #[expect(
            clippy::cast_possible_truncation,
            reason = "sizes in em, of which f32 holds all digits that matter"
        )]
        let em = |grid: f64| (grid / GRID) as f32;
        Drawing { svg, width: em(width), height: em(height), depth: em(self.bounds.y1.max(0.0)) }
    }
}

fn push_path(svg: &mut String, fill: &str, alpha: f32, path: PathData) {
    let _ = write!(svg, "<path fill=\"{fill}\"");
    if alpha < 1.0 {
        let _ = write!(svg, " fill-opacity=\"{alpha}\"");
    }
    let _ = write!(svg, " d=\"{}\"/>", path.into_string());
}

fn hex(color: Color) -> String {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to what a byte holds"
    )]
    let [red, green, blue] =
        [color.r, color.g, color.b].map(|part| (part.clamp(0.0, 1.0) * 255.0).round() as u8);
    format!("#{red:02x}{green:02x}{blue:02x}")
}
