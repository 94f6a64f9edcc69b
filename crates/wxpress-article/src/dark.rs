//! What WeChat's dark mode makes of an article: the algorithm that the platform published
//! (docs/reference/html-compat.md D13), as a preview and as a check.
//!
//! It reads nothing but inline styles. White and grey backgrounds are inverted, bright ones dimmed, dark ones raised;
//! text and borders are moved until their perceived brightness is far enough from the background. Drawings and pictures
//! stay as they are.

mod brightness;

use std::collections::HashMap;

use brightness::{Shade, adjust_background, adjust_text};

use crate::css::{Colour, Sheet, cascade};
use crate::tree::{NodeId, Tree, parse};

/// The page in dark mode.
const DARK_PAGE: Colour = Colour::rgb(0x19, 0x19, 0x19);

/// The colour of text that says nothing of its own, in dark mode.
const DARK_TEXT: Colour = Colour::rgb(0xa3, 0xa3, 0xa3);

/// The colour of text that says nothing of its own, in light mode.
const LIGHT_TEXT: Colour = Colour::rgb(0x19, 0x19, 0x19);

/// Difference in perceived brightness below which text is hard to read. The algorithm aims at 65.
const MIN_OFFSET: f32 = 50.0;

/// The HTML of an article as dark mode shows it. What cannot be parsed is given back as it is.
pub fn preview(html: &str) -> String {
    let Ok(mut tree) = parse(html) else { return html.to_owned() };
    let root = tree.root();
    cascade(&mut tree, root, &Sheet::default());
    for (node, darkened) in darken(&tree, root) {
        if let Some(element) = tree.element_mut(node) {
            for (property, value) in darkened.changes {
                element.style.set(property, value);
            }
        }
    }
    tree.write(root)
}

/// The page's own colours in dark mode, for what stands around a preview: background, then text.
pub fn page() -> (String, String) {
    (DARK_PAGE.to_string(), DARK_TEXT.to_string())
}

/// The elements whose own text dark mode leaves hard to read.
pub(crate) fn illegible(tree: &Tree, article: NodeId) -> Vec<NodeId> {
    darken(tree, article)
        .into_iter()
        .filter(|(node, darkened)| {
            let has_text = tree
                .children(*node)
                .any(|child| tree.text(child).is_some_and(|text| !text.trim().is_empty()));
            has_text && darkened.text.brightness_on(DARK_PAGE).offset(darkened.background) < MIN_OFFSET
        })
        .map(|(node, _)| node)
        .collect()
}

/// How an element looks in dark mode.
#[derive(Debug, Clone)]
struct Darkened {
    /// Declarations that differ from those in light mode.
    changes: Vec<(String, String)>,
    text: Colour,
    background: Colour,
    /// Text over a picture keeps its colour.
    over_picture: bool,
}

fn darken(tree: &Tree, top: NodeId) -> Vec<(NodeId, Darkened)> {
    let page = Darkened { changes: Vec::new(), text: DARK_TEXT, background: DARK_PAGE, over_picture: false };
    let mut done: Vec<(NodeId, Darkened)> = Vec::new();
    let mut places: HashMap<NodeId, usize> = HashMap::new();
    for node in std::iter::once(top).chain(tree.elements(top)) {
        let Some(element) = tree.element(node) else { continue };
        let above = tree.parent(node).and_then(|parent| places.get(&parent)).map_or(&page, |at| &done[*at].1);
        let darkened = darken_element(element, above);
        places.insert(node, done.len());
        done.push((node, darkened));
    }
    done
}

