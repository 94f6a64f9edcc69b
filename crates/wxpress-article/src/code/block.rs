//! A code block as WeChat keeps it (docs/reference/html-compat.md D5).

mod run;
mod write;

use self::run::Run;
use super::{CodeTheme, highlight};
use crate::options::{CodeOptions, Overflow};
use crate::tree::{Element, NodeId, Tree};

/// Dresses a `pre` element: its code is coloured, and its white space made to last.
///
/// The background goes on the `section` of class `code` around it, else on itself; every text has its own colour. That
/// keeps dark themes legible when WeChat's dark mode works on the colours it finds (D13).
pub(crate) fn dress(tree: &mut Tree, pre: NodeId, theme: &CodeTheme, options: CodeOptions) {
    let text = tree.text_content(pre).replace('\r', "");
    let language = language(tree, pre).unwrap_or_default();
    let text = run::trim(&text);
    let runs = Run::from_tokens(theme, text, &highlight(&language, text));

    let code = tree.child_elements(pre).find(|child| tree.is(*child, "code"));
    let code = code.unwrap_or_else(|| tree.new_element(Element::new("code")));
    for node in [pre, code] {
        let children: Vec<NodeId> = tree.children(node).collect();
        for child in children {
            tree.detach(child);
        }
    }
    if options.mac {
        let dots = tree.new_markup(write::DOTS);
        tree.append(pre, dots);
    }
    tree.append(pre, code);
    let content = match (options.overflow, options.line_numbers) {
        (Overflow::Scroll, false) => write::block(theme, &runs),
        (Overflow::Scroll, true) => write::numbered_block(theme, &runs),
        (Overflow::Wrap, numbers) => write::wrapped_lines(theme, &Run::lines(&runs), numbers),
    };
    let content = tree.new_markup(content);
    tree.append(code, content);
    style(tree, pre, code, theme, options);
}

/// The language that the class of a `pre` or its `code` names, in lower case: `language-rust`.
pub(crate) fn language(tree: &Tree, pre: NodeId) -> Option<String> {
    let named = |node| {
        let name = |class: &str| {
            let name = class.strip_prefix("language-").or_else(|| class.strip_prefix("lang-"))?;
            Some(name.split(['{', ',', ':']).next().unwrap_or(name).to_ascii_lowercase())
        };
        tree.element(node)?.classes().find_map(name)
    };
    tree.child_elements(pre).chain([pre]).find_map(named).filter(|name| !name.is_empty())
}

/// Sets what the block cannot do without, and the rest where the article's theme says nothing.
fn style(tree: &mut Tree, pre: NodeId, code: NodeId, theme: &CodeTheme, options: CodeOptions) {
    let has_family = tree
        .element(pre)
        .is_some_and(|element| element.style.value("font").or(element.style.value("font-family")).is_some());
    let frame = tree.parent(pre).filter(|parent| tree.has_class(*parent, "code"));
    for node in [pre, code] {
        if let Some(element) = tree.element_mut(node) {
            // The article's theme dresses inline code with these, too.
            element.style.retain(|property, _| property != "color" && !property.starts_with("background"));
        }
    }
    if let Some(element) = tree.element_mut(frame.unwrap_or(pre)) {
        element.style.set("background", theme.background);
    }
    if let Some(element) = tree.element_mut(pre) {
        if frame.is_some() {
            element.style.set_default("margin", "0");
        } else {
            element.style.set_default("padding", "12px 14px");
            element.style.set_default("border-radius", "6px");
        }
        element.style.set("overflow-x", "auto");
        element.style.set("text-align", "left");
        element.style.set("letter-spacing", "0");
        element.style.set_default("line-height", "1.6");
        element.style.set_default("font-size", "13px");
    }
    if let Some(element) = tree.element_mut(code) {
        let layout: &[(&str, &str)] = match (options.overflow, options.line_numbers) {
            (Overflow::Scroll, false) => {
                &[("display", "-webkit-box"), ("overflow-x", "auto"), ("white-space", "nowrap")]
            }
            (Overflow::Scroll, true) => &[("display", "flex"), ("white-space", "nowrap")],
            (Overflow::Wrap, _) => {
                &[("display", "block"), ("white-space", "normal"), ("overflow-wrap", "anywhere")]
            }
        };
        for (property, value) in layout {
            element.style.set(*property, *value);
        }
        // Browsers give `code` a family of its own, whatever that of the `pre` is.
        element
            .style
            .set_default("font-family", if has_family { "inherit" } else { "Menlo,Consolas,monospace" });
    }
}
