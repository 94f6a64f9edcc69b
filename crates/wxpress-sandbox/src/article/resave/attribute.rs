//! Attributes and declarations that the editor does not keep (docs/reference/html-compat.md D2, D3).

use super::Draft;
use super::tree::{NodeId, Tree};
use crate::article::rule::Rule;
use crate::article::style::{Declaration, without};

/// Attributes that go, besides `aria-*` and `on*`. `class` and `data-*` stay: other tools have left theirs in for years.
const UNWANTED: [&str; 16] = [
    "id",
    "target",
    "rel",
    "title",
    "dir",
    "role",
    "tabindex",
    "contenteditable",
    "draggable",
    "hidden",
    "spellcheck",
    "bgcolor",
    "border",
    "cellpadding",
    "cellspacing",
    "valign",
];
/// Properties of which no declaration stays.
const FLEETING: [&str; 5] = ["transition", "animation", "filter", "backdrop-filter", "clip-path"];
/// Blocks that can hold a whole article.
const WRAPPERS: [&str; 2] = ["section", "div"];

pub(super) fn drop(draft: &mut Draft<'_>) {
    for id in draft.fragment.tree.descendants(draft.fragment.root) {
        let element = draft.fragment.tree.name(id).to_owned();
        if element.is_empty() {
            continue;
        }
        if draft.holds(Rule::DroppedAttributes) {
            drop_unwanted(draft, id, &element);
        }
        if draft.holds(Rule::FleetingStyles) {
            sift(draft, id, Rule::FleetingStyles, is_fleeting);
        }
    }
}

fn drop_unwanted(draft: &mut Draft<'_>, id: NodeId, element: &str) {
    let is_unwanted =
        |name: &str| UNWANTED.contains(&name) || name.starts_with("aria-") || name.starts_with("on");
    let unwanted: Vec<(String, String)> = draft
        .fragment
        .tree
        .attributes(id)
        .iter()
        .filter(|attribute| is_unwanted(&attribute.name.local))
        .map(|attribute| (attribute.name.local.to_string(), attribute.value.to_string()))
        .collect();
    for (name, value) in unwanted {
        draft.fragment.tree.set_attribute(id, &name, None);
        draft.findings.note_attribute(Rule::DroppedAttributes, element, &name, &value);
    }
}

fn is_fleeting(declaration: &Declaration<'_>) -> bool {
    let is_out_of_flow = || matches!(declaration.keyword().as_str(), "absolute" | "fixed" | "sticky");
    FLEETING.iter().any(|name| declaration.is_of(name))
        || ["transition", "animation"].iter().any(|name| declaration.is_of_family(name))
        || (declaration.is_of("position") && is_out_of_flow())
}

/// Padding and background of the one block around everything vanish; a background picture in longhands stays.
pub(super) fn strip_outermost(draft: &mut Draft<'_>) {
    if !draft.holds(Rule::OutermostStyles) {
        return;
    }
    if let Some(outermost) = outermost(&draft.fragment.tree, draft.fragment.root) {
        sift(draft, outermost, Rule::OutermostStyles, |declaration| {
            declaration.is_of_family("padding")
                || declaration.is_of("background")
                || declaration.is_of("background-color")
        });
    }
}

fn outermost(tree: &Tree, root: NodeId) -> Option<NodeId> {
    let mut blocks = tree.children(root).into_iter().filter(|id| !tree.is_blank(*id));
    let only = blocks.next().filter(|id| WRAPPERS.contains(&tree.name(*id)))?;
    blocks.next().is_none().then_some(only)
}

/// Takes declarations out of a `style`.
fn sift(draft: &mut Draft<'_>, id: NodeId, rule: Rule, goes: impl Fn(&Declaration<'_>) -> bool) {
    let tree = &mut draft.fragment.tree;
    let Some(style) = tree.attribute(id, "style").map(str::to_owned) else { return };
    let kept = without(&style, |declaration| {
        let goes = goes(declaration);
        if goes {
            draft.findings.note_attribute(rule, tree.name(id), "style", declaration.shown());
        }
        goes
    });
    if let Some(kept) = kept {
        tree.set_attribute(id, "style", Some(kept.as_str()).filter(|kept| !kept.is_empty()));
    }
}

#[cfg(test)]
mod tests {
    use crate::article::resave::tests::{kept, resaved};
    use crate::article::rule::Rule;

    #[test]
    fn attributes_outside_of_the_schema_go() {
        let (html, rules) = resaved(
            "<table border=\"1\" style=\"a:b\"><tbody><tr><td valign=\"top\" colspan=\"2\" title=\"c\" aria-label=\"d\">一</td></tr></tbody></table>",
        );
        assert_eq!(html, "<table style=\"a:b\"><tbody><tr><td colspan=\"2\">一</td></tr></tbody></table>");
        assert_eq!(rules, [Rule::DroppedAttributes]);
        kept(
            "<ol class=\"a\" data-b=\"c\" start=\"3\"><li>一</li></ol><p>二<a href=\"https://mp.weixin.qq.com/s/a\">三</a></p>",
        );
        kept("<p>一<svg role=\"img\" title=\"a\"><path d=\"M0\"></path></svg></p>");
    }

    #[test]
    fn declarations_that_move_things_go() {
        let (html, rules) = resaved(
            "<p style=\"position:sticky;color:red;transition-delay:1s;clip-path:none;position:relative\">一</p>",
        );
        assert_eq!(
            (html.as_str(), rules),
            ("<p style=\"color:red;position:relative\">一</p>", vec![Rule::FleetingStyles])
        );
        kept("<p style=\"transform:rotate(1deg);display:flex\">一</p>");
    }

    #[test]
    fn the_one_outermost_block_loses_padding_and_background() {
        let (html, rules) = resaved(
            "<section style=\"padding-left:1px;background:red;background-image:none;color:red\"><p style=\"padding:1px\">一</p></section>",
        );
        assert_eq!(
            html,
            "<section style=\"background-image:none;color:red\"><p style=\"padding:1px\">一</p></section>"
        );
        assert_eq!(rules, [Rule::OutermostStyles]);
        kept("<section style=\"padding:1px\">一</section><section style=\"background:red\">二</section>");
        kept("<p style=\"padding:1px\">一</p>");
    }
}
