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

/// Takes spans away that look like nothing, and makes one of neighbours that look the same.
pub(super) fn merge(tree: &mut Tree, article: NodeId) {
    for span in tree.find(article, &["span"]) {
        if is_nothing(tree, span) {
            tree.unwrap(span);
        }
    }
    for span in tree.find(article, &["span"]) {
        while let Some(next) = tree.next_sibling(span).filter(|next| look_the_same(tree, span, *next)) {
            tree.move_children(next, span);
            tree.detach(next);
        }
    }
}

/// Whether a span says no more than a colour that its text has anyway, or that all in it overrule.
fn is_nothing(tree: &Tree, span: NodeId) -> bool {
    let Some(element) = tree.element(span) else { return false };
    // A drawing may be put in the place of another, by its holder.
    let has_drawing = tree.children(span).any(|child| matches!(tree.content(child), Content::Markup(_)));
    let is_overruled = tree.first_child(span).is_some()
        && tree
            .children(span)
            .all(|child| tree.element(child).is_some_and(|own| own.style.value("color").is_some()));
    element.attributes.is_empty()
        && !has_drawing
        && element.style.iter().all(|(property, value)| {
            property == "color"
                && (is_overruled || inherited(tree, span, "color") == Some(value))
                && !tree.is_within(span, &["a"])
        })
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
    use crate::pass::economy::save;
    use crate::pass::trial::Trial;

    fn html(html: &str) -> String {
        Trial::of(html).after(&[save]).html()
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
            html(
                "<p><span style='color:#222'>a</span><span style='color:#222'><b>b</b></span> <span style='color:#222'>c</span></p>"
            ),
            "<p><span style=\"color:#222\">a<b>b</b></span> <span style=\"color:#222\">c</span></p>"
        );
        let boxes = "<p><span style=\"padding:1px\">a</span><span style=\"padding:1px\">b</span></p>";
        assert_eq!(html(boxes), boxes);
    }
}
