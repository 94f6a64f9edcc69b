//! Lists (docs/reference/html-compat.md D4).

use super::Draft;
use super::tree::{NodeId, Tree};
use crate::article::rule::Rule;

/// What breaks the line when an item starts with it.
const LEADS: [&str; 2] = ["strong", "code"];

/// Items of a list that stands in an item, or directly in a list, move into the outer list. Inner lists come first, so that
/// each level only has to join the one above.
pub(super) fn flatten(draft: &mut Draft<'_>) {
    if !draft.holds(Rule::NestedLists) {
        return;
    }
    for id in inner_first(draft, Tree::is_list) {
        let tree = &mut draft.fragment.tree;
        let Some(parent) = tree.parent(id) else { continue };
        if tree.is_list(parent) {
            tree.unwrap(id);
        } else if tree.is_item(parent) {
            // The list may not be the last: its items follow those of the lists before it.
            for item in tree.children(id).into_iter().rev() {
                tree.insert_after(parent, item);
            }
            tree.detach(id);
        } else {
            continue;
        }
        draft.findings.note(Rule::NestedLists, tree.name(id), "");
    }
    draft.fragment.tree.join_texts(draft.fragment.root);
}

/// A paragraph that is not alone in its item becomes an item of its own.
pub(super) fn split_paragraphs(draft: &mut Draft<'_>) {
    if !draft.holds(Rule::ItemParagraphs) {
        return;
    }
    for item in inner_first(draft, Tree::is_item) {
        let tree = &mut draft.fragment.tree;
        let children = tree.children(item);
        let is_paragraph = |tree: &Tree, id: NodeId| tree.name(id) == "p";
        if children.len() < 2 || !children.iter().any(|child| is_paragraph(tree, *child)) {
            continue;
        }
        let mut place = item;
        for pair in children.windows(2) {
            if is_paragraph(tree, pair[0]) || is_paragraph(tree, pair[1]) {
                let next = tree.make_like(item);
                tree.insert_after(place, next);
                place = next;
            }
            if place != item {
                tree.append(place, pair[1]);
            }
        }
        draft.findings.note(Rule::ItemParagraphs, "li", "");
    }
}

/// After `strong` or `code` at its start an item goes on in a new line.
pub(super) fn break_leads(draft: &mut Draft<'_>) {
    if !draft.holds(Rule::ItemLeads) {
        return;
    }
    for item in inner_first(draft, Tree::is_item) {
        let tree = &mut draft.fragment.tree;
        let Some(lead) = tree.first(item).filter(|lead| LEADS.contains(&tree.name(*lead))) else { continue };
        let Some(next) = tree.next(lead) else { continue };
        if tree.name(next) == "br" || tree.is_block(next) || tree.is_blank(next) {
            continue;
        }
        let name = tree.name(lead).to_owned();
        let line_break = tree.make_element("br");
        tree.insert_after(lead, line_break);
        draft.findings.note(Rule::ItemLeads, &name, "");
    }
}

/// Elements of a kind, each after those that it holds.
fn inner_first(draft: &Draft<'_>, is_wanted: impl Fn(&Tree, NodeId) -> bool) -> Vec<NodeId> {
    let tree = &draft.fragment.tree;
    let mut wanted = tree.descendants(draft.fragment.root);
    wanted.retain(|id| is_wanted(tree, *id));
    wanted.reverse();
    wanted
}

#[cfg(test)]
mod tests {
    use crate::article::resave::tests::{kept, resaved};
    use crate::article::rule::Rule;

    #[test]
    fn nested_lists_join_the_outer_one() {
        let (html, rules) = resaved(
            "<ul><li>一<ol><li>二<ul><li>三</li></ul></li><li>四</li></ol><ul><li>五</li></ul></li><li>六</li></ul>",
        );
        let items = ["一", "二", "三", "四", "五", "六"].map(|item| format!("<li>{item}</li>")).concat();
        assert_eq!((html, rules), (format!("<ul>{items}</ul>"), vec![Rule::NestedLists]));
        assert_eq!(resaved("<ul><li>一</li><ol><li>二</li></ol></ul>").0, "<ul><li>一</li><li>二</li></ul>");
        kept("<ol><li>一</li></ol><section><ul><li>二</li></ul></section><p>•&nbsp;三</p>");
    }

    #[test]
    fn paragraphs_split_their_item() {
        let (html, rules) =
            resaved("<ol><li class=\"a\">一<b>二</b><p>三</p><p>四</p>五</li><li>六</li></ol>");
        assert_eq!(
            html,
            "<ol><li class=\"a\">一<b>二</b></li><li class=\"a\"><p>三</p></li><li class=\"a\"><p>四</p></li>\
             <li class=\"a\">五</li><li>六</li></ol>"
        );
        assert_eq!(rules, [Rule::ItemParagraphs]);
        kept("<ul><li><p>一</p></li><li><section>二</section><section>三</section></li></ul>");
    }

    #[test]
    fn an_item_breaks_after_a_leading_strong_or_code() {
        let (html, rules) = resaved("<ul><li><strong>一</strong>：二</li><li><code>三</code> 四</li></ul>");
        assert_eq!(html, "<ul><li><strong>一</strong><br>：二</li><li><code>三</code><br> 四</li></ul>");
        assert_eq!(rules, [Rule::ItemLeads]);
        kept(
            "<ul><li>一<strong>二</strong>三</li><li><span>四</span>五</li><li><strong>六</strong></li></ul>",
        );
    }
}
