//! Code within a line of text.

use crate::render::Work;
use crate::tree::{NodeId, Tree};

/// What would take code out of its line, or the line out of the screen.
const OUT_OF_LINE: &[&str] = &["display", "float", "width", "white-space"];

/// Keeps inline code in its line, and its spaces apart.
///
/// Runs of spaces become no-break ones: `white-space` would do it, too, but nobody promises that it lasts, and it would
/// undo what a table says of its cells.
pub(super) fn settle(work: &mut Work<'_>) {
    let tree = &mut work.tree;
    for code in tree.find(work.article, &["code"]) {
        // One that shows lines of its own is a block in all but name.
        if tree.is_within(code, &["pre"]) || tree.text_content(code).contains('\n') {
            continue;
        }
        if let Some(element) = tree.element_mut(code) {
            element.style.retain(|property, _| !OUT_OF_LINE.contains(&property));
        }
        keep_spaces(tree, code);
    }
}

fn keep_spaces(tree: &mut Tree, code: NodeId) {
    for node in tree.texts(code) {
        let Some(text) = tree.text_mut(node).filter(|text| text.contains("  ")) else { continue };
        let mut before = '\0';
        *text = text
            .chars()
            .map(|character| {
                let follows = before == ' ' && character == ' ';
                before = character;
                if follows { '\u{a0}' } else { character }
            })
            .collect();
    }
}
