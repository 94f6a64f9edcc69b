//! Every element that holds text says its colour: the editor makes some black and forgets what others inherit
//! (docs/reference/html-compat.md D3).

use std::collections::HashMap;
use std::rc::Rc;

use super::flow::{holds_text, is_block};
use crate::options::Profile;
use crate::render::Work;
use crate::tree::{NodeId, Tree};

/// The colour of text where no style says one.
const TEXT: &str = "#333";

/// Gives text its colour, and in the paste profile blocks a background of nothing, without which they turn grey.
pub(super) fn settle(work: &mut Work<'_>) {
    let is_pasted = work.options.profile == Profile::Paste;
    let tree = &mut work.tree;
    // From the outside in: what an element inherits is known when it is looked at.
    let mut colours: HashMap<NodeId, Rc<str>> = HashMap::new();
    colours.insert(work.article, own(tree, work.article).unwrap_or_else(|| TEXT.into()));
    for node in tree.elements(work.article) {
        let inherited = tree.parent(node).and_then(|parent| colours.get(&parent)).map(Rc::clone);
        let colour = own(tree, node).or(inherited).unwrap_or_else(|| TEXT.into());
        let has_text = holds_text(tree, node);
        let needs_ground = is_pasted && is_block(tree, node) && !tree.is(node, "pre");
        if let Some(element) = tree.element_mut(node) {
            let style = &mut element.style;
            if has_text {
                style.set_default("color", &colour);
            }
            if needs_ground && !style.iter().any(|(property, _)| property.starts_with("background")) {
                style.set("background", "transparent");
            }
        }
        colours.insert(node, colour);
    }
}

fn own(tree: &Tree, node: NodeId) -> Option<Rc<str>> {
    tree.element(node)?.style.value("color").map(Rc::from)
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
