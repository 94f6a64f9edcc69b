//! Pictures with their captions and sizes (docs/reference/html-compat.md D11).

mod dress;
mod frame;
mod size;

pub(super) use dress::dress;
pub(super) use frame::frame;

/// Marks a picture that stands in a line of text.
const INLINE: &str = "inline-picture";
