//! How wide text is, about, without a font.

use crate::text::is_cjk;
use crate::tree::{Content, NodeId, Tree};

/// Width of the widest line of a cell, in em of its own size; beyond `limit`, nobody needs to know how much.
pub(super) fn of(tree: &Tree, cell: NodeId, limit: f32) -> f32 {
    let (mut widest, mut line) = (0.0_f32, 0.0);
    for node in tree.descendants(cell) {
        match tree.content(node) {
            Content::Text(text) => {
                for character in text.trim_ascii().chars() {
                    line += of_character(character);
                    if line > limit {
                        return line;
                    }
                }
            }
            Content::Element(element) if &*element.name == "br" => line = 0.0,
            _ => {}
        }
        widest = widest.max(line);
    }
    widest
}

fn of_character(character: char) -> f32 {
    if is_cjk(character) || character >= '\u{1f000}' { 1.0 } else { 0.56 }
}
