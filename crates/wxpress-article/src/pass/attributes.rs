//! The attributes that an article keeps (docs/reference/html-compat.md D3).

use crate::render::Work;

/// The class of the platform's own wrapper of an account card.
const CARD: &str = "mp_profile_iframe_wrp";

/// Takes every attribute away but those that are needed. Styles are apart: the cascade made them.
pub(super) fn restrict(work: &mut Work<'_>) {
    let tree = &mut work.tree;
    for node in tree.elements(work.article) {
        if let Some(element) = tree.element_mut(node) {
            let name = element.name.clone();
            element.attributes.retain(|(attribute, value)| is_kept(&name, attribute, value));
            // Whatever else a pass called the wrapper of a card.
            if &*name == "section" && element.attribute("class").is_some() {
                element.set("class", CARD);
            }
        }
    }
}

fn is_kept(name: &str, attribute: &str, value: &str) -> bool {
    match (name, attribute) {
        ("img", "src" | "alt") | ("a", "href") | ("section" | "span", "nodeleaf" | "data-no-dark") => true,
        ("img", "width" | "height") => value.trim_end_matches("px").parse::<f32>().is_ok(),
        ("td" | "th", "colspan" | "rowspan") => value.parse::<u16>().is_ok_and(|span| span > 1),
        ("ol", "start") => value.parse::<i32>().is_ok_and(|start| start != 1),
        // Cards and players are nothing but their attributes; `cards` has looked at them.
        ("a", attribute) => attribute.starts_with("data-miniprogram-"),
        ("mp-common-profile" | "mp-miniprogram" | "iframe", attribute) => {
            !attribute.starts_with("on") && !matches!(attribute, "style" | "srcdoc" | "id" | "href")
        }
        ("section", "class") => value.split_ascii_whitespace().any(|class| class == CARD),
        _ => false,
    }
}
