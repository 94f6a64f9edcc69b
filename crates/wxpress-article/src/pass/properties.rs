//! Properties that the platform removes or that need more of a browser than it lets have
//! (docs/reference/html-compat.md D3, D13).

mod background;

use crate::css::Style;
use crate::options::Profile;
use crate::render::Work;
use crate::rule::Rule;
use crate::tree::NodeId;

/// Removed and told: readers would miss what they do.
const TOLD: &[&str] = &[
    "animation",
    "filter",
    "backdrop-filter",
    "clip-path",
    "mask",
    "mix-blend-mode",
    "columns",
    "column-count",
];

/// Removed without a word: they show nothing in an article.
const SILENT: &[&str] = &[
    "all",
    "appearance",
    "behavior",
    "break",
    "caret",
    "caret-color",
    "contain",
    "content",
    "counter-increment",
    "counter-reset",
    "cursor",
    "font-feature-settings",
    "font-smoothing",
    "grid",
    "hyphens",
    "isolation",
    "orphans",
    "outline",
    "page-break",
    "perspective",
    "pointer-events",
    "quotes",
    "resize",
    "scroll",
    "scrollbar",
    "tab-size",
    "text-rendering",
    "text-size-adjust",
    "text-wrap",
    "touch-action",
    "transition",
    "user-select",
    "widows",
    "will-change",
    "zoom",
];

/// Properties of browsers of one kind that do what no other does.
const ESSENTIAL: &[&str] =
    &["-webkit-box-orient", "-webkit-line-clamp", "-webkit-text-stroke", "-webkit-text-stroke-width"];

/// Where a box out of the flow would stand.
const OFFSETS: &[&str] = &["top", "right", "bottom", "left", "inset", "z-index"];

/// Leaves only properties that survive.
pub(super) fn restrict(work: &mut Work<'_>) {
    let elements: Vec<NodeId> = std::iter::once(work.article)
        .chain(work.tree.descendants(work.article))
        .filter(|node| work.tree.element(*node).is_some_and(|element| !element.style.is_empty()))
        .collect();
    let is_strict = work.options.profile == Profile::Strict;
    for node in elements {
        background::settle(work, node);
        let name = work.tree.name(node).to_owned();
        let Some(element) = work.tree.element_mut(node) else { continue };
        let style = &mut element.style;
        let mut told = Vec::new();
        position(style, &name, &mut told);
        display(style, is_strict);
        if name == "svg" && style.value("width").is_some_and(|width| width.ends_with('%')) {
            style.take("width");
        }
        // An office's word for the colour of text.
        if style.iter().any(|(_, value)| value.contains("windowtext")) {
            style.rewrite(|_, value| value.replace("windowtext", "#333").into());
        }
        style.retain(|property, value| {
            let plain = unprefixed(property);
            let is_told = TOLD.iter().any(|own| belongs_to(plain, own));
            if is_told && value != "none" {
                told.push(format!("{property}: {value}"));
            }
            let is_foreign = plain.len() < property.len() || property.starts_with("mso-");
            !is_told
                && !SILENT.iter().any(|own| belongs_to(plain, own))
                && (!is_foreign || ESSENTIAL.contains(&property))
        });
        let line = work.tree.line(node);
        for property in told {
            work.findings.report_of(Rule::DroppedProperty, line, property);
        }
    }
}

/// A property's name without the mark of one browser.
fn unprefixed(property: &str) -> &str {
    ["-webkit-", "-moz-", "-ms-", "-o-"]
        .iter()
        .find_map(|mark| property.strip_prefix(mark))
        .unwrap_or(property)
}

fn belongs_to(property: &str, group: &str) -> bool {
    property.strip_prefix(group).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

/// Nothing leaves the flow, and what is raised or lowered in it is moved by `transform`.
fn position(style: &mut Style, name: &str, told: &mut Vec<String>) {
    let Some(position) = style.value("position").map(str::to_ascii_lowercase) else { return };
    if matches!(position.as_str(), "absolute" | "fixed" | "sticky" | "-webkit-sticky") {
        told.push(format!("position: {position}"));
    } else if matches!(name, "sub" | "sup" | "span") {
        let top = style.value("top").filter(|top| !matches!(*top, "auto" | "0" | "0px" | "0em"));
        if let Some(lowered) = top.map(|top| format!("translateY({top})")) {
            // What is inline cannot be moved.
            style.set_default("display", "inline-block");
            style.set_default("transform", &lowered);
        }
    } else if position == "relative" && style.iter().any(|(property, _)| OFFSETS.contains(&property)) {
        return;
    }
    style.take("position");
    style.retain(|property, _| !OFFSETS.contains(&property));
}

/// No grids, and in the strict profile no flex and nothing that scrolls.
fn display(style: &mut Style, is_strict: bool) {
    match style.value("display") {
        Some("grid") => style.set("display", "block"),
        Some("inline-grid") => style.set("display", "inline-block"),
        Some("flex") if is_strict => style.set("display", "block"),
        Some("inline-flex") if is_strict => style.set("display", "inline-block"),
        _ => {}
    }
    if is_strict {
        let scrolls = |property: &str, value: &str| {
            property.starts_with("overflow-") && matches!(value, "auto" | "scroll")
                || property.starts_with("flex")
        };
        style.retain(|property, value| !scrolls(property, value));
    }
}

#[cfg(test)]
mod tests {
    use super::restrict;
    use crate::Rule;
    use crate::pass::trial::Trial;

    fn trial(html: &str) -> Trial {
        Trial::of(html).after(&[restrict])
    }

    #[test]
    fn nothing_leaves_the_flow() {
        let trial = trial("<p style='position:absolute;top:1px;z-index:3;color:red'>a</p>");
        assert_eq!(trial.html(), "<p style=\"color:red\">a</p>");
        assert_eq!(trial.rules(), [Rule::DroppedProperty]);
        let relative =
            self::trial("<p style='position:relative;top:1px'>a</p><p style='position:relative'>b</p>");
        assert_eq!(relative.html(), "<p style=\"position:relative;top:1px\">a</p><p>b</p>");
        assert_eq!(relative.rules(), []);
    }

    #[test]
    fn raised_text_is_moved() {
        assert_eq!(
            trial(
                "<sup style='position:relative;top:-.5em'>a</sup><sub style='position:relative;top:0'>b</sub>"
            )
            .html(),
            "<sup style=\"display:inline-block;transform:translateY(-.5em)\">a</sup><sub>b</sub>"
        );
    }

    #[test]
    fn what_does_nothing_in_an_article_goes() {
        let trial = trial(
            "<p style='animation:x 1s;-webkit-filter:blur(1px);transition:all 1s;cursor:pointer;-webkit-font-smoothing:auto;\
             mso-x:1;float:left;box-sizing:border-box;display:grid;grid-gap:1px;transform:scale(2)'>a</p>",
        );
        assert_eq!(
            trial.html(),
            "<p style=\"float:left;box-sizing:border-box;transform:scale(2);display:block\">a</p>"
        );
        assert_eq!(trial.rules(), [Rule::DroppedProperty; 2]);
    }

    #[test]
    fn borders_of_offices_stay() {
        assert_eq!(
            trial("<p style='border:solid windowtext 1.0pt'>a</p>").html(),
            "<p style=\"border:solid #333 1.0pt\">a</p>"
        );
    }

    #[test]
    fn drawings_have_no_share_of_the_width() {
        assert_eq!(
            trial("<svg style='width:100%;height:9px'></svg>").html(),
            "<svg style=\"height:9px\"></svg>"
        );
    }
}
