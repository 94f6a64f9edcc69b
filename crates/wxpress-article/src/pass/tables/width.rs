//! How wide text is, about, without a font.

use crate::text::is_cjk;

/// Width of a text in em of its own size.
pub(super) fn of(text: &str) -> f32 {
    text.trim().chars().map(|c| if is_cjk(c) || c >= '\u{1f000}' { 1.0 } else { 0.56 }).sum()
}
