//! Spans that are one, and spans that are none.

use crate::pass::flow::inherited;
use crate::tree::{Content, NodeId, Tree};

/// Properties of which two pieces of text side by side look the same in one span and in two.
const OF_TEXT: &[&str] = &[
    "background-color",
    "color",
    "font-family",
    "font-size",
    "font-style",
    "font-weight",
    "letter-spacing",
    "line-height",
    "text-decoration",
    "word-break",
];

/// Takes spans away that have no style.
pub(super) fn unwrap_bare(tree: &mut Tree, article: NodeId) {
    for span in tree.find(article, &["span"]) {
        let is_bare = tree
            .element(span)
            .is_some_and(|element| element.attributes.is_empty() && element.style.is_empty());
        if is_bare && !holds_drawing(tree, span) {
            tree.unwrap(span);
        }
    }
}

/// Takes spans away that look like nothing, and makes one of neighbours that look the same.
pub(super) fn merge(tree: &mut Tree, article: NodeId) {
    for span in tree.find(article, &["span"]) {
        if let Some(colour) =
            only_colour(tree, span).filter(|own| inherited(tree, span, "color") == Some(own))
        {
            // What the span said is now for its parent to say.
            if let Some(element) = tree.parent(span).and_then(|parent| tree.element_mut(parent)) {
                element.style.set_default("color", &colour);
            }
            tree.unwrap(span);
        }
    }
    unwrap_bare(tree, article);
    for span in tree.find(article, &["span"]) {
        while let Some(next) = tree.next_sibling(span).filter(|next| look_the_same(tree, span, *next)) {
            tree.move_children(next, span);
            tree.detach(next);
        }
    }
}

/// The colour of a span that has no other looks.
fn only_colour(tree: &Tree, span: NodeId) -> Option<String> {
    let element = tree.element(span).filter(|element| element.attributes.is_empty())?;
    let colour = element.style.value("color")?.to_owned();
    (element.style.iter().count() == 1 && !holds_drawing(tree, span)).then_some(colour)
}

/// Whether a drawing stands in the node: it may be put in the place of another, by its holder.
fn holds_drawing(tree: &Tree, node: NodeId) -> bool {
    tree.children(node).any(|child| matches!(tree.content(child), Content::Markup(_)))
}

fn look_the_same(tree: &Tree, one: NodeId, other: NodeId) -> bool {
    let (Some(one), Some(other)) = (tree.element(one), tree.element(other)) else { return false };
    let is_plain = one.attributes.is_empty() && other.attributes.is_empty();
    &*other.name == "span"
        && is_plain
        && one.style == other.style
        && one.style.iter().all(|(property, _)| OF_TEXT.contains(&property))
}

#[cfg(test)]
mod tests {
    use crate::pass::colours;
    use crate::pass::economy::{save, unwrap_bare_spans};
    use crate::pass::trial::Trial;

    fn html(html: &str) -> String {
        Trial::of(html).after(&[unwrap_bare_spans, colours::settle, save]).html()
    }

    #[test]
    fn spans_that_look_like_nothing_go() {
        assert_eq!(
            html(
                "<p style='color:#111'><span>a</span><span style='color:#111'>b</span><span style='color:#222'>c</span></p>"
            ),
            "<p style=\"color:#111\">ab<span style=\"color:#222\">c</span></p>"
        );
    }

    #[test]
    fn neighbours_that_look_the_same_are_one() {
        assert_eq!(
            html("<p>x<u style='font-size:9px'>y</u><span style='font-size:9px'>a</span><span style='font-size:9px'>b</span> <span style='font-size:9px'>c</span></p>")
                .split_once("</u>")
                .unwrap()
                .1,
            "<span style=\"font-size:9px;color:#333\">ab</span> <span style=\"font-size:9px;color:#333\">c</span></p>"
        );
        let boxes = "<p><span style=\"padding:1px;color:#333\">a</span><span style=\"padding:1px;color:#333\">b</span></p>";
        assert_eq!(html(boxes), boxes);
    }
}
