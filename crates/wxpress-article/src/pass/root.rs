//! The article's own section loses its style on the way: what it says goes to its children, or to a section inside
//! (docs/reference/html-compat.md D3).

use crate::css::Style;
use crate::options::Profile;
use crate::render::Work;
use crate::tree::{Element, NodeId, Tree};

/// Children that keep the edge by a margin: a padding would widen their own ground or border.
const BY_MARGIN: &[&str] = &["h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "hr"];
const BY_MARGIN_CLASSES: &[&str] = &["callout", "table", "code", "container"];

/// Properties that everything below inherits.
const INHERITED: &[&str] = &[
    "color",
    "font",
    "font-family",
    "font-size",
    "font-style",
    "font-weight",
    "letter-spacing",
    "line-height",
    "text-align",
    "word-spacing",
    "overflow-wrap",
    "word-break",
    "word-wrap",
    "white-space",
    "text-indent",
];

/// Spreads the root's style, and puts what is inherited on a section within the root.
pub(super) fn spread(work: &mut Work<'_>) {
    let Some(element) = work.tree.element_mut(work.article) else { return };
    let style = std::mem::take(&mut element.style);
    let has_picture =
        style.iter().any(|(property, value)| property.starts_with("background") && value.contains("url("));
    let mut inner = Style::default();
    let mut outer = Style::default();
    for (property, value) in style.iter() {
        if INHERITED.contains(&property) {
            inner.set(property, value);
        } else if has_picture && property.starts_with("background") {
            // A ground of a picture cannot be cut into pieces: the root stays for it.
            outer.set(property, value);
        }
    }
    let tree = &mut work.tree;
    let children: Vec<NodeId> = tree.child_elements(work.article).collect();
    if let Some(padding) = style.value("padding-left").or_else(|| sides(style.value("padding")))
        && !is_nothing(padding)
    {
        for child in &children {
            pad(tree, *child, padding);
        }
    }
    let ground = style.value("background-color").or_else(|| style.value("background"));
    if let Some(ground) = ground.filter(|ground| !has_picture && !is_nothing(ground) && *ground != "none") {
        for child in &children {
            if let Some(element) = tree.element_mut(*child) {
                element.style.set_default("background", ground);
            }
        }
    }
    let mut section = Element::new("section");
    section.style = inner;
    tree.wrap_children(work.article, section);
    if let Some(element) = tree.element_mut(work.article) {
        element.style = outer;
        // The editor treats a root section in a special way when it is pasted.
        if work.options.profile == Profile::Paste && !has_picture {
            element.name = "div".into();
        }
    }
}

/// The left side of a shorthand of four.
fn sides(padding: Option<&str>) -> Option<&str> {
    let words: Vec<&str> = padding?.split_ascii_whitespace().collect();
    match words.as_slice() {
        [all] => Some(all),
        [_, sides] | [_, sides, _] | [_, _, _, sides] => Some(sides),
        _ => None,
    }
}

fn is_nothing(value: &str) -> bool {
    matches!(value, "0" | "0px" | "transparent" | "rgba(0,0,0,0)")
}

fn pad(tree: &mut Tree, child: NodeId, padding: &str) {
    let by_margin =
        tree.is_any(child, BY_MARGIN) || BY_MARGIN_CLASSES.iter().any(|class| tree.has_class(child, class));
    let is_rule = tree.is(child, "hr");
    let Some(element) = tree.element_mut(child) else { return };
    let own = element.style.value("margin").map(str::to_owned);
    // A centred rule keeps away from the edges by itself.
    if is_rule && own.is_some_and(|margin| margin.contains("auto")) {
        return;
    }
    let property = if by_margin { "margin" } else { "padding" };
    for side in ["left", "right"] {
        let longhand = format!("{property}-{side}");
        let of_shorthand = sides(element.style.value(property));
        let is_free = element.style.value(&longhand).is_none() && of_shorthand.is_none_or(is_nothing);
        if is_free {
            element.style.set(longhand, padding);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Options, Profile, Source, render};

    fn html(css: &str, profile: Profile) -> String {
        let options = Options { css: Some(css.to_owned()), profile, ..Options::default() };
        render(&Source::markdown("---\ntitle: t\n---\n## a\n\nb\n"), &options).html()
    }

    #[test]
    fn padding_and_ground_go_to_the_children() {
        let out = html("#nice{padding:0 10px;background:#fffbe6}", Profile::Api);
        assert!(out.starts_with("<section><section style=\""), "{out}");
        assert!(
            out.matches("margin-left:10px").count() == 1 && out.matches("padding-left:10px").count() == 1,
            "{out}"
        );
        assert_eq!(out.matches("#fffbe6").count(), 2, "{out}");
    }

    #[test]
    fn a_picture_keeps_the_root() {
        let out = html("#nice{background-image:url(https://mmbiz.qpic.cn/a/0)}", Profile::Paste);
        assert!(
            out.starts_with("<section style=\"background-image:url(https://mmbiz.qpic.cn/a/0)\">"),
            "{out}"
        );
    }

    #[test]
    fn pasted_articles_have_no_root_section() {
        assert!(html("", Profile::Paste).contains("<div>"));
    }
}
