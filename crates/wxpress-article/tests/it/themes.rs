//! The article that holds what most articles do, in every theme.

use wxpress_article::{Options, Rule, Theme, render};

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
