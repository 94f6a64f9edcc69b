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
        dress(&mut tree, pre, CodeTheme::by_name("one-dark").unwrap(), options);
        tree.write(tree.root())
    }

    /// What stands in the `code` element.
    fn content(code: &str, options: CodeOptions) -> String {
        let html = block(code, options);
        let code = html.find("<code").unwrap();
        let start = code + html[code..].find('>').unwrap() + 1;
        html[start..html.rfind("</code>").unwrap()].to_owned()
    }

    fn text(html: &str) -> String {
        let tree = parse(html).unwrap();
        tree.text_content(tree.root())
    }

    #[test]
    fn d5_1_text_is_highlighted_and_not_its_markup() {
        assert_eq!(
            content("a &amp;&amp; b &lt; <b>\"&amp;lt;\"</b>", SCROLL),
            format!(
                "{LINE}a\u{a0}&amp;&amp;\u{a0}b\u{a0}&lt;\u{a0}<span style=\"color:#9b7\">\"&amp;lt;\"</span></span>"
            )
        );
    }

    #[test]
    fn d5_2_line_breaks_become_elements_and_none_within_is_lost() {
        let html = content("\n \n  a\r\n\n\nb\n \n", SCROLL);
        assert_eq!(html, format!("{LINE}\u{a0}\u{a0}a<br><br><br>b</span>"));
    }

    #[test]
    fn d5_3_all_white_space_is_kept_where_code_scrolls() {
        let html = content("\ta  b c", SCROLL);
        assert_eq!(html, format!("{LINE}\u{a0}\u{a0}\u{a0}\u{a0}a\u{a0}\u{a0}b\u{a0}c</span>"));
    }

    #[test]
    fn d5_3_single_spaces_are_left_where_code_wraps() {
        let html = content("  a  b c", WRAP);
        assert_eq!(html, format!("{LINE}\u{a0}\u{a0}a \u{a0}b c</span>"));
    }

    #[test]
    fn d5_4_no_white_space_stands_between_spans() {
        for options in [SCROLL, WRAP] {
            let html = content("let mut x = \"y\" ; // z\n  fn f ( ) { 1 }", options);
            assert!(html.matches("<span").count() > 5);
            let between = html.split("</span>").any(|after| {
                let loose = &after[..after.find('<').unwrap_or(after.len())];
                !loose.is_empty() && loose.trim().is_empty()
            });
            assert!(!between, "{html}");
        }
    }

    #[test]
    fn d5_5_one_block_scrolls() {
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
    fn d5_5_every_line_is_a_block_where_code_wraps_and_empty_ones_stay() {
        assert_eq!(content("a\n\nb", WRAP), format!("{LINE}a</span>{LINE}\u{a0}</span>{LINE}b</span>"));
        assert!(block("a", WRAP).contains("white-space:normal;overflow-wrap:anywhere"));
    }

    #[test]
    fn d5_6_line_numbers_are_a_column_of_their_own() {
        let html = block("a\nb", CodeOptions { line_numbers: true, ..SCROLL });
        assert!(html.contains("display:flex;white-space:nowrap"));
        assert!(html.contains("\">1<br>2</section><section style=\"flex:1;overflow-x:auto\">"), "{html}");
        assert!(!html.contains("<li"));
    }

    #[test]
    fn d5_6_numbers_stay_beside_their_lines_where_code_wraps() {
        let html = content("a\n\nb", CodeOptions { line_numbers: true, ..WRAP });
        let rows: Vec<String> = html.split("<section style=\"display:flex\">").skip(1).map(text).collect();
        assert_eq!(rows, ["1a", "2\u{a0}", "3b"]);
    }

    #[test]
    fn d5_6_runs_over_lines_are_opened_again_on_each() {
        let html = content("/* a\n  b */", WRAP);
        let line = format!("{LINE}<span style=\"color:#89a\">");
        assert_eq!(html, format!("{line}/* a</span></span>{line}\u{a0}\u{a0}b */</span></span>"));
    }

    #[test]
    fn d5_7_the_dots_of_a_window_are_no_picture() {
        let html = block("a", CodeOptions { mac: true, ..SCROLL });
        assert!(html.contains("<section style=\"width:10px;height:10px;"), "{html}");
        assert!(!html.contains("<img") && !html.contains("data:"));
    }

    #[test]
    fn d5_8_the_content_is_of_no_class() {
        for options in [SCROLL, WRAP] {
            let html = content("let a = 1", CodeOptions { mac: true, line_numbers: true, ..options });
            assert!(!html.contains("class"), "{html}");
        }
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
    fn the_text_is_what_it_was() {
        let code = "fn main() {\n\tprintln!(\"a  b\"); // c\n\n}";
        let html = content(&code.replace('\t', "    "), SCROLL);
        assert_eq!(text(&html).replace('\u{a0}', " "), code.replace('\t', "    "));
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
