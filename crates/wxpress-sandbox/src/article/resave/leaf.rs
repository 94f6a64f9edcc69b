//! The marks that the editor leaves (docs/reference/html-compat.md D0).

use super::Draft;
use super::tree::{NodeId, Tree};
use crate::article::rule::Rule;

const TRAILING_BREAK: &str = "ProseMirror-trailingBreak";
/// What the editor treats as one piece.
const ATOMS: [&str; 4] = ["img", "iframe", "mp-common-profile", "mp-miniprogram"];
/// Blocks that get a line break when they are empty, for the cursor to stand in.
const TEXT_BLOCKS: [&str; 12] =
    ["p", "section", "h1", "h2", "h3", "h4", "h5", "h6", "li", "td", "th", "blockquote"];
/// Whose texts are nobody's leaves.
const OPAQUE: [&str; 3] = ["iframe", "mp-common-profile", "mp-miniprogram"];

/// Takes away the marks of an earlier save, so that texts are whole again.
pub(super) fn strip(draft: &mut Draft<'_>) {
    if !draft.holds(Rule::Leaves) {
        return;
    }
    let tree = &mut draft.fragment.tree;
    for id in tree.descendants(draft.fragment.root) {
        if tree.attribute(id, "class") == Some(TRAILING_BREAK) {
            tree.detach(id);
        } else if tree.name(id) == "span" && tree.attribute(id, "leaf").is_some() && !holds_atom(tree, id) {
            if tree.attributes(id).len() == 1 {
                tree.unwrap(id);
            } else {
                tree.set_attribute(id, "leaf", None);
            }
        } else {
            tree.set_attribute(id, "nodeleaf", None);
        }
    }
}

/// Wraps texts, marks the blocks around a single picture or card, and fills what is empty.
pub(super) fn wrap(draft: &mut Draft<'_>) {
    if !draft.holds(Rule::Leaves) {
        return;
    }
    let tree = &mut draft.fragment.tree;
    for id in tree.descendants(draft.fragment.root) {
        if tree.text(id).is_some() {
            if !tree.is_blank(id) && is_readable(tree, id) {
                let leaf = make_leaf(tree);
                tree.wrap(id, leaf);
            }
        } else if TEXT_BLOCKS.contains(&tree.name(id)) {
            match tree.first(id) {
                None => {
                    let leaf = make_leaf(tree);
                    let line_break = tree.make_element("br");
                    tree.set_attribute(line_break, "class", Some(TRAILING_BREAK));
                    tree.append(leaf, line_break);
                    tree.append(id, leaf);
                }
                Some(only) if tree.next(only).is_none() && ATOMS.contains(&tree.name(only)) => {
                    tree.set_attribute(id, "nodeleaf", Some(""));
                }
                Some(_) => {}
            }
        }
    }
}

fn make_leaf(tree: &mut Tree) -> NodeId {
    let leaf = tree.make_element("span");
    tree.set_attribute(leaf, "leaf", Some(""));
    leaf
}

fn holds_atom(tree: &Tree, id: NodeId) -> bool {
    tree.children(id).into_iter().any(|child| ATOMS.contains(&tree.name(child)))
}

/// Whether a text is the article's own, not part of a drawing or a card, and in no leaf yet.
fn is_readable(tree: &Tree, id: NodeId) -> bool {
    let parents = || std::iter::successors(tree.parent(id), |node| tree.parent(*node));
    parents().next().is_none_or(|parent| tree.attribute(parent, "leaf").is_none())
        && !tree.is_within(id, &OPAQUE)
        && !parents().any(|node| tree.is_foreign(node))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use crate::article::resave::resave;

    fn saved(html: &str) -> String {
        resave(html, &BTreeSet::new()).unwrap().html
    }

    #[test]
    fn texts_are_wrapped_and_empty_blocks_filled() {
        assert_eq!(
            saved("<p>一<strong>二</strong></p><p></p>"),
            "<p><span leaf=\"\">一</span><strong><span leaf=\"\">二</span></strong></p>\
             <p><span leaf=\"\"><br class=\"ProseMirror-trailingBreak\"></span></p>"
        );
        let drawing = "<svg><text x=\"1\">一</text></svg>";
        assert_eq!(saved(drawing), drawing);
    }

    #[test]
    fn pieces_are_marked() {
        let img = "<img data-src=\"a\">";
        assert_eq!(saved(&format!("<p>{img}</p>")), format!("<p nodeleaf=\"\">{img}</p>"));
        assert_eq!(saved(&format!("<p>一{img}</p>")), format!("<p><span leaf=\"\">一</span>{img}</p>"));
    }

    #[test]
    fn a_second_save_adds_nothing() {
        let old = "<p><span leaf=\"\"><mp-common-profile data-id=\"a\">一</mp-common-profile></span></p>\
                   <p><span leaf=\"\">一</span><span leaf=\"\">二</span><span leaf=\"\" style=\"a:b\">三</span></p>";
        let once = saved(old);
        assert!(once.contains("<p><span leaf=\"\">一二</span>"), "{once}");
        assert_eq!(saved(&once), once);
    }
}
