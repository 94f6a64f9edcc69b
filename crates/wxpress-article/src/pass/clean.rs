//! What no article keeps leaves before anything is made of it (docs/reference/html-compat.md D2).

use crate::render::Work;
use crate::rule::Rule;
use crate::text::one_line;
use crate::tree::{Element, NodeId};

/// Removed with all they hold.
const DROPPED: &[&str] = &[
    "script", "noscript", "template", "object", "embed", "applet", "audio", "video", "canvas", "form",
    "button", "select", "textarea", "iframe", "frame", "frameset", "dialog", "map",
];

/// Removed without a word: they show nothing.
const SILENT: &[&str] =
    &["link", "meta", "head", "base", "source", "track", "param", "col", "colgroup", "wbr"];

/// Hidden doubles of formulas, which would show as text.
const FORMULA_DOUBLES: &[&str] = &["mjx-assistive-mml", "math:annotation", "math:annotation-xml"];

/// Takes out what no article keeps, opens what is folded, and puts the sheets of `style` elements aside.
pub(super) fn drop_unsupported(work: &mut Work<'_>) {
    let nodes: Vec<NodeId> = work.tree.descendants(work.article).collect();
    for node in nodes {
        let name = work.tree.name(node).to_owned();
        match name.as_str() {
            "" => {}
            // Those of a drawing are the drawing's.
            "style" | "title" if work.tree.is_within(node, &["svg"]) => {}
            "style" => {
                let css = work.tree.text_content(node);
                work.own_css.push_str(&css);
                work.own_css.push('\n');
                work.tree.detach(node);
            }
            "iframe" if is_player(work, node) => {}
            "input"
                if work
                    .tree
                    .attribute(node, "type")
                    .is_some_and(|kind| kind.eq_ignore_ascii_case("checkbox")) => {}
            "input" => drop(work, node, &name),
            name if DROPPED.contains(&name) => drop(work, node, name),
            "title" => {
                let title = one_line(&work.tree.text_content(node));
                work.document_title = Some(title).filter(|title| !title.is_empty());
                work.tree.detach(node);
            }
            // The editor's own wrapper of text, in an article that was read back.
            "span" if work.tree.attribute(node, "leaf").is_some() => work.tree.unwrap(node),
            name if SILENT.contains(&name) || FORMULA_DOUBLES.contains(&name) => work.tree.detach(node),
            "details" => open(work, node),
            _ if work.tree.has_class(node, "katex-mathml") => work.tree.detach(node),
            _ => {}
        }
    }
}

fn drop(work: &mut Work<'_>, node: NodeId, name: &str) {
    let rule = if name == "iframe" { Rule::VideoFrame } else { Rule::DroppedElement };
    let subject = match work.tree.attribute(node, "src") {
        Some(address) => format!("<{name}> {address}"),
        None => format!("<{name}>"),
    };
    work.findings.report_of(rule, work.tree.line(node), subject);
    work.tree.detach(node);
}

/// Whether a frame is a player of the platform's videos or of Tencent Video (docs/reference/html-compat.md D11).
fn is_player(work: &Work<'_>, node: NodeId) -> bool {
    let address = work.tree.attribute(node, "data-src").or_else(|| work.tree.attribute(node, "src"));
    let address = address.unwrap_or_default();
    let address = address.strip_prefix("https://").or_else(|| address.strip_prefix("//")).unwrap_or_default();
    address.starts_with("v.qq.com/")
        || (address.starts_with("mp.weixin.qq.com/mp/readtemplate?") && address.contains("action=mpvideo"))
}

/// Readers cannot unfold anything: a `details` is open, its summary a paragraph.
fn open(work: &mut Work<'_>, node: NodeId) {
    let tree = &mut work.tree;
    let summary = tree.child_elements(node).find(|child| tree.is(*child, "summary"));
    if let Some(summary) = summary {
        tree.rename(summary, "p");
        if let Some(element) = tree.element_mut(summary) {
            element.add_class("summary");
        }
    }
    if let Some(element) = tree.element_mut(node) {
        let mut section = Element::with_class("section", "details");
        section.attributes.extend(element.attributes.drain(..).filter(|(name, _)| &**name == "style"));
        *element = section;
    }
}
