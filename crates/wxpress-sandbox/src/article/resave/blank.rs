//! Blanks between tags become nodes (docs/reference/html-compat.md D4, D12).

use super::Draft;
use super::tree::{NodeId, Tree};
use crate::article::rule::Rule;

/// Where a paragraph can stand.
const CONTAINERS: [&str; 10] =
    ["section", "div", "blockquote", "figure", "figcaption", "td", "th", "li", "article", "caption"];
/// Parts of tables, in which there is no place for a paragraph: there blanks only go.
const TABLE_PARTS: [&str; 5] = ["table", "thead", "tbody", "tfoot", "tr"];
/// What blanks show beside, besides blocks.
const LINES: [&str; 2] = ["img", "br"];

/// Blanks directly in a list become an empty item.
pub(super) fn between_items(draft: &mut Draft<'_>) {
    if !draft.holds(Rule::ListBlanks) {
        return;
    }
    for id in blanks(draft) {
        let tree = &mut draft.fragment.tree;
        let Some(list) = tree.parent(id).filter(|parent| tree.is_list(*parent)) else { continue };
        let item = tree.make_element("li");
        tree.insert_before(id, item);
        tree.detach(id);
        draft.findings.note(Rule::ListBlanks, tree.name(list), "");
    }
}

/// Blanks between the tags of blocks become an empty paragraph.
pub(super) fn between_blocks(draft: &mut Draft<'_>) {
    if !draft.holds(Rule::BlockBlanks) {
        return;
    }
    let root = draft.fragment.root;
    for id in blanks(draft) {
        let tree = &mut draft.fragment.tree;
        let Some(parent) = tree.parent(id).filter(|parent| is_between(tree, id, *parent, root)) else {
            continue;
        };
        if TABLE_PARTS.contains(&tree.name(parent)) {
            draft.findings.note(Rule::BlockBlanks, tree.name(parent), "");
        } else {
            let paragraph = tree.make_element("p");
            tree.insert_before(id, paragraph);
            draft.findings.note(Rule::BlockBlanks, "p", "");
        }
        tree.detach(id);
    }
}

/// Blanks at the ends of the whole content are between nothing.
fn is_between(tree: &Tree, id: NodeId, parent: NodeId, root: NodeId) -> bool {
    let is_line = |sibling: NodeId| tree.is_block(sibling) || LINES.contains(&tree.name(sibling));
    let edge = parent != root;
    let holds_blocks = CONTAINERS.contains(&tree.name(parent)) || TABLE_PARTS.contains(&tree.name(parent));
    let (previous, next) = (tree.previous(id), tree.next(id));
    (parent == root || holds_blocks)
        && (previous.is_some() || next.is_some())
        && previous.map_or(edge, is_line)
        && next.map_or(edge, is_line)
}

/// Texts of blanks, in the order of the document.
fn blanks(draft: &Draft<'_>) -> Vec<NodeId> {
    let tree = &draft.fragment.tree;
    tree.descendants(draft.fragment.root).into_iter().filter(|id| tree.is_blank(*id)).collect()
}

#[cfg(test)]
mod tests {
    use crate::article::resave::tests::{kept, resaved};
    use crate::article::rule::Rule;

    #[test]
    fn blanks_between_list_tags_become_items() {
        let (html, rules) = resaved("<ul>\n<li>一</li> <li>二</li></ul>");
        assert_eq!(html, "<ul><li></li><li>一</li><li></li><li>二</li></ul>");
        assert_eq!(rules, [Rule::ListBlanks]);
        kept("<ul><li>一 <b>二</b> 三</li><li>四\n</li></ul>");
    }

    #[test]
    fn blanks_between_block_tags_become_paragraphs() {
        let (html, rules) = resaved("<section>\n<p>一</p></section>\n<h2>二</h2>\n");
        assert_eq!(html, "<section><p></p><p>一</p></section><p></p><h2>二</h2>\n");
        assert_eq!(rules, [Rule::BlockBlanks]);
        kept("<section>一 <b>二</b> <i>三</i></section><p>四<b>五</b> </p><p>&nbsp;</p>");
    }

    #[test]
    fn blanks_in_tables_go() {
        let (html, rules) = resaved("<table>\n<tbody>\n<tr><td>一</td> <td>二</td></tr></tbody></table>");
        assert_eq!(html, "<table><tbody><tr><td>一</td><td>二</td></tr></tbody></table>");
        assert_eq!(rules, [Rule::BlockBlanks]);
    }
}
