//! What old HTML said with elements and attributes is said with styles, before the cascade reads them.

use crate::render::Work;
use crate::tree::{NodeId, Tree};

/// Elements whose `align` is that of their text.
const ALIGNED: &[&str] = &["p", "div", "section", "h1", "h2", "h3", "h4", "h5", "h6", "center"];

/// Sizes of `font`, from 1 to 7.
const SIZES: [&str; 7] = [".63em", ".82em", "1em", "1.13em", "1.5em", "2em", "3em"];

/// Values of `type` of lists and items, with the styles that they stand for.
const LIST_TYPES: [(&str, &str); 8] = [
    ("1", "decimal"),
    ("a", "lower-alpha"),
    ("A", "upper-alpha"),
    ("i", "lower-roman"),
    ("I", "upper-roman"),
    ("disc", "disc"),
    ("circle", "circle"),
    ("square", "square"),
];

/// Turns them into styles; an element's own `style` still wins.
pub(super) fn restate(work: &mut Work<'_>) {
    let tree = &mut work.tree;
    let elements: Vec<NodeId> =
        tree.descendants(work.article).filter(|node| tree.element(*node).is_some()).collect();
    for node in elements {
        match tree.name(node) {
            "center" => say(tree, node, "text-align", "center"),
            "font" => font(tree, node),
            "q" => quote(tree, node),
            "ol" | "ul" | "li" => list(tree, node),
            _ => {}
        }
        let align = tree.attribute(node, "align").map(str::to_ascii_lowercase);
        if let Some(align @ ("left" | "right" | "center" | "justify")) = align.as_deref()
            && tree.is_any(node, ALIGNED)
        {
            say(tree, node, "text-align", align);
        }
    }
}

/// Puts a declaration before those that the element has.
fn say(tree: &mut Tree, node: NodeId, property: &str, value: &str) {
    // What would end the declaration is no value.
    if value.contains([';', '{', '}', '"']) {
        return;
    }
    if let Some(element) = tree.element_mut(node) {
        let own = element.take("style").unwrap_or_default();
        element.set("style", format!("{property}:{value};{own}"));
    }
}

fn font(tree: &mut Tree, node: NodeId) {
    if let Some(colour) = tree.attribute(node, "color").map(str::to_owned) {
        say(tree, node, "color", colour.trim());
    }
    if let Some(face) = tree.attribute(node, "face").map(str::to_owned) {
        say(tree, node, "font-family", face.trim());
    }
    let size = tree.attribute(node, "size").and_then(|size| size.trim().parse::<usize>().ok());
    if let Some(size) = size.and_then(|size| SIZES.get(size.wrapping_sub(1))) {
        say(tree, node, "font-size", size);
    }
}

/// The `type` of a list or an item.
fn list(tree: &mut Tree, node: NodeId) {
    let kind = tree.attribute(node, "type").and_then(|own| LIST_TYPES.iter().find(|(kind, _)| *kind == own));
    if let Some((_, style)) = kind {
        say(tree, node, "list-style-type", style);
    }
}

/// A browser puts the marks around a `q` itself.
fn quote(tree: &mut Tree, node: NodeId) {
    let open = tree.new_text("“");
    tree.prepend(node, open);
    let close = tree.new_text("”");
    tree.append(node, close);
}

#[cfg(test)]
mod tests {
    use crate::{Options, Source, render};

    #[test]
    fn old_words_for_looks_still_count() {
        let html = render(
            &Source::html(
                "<p align=Center>a</p><center>b</center><p>x <font color=red size=5 style='color:#00f'>c</font> <q>d</q></p>",
            ),
            &Options::default(),
        )
        .html();
        assert_eq!(html.matches("text-align:center").count(), 2, "{html}");
        assert!(
            html.contains("font-size:1.5em") && html.contains("color:#00f") && !html.contains("red"),
            "{html}"
        );
        assert!(html.contains("“d”"), "{html}");
    }
}
