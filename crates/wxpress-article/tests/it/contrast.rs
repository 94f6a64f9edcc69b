//! The contrast of all text to what is below it, by the formula of WCAG 2, by day and by night.

use color::{AlphaColor, OpaqueColor, Srgb, parse_color};

use crate::markup::{Element, Node, read};

/// Text that stands somewhere, and what it looks like.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    /// The element that it stands in.
    element: String,
    text: String,
    colour: OpaqueColor<Srgb>,
    ground: OpaqueColor<Srgb>,
    /// Whether it is part of a block of code.
    pub(crate) is_code: bool,
}

impl Seen {
    /// From 1 (not to be seen) to 21.
    pub(crate) fn contrast(&self) -> f32 {
        let [one, other] = [self.colour, self.ground].map(|it| it.relative_luminance() + 0.05);
        one.max(other) / one.min(other)
    }
}

impl std::fmt::Display for Seen {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let text: String = self.text.trim().chars().take(20).collect();
        let [colour, ground] = [self.colour, self.ground].map(|it| {
            let [r, g, b] = it.to_rgba8().to_u8_array().first_chunk::<3>().copied().unwrap();
            format!("#{r:02x}{g:02x}{b:02x}")
        });
        write!(f, "<{}> “{text}”: {colour} on {ground} is {:.2}", self.element, self.contrast())
    }
}

/// All text of an article, drawings aside, on a page of these colours: background, then text.
pub(crate) fn texts(html: &str, (ground, text): (&str, &str)) -> Vec<Seen> {
    let solid = |colour: &str| parsed(colour).unwrap().discard_alpha();
    let page = Seen {
        element: String::new(),
        text: String::new(),
        colour: solid(text),
        ground: solid(ground),
        is_code: false,
    };
    let mut found = Vec::new();
    for node in read(html) {
        walk(&node, &page, &mut found);
    }
    found
}

fn walk(node: &Node, around: &Seen, found: &mut Vec<Seen>) {
    match node {
        Node::Text(text) if !text.trim().is_empty() => {
            found.push(Seen { text: text.clone(), ..around.clone() });
        }
        Node::Element(element) if element.name != "svg" => {
            let own = seen(element, around);
            for child in &element.children {
                walk(child, &own, found);
            }
        }
        _ => {}
    }
}

fn seen(element: &Element, around: &Seen) -> Seen {
    let mut own = Seen { element: element.name.clone(), ..around.clone() };
    for property in ["background-color", "background"] {
        let Some(value) = element.style(property) else { continue };
        assert!(!value.contains("gradient") && !value.contains("url("), "not to be reckoned: {value}");
        if let Some(ground) = parsed(value) {
            own.ground = over(ground, own.ground);
        }
    }
    if let Some(colour) = element.style("color").and_then(parsed) {
        own.colour = over(colour, own.ground);
    }
    own.is_code |= element.name == "pre";
    own
}

fn parsed(colour: &str) -> Option<AlphaColor<Srgb>> {
    Some(parse_color(colour).ok()?.to_alpha_color())
}

fn over(colour: AlphaColor<Srgb>, ground: OpaqueColor<Srgb>) -> OpaqueColor<Srgb> {
    let [r, g, b, share] = colour.components;
    let mut mixed = ground;
    for (channel, own) in mixed.components.iter_mut().zip([r, g, b]) {
        *channel = own * share + *channel * (1.0 - share);
    }
    mixed
}

#[test]
fn contrast_is_that_of_the_formula() {
    let contrast = |html: &str| texts(html, ("#fff", "#000"))[0].contrast();
    for (html, expected) in [
        ("a", 21.0),
        ("<p style='color:#767676'>a</p>", 4.54),
        ("<p style='background:rgba(0,0,0,.5)'>a</p>", 5.28),
        (
            "<section style='background-color:#fff;color:#fff'><b style='background:#00f'>a</b></section>",
            8.59,
        ),
    ] {
        assert!((contrast(html) - expected).abs() < 0.01, "{html}: {}", contrast(html));
    }
}
