//! Elements that the editor's schema does not know (docs/reference/html-compat.md D2).

use super::Draft;
use super::tree::{NodeId, Tree};
use crate::article::content::REMOVED_ELEMENTS;
use crate::article::rule::Rule;

/// Blocks of which only the content stays.
const UNWRAPPED: [&str; 7] = ["div", "article", "main", "header", "aside", "details", "summary"];
/// How the names of WeChat's own elements start: account cards, mini-programs, voices.
const OWN: &str = "mp";
/// Pictures in `data:` addresses of up to this length vanish. Where the line really lies is not known; the one reported
/// was of 45×13 pixels.
const TINY_MAX_BYTES: usize = 4096;

/// What the API removes goes with all it holds; of elements that are not HTML's the content stays.
pub(super) fn drop_unknown(draft: &mut Draft<'_>) {
    if !draft.holds(Rule::UnknownElements) {
        return;
    }
    for id in elements(draft) {
        let tree = &mut draft.fragment.tree;
        let name = tree.name(id).to_owned();
        if name == "script" || REMOVED_ELEMENTS.contains(&name.as_str()) {
            tree.detach(id);
        } else if name.contains('-') && !name.starts_with(OWN) {
            tree.unwrap(id);
        } else {
            continue;
        }
        draft.findings.note(Rule::UnknownElements, &name, "");
    }
}

pub(super) fn unwrap_blocks(draft: &mut Draft<'_>) {
    if !draft.holds(Rule::UnwrappedBlocks) {
        return;
    }
    for id in elements(draft) {
        let tree = &mut draft.fragment.tree;
        let name = tree.name(id).to_owned();
        if UNWRAPPED.contains(&name.as_str()) {
            tree.unwrap(id);
            draft.findings.note(Rule::UnwrappedBlocks, &name, "");
        }
    }
}

pub(super) fn drop_tiny_pictures(draft: &mut Draft<'_>) {
    if !draft.holds(Rule::TinyPictures) {
        return;
    }
    for id in elements(draft) {
        let tree = &mut draft.fragment.tree;
        if let Some(source) = tiny_source(tree, id).map(str::to_owned) {
            tree.detach(id);
            draft.findings.note_attribute(Rule::TinyPictures, "img", "src", &source);
        }
    }
}

fn tiny_source(tree: &Tree, id: NodeId) -> Option<&str> {
    let source = tree.attribute(id, "data-src").or_else(|| tree.attribute(id, "src"))?;
    (tree.name(id) == "img" && source.starts_with("data:") && source.len() <= TINY_MAX_BYTES)
        .then_some(source)
}

/// All HTML elements, in the order of the document.
fn elements(draft: &Draft<'_>) -> Vec<NodeId> {
    let tree = &draft.fragment.tree;
    tree.descendants(draft.fragment.root).into_iter().filter(|id| !tree.name(*id).is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use crate::article::resave::tests::{kept, resaved};
    use crate::article::rule::Rule;

    #[test]
    fn blocks_without_a_place_in_the_schema_leave_their_content() {
        let (html, rules) =
            resaved("<div><p>一</p></div><details><summary>二</summary><section>三</section></details>");
        assert_eq!((html.as_str(), rules), ("<p>一</p>二<section>三</section>", vec![Rule::UnwrappedBlocks]));
        kept(
            "<section><p>一</p><h2>二</h2><blockquote>三</blockquote><figure><figcaption>四</figcaption></figure></section>",
        );
    }

    #[test]
    fn elements_that_are_not_htmls_leave_their_content() {
        let (html, rules) = resaved("<p><x-y>一</x-y><button>二</button></p>");
        assert_eq!((html.as_str(), rules), ("<p>一</p>", vec![Rule::UnknownElements]));
        kept("<section><mp-common-profile data-id=\"a\"></mp-common-profile></section>");
    }

    #[test]
    fn only_small_pictures_in_the_address_vanish() {
        let picture =
            |length: usize| format!("<p>一<img src=\"data:image/png;base64,{}\"></p>", "A".repeat(length));
        assert_eq!(resaved(&picture(100)), ("<p>一</p>".to_owned(), vec![Rule::TinyPictures]));
        kept(&picture(5000));
    }
}
