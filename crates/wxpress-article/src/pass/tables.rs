//! Tables: in a section that scrolls or with cells that wrap, alignment in every cell
//! (docs/reference/html-compat.md D6).

mod fit;
mod width;
mod wrap;

pub(super) use fit::fit;
pub(super) use wrap::wrap;

const CELLS: &[&str] = &["td", "th"];
