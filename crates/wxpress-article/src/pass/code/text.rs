//! The text of a block of code, whatever shows where its lines end.

use crate::pass::flow::{display, is_block};
use crate::tree::{Content, Edge, NodeId, Tree};

/// The text of a `pre` with its line breaks: those of the text, `br`, and elements that are lines, as in an article that
/// was read back or comes from another tool. Numbers before the lines are left out.
pub(super) fn of(tree: &Tree, pre: NodeId) -> String {
    let mut text = Text::default();
    let has_line_elements = is_line_by_line(tree, pre);
    let is_line = |node: NodeId| {
        is_block(tree, node)
            || matches!(display(tree, node), "block" | "flex" | "table-row")
            || (has_line_elements && tree.parent(node) == Some(pre))
    };
    let mut numbers = None;
    for edge in tree.edges(pre) {
        match edge {
            Edge::Open(node) if numbers.is_none() && is_number(tree, node) => numbers = Some(node),
            Edge::Close(node) if numbers == Some(node) => numbers = None,
            _ if numbers.is_some() => {}
            Edge::Open(node) => match tree.content(node) {
                Content::Text(words) => text.take(words),
                Content::Element(element) if &*element.name == "br" => text.take("\n"),
                _ if is_line(node) => text.begin_line(),
                _ => {}
            },
            Edge::Close(node) if is_line(node) => text.end_line(),
            Edge::Close(_) => {}
        }
    }
    text.text.replace('\u{a0}', " ")
}

/// Whether the block holds one `code` for each line, as the editor writes it.
fn is_line_by_line(tree: &Tree, pre: NodeId) -> bool {
    tree.child_elements(pre).count() > 1
        && tree.children(pre).all(|child| tree.is(child, "code") || tree.is_white_space(child))
}

/// Whether an element shows the numbers of lines: digits at the right edge of a column.
fn is_number(tree: &Tree, node: NodeId) -> bool {
    tree.element(node).is_some_and(|element| element.style.value("text-align") == Some("right"))
        && tree
            .texts(node)
            .into_iter()
            .filter_map(|text| tree.text(text))
            .all(|text| text.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_whitespace()))
}

#[derive(Default)]
struct Text {
    text: String,
    /// Whether a line ended that has no line break yet.
    is_ended: bool,
}

impl Text {
    fn take(&mut self, words: &str) {
        // A line break between two elements that are lines is the one that the first ends with.
        if std::mem::take(&mut self.is_ended) && !words.starts_with('\n') {
            self.text.push('\n');
        }
        self.text.push_str(words);
    }

    fn begin_line(&mut self) {
        self.end_line();
        self.take("");
    }

    fn end_line(&mut self) {
        self.is_ended = !self.text.is_empty() && !self.text.ends_with('\n');
    }
}
