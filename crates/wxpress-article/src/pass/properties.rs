//! Declarations that the platform or its editor would remove are not sent (docs/reference/html-compat.md D3).

use crate::css::{Colour, Style};
use crate::render::Work;
use crate::rule::Rule;
use crate::tree::{NodeId, Tree};

/// Nothing in an article moves, or answers to a finger.
const WITHOUT_EFFECT: &[&str] = &[
    "cursor",
    "user-select",
    "pointer-events",
    "outline",
    "outline-offset",
    "content",
    "quotes",
    "will-change",
    "scroll-behavior",
    "text-rendering",
    "tab-size",
    "orphans",
    "widows",
    "resize",
    "appearance",
    "caret-color",
    "font-smoothing",
    "contain",
    "isolation",
    "text-wrap",
    "font-feature-settings",
    "hyphens",
];

/// Removed by the platform, and worth a word.
const REMOVED: &[&str] = &[
    "animation",
    "transition",
    "filter",
    "backdrop-filter",
    "clip-path",
    "mask",
    "mask-image",
    "mix-blend-mode",
    "grid-template-columns",
    "grid-template-rows",
    "grid-area",
    "grid-column",
    "grid-row",
    "columns",
    "column-count",
];

/// Meant for a position that does not survive.
const OFFSETS: &[&str] = &["top", "right", "bottom", "left", "inset", "z-index"];

/// Takes out what nobody can see, and everything that would not survive.
pub(super) fn restrict(work: &mut Work<'_>) {
    let nodes: Vec<NodeId> =
        std::iter::once(work.article).chain(work.tree.descendants(work.article)).collect();
    for node in nodes {
        if work.tree.element(node).is_none_or(|element| element.style.is_empty()) {
            continue;
        }
        if work.tree.element(node).and_then(|element| element.style.value("display")) == Some("none") {
            work.tree.detach(node);
            continue;
        }
        let (line, is_text) = (work.tree.line(node), has_text(&work.tree, node));
        let Some(element) = work.tree.element_mut(node) else { continue };
        let style = &mut element.style;
        let mut lost = Vec::new();
        if let Some(position @ ("absolute" | "fixed" | "sticky")) = style.value("position") {
            lost.push((Rule::DroppedProperty, format!("position: {position}")));
            style.take("position");
        }
        if style.value("position").is_none_or(|position| position == "static") {
            style.take("position");
            style.retain(|property, _| !OFFSETS.contains(&property));
        } else if style.value("position") == Some("relative") {
            raise(style);
        }
        style.retain(|property, value| {
            let is_words = property.starts_with("mso-") || value.contains("windowtext");
            if property.starts_with('-') || is_words || WITHOUT_EFFECT.contains(&property) {
                return matches!(property, "-webkit-overflow-scrolling" | "-webkit-text-fill-color");
            }
            let is_removed = REMOVED
                .iter()
                .any(|removed| property == *removed || property.starts_with(&format!("{removed}-")));
            if is_removed && value != "none" {
                lost.push((Rule::DroppedProperty, format!("{property}: {value}")));
            }
            let is_picture = value.contains("url(") && !value.contains("mmbiz.qpic.cn");
            if is_picture {
                lost.push((Rule::ForeignBackground, format!("{property}: {value}")));
            }
            !is_removed && !is_picture
        });
        if style.value("display").is_some_and(|display| display.contains("grid")) {
            lost.push((Rule::DroppedProperty, "display: grid".to_owned()));
            style.take("display");
        }
        if is_text {
            flatten_gradient(style);
        }
        for (rule, subject) in lost {
            work.findings.report_of(rule, line, subject);
        }
    }
}

fn has_text(tree: &Tree, node: NodeId) -> bool {
    tree.descendants(node).any(|below| tree.text(below).is_some_and(|text| !text.trim().is_empty()))
}

/// `top` of a superscript as a transform, which lives.
fn raise(style: &mut Style) {
    let Some(top) = style.value("top").map(str::to_owned) else { return };
    style.retain(|property, _| !OFFSETS.contains(&property) && property != "position");
    style.set_default("display", "inline-block");
    style.set("transform", format!("translateY({top})"));
}

/// A gradient behind text becomes its first colour: dark mode would mix it to one anyway (D13).
fn flatten_gradient(style: &mut Style) {
    for property in ["background", "background-image"] {
        let Some(value) = style.value(property).filter(|value| value.contains("gradient(")) else { continue };
        // A line below the words is no ground behind them.
        if value.contains("transparent") || style.value("background-size").is_some() {
            continue;
        }
        let colour = value
            .split(['(', ',', ')'])
            .flat_map(|part| part.split_ascii_whitespace().next())
            .find_map(Colour::parse);
        if let Some(colour) = colour {
            style.take(property);
            style.set("background-color", colour.to_string());
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Options, Rule, Source, render};

    fn html(html: &str) -> (String, Vec<Rule>) {
        let article = render(&Source::html(html), &Options::default());
        let rules = article.findings.iter().map(|finding| finding.rule);
        (article.html(), rules.filter(|rule| *rule != Rule::TitleMissing).collect())
    }

    #[test]
    fn what_would_not_survive_is_not_sent() {
        let (out, rules) = html(
            "<p style='position:absolute;top:1px;animation:x 1s;cursor:pointer;-webkit-hyphens:auto'>a</p>\
             <p style='background:url(https://x.y/z.png)'>b</p><p style='display:none'>c</p>",
        );
        for gone in ["position", "top", "animation", "cursor", "hyphens", "url(", ">c<"] {
            assert!(!out.contains(gone), "{gone}: {out}");
        }
        assert_eq!(rules, [Rule::DroppedProperty, Rule::DroppedProperty, Rule::ForeignBackground]);
    }

    #[test]
    fn raised_text_stays_raised() {
        let (out, _) = html("<p>a<sup style='position:relative;top:-.4em'>1</sup></p>");
        assert!(out.contains("transform:translateY(-.4em)") && !out.contains("position"), "{out}");
    }

    #[test]
    fn gradients_behind_text_are_one_colour() {
        let (out, _) = html("<p style='background:linear-gradient(90deg,#07c160,#fff)'>a</p>");
        assert!(out.contains("background-color:#07c160"), "{out}");
    }
}
