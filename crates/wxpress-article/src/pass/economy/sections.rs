//! Sections that are nothing but a pair of tags.

use crate::pass::flow::{display, is_block};
use crate::tree::{NodeId, Tree};

/// Takes sections away that look like nothing: those that hold blocks alone, and those that say no more than the colour
/// of the only line in another.
pub(super) fn merge(tree: &mut Tree, article: NodeId) {
    // The outermost first: what many hold in each other moves once.
    for section in tree.find(article, &["section"]) {
        let Some(parent) = tree.parent(section).filter(|parent| tree.is(*parent, "section")) else {
            continue;
        };
        let Some(element) = tree.element(section).filter(|element| element.attributes.is_empty()) else {
            continue;
        };
        if element.style.is_empty() {
            if tree
                .children(section)
                .all(|child| is_block(tree, child) && !display(tree, child).starts_with("inline"))
            {
                tree.unwrap(section);
            }
            continue;
        }
        let colour =
            element.style.value("color").filter(|_| element.style.iter().count() == 1).map(str::to_owned);
        let is_alone = tree.first_child(parent) == Some(section) && tree.last_child(parent) == Some(section);
        if let Some(colour) = colour.filter(|_| is_alone && parent != article)
            && let Some(outer) = tree.element_mut(parent)
            && outer.style.value("color").is_none_or(|own| *own == colour)
        {
            outer.style.set("color", colour);
            tree.unwrap(section);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::pass::economy::save;
    use crate::pass::trial::Trial;

    fn html(html: &str) -> String {
        Trial::of(html).after(&[save]).html()
    }

    #[test]
    fn sections_around_blocks_go() {
        assert_eq!(
            html("<section><section><p>a</p></section></section><section><p>b</p></section>"),
            "<p>a</p><p>b</p>"
        );
        for kept in [
            "<section>a</section>",
            "<section><p>a</p>b</section>",
            "<section nodeleaf=\"\"><p>a</p></section>",
            "<section><figure style=\"display:inline-block\"></figure></section>",
            "<ul><li><section><p>a</p></section></li></ul>",
        ] {
            assert_eq!(html(kept), kept);
        }
    }

    #[test]
    fn a_line_that_is_all_of_a_section_is_the_section() {
        assert_eq!(
            html("<section style='margin:1px'><section style='color:#111'>a</section></section>"),
            "<section style=\"margin:1px;color:#111\">a</section>"
        );
        let two = "<section style=\"margin:1px\"><section style=\"color:#111\">a</section><p>b</p></section>";
        assert_eq!(html(two), two);
    }
}
