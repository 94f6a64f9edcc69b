//! Task lists: check boxes are form elements, which no article keeps (docs/reference/html-compat.md D7).

use crate::render::Work;
use crate::tree::{Element, NodeId, Tree};

/// Makes a `span.task-box` of every check box, `done` where it is checked, and a `li.task` of its item.
pub(super) fn mark(work: &mut Work<'_>) {
    let tree = &mut work.tree;
    for input in tree.find(work.article, &["input"]) {
        let is_done = tree.attribute(input, "checked").is_some();
        let mut span = Element::with_class("span", "task-box");
        if is_done {
            span.add_class("done");
        }
        let span = tree.new_element(span);
        tree.replace(input, span);
        if let Some(text) = tree.next_sibling(span).and_then(|next| tree.text_mut(next)) {
            *text = text.trim_ascii_start().to_owned();
        }
        if let Some(item) = item_that_begins_with(tree, span)
            && let Some(element) = tree.element_mut(item)
        {
            element.add_class("task");
        }
    }
}

/// The item whose first word a box is. In loose lists it may be the first of a paragraph, or stand before one.
fn item_that_begins_with(tree: &mut Tree, span: NodeId) -> Option<NodeId> {
    let mut at = span;
    loop {
        while let Some(before) = tree.previous_sibling(at) {
            if !tree.is_white_space(before) {
                return None;
            }
            tree.detach(before);
        }
        let parent = tree.parent(at)?;
        if !tree.is(parent, "li") {
            if !tree.is_any(parent, &["p", "label", "span"]) {
                return None;
            }
            at = parent;
            continue;
        }
        while let Some(space) = tree.next_sibling(at).filter(|next| tree.is_white_space(*next)) {
            tree.detach(space);
        }
        if at == span
            && let Some(paragraph) = tree.next_sibling(span).filter(|next| tree.is(*next, "p"))
        {
            tree.prepend(paragraph, span);
        }
        return Some(parent);
    }
}

/// Boxes that no theme draws are characters.
pub(super) fn fill(work: &mut Work<'_>) {
    let tree = &mut work.tree;
    for span in tree.find_class(work.article, "task-box") {
        if tree.text_content(span).is_empty() {
            let text = tree.new_text(if tree.has_class(span, "done") { "☑\u{a0}" } else { "☐\u{a0}" });
            tree.append(span, text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::lists;
    use super::*;
    use crate::pass::trial::Trial;

    fn html(html: &str, css: &str) -> String {
        Trial::of(html).css(css).before(&[mark, lists::tidy]).after(&[lists::flatten, fill]).html()
    }

    #[test]
    fn boxes_are_characters_without_a_bullet() {
        let html = html(
            "<ul><li><input type=checkbox checked disabled> a</li><li><input type=checkbox> b</li></ul>",
            "",
        );
        assert!(html.contains("<span class=\"task-box done\">☑\u{a0}</span>a"), "{html}");
        assert!(html.contains("<span class=\"task-box\">☐\u{a0}</span>b"), "{html}");
        assert!(!html.contains("<li") && !html.contains('•') && html.contains("padding-left:0"), "{html}");
    }

    #[test]
    fn tasks_in_a_task_are_set_in() {
        let html = html("<ul><li><input type=checkbox> a<ul><li><input type=checkbox> b</ul></ul>", "");
        assert_eq!(
            (html.matches("padding-left:0").count(), html.matches("padding-left:1.5em").count()),
            (1, 1),
            "{html}"
        );
    }

    #[test]
    fn boxes_of_loose_items_stand_in_their_line() {
        let html = html(
            "<ul><li><input type=checkbox> \n<p>a</p>\n</li><li><p><input type=checkbox> b</p></li></ul>",
            "",
        );
        assert!(html.contains("☐\u{a0}</span>a") && html.contains("☐\u{a0}</span>b"), "{html}");
    }

    #[test]
    fn a_task_among_others_has_no_bullet_of_its_own() {
        let html = html("<ul><li><input type=checkbox> a</li><li>b</li></ul>", "");
        assert!(
            html.contains("<li class=\"task\" style=\"line-height:1.75;color:#333;list-style-type:none\">"),
            "{html}"
        );
        assert_eq!(html.matches("list-style-type:none").count(), 1, "{html}");
    }

    #[test]
    fn themes_may_draw_the_box() {
        let html = html("<p>x <input type=checkbox checked> a</p>", ".done::before{content:'✓'}");
        assert_eq!(html, "<p>x <span class=\"task-box done\"><span>✓</span></span>a</p>");
    }
}
