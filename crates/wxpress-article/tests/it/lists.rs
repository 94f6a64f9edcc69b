//! Lists: each test is named after what WeChat breaks without the rule (docs/reference/html-compat.md D4).

use rstest::rstest;
use wxpress_article::{Article, Lists, Options, Profile, Rule, Source, render};

use crate::markup::{Element, Node, elements, named, read, text};

/// What the options of a list can be: native, and none at all by two names.
fn every_form() -> [Options; 3] {
    [
        Options::default(),
        Options { lists: Some(Lists::Static), ..Options::default() },
        Options { profile: Profile::Strict, ..Options::default() },
    ]
}

fn with_css(css: &str) -> Options {
    Options { css: Some(css.to_owned()), ..Options::default() }
}

fn markdown(source: &str, options: &Options) -> Vec<Node> {
    read(&render(&Source::markdown(source), options).html())
}

fn html(source: &str, options: &Options) -> Vec<Node> {
    read(&render(&Source::html(source), options).html())
}

fn rules(article: &Article) -> Vec<Rule> {
    article.findings.iter().map(|finding| finding.rule).collect()
}

fn is_list(element: &Element) -> bool {
    matches!(element.name.as_str(), "ul" | "ol")
}

/// The innermost elements that hold text, in order, each with its text.
fn lines(nodes: &[Node]) -> Vec<String> {
    let is_line = |element: &Element| {
        let holds_blocks = elements(&element.children).into_iter().any(|own| own.name == "section");
        matches!(element.name.as_str(), "section" | "p") && !holds_blocks
    };
    elements(nodes).into_iter().filter(|own| is_line(own)).map(|own| text(&own.children)).collect()
}

/// The text, with how far it is set in: once for each list around it that leaves room for a marker.
fn depth_of(nodes: &[Node], word: &str) -> Option<usize> {
    nodes.iter().find_map(|node| match node {
        Node::Text(text) => text.contains(word).then_some(0),
        Node::Element(element) => {
            let is_set_in = element.style("padding-left").is_some_and(|room| room != "0");
            depth_of(&element.children, word).map(|depth| depth + usize::from(is_set_in))
        }
    })
}

const NESTED: &str = "1. 甲\n2. 乙\n   - 丙\n     - 丁\n       - 戊\n   - 己\n\n- 庚\n";

#[test]
fn items_get_a_second_marker() {
    let nodes = markdown(NESTED, &Options::default());
    // What keeps its `li` is marked by the platform, everything else by us, and nothing by both.
    assert_eq!(lines(&nodes), ["甲", "乙", "◦丙", "◦丁", "◦戊", "◦己", "庚"]);
    assert_eq!(named(&nodes, "li").len(), 3);
    for item in named(&nodes, "li") {
        assert!(
            !elements(&item.children).into_iter().any(|own| is_list(own) || own.name == "li"),
            "{item:?}"
        );
    }
}

#[test]
fn levels_beyond_the_second_collapse() {
    for options in every_form() {
        let nodes = markdown(NESTED, &options);
        let depths = ["乙", "丙", "丁", "戊", "己"].map(|word| depth_of(&nodes, word));
        assert_eq!(depths, [Some(1), Some(2), Some(3), Some(4), Some(2)], "{options:?}");
    }
}

#[test]
fn line_breaks_between_list_tags_become_items() {
    let source = "\n<ul>\n <li>\n 甲 <b>乙</b>\n </li>\n\n <li><p>丙</p>\n <ol>\n <li>丁</li>\n </ol>\n </li>\n</ul>\n";
    for options in every_form() {
        let article = render(&Source::html(source), &options);
        assert!(!rules(&article).contains(&Rule::EmptyItem), "white space is no item");
        let nodes = read(&article.html());
        let outer = elements(&nodes);
        for element in outer.iter().filter(|own| matches!(own.name.as_str(), "ul" | "ol" | "li" | "section"))
        {
            for child in &element.children {
                let Node::Text(text) = child else { continue };
                assert!(!is_list(element), "{text:?} in {element:?}");
                assert!(!text.trim_ascii().is_empty() && !text.contains('\n'), "{text:?} in {element:?}");
            }
        }
        let words: String = text(&nodes).split_whitespace().collect();
        assert!(words.contains("甲乙") && words.ends_with('丁'), "{words}");
    }
}

#[rstest]
#[case::bold("- **键** 值\n- 甲\n  - **键** 值\n", "strong")]
#[case::code("- `键` 值\n- 甲\n  - `键` 值\n", "code")]
fn the_line_breaks_after_a_leading_label(#[case] source: &str, #[case] label: &str) {
    let css = format!("{label}{{display:block;float:left;width:9em;color:#00f}}");
    for options in every_form() {
        let nodes = markdown(source, &Options { css: Some(css.clone()), ..options });
        assert_eq!(
            named(&nodes, label),
            Vec::<&Element>::new(),
            "the platform knows labels by their element"
        );
        let labels: Vec<&Element> =
            named(&nodes, "span").into_iter().filter(|own| text(&own.children) == "键").collect();
        assert_eq!(labels.len(), 2);
        for span in labels {
            for property in ["display", "float", "width"] {
                assert_eq!(span.style(property), None, "{span:?}");
            }
            assert_eq!(span.style("color"), Some("#00f"), "it still looks like one");
            let look = if label == "code" { "font-family" } else { "font-weight" };
            assert!(span.style(look).is_some(), "{span:?}");
        }
    }
}

