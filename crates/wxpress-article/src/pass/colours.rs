//! Every element that holds text says its colour: the editor makes some black and forgets what others inherit
//! (docs/reference/html-compat.md D3).

use super::flow::{holds_text, inherited, is_block};
use crate::options::Profile;
use crate::render::Work;
use crate::tree::NodeId;

/// The colour of text where no style says one.
const TEXT: &str = "#333";

/// Gives text its colour, and in the paste profile blocks a background of nothing, without which they turn grey.
pub(super) fn settle(work: &mut Work<'_>) {
    let is_pasted = work.options.profile == Profile::Paste;
    let elements: Vec<NodeId> =
        work.tree.descendants(work.article).filter(|node| work.tree.element(*node).is_some()).collect();
    for node in elements {
        // Code has the colours of its own theme, inside.
        let is_code = work.tree.is(node, "pre")
            || work.tree.parent(node).is_some_and(|above| work.tree.is(above, "pre"));
        if is_code || work.tree.is_within(node, &["svg"]) {
            continue;
        }
        if holds_text(&work.tree, node) {
            let colour = inherited(&work.tree, node, "color").unwrap_or(TEXT).to_owned();
            if let Some(element) = work.tree.element_mut(node) {
                element.style.set_default("color", &colour);
            }
        }
        if is_pasted
            && is_block(&work.tree, node)
            && let Some(element) = work.tree.element_mut(node)
            && !element.style.iter().any(|(property, _)| property.starts_with("background"))
        {
            element.style.set("background", "transparent");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::settle;
    use crate::pass::trial::Trial;
    use crate::{Options, Profile};

    #[test]
    fn text_has_a_colour_of_its_own() {
        let html = Trial::of("<section>\n<p>a<b>b</b><i style='color:#00f'>c</i></p></section><p>e</p>")
            .css("section section{color:#111}")
            .after(&[settle])
            .html();
        assert_eq!(
            html,
            "<section style=\"color:#111\">\n<p style=\"color:#111\">a<b style=\"color:#111\">b</b>\
             <i style=\"color:#00f\">c</i></p></section><p style=\"color:#333\">e</p>"
        );
    }

    #[test]
    fn pasted_blocks_have_a_background_of_nothing() {
        let options = Options { profile: Profile::Paste, ..Options::default() };
        let html = Trial::of("<p>a</p><p style='background-color:#eee'>b</p>")
            .options(options)
            .after(&[settle])
            .html();
        assert_eq!(
            html,
            "<p style=\"color:#333;background:transparent\">a</p><p style=\"background-color:#eee;color:#333\">b</p>"
        );
    }
}
