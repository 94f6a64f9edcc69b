//! Blocks and text: what begins a line of its own, and what stands in one.

use crate::tree::{Content, Element, NodeId, Tree};

/// Elements that begin a line of their own.
const BLOCKS: &[&str] = &[
    "section",
    "p",
    "ul",
    "ol",
    "li",
    "blockquote",
    "figure",
    "figcaption",
    "table",
    "caption",
    "thead",
    "tbody",
    "tfoot",
    "tr",
    "th",
    "td",
    "pre",
    "hr",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "div",
    "article",
    "main",
    "header",
    "footer",
    "aside",
    "nav",
    "details",
    "summary",
    "dl",
    "dt",
    "dd",
    "address",
    "hgroup",
    "search",
    "center",
    "fieldset",
    "legend",
    "menu",
    "dir",
    "iframe",
    "mp-common-profile",
    "mp-miniprogram",
];

/// Whether the node begins a line of its own by what it is.
pub(super) fn is_block(tree: &Tree, node: NodeId) -> bool {
    tree.is_any(node, BLOCKS)
}

/// The `display` that a node's style gives it; empty where it says nothing.
pub(super) fn display(tree: &Tree, node: NodeId) -> &str {
    tree.element(node).and_then(|element| element.style.value("display")).unwrap_or_default()
}

/// Whether the node holds text itself, or a drawing that takes the colour of text.
pub(super) fn holds_text(tree: &Tree, node: NodeId) -> bool {
    // What stands in a block of code has its colours already.
    let has_drawings = !tree.is_any(node, &["pre", "code"]);
    tree.children(node).any(|child| match tree.content(child) {
        Content::Text(text) => !text.trim_ascii().is_empty(),
        Content::Markup(_) => has_drawings,
        _ => false,
    })
}

/// The value of a property on the nearest ancestor that gives one.
pub(super) fn inherited<'t>(tree: &'t Tree, node: NodeId, property: &str) -> Option<&'t str> {
    tree.ancestors(node).find_map(|above| tree.element(above)?.style.value(property))
}

/// Parts a paragraph at a block that stands in it, for paragraphs hold none. It is what stands before the block that
/// moves: blocks are lifted in their order, so nothing moves twice.
pub(super) fn lift_out(tree: &mut Tree, block: NodeId) {
    let Some(paragraph) = tree.parent(block).filter(|parent| tree.is(*parent, "p")) else { return };
    let attributes = tree.element(paragraph).map(|element| element.attributes.clone()).unwrap_or_default();
    let before = tree.new_element(Element { attributes, ..Element::new("p") });
    if let Some(line) = tree.line(paragraph) {
        tree.set_line(before, line);
    }
    while let Some(first) = tree.first_child(paragraph).filter(|first| *first != block) {
        tree.append(before, first);
    }
    tree.insert_before(paragraph, block);
    if !tree.is_blank(before) {
        tree.insert_before(block, before);
    }
    if tree.is_blank(paragraph) {
        tree.detach(paragraph);
    }
}
