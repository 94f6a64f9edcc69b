//! Styles in as few characters as show the same: the platform counts them (docs/reference/html-compat.md D15).

mod redundant;
mod sections;
mod shortest;
mod spans;

use crate::options::Profile;
use crate::render::Work;
use crate::tree::NodeId;

/// Takes spans away that say nothing, before text gets its colour.
pub(super) fn unwrap_bare_spans(work: &mut Work<'_>) {
    spans::unwrap_bare(&mut work.tree, work.article);
}

/// Leaves out what changes nothing, and writes the rest short. All text has a colour of its own by now.
pub(super) fn save(work: &mut Work<'_>) {
    let keeps_backgrounds = work.options.profile == Profile::Paste;
    let tree = &mut work.tree;
    let elements: Vec<NodeId> = std::iter::once(work.article)
        .chain(tree.descendants(work.article))
        .filter(|node| tree.element(*node).is_some_and(|element| !element.style.is_empty()))
        .collect();
    let mut known = shortest::Known::new();
    for node in &elements {
        if let Some(element) = tree.element_mut(*node) {
            shortest::write(&mut element.style, &mut known);
        }
    }
    // From the outside in: what an ancestor loses was said further out.
    for node in elements {
        redundant::drop(tree, work.article, node, keeps_backgrounds);
    }
    spans::merge(tree, work.article);
    sections::merge(tree, work.article);
}

#[cfg(test)]
mod tests {
    use super::save;
    use crate::pass::trial::Trial;

    #[test]
    fn what_is_short_is_compared() {
        let html = Trial::of(
            "<section style='line-height:1.80'><p style='line-height:1.8;color:#FFFFFF'>a</p></section>",
        )
        .after(&[save])
        .html();
        assert_eq!(html, "<section style=\"line-height:1.8\"><p style=\"color:#fff\">a</p></section>");
    }
}
