//! What the editor's paste needs besides (docs/reference/html-compat.md D3, D17).

use crate::options::Profile;
use crate::render::Work;
use crate::tree::Element;

/// In the paste profile, the article is a `div` between two empty paragraphs: the editor treats a `section` around
/// everything in a way of its own, and spoils the first and the last block.
pub(super) fn guard(work: &mut Work<'_>) {
    if work.options.profile != Profile::Paste {
        return;
    }
    let tree = &mut work.tree;
    let Some(outer) = tree.first_child(tree.root()) else { return };
    // A picture behind everything holds on to a section alone.
    let has_picture = [outer, work.article].iter().any(|node| {
        tree.element(*node).is_some_and(|element| element.style.value("background-image").is_some())
    });
    if !has_picture {
        tree.rename(outer, "div");
    }
    let guards = [(); 2].map(|()| {
        let mut guard = Element::new("p");
        for (property, value) in [("font-size", "0"), ("line-height", "0"), ("margin", "0")] {
            guard.style.set(property, value);
        }
        let guard = tree.new_element(guard);
        let space = tree.new_text("\u{a0}");
        tree.append(guard, space);
        guard
    });
    tree.insert_before(outer, guards[0]);
    tree.insert_after(outer, guards[1]);
}

#[cfg(test)]
mod tests {
    use super::guard;
    use crate::pass::trial::Trial;
    use crate::{Options, Profile};

    #[test]
    fn a_pasted_article_is_guarded() {
        let trial = Trial::of("<p>a</p>").after(&[guard]);
        let whole = trial.whole();
        assert_eq!(whole, "<section><p>a</p></section>");
        let pasted = trial.options(Options { profile: Profile::Paste, ..Options::default() });
        let guard = "<p style=\"font-size:0;line-height:0;margin:0\">\u{a0}</p>";
        assert_eq!(pasted.whole(), format!("{guard}<div><p>a</p></div>{guard}"));
        let picture = pasted.css("#article{background-image:url(https://mmbiz.qpic.cn/x)}").whole();
        assert!(picture.contains("</p><section style="), "{picture}");
    }
}
