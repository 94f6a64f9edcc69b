//! Lists: WeChat adds markers of its own to every `li`, makes an empty item of every line break between list tags, and
//! loses what lies deeper than the first level (docs/reference/html-compat.md D4).

mod flatten;
mod marker;
mod tidy;

pub(super) use flatten::flatten;
pub(super) use tidy::tidy;

use crate::tree::{NodeId, Tree};

const LISTS: &[&str] = &["ul", "ol"];

/// Marks the section that holds what an item says.
const ITEM: &str = "item";

/// Marks a line of text of an item that holds blocks besides.
const TEXT: &str = "item-text";

/// What an item's own line is written in: where its marker belongs. None where the item begins with a block.
fn line(tree: &Tree, item: NodeId) -> Option<NodeId> {
    let mut at = item;
    loop {
        let Some(first) = tree.first_child(at) else { return Some(at) };
        if tree.has_class(first, ITEM) || tree.has_class(first, TEXT) {
            at = first;
        } else if super::flow::is_block(tree, first) {
            return None;
        } else {
            return Some(at);
        }
    }
}
