//! A code block as WeChat keeps it (docs/reference/html-compat.md D5).

mod run;
mod write;

use self::run::Run;
use super::{CodeTheme, highlight};
use crate::options::{CodeOptions, Overflow};
use crate::tree::{Element, NodeId, Tree};

/// Dresses a `pre` element that holds this text: its code is coloured, and its white space made to last.
///
/// The background goes on the `section` of class `code` around it, else on itself; every text has its own colour. That
/// keeps dark themes legible when WeChat's dark mode works on the colours it finds (D13).
pub(crate) fn dress(tree: &mut Tree, pre: NodeId, text: &str, theme: &CodeTheme, options: CodeOptions) {
    let language = language(tree, pre).unwrap_or_default();
    let text = run::trim(text);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::parse;

    const SCROLL: CodeOptions = CodeOptions { mac: false, line_numbers: false, overflow: Overflow::Scroll };
    const WRAP: CodeOptions = CodeOptions { overflow: Overflow::Wrap, ..SCROLL };
    const LINE: &str = "<span style=\"display:block;color:#aab\">";

    /// A block with this code in it.
    fn block(code: &str, options: CodeOptions) -> String {
        let code = format!("<pre><code class=\"language-rust\">\n{code}</code></pre>");
        dressed(&format!("<section class=\"code\">{code}</section>"), options)
    }

    fn dressed(html: &str, options: CodeOptions) -> String {
        let mut tree = parse(html).unwrap();
        let pre = tree.find(tree.root(), &["pre"])[0];
        let text = tree.text_content(pre);
        dress(&mut tree, pre, &text, CodeTheme::by_name("one-dark").unwrap(), options);
        tree.write(tree.root())
    }

    /// What stands in the `code` element.
    fn content(code: &str, options: CodeOptions) -> String {
        let html = block(code, options);
        let code = html.find("<code").unwrap();
        let start = code + html[code..].find('>').unwrap() + 1;
        html[start..html.rfind("</code>").unwrap()].to_owned()
    }

    #[test]
    fn one_block_scrolls() {
        assert_eq!(
            block("a", SCROLL),
            "<section class=\"code\" style=\"background:#282c34\">\
            <pre style=\"margin:0;overflow-x:auto;text-align:left;letter-spacing:0;line-height:1.6;font-size:13px\">\
            <code class=\"language-rust\" style=\"display:-webkit-box;overflow-x:auto;white-space:nowrap;\
            font-family:Menlo,Consolas,monospace\">\
            <span style=\"display:block;color:#aab\">a</span></code></pre></section>"
        );
    }

    #[test]
    fn every_text_has_a_colour_of_its_own() {
        for options in [SCROLL, WRAP] {
            for line_numbers in [false, true] {
                let html = block("let a = \"b\";\n\n// c", CodeOptions { line_numbers, ..options });
                let tree = parse(&html).unwrap();
                for text in tree.texts(tree.root()) {
                    let style = tree.attribute(tree.parent(text).unwrap(), "style").unwrap_or_default();
                    assert!(style.contains("color:#"), "{:?} in {html}", tree.text(text));
                }
            }
        }
    }

    #[test]
    fn neighbours_that_look_the_same_share_a_span() {
        // Attributes and numbers are of two kinds and, in this theme, of one colour.
        let html = content("#[a] 1", SCROLL);
        assert_eq!(html, format!("{LINE}<span style=\"color:#c96\">#[a]\u{a0}1</span></span>"));
    }

    #[test]
    fn a_bare_block_has_a_frame_of_its_own() {
        let html = dressed("<pre>a</pre>", SCROLL);
        let frame = "<pre style=\"background:#282c34;padding:12px 14px;border-radius:6px;";
        assert!(html.starts_with(frame), "{html}");
        assert!(html.ends_with("\">a</span></code></pre>"), "{html}");
    }

    #[test]
    fn the_language_is_read_off_the_class() {
        for (html, expected) in [
            ("<pre><code class=\"hljs language-Rust{1,3}\">", Some("rust")),
            ("<pre class=\"lang-c++\"><code>", Some("c++")),
            ("<pre><code class=\"a\">", None),
        ] {
            let tree = parse(html).unwrap();
            let pre = tree.find(tree.root(), &["pre"])[0];
            assert_eq!(language(&tree, pre).as_deref(), expected, "{html}");
        }
    }
}
