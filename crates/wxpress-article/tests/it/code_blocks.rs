//! Code: each test is named after what WeChat breaks without the rule (docs/reference/html-compat.md D5).

use wxpress_article::{CodeOptions, Options, Overflow, Profile, Source, render};

use crate::markup::{Element, Node, elements, named, read, text};

const CODE: &str = "fn main() {\n\tlet a  =  \"b c\" ; // d\n\n\n    f(&a) && g::<T>()\n}";

fn form(overflow: Overflow, line_numbers: bool) -> Options {
    let code = CodeOptions { mac: true, line_numbers, overflow };
    Options { code: Some(code), ..Options::default() }
}

/// All that a block of code can look like.
fn every_form() -> Vec<Options> {
    let mut forms = Vec::new();
    for profile in [Profile::Api, Profile::Paste, Profile::Strict] {
        for overflow in [Overflow::Scroll, Overflow::Wrap] {
            for line_numbers in [false, true] {
                forms.push(Options { profile, ..form(overflow, line_numbers) });
            }
        }
    }
    forms
}

fn with_css(css: &str) -> Options {
    Options { css: Some(css.to_owned()), ..Options::default() }
}

/// An article of one block of code in this language.
fn fenced(code: &str, options: &Options) -> Vec<Node> {
    let source = format!("甲\n\n```rust\n{code}\n```\n\n乙");
    read(&render(&Source::markdown(&source), options).html())
}

fn html(source: &str, options: &Options) -> Vec<Node> {
    read(&render(&Source::html(source), options).html())
}

fn block(nodes: &[Node]) -> &Element {
    named(nodes, "pre")[0]
}

/// The lines as readers see them, without their numbers, every space an ordinary one.
fn lines(nodes: &[Node]) -> Vec<String> {
    let mut shown = String::new();
    show(&named(&block(nodes).children, "code")[0].children, &mut shown);
    shown.trim_end().split('\n').map(|line| line.trim_end().replace('\u{a0}', " ")).collect()
}

fn show(nodes: &[Node], shown: &mut String) {
    for node in nodes {
        match node {
            Node::Text(text) => shown.push_str(text),
            Node::Element(element) if element.name == "br" => shown.push('\n'),
            Node::Element(element) if is_number(element) => {}
            Node::Element(element) => {
                show(&element.children, shown);
                if element.style("display") == Some("block") && !shown.ends_with('\n') {
                    shown.push('\n');
                }
            }
        }
    }
}

/// A number before a line, or a column of them.
fn is_number(element: &Element) -> bool {
    element.style("text-align") == Some("right")
}

fn numbers(nodes: &[Node]) -> Vec<String> {
    let numbers = elements(nodes).into_iter().filter(|own| is_number(own));
    numbers
        .flat_map(|own| own.children.iter().map(|child| text(std::slice::from_ref(child))))
        .filter(|text| !text.is_empty())
        .collect()
}

/// All texts in a block, each with what stands right before and after it in its element.
fn texts(nodes: &[Node]) -> Vec<(bool, &str, bool)> {
    let mut found = Vec::new();
    for (at, node) in nodes.iter().enumerate() {
        let is_span = |node: Option<&Node>| matches!(node, Some(Node::Element(own)) if own.name == "span");
        match node {
            Node::Text(text) => {
                let before = at.checked_sub(1).and_then(|at| nodes.get(at));
                found.push((is_span(before), text.as_str(), is_span(nodes.get(at + 1))));
            }
            Node::Element(element) => found.extend(texts(&element.children)),
        }
    }
    found
}

#[test]
fn line_breaks_disappear_on_save() {
    for options in every_form() {
        let nodes = fenced(CODE, &options);
        assert_eq!(lines(&nodes).join("\n"), CODE.replace('\t', "    "), "{options:?}");
        assert!(!text(&block(&nodes).children).contains(['\n', '\r']), "{options:?}");
    }
}

#[test]
fn blank_lines_vanish() {
    for options in every_form() {
        let nodes = fenced("\n  \n  a\n\n\n\nb\n \n", &options);
        assert_eq!(lines(&nodes), ["  a", "", "", "", "b"], "{options:?}");
        if options.code.unwrap().overflow == Overflow::Wrap || options.profile == Profile::Strict {
            // A line without anything in it has no height.
            assert_eq!(text(&block(&nodes).children).matches('\u{a0}').count(), 2 + 3, "{options:?}");
        }
    }
}

#[test]
fn runs_of_spaces_collapse() {
    for options in every_form() {
        let nodes = fenced("  a  b\n\tc\n  // d   e\nf", &options);
        assert_eq!(lines(&nodes), ["  a  b", "    c", "  // d   e", "f"]);
        for (_, text, _) in texts(&named(&block(&nodes).children, "code")[0].children) {
            assert!(!text.contains("  ") && !text.contains('\t') && !text.starts_with(' '), "{text:?}");
        }
    }
}

