//! A formula or a diagram, drawn.

/// A vector drawing that passes WeChat's filters as it is (docs/reference/html-compat.md D10): shapes only, every
/// colour on the shape itself, no ids, no references, no style sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// The whole `<svg …>…</svg>` with its `xmlns` and `viewBox`, without a `width`, a `height` or a `style`.
    pub svg: String,
    /// Width, in the unit that the maker says (em for formulas, px for diagrams).
    pub width: f32,
    /// Height above and below the baseline together, in the same unit.
    pub height: f32,
    /// The part of the height that lies below the baseline of the text around it.
    pub depth: f32,
}
