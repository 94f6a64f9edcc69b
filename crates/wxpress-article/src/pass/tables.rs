//! Tables: in a section that scrolls or with cells that wrap, alignment in every cell
//! (docs/reference/html-compat.md D6).

mod fit;
mod width;
mod wrap;

pub(super) use fit::fit;
pub(super) use wrap::wrap;

use crate::tree::{NodeId, Tree};

const CELLS: &[&str] = &["td", "th"];

/// Cells of a table itself, not those of tables inside of it.
fn cells(tree: &Tree, table: NodeId) -> Vec<NodeId> {
    let mut cells = tree.find(table, CELLS);
    cells.retain(|cell| tree.ancestors(*cell).find(|above| tree.is(*above, "table")) == Some(table));
    cells
}
