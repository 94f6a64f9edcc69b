//! Elements that the editor does not know become ones that it does (docs/reference/html-compat.md D2).

use crate::css::Style;
use crate::options::Profile;
use crate::render::Work;
use crate::rule::Rule;
use crate::tree::{Element, NodeId};

/// Blocks that become sections.
const BLOCKS: &[&str] = &[
    "div", "article", "main", "header", "footer", "aside", "nav", "details", "summary", "dl", "dt", "dd",
    "address", "hgroup", "search", "center", "fieldset", "legend", "menu", "dir", "body",
];

/// Inline elements that become spans, with what a browser would have shown of them.
const INLINES: &[(&str, &[(&str, &str)])] = &[
    ("mark", &[("background-color", "#fff3a3")]),
    ("kbd", &[("font-family", "monospace")]),
    ("samp", &[("font-family", "monospace")]),
    ("var", &[("font-style", "italic")]),
    ("cite", &[("font-style", "italic")]),
    ("dfn", &[("font-style", "italic")]),
    ("small", &[("font-size", ".85em")]),
    ("big", &[("font-size", "1.2em")]),
    ("tt", &[("font-family", "monospace")]),
    ("q", &[]),
    ("abbr", &[]),
    ("time", &[]),
    ("label", &[]),
    ("output", &[]),
    ("data", &[]),
    ("bdi", &[]),
    ("bdo", &[]),
    ("font", &[]),
    ("acronym", &[]),
    ("nobr", &[("white-space", "nowrap")]),
    ("meter", &[]),
    ("progress", &[]),
];

/// Others that have an equal.
const EQUALS: &[(&str, &str)] =
    &[("ins", "u"), ("b", "strong"), ("i", "em"), ("s", "del"), ("strike", "del")];

/// All that stays under its own name.
const KEPT: &[&str] = &[
    "section",
    "p",
    "span",
    "strong",
    "em",
    "u",
    "del",
    "sup",
    "sub",
    "br",
    "hr",
    "blockquote",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "pre",
    "code",
    "table",
    "thead",
    "tbody",
    "tfoot",
    "tr",
    "th",
    "td",
    "caption",
    "figure",
    "figcaption",
    "img",
    "a",
    "svg",
    "iframe",
    "mp-common-profile",
    "mp-miniprogram",
];

/// Renames what has to be renamed, and unwraps what nobody knows.
pub(super) fn rename(work: &mut Work<'_>) {
    for ruby in work.tree.find(work.article, &["ruby"]) {
        self::ruby(work, ruby);
    }
    for node in work.tree.elements(work.article) {
        let name = work.tree.name(node);
        if KEPT.contains(&name) {
            continue;
        }
        if BLOCKS.contains(&name) {
            work.tree.rename(node, "section");
        } else if let Some((_, own)) = INLINES.iter().find(|(inline, _)| *inline == name) {
            work.tree.rename(node, "span");
            if let Some(element) = work.tree.element_mut(node) {
                default(&mut element.style, own);
            }
        } else if let Some((_, equal)) = EQUALS.iter().find(|(other, _)| *other == name) {
            work.tree.rename(node, equal);
        } else {
            let subject = format!("<{}>", name.trim_start_matches("math:"));
            work.findings.report_of(Rule::RenamedElement, work.tree.line(node), subject);
            work.tree.unwrap(node);
        }
    }
}

fn default(style: &mut Style, own: &[(&str, &str)]) {
    for (property, value) in own {
        style.set_default(property, value);
    }
}

/// The editor has no ruby: the reading stands above its characters in a little box, in the strict profile behind them
/// in brackets.
fn ruby(work: &mut Work<'_>, ruby: NodeId) {
    let tree = &mut work.tree;
    let mut base: Vec<NodeId> = Vec::new();
    let parts: Vec<NodeId> = tree.children(ruby).collect();
    for part in parts {
        match tree.name(part) {
            "rp" => tree.detach(part),
            "rt" | "rtc" if work.options.profile == Profile::Strict => {
                let reading = format!("（{}）", tree.text_content(part).trim());
                let text = tree.new_text(reading);
                tree.replace(part, text);
                base.clear();
            }
            "rt" | "rtc" => {
                let mut pair = Element::new("span");
                for (property, value) in [
                    ("display", "inline-block"),
                    ("text-align", "center"),
                    ("line-height", "1.2"),
                    ("text-indent", "0"),
                ] {
                    pair.style.set(property, value);
                }
                let pair = tree.new_element(pair);
                tree.insert_before(part, pair);
                tree.rename(part, "span");
                if let Some(element) = tree.element_mut(part) {
                    element.style.set_default("display", "block");
                    element.style.set_default("font-size", ".6em");
                }
                tree.append(pair, part);
                for node in base.drain(..) {
                    tree.append(pair, node);
                }
            }
            "rb" => {
                tree.rename(part, "span");
                base.push(part);
            }
            _ => base.push(part),
        }
    }
    tree.unwrap(ruby);
}
