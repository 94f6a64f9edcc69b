//! What the engine lays out, each item as an outline to fill.

use kurbo::{Affine, BezPath, Cap, Line, Rect, Shape as _, Stroke, StrokeOpts, stroke};
use ratex_font::FontId;
use ratex_types::color::Color;
use ratex_types::display_item::DisplayItem;
use ratex_types::path_command::PathCommand;

use super::FormulaError;
use super::typefaces::Typefaces;

/// How wide or high a formula may be, in em; a column of text has about 42.
const MAX_EM: f64 = 1_000.0;

/// A bar at most this thick, in em, is a rule; a thicker one is the background of something.
const MAX_RULE_EM: f64 = 0.1;

/// The pen that the engine's unfilled outlines mean, in em.
const PEN_EM: f64 = 0.0375;

/// How far a stroke's outline may be from the truth, in em.
const STROKE_TOLERANCE_EM: f64 = 0.001;

/// An outline in the engine's space: em, y downwards from the top.
#[derive(Debug)]
pub(super) struct Shape {
    pub(super) outline: BezPath,
    pub(super) color: Color,
    /// It lies behind what else is painted.
    pub(super) background: bool,
}

impl Shape {
    pub(super) fn of(item: &DisplayItem, typefaces: &mut Typefaces) -> Result<Self, FormulaError> {
        let mut background = false;
        let (outline, color) = match item {
            DisplayItem::GlyphPath { x, y, scale, font, char_code, color } => {
                let glyph =
                    FontId::parse(font).and_then(|font| typefaces.outline(font, *char_code)).ok_or_else(
                        || FormulaError::MissingGlyph(char::from_u32(*char_code).unwrap_or_default()),
                    )?;
                (Affine::translate((*x, *y)) * Affine::scale(*scale) * glyph, color)
            }
            DisplayItem::Line { x, y, width, thickness, color, dashed } => {
                let line = Line::new((*x, *y), (x + within_limits(*width)?, *y));
                let mut pen = Stroke::new(*thickness);
                if *dashed {
                    pen = pen.with_dashes(0.0, [3.0 * thickness; 2]);
                }
                (stroked(line.to_path(0.0), pen), color)
            }
            DisplayItem::Rect { x, y, width, height, color } => {
                background = width.min(*height) > MAX_RULE_EM;
                (Rect::new(*x, *y, x + width, y + height).to_path(0.0), color)
            }
            DisplayItem::Path { x, y, commands, fill, color } => {
                let path: BezPath = commands.iter().map(element).collect();
                let outline = if *fill { path } else { stroked(path, Stroke::new(PEN_EM)) };
                (Affine::translate((*x, *y)) * outline, color)
            }
        };
        let bounds = outline.control_box();
        for edge in [bounds.x0, bounds.y0, bounds.x1, bounds.y1] {
            within_limits(edge)?;
        }
        Ok(Self { outline, color: *color, background })
    }
}

fn within_limits(em: f64) -> Result<f64, FormulaError> {
    // Infinity and NaN are in no range.
    if (-MAX_EM..=MAX_EM).contains(&em) { Ok(em) } else { Err(FormulaError::TooLarge) }
}

fn stroked(path: BezPath, pen: Stroke) -> BezPath {
    stroke(path, &pen.with_caps(Cap::Butt), &StrokeOpts::default(), STROKE_TOLERANCE_EM)
}

fn element(command: &PathCommand) -> kurbo::PathEl {
    use kurbo::PathEl;
    match *command {
        PathCommand::MoveTo { x, y } => PathEl::MoveTo((x, y).into()),
        PathCommand::LineTo { x, y } => PathEl::LineTo((x, y).into()),
        PathCommand::QuadTo { x1, y1, x, y } => PathEl::QuadTo((x1, y1).into(), (x, y).into()),
        PathCommand::CubicTo { x1, y1, x2, y2, x, y } => {
            PathEl::CurveTo((x1, y1).into(), (x2, y2).into(), (x, y).into())
        }
        PathCommand::Close => PathEl::ClosePath,
    }
}