#[test]
fn spaces_break_the_line_where_code_scrolls() {
    for line_numbers in [false, true] {
        let nodes = fenced("let a = \"b c\"; // d e", &form(Overflow::Scroll, line_numbers));
        assert!(!text(&block(&nodes).children).contains(' '));
    }
}

#[test]
fn nothing_breaks_the_line_where_code_wraps() {
    for line_numbers in [false, true] {
        let nodes = fenced("let a  = \"b c\";", &form(Overflow::Wrap, line_numbers));
        let code = named(&block(&nodes).children, "code")[0];
        assert!(text(&code.children).ends_with("let a \u{a0}= \"b c\";"), "{code:?}");
        let values = ["white-space", "overflow-wrap"].map(|property| code.style(property));
        assert_eq!(values, [Some("normal"), Some("anywhere")]);
    }
}

#[test]
fn spaces_between_coloured_words_are_trimmed() {
    for options in every_form() {
        let nodes = fenced("let mut x = \"y\" ; // z\nfn f ( ) { 1 } // é\npub   fn g", &options);
        let code = named(&block(&nodes).children, "code")[0];
        assert!(named(&code.children, "span").len() > 8, "{options:?}");
        for (before, text, after) in texts(&code.children) {
            assert!(!(before && after && text.trim().is_empty()), "{text:?} in {code:?}");
        }
    }
}

#[test]
fn code_is_taken_for_markup() {
    for language in ["html", "text"] {
        let source =
            format!("<pre><code class='language-{language}'>&lt;b&gt;&amp;lt; <i>&amp;</i></code></pre>");
        let fence = format!("```{language}\n<b>&lt; &\n```\n");
        for options in every_form() {
            assert_eq!(lines(&html(&source, &options)), ["<b>&lt; &"]);
            assert_eq!(lines(&read(&render(&Source::markdown(&fence), &options).html())), ["<b>&lt; &"]);
        }
    }
}

#[test]
fn alignment_and_spacing_of_the_article_leak_in() {
    let css = "#article{letter-spacing:2px;text-align:center} pre{letter-spacing:1px;text-align:justify}";
    for options in every_form() {
        let nodes = fenced("a", &Options { css: Some(css.to_owned()), ..options });
        let pre = block(&nodes);
        assert_eq!((pre.style("text-align"), pre.style("letter-spacing")), (Some("left"), Some("0")));
    }
}

#[test]
fn long_lines_break_or_are_cut_off() {
    let css = "pre{overflow:hidden;line-height:1} code{white-space:pre-wrap;display:inline}";
    for line_numbers in [false, true] {
        let nodes =
            fenced("a", &Options { css: Some(css.to_owned()), ..form(Overflow::Scroll, line_numbers) });
        let (pre, code) = (block(&nodes), named(&nodes, "code")[0]);
        assert_eq!(pre.style("overflow-x"), Some("auto"));
        assert!(pre.style("line-height").is_some());
        assert_eq!(code.style("white-space"), Some("nowrap"));
        let scrolls = std::iter::once(code).chain(elements(&code.children));
        assert!(scrolls.filter(|own| own.style("overflow-x") == Some("auto")).count() == 1, "{code:?}");
        let display = if line_numbers { "flex" } else { "-webkit-box" };
        assert_eq!(code.style("display"), Some(display));
    }
}

#[test]
fn lines_stand_side_by_side() {
    for options in every_form() {
        let nodes = fenced("let a\nlet b", &options);
        let code = named(&nodes, "code")[0];
        // What is laid out side by side is a column of numbers and one block, or nothing but blocks.
        let blocks: Vec<&Element> = elements(&code.children)
            .into_iter()
            .filter(|own| own.style("display") == Some("block"))
            .collect();
        let words: String = blocks.iter().map(|own| text(&own.children)).collect();
        assert!(words.contains("let") && words.ends_with('b'), "{code:?}");
        let loose = code.children.iter().any(|child| match child {
            Node::Text(_) => true,
            Node::Element(own) => own.style("display") != Some("block") && own.name != "section",
        });
        assert!(!loose, "{code:?}");
    }
}

#[test]
fn line_numbers_become_a_list() {
    for options in every_form() {
        let nodes = fenced("a\n\nb\nc", &options);
        let expected: &[&str] = if options.code.unwrap().line_numbers { &["1", "2", "3", "4"] } else { &[] };
        assert_eq!(numbers(&nodes), expected, "{options:?}");
        assert_eq!(lines(&nodes), ["a", "", "b", "c"]);
        assert!(named(&nodes, "ol").is_empty() && named(&nodes, "li").is_empty());
    }
}

