//! How wide text is, about, without a font.

use crate::text::is_cjk;
use crate::tree::{Content, NodeId, Tree};

/// Text that does not look well in two lines, in em.
const SHORT: f32 = 4.0;

/// How wide a text is, in em of its own size.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Width {
    /// Its widest line.
    pub(super) line: f32,
    /// The widest part of it that does not break.
    pub(super) word: f32,
}

impl Width {
    /// The width of a cell; beyond `limit`, nobody needs to know how much.
    pub(super) fn of(tree: &Tree, cell: NodeId, limit: f32) -> Self {
        let (mut widest, mut line, mut word) = (Self::default(), 0.0, 0.0);
        for node in tree.descendants(cell) {
            match tree.content(node) {
                Content::Text(text) => {
                    for character in text.trim_ascii().chars() {
                        let width = of_character(character);
                        let breaks = is_cjk(character) || character.is_ascii_whitespace();
                        line += width;
                        word = if breaks { 0.0 } else { word + width };
                        widest = widest.max(Self { line, word: word.max(width) });
                        if line > limit {
                            return widest;
                        }
                    }
                }
                Content::Element(element) if &*element.name == "br" => (line, word) = (0.0, 0.0),
                _ => {}
            }
        }
        widest
    }

    /// The larger of each.
    pub(super) fn max(self, other: Self) -> Self {
        Self { line: self.line.max(other.line), word: self.word.max(other.word) }
    }

    /// Whether it is too short to break well.
    pub(super) fn is_short(self) -> bool {
        self.line <= SHORT
    }

    /// The width at which no line breaks more than once, and short ones not at all.
    pub(super) fn folded(self) -> f32 {
        if self.is_short() { self.line } else { self.word.max((self.line / 2.0).ceil()) }
    }
}

fn of_character(character: char) -> f32 {
    if is_cjk(character) || character >= '\u{1f000}' { 1.0 } else { 0.56 }
}
