//! What nobody is meant to see leaves: the platform would show some of it (docs/reference/html-compat.md D3).

use crate::render::Work;

/// Takes out what its style or the `hidden` attribute hides.
pub(super) fn drop(work: &mut Work<'_>) {
    let tree = &mut work.tree;
    let hidden: Vec<_> = tree
        .descendants(work.article)
        .filter(|node| {
            tree.element(*node).is_some_and(|element| {
                let display = element.style.value("display");
                display == Some("none") || (display.is_none() && element.attribute("hidden").is_some())
            })
        })
        .collect();
    for node in hidden {
        tree.detach(node);
    }
}

#[cfg(test)]
mod tests {
    use super::drop;
    use crate::pass::trial::Trial;

    #[test]
    fn hidden_elements_go() {
        let html = Trial::of("<p class=x>a</p><p hidden>b</p><p hidden style='display:block'>c</p><p>d</p>")
            .css(".x{display:none}")
            .after(&[drop])
            .html();
        assert_eq!(html, "<p hidden=\"\" style=\"display:block\">c</p><p>d</p>");
    }
}