#[test]
fn colours_end_with_the_line() {
    for line_numbers in [false, true] {
        let nodes = fenced("/* a\n  b */\nc", &form(Overflow::Wrap, line_numbers));
        let spans = elements(&block(&nodes).children);
        let comment =
            |words: &str| spans.iter().rev().find(|own| text(&own.children).ends_with(words)).unwrap();
        let colours = ["/* a", "b */", "c"].map(|words| comment(words).style("color").unwrap());
        assert!(colours[0] == colours[1] && colours[1] != colours[2], "{colours:?}");
    }
}

#[test]
fn the_dots_of_the_window_are_dropped() {
    for options in every_form() {
        let nodes = fenced("a", &options);
        let dots = named(&block(&nodes).children, "section");
        assert_eq!(dots[0].style("width"), Some("10px"));
        for element in elements(&nodes) {
            let style = element.attribute("style").unwrap_or_default();
            assert!(element.name != "img" && !style.contains("url("), "tiny pictures go: {element:?}");
        }
    }
}

#[test]
fn native_classes_restyle_the_block() {
    let source = "<section class=code-snippet__fix><pre class='code-snippet__js code-snippet'><code class=hljs>\
                  <span class=code-snippet_outer>a</span></code></pre></section>";
    for options in every_form() {
        for element in elements(&html(source, &options)) {
            assert_eq!(element.attribute("class"), None, "{element:?}");
        }
    }
}

#[test]
fn inline_code_breaks_the_line() {
    let css = "code{display:block;float:left;width:50%;white-space:nowrap}";
    for source in ["甲 `乙` 丙", "- 甲 `乙` 丙", "| 甲 `乙` 丙 |\n|---|\n| 丁 |"] {
        let nodes = read(&render(&Source::markdown(source), &with_css(css)).html());
        let code = named(&nodes, "code")[0];
        for property in ["display", "float", "width", "white-space"] {
            assert_eq!(code.style(property), None, "{source}: {code:?}");
        }
    }
}

#[test]
fn runs_of_spaces_in_inline_code_collapse() {
    for source in ["甲 `a  b   c d` 乙", "- 甲 `a  b   c d` 乙"] {
        let nodes = read(&render(&Source::markdown(source), &Options::default()).html());
        let code = named(&nodes, "code")[0];
        assert_eq!(text(&code.children), "a \u{a0}b \u{a0}\u{a0}c d");
    }
}

#[test]
fn the_strictest_gate_has_no_flex_and_scrolls_nothing() {
    let source = "甲\n\n```rust\nlet a = 1;\n```\n\n- 乙\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n$$x$$\n\n![](a.png) ![](b.png)\n";
    for line_numbers in [false, true] {
        let options = Options {
            profile: Profile::Strict,
            css: Some("p{display:flex;overflow-x:scroll}".to_owned()),
            ..form(Overflow::Scroll, line_numbers)
        };
        let nodes = read(&render(&Source::markdown(source), &options).html());
        for element in elements(&nodes) {
            let style = element.attribute("style").unwrap_or_default();
            assert!(!style.contains("flex") && !style.contains("overflow-x"), "{element:?}");
            assert!(!style.contains("-webkit-box") && !style.contains("nowrap"), "{element:?}");
        }
    }
}

#[test]
fn a_block_that_was_read_back_is_one_line() {
    let lines_of = |source: &str| lines(&html(source, &Options::default()));
    let ours = fenced(CODE, &Options::default());
    for options in every_form() {
        let rendered = render(&Source::markdown(&format!("```rust\n{CODE}\n```")), &options).html();
        assert_eq!(lines_of(&rendered), lines(&ours), "{options:?}");
    }
    let scrolling = render(&Source::markdown("```\nlet a\n```"), &form(Overflow::Scroll, false)).html();
    let wrapping = html(&scrolling, &form(Overflow::Wrap, false));
    assert_eq!(text(&block(&wrapping).children), "let a", "its spaces are spaces again");
    // The editor's own: an element for each line.
    assert_eq!(
        lines_of(
            "<pre class=code-snippet__js><code><span leaf=''>a</span></code><code><span leaf=''><br></span></code><code><span leaf=''>  b</span></code></pre>"
        ),
        ["a", "", "  b"]
    );
    assert_eq!(lines_of("<pre><code><div>a</div><div>b</div></code></pre>"), ["a", "b"]);
    assert_eq!(lines_of("<pre><code>a<br>b</code></pre>"), ["a", "b"]);
    assert_eq!(
        lines_of(
            "<pre><code><span style='display:block'>a</span>\n<span style='display:block'>b</span></code></pre>"
        ),
        ["a", "b"]
    );
    assert_eq!(lines_of("<pre><code>a\n</code><code>b\n</code></pre>"), ["a", "b"]);
}