#[rstest]
#[case::break_before_colon("- **键**\n  ：值\n")]
#[case::line_break("- **键**<br>：值\n")]
#[case::space("- `键` ：值\n")]
#[case::paragraphs("- **键**\n\n  ：值\n")]
fn label_and_explanation_part(#[case] source: &str) {
    for options in every_form() {
        let nodes = markdown(source, &options);
        let lines = lines(&nodes).join("|");
        assert_eq!(lines.trim_start_matches('•'), "键：值", "{options:?}");
        assert_eq!(named(&nodes, "br").len(), 0);
    }
}

#[test]
fn paragraphs_split_their_item() {
    for source in ["- 甲\n\n  乙\n\n- 丙\n", "- <p style='color:#00f'>甲</p>\n  <p>乙</p>\n- 丙\n"] {
        for options in every_form() {
            let nodes = markdown(source, &options);
            assert_eq!(named(&nodes, "p").len(), 0, "{nodes:?}");
            let lines = lines(&nodes).join("|");
            assert_eq!(lines.replace('•', ""), "甲|乙|丙", "and they stay two");
        }
    }
}

#[test]
fn numbers_change_when_the_draft_is_edited() {
    for options in every_form().into_iter().skip(1) {
        let article = render(&Source::markdown("3. 甲\n4. 乙\n\n- 丙\n  - 丁\n"), &options);
        assert!(!rules(&article).contains(&Rule::NestedList), "that is what was asked for");
        let nodes = read(&article.html());
        assert_eq!(lines(&nodes), ["3.甲", "4.乙", "•丙", "◦丁"]);
        assert!(!elements(&nodes).into_iter().any(|own| is_list(own) || own.name == "li"));
    }
}

#[test]
fn numbers_begin_again_at_one() {
    let native = markdown("7. 甲\n8. 乙\n", &Options::default());
    assert_eq!(named(&native, "ol")[0].attribute("start"), Some("7"));
    let nested = html("<ul><li>甲<ol start=5><li>乙<li>丙</ol></ul>", &Options::default());
    assert_eq!(lines(&nested), ["甲", "5.乙", "6.丙"]);
}

#[test]
fn numbers_that_do_not_count_one_by_one_are_counted_one_by_one() {
    for source in [
        "<ol reversed><li>甲<li value=7>乙<li>丙</ol>",
        "<ol reversed start=3><li>甲<li value=7>乙<li>丙</ol>",
    ] {
        let nodes = html(source, &Options::default());
        assert_eq!(lines(&nodes), ["3.甲", "7.乙", "6.丙"]);
        assert_eq!(named(&nodes, "li").len(), 0, "the platform would count them itself");
    }
}

#[test]
fn numbers_of_another_kind_become_decimal() {
    let native = html("<ol type=A><li>甲</ol>", &Options::default());
    assert_eq!(named(&native, "ol")[0].style("list-style-type"), Some("upper-alpha"));
    let nested = html("<ul><li>甲<ol type=i><li>乙<li type=A>丙</ol></ul>", &Options::default());
    assert_eq!(lines(&nested), ["甲", "i.乙", "B.丙"]);
}

#[test]
fn markers_have_another_colour_than_their_item() {
    let css = "li{color:#00f} li>section{color:#111}";
    let native = markdown("- 甲\n", &with_css(css));
    assert_eq!(named(&native, "li")[0].style("color"), Some("#00f"));
    let plain = markdown("- 甲\n", &with_css("ul{color:#0a0}"));
    assert_eq!(named(&plain, "li")[0].style("color"), Some("#0a0"), "the item says what it inherits");
    let options = Options { lists: Some(Lists::Static), ..with_css(css) };
    let nodes = markdown("- 甲\n", &options);
    let marker = named(&nodes, "span")[0];
    assert_eq!((text(&marker.children).as_str(), marker.style("color")), ("•", Some("#00f")));
}

#[test]
fn empty_items_show_their_marker() {
    let source = "<ul><li>甲</li><li> <p> </p><br></li><li><ul><li></li></ul></li></ul><ol><li></li></ol>";
    for options in every_form() {
        let article = render(&Source::html(source), &options);
        let nodes = read(&article.html());
        assert_eq!(text(&nodes).trim_start_matches('•'), "甲");
        assert!(named(&nodes, "li").len() <= 1 && named(&nodes, "ol").is_empty(), "{nodes:?}");
        assert!(rules(&article).contains(&Rule::EmptyItem));
    }
}

#[test]
fn the_platform_decides_how_a_list_looks() {
    for css in ["", "ul{list-style:square inside;margin-top:2px;padding:0}", "ol,ul{list-style:none}"] {
        let nodes = markdown("- 甲\n\n1. 乙\n", &with_css(css));
        for list in elements(&nodes).into_iter().filter(|own| is_list(own)) {
            assert!(
                list.style("list-style-type").is_some() && list.style("list-style").is_none(),
                "{list:?}"
            );
            let says = |property: &str| list.attribute("style").unwrap_or_default().contains(property);
            assert!(says("padding") && says("margin"), "{list:?}");
        }
        for item in named(&nodes, "li") {
            assert!(item.style("line-height").is_some() && item.style("color").is_some(), "{item:?}");
        }
    }
}
