//! The article that holds what most articles do, in every theme.

use wxpress_article::code::CodeTheme;
use wxpress_article::{Options, Rule, Theme, dark, render};

use crate::contrast::texts;
use crate::corpus::Sample;
use crate::markup::{Element, Node, elements, read, text};

fn rendered(theme: &str) -> (Vec<Node>, Vec<Rule>) {
    let options = Options { theme: Some(theme.to_owned()), ..Options::default() };
    let article = render(&Sample::typical().source(), &options);
    (read(&article.html()), article.findings.iter().map(|finding| finding.rule).collect())
}

/// Text that stands in the element itself.
fn own_text(element: &Element) -> String {
    let texts = element.children.iter().filter(|child| matches!(child, Node::Text(_)));
    texts.map(|child| text(std::slice::from_ref(child))).collect()
}

#[test]
fn all_text_says_its_colour_and_nothing_needs_a_style_sheet() {
    for theme in Theme::all() {
        let (nodes, _) = rendered(theme.name());
        for element in elements(&nodes) {
            let is_drawn = ["svg", "path", "g", "text", "tspan"].contains(&element.name.as_str());
            if !own_text(element).trim().is_empty() && !is_drawn {
                assert!(element.style("color").is_some(), "{}: {element:?}", theme.name());
            }
            for gone in ["class", "id", "data-math-style"] {
                assert_eq!(element.attribute(gone), None, "{}: {element:?}", theme.name());
            }
            let style = element.attribute("style").unwrap_or_default();
            for gone in ["var(", "calc(", "color-mix", "oklch", "position:absolute", "inherit", "counter"] {
                let is_font = gone == "inherit" && style.contains("font-family:inherit");
                assert!(is_font || !style.contains(gone), "{}: {gone} in {style}", theme.name());
            }
        }
    }
}

#[test]
fn every_theme_says_the_same_words() {
    let words = |theme: &str| {
        let letters: String = text(&rendered(theme).0).chars().filter(|c| c.is_alphabetic()).collect();
        letters
    };
    let plain = words("default");
    for theme in Theme::all() {
        let own = words(theme.name());
        // A theme may put words of its own before headings, and none away.
        assert!(own.len() >= plain.len(), "{}: {} < {}", theme.name(), own.len(), plain.len());
    }
}

#[test]
fn dark_mode_leaves_every_theme_legible() {
    for theme in Theme::all() {
        let (_, rules) = rendered(theme.name());
        assert!(!rules.contains(&Rule::DarkMode), "{}", theme.name());
    }
}

/// What WCAG 2 asks of text, captions and line numbers of ours included.
const BY_DAY: f32 = 4.5;

/// What is left of it in dark mode, which moves text until its perceived brightness is 65 from its ground: a contrast of
/// 2.5 for a grey on the page. Ours is dark enough by day to be inverted instead, and gets farther.
const BY_NIGHT: f32 = 4.0;

/// The same of code: dark mode dims or raises the grounds of code themes, and each of a dozen colours is a hue of its own.
const CODE_BY_NIGHT: f32 = 3.5;

/// The texts that are less legible than they should be, each with where it stands and its colours.
fn hard_to_read(html: &str) -> Vec<String> {
    let (ground, text) = dark::page();
    let day = texts(html, ("#fff", "#191919"));
    let night = texts(&dark::preview(html), (&ground, &text));
    assert!(day.len() > 50 && day.len() == night.len(), "{} and {}", day.len(), night.len());
    let day = day.iter().map(|seen| (seen, BY_DAY, "day"));
    let night = night.iter().map(|seen| (seen, if seen.is_code { CODE_BY_NIGHT } else { BY_NIGHT }, "night"));
    day.chain(night)
        .filter(|(seen, min, _)| seen.contrast() < *min)
        .map(|(seen, min, time)| format!("by {time} {seen}, less than {min}"))
        .collect()
}

#[test]
fn all_text_of_every_theme_can_be_read() {
    for sample in [Sample::typical(), Sample::gallery()] {
        for theme in Theme::all() {
            let options = Options { theme: Some(theme.name().to_owned()), ..Options::default() };
            let hard = hard_to_read(&sample.render(&options).html());
            assert!(hard.is_empty(), "{} in {}:\n{}", sample.name, theme.name(), hard.join("\n"));
        }
    }
}

/// Code of many languages: what is right in all of them is right in every theme.
#[test]
fn all_code_of_every_code_theme_can_be_read() {
    let code = Sample::named("code.md");
    for theme in CodeTheme::ALL {
        let options = Options { highlight: Some(theme.name.to_owned()), ..Options::default() };
        let hard = hard_to_read(&code.render(&options).html());
        assert!(hard.is_empty(), "{}:\n{}", theme.name, hard.join("\n"));
    }
}