fn darken_element(element: &crate::tree::Element, above: &Darkened) -> Darkened {
    let mut own = Darkened { changes: Vec::new(), ..above.clone() };
    let colour = element.style.value("color").and_then(Colour::parse);
    for (property, value) in element.style.iter().filter(|(property, _)| property.starts_with("background")) {
        if value.contains("url(") {
            own.over_picture = true;
            continue;
        }
        let colours = colours_in(value);
        let Some(first) =
            (if value.contains("gradient") { mixed(&colours) } else { colours.first().copied() })
        else {
            continue;
        };
        let dark = adjust_background(first);
        if first.opacity() >= 0.05 {
            own.over_picture = false;
        }
        own.background = dark;
        own.changes.push((property.to_owned(), replace_colours(value, |_| dark.to_string())));
        if colour.is_none() {
            let inherited = if above.background == DARK_PAGE && above.text == DARK_TEXT {
                LIGHT_TEXT
            } else {
                above.text
            };
            own.text = adjust_text(inherited, dark);
            own.changes.push(("color".to_owned(), own.text.to_string()));
        }
    }
    if let Some(colour) = colour {
        own.text = if own.over_picture { colour } else { adjust_text(colour, own.background) };
        own.changes.push(("color".to_owned(), own.text.to_string()));
    }
    for (property, value) in element.style.iter() {
        if property.starts_with("border") && !own.over_picture {
            own.changes.push((
                property.to_owned(),
                replace_colours(value, |it| adjust_text(it, DARK_PAGE).to_string()),
            ));
        } else if property == "text-shadow" {
            own.changes
                .push((property.to_owned(), replace_colours(value, |it| adjust_background(it).to_string())));
        }
    }
    own.changes.retain(|(property, value)| element.style.value(property) != Some(value.as_str()));
    own
}

/// Where the colours of a value stand.
fn places_of_colours(value: &str) -> Vec<(usize, usize, Colour)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < value.len() {
        let rest = &value[at..];
        let is_start = rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '#');
        if !is_start {
            at += rest.chars().next().map_or(1, char::len_utf8);
            continue;
        }
        let word =
            rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '#' && c != '-').unwrap_or(rest.len());
        let is_function = rest[word..].starts_with('(') && rest.starts_with("rgb");
        let end = if is_function { rest.find(')').map_or(rest.len(), |end| end + 1) } else { word };
        if let Some(colour) = Colour::parse(&rest[..end]) {
            found.push((at, at + end, colour));
        }
        at += end.max(1);
    }
    found
}

fn colours_in(value: &str) -> Vec<Colour> {
    places_of_colours(value).into_iter().map(|(_, _, colour)| colour).collect()
}

fn replace_colours(value: &str, change: impl Fn(Colour) -> String) -> String {
    let mut changed = String::new();
    let mut from = 0;
    for (start, end, colour) in places_of_colours(value) {
        changed.push_str(&value[from..start]);
        changed.push_str(&change(colour));
        from = end;
    }
    changed.push_str(&value[from..]);
    changed
}

/// The one colour that a gradient becomes: each colour over those before it, by its opacity.
fn mixed(colours: &[Colour]) -> Option<Colour> {
    let (first, rest) = colours.split_first()?;
    Some(rest.iter().fold(*first, |under, over| {
        let share = over.opacity();
        let mut channels = under.channels();
        for (channel, over) in channels.iter_mut().zip(over.channels()) {
            *channel = Shade::channel(f32::from(*channel) * (1.0 - share) + f32::from(over) * share);
        }
        under.with_channels(channels)
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_becomes_black_and_text_bright() {
        let dark = preview("<section style=\"background:#fff\"><p style=\"color:#333\">a</p></section>");
        assert_eq!(
            dark,
            "<section style=\"background:#191919;color:#a3a3a3\"><p style=\"color:#a3a3a3\">a</p></section>"
        );
    }

    #[test]
    fn text_follows_the_nearest_background() {
        let dark = preview(
            "<section style=\"background:#07c160\"><p style=\"color:#fff\">a</p><p style=\"color:#0a5\">b</p></section>",
        );
        assert!(dark.contains("color:#fff"), "near-white text stays: {dark}");
        let hard = |html: &str| {
            let mut tree = parse(html).unwrap();
            let root = tree.root();
            cascade(&mut tree, root, &Sheet::default());
            illegible(&tree, root).len()
        };
        assert_eq!(hard("<p style='color:#0a5;background:#07c160'>b</p>"), 0, "the algorithm moves it away");
        assert_eq!(hard("<p style='color:#fff;background:#ffe'>b</p>"), 0, "the bright ground is dimmed");
        assert_eq!(hard("<p style='color:#fff;background:#eee8aa'>b</p>"), 0);
    }

    #[test]
    fn gradients_become_one_colour_and_drawings_stay() {
        let dark = preview(
            "<p style=\"background:linear-gradient(#fff,#000)\">a</p><svg><path fill=\"#000\"></path></svg>",
        );
        assert!(dark.contains("linear-gradient(#383838,#383838)"), "{dark}");
        assert!(dark.contains("<path fill=\"#000\">"), "{dark}");
    }
}
