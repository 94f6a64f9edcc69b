//! No byte that changes nothing: the platform counts 20,000 characters, tags and styles included.

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use crate::css::Style;
use crate::render::Work;
use crate::tree::{Content, NodeId, Tree};

/// Properties that are inherited, so that saying them again says nothing.
const INHERITED: &[&str] = &[
    "font-family",
    "font-size",
    "font-style",
    "font-weight",
    "letter-spacing",
    "line-height",
    "text-align",
    "text-indent",
    "word-spacing",
    "overflow-wrap",
    "word-break",
    "word-wrap",
    "white-space",
    "list-style-type",
];

/// Elements whose browser style differs from what they inherit: there, saying a property again says something.
const WITH_STYLE_OF_THEIR_OWN: &[&str] = &[
    "h1", "h2", "h3", "h4", "h5", "h6", "strong", "em", "code", "pre", "sup", "sub", "th", "table", "td",
    "ul", "ol", "li", "a", "img", "caption",
];

/// Values that a property has anyway where nobody says another.
const INITIAL: &[(&str, &str)] = &[
    ("text-decoration", "none"),
    ("background", "transparent"),
    ("background-color", "transparent"),
    ("border", "0"),
    ("border", "none"),
    ("padding", "0"),
    ("position", "static"),
    ("float", "none"),
    ("opacity", "1"),
    ("border-radius", "0"),
    ("box-shadow", "none"),
    ("text-shadow", "none"),
    ("transform", "none"),
];

/// Elements for which those values are not what a browser would do.
const NOT_INITIAL: &[&str] = &["ul", "ol", "hr", "table", "td", "th", "u", "del", "a", "img"];

/// What an element inherits: a value for each of [`INHERITED`].
type Known = Rc<[Option<Arc<str>>; INHERITED.len()]>;

/// Shortens values and takes out what says nothing.
pub(super) fn shorten(work: &mut Work<'_>) {
    let tree = &mut work.tree;
    let nodes: Vec<NodeId> = std::iter::once(work.article).chain(tree.descendants(work.article)).collect();
    let mut inherited: HashMap<NodeId, Known> = HashMap::new();
    let nothing: Known = Rc::new([const { None }; INHERITED.len()]);
    let mut shortened: HashMap<(Arc<str>, Arc<str>), Arc<str>> = HashMap::new();
    for node in &nodes {
        let above = tree.parent(*node).and_then(|parent| inherited.get(&parent)).unwrap_or(&nothing);
        let above = Rc::clone(above);
        let Some(element) = tree.element_mut(*node) else { continue };
        let name = element.name.clone();
        let style = &mut element.style;
        let mut known = Rc::clone(&above);
        style.rewrite(|property, value| {
            // Most elements share their values with many others.
            let key = (Arc::clone(property), Arc::clone(value));
            let short = shortened
                .entry(key)
                .or_insert_with(|| short(property, value).map_or_else(|| Arc::clone(value), Into::into));
            if let Some(at) = INHERITED.iter().position(|own| **own == **property) {
                Rc::make_mut(&mut known)[at] = Some(Arc::clone(short));
            }
            Arc::clone(short)
        });
        if !WITH_STYLE_OF_THEIR_OWN.contains(&&*name) {
            style.retain(|property, value| !repeats(&above, property, value));
        }
        if !NOT_INITIAL.contains(&&*name) {
            let alone = style.clone();
            style.retain(|property, value| {
                !(INITIAL.contains(&(property, value)) && is_alone(&alone, property))
            });
        }
        inherited.insert(*node, known);
    }
    for node in nodes.into_iter().rev() {
        join(tree, node);
    }
}

/// Whether a declaration says what is inherited anyway.
fn repeats(above: &Known, property: &str, value: &str) -> bool {
    let Some(at) = INHERITED.iter().position(|own| *own == property) else { return false };
    match &above[at] {
        // Sizes in em speak of their parent's: saying one again changes it.
        Some(inherited) => {
            **inherited == *value
                && !(property == "font-size" && (value.ends_with("em") || value.ends_with('%')))
        }
        None => property == "text-indent" && value == "0",
    }
}

/// Whether no other declaration speaks of the same: what one says may undo a part of the other.
fn is_alone(style: &Style, property: &str) -> bool {
    let group = property.split('-').next().unwrap_or_default();
    style.iter().filter(|(own, _)| own.split('-').next() == Some(group)).count() == 1
}

/// Takes a bare span away, and joins one with an equal neighbour before it.
fn join(tree: &mut Tree, node: NodeId) {
    let Some(element) = tree.element(node).filter(|element| &*element.name == "span") else { return };
    let is_bare = element.attributes.is_empty() && element.style.is_empty();
    if is_bare && tree.parent(node).is_some() {
        tree.unwrap(node);
        return;
    }
    let Some(previous) = tree.previous_sibling(node) else { return };
    let is_equal = matches!(tree.content(previous), Content::Element(other)
        if &*other.name == "span" && other.style == element.style && other.attributes == element.attributes
            && other.style.value("display").is_none() && other.style.value("padding").is_none()
            && other.style.iter().all(|(property, _)| !property.starts_with("border") && !property.starts_with("margin")));
    if is_equal {
        tree.move_children(node, previous);
        tree.detach(node);
    }
}

/// The shortest form of a value; none where it is that already.
fn short(property: &str, value: &str) -> Option<String> {
    if value.contains(['"', '\'']) && property != "font-family" && property != "font" {
        return None;
    }
    let mut shortened = String::with_capacity(value.len());
    let mut quote = None;
    let mut word_start = 0;
    for character in value.chars() {
        match quote {
            Some(open) => {
                if character == open {
                    quote = None;
                }
                shortened.push(character);
            }
            None if matches!(character, '"' | '\'') => {
                quote = Some(character);
                shortened.push(character);
            }
            // After a comma a space says nothing; neither do two.
            None if character == ' ' && shortened.ends_with([',', ' ', '(']) => {}
            None if matches!(character, ' ' | ',' | ')' | '/') => {
                end_word(&mut shortened, word_start);
                shortened.push(character);
            }
            None => shortened.push(character),
        }
        if quote.is_none() && matches!(character, ' ' | ',' | '(' | '/') {
            word_start = shortened.len();
        }
    }
    if quote.is_none() {
        end_word(&mut shortened, word_start);
    }
    if matches!(property, "margin" | "padding") {
        shortened = fewer_sides(&shortened);
    }
    if property == "font-weight" && shortened == "bold" {
        "700".clone_into(&mut shortened);
    }
    (shortened != value).then_some(shortened)
}

/// `0px` as `0`, `0.5em` as `.5em`, `1.50` as `1.5`, `#FFFFFF` as `#fff`.
fn end_word(text: &mut String, start: usize) {
    let Some(word) = text.get(start..) else { return };
    if let Some(digits) = word.strip_prefix('#') {
        let digits = digits.to_ascii_lowercase();
        let bytes = digits.as_bytes();
        let halves = digits.len() == 6 && bytes.chunks(2).all(|pair| pair[0] == pair[1]);
        let short: String = if halves { digits.chars().step_by(2).collect() } else { digits };
        text.truncate(start);
        text.push('#');
        text.push_str(&short);
        return;
    }
    let number_end = word.find(|c: char| !c.is_ascii_digit() && c != '.' && c != '-').unwrap_or(word.len());
    let (number, unit) = word.split_at(number_end);
    if number.is_empty() || !number.contains(|c: char| c.is_ascii_digit()) || unit.contains('-') {
        return;
    }
    let trimmed =
        if number.contains('.') { number.trim_end_matches('0').trim_end_matches('.') } else { number };
    let is_zero = trimmed.chars().all(|c| matches!(c, '0' | '.' | '-'));
    let word = if is_zero && matches!(unit, "px" | "em" | "rem" | "pt" | "") {
        "0".to_owned()
    } else if let Some(rest) = trimmed.strip_prefix("0.") {
        format!(".{rest}{unit}")
    } else if let Some(rest) = trimmed.strip_prefix("-0.") {
        format!("-.{rest}{unit}")
    } else {
        format!("{trimmed}{unit}")
    };
    text.truncate(start);
    text.push_str(&word);
}

/// `0 0 0 0` as `0`, `1px 2px 1px` as `1px 2px`.
fn fewer_sides(value: &str) -> String {
    let words: Vec<&str> = value.split(' ').collect();
    let kept = match words.as_slice() {
        [top, right, bottom, left] if right == left && top == bottom && top == right => &words[..1],
        [top, right, bottom, left] if right == left && top == bottom => &words[..2],
        [_, right, _, left] if right == left => &words[..3],
        [top, sides, bottom] if top == bottom && top == sides => &words[..1],
        [top, _, bottom] if top == bottom => &words[..2],
        [one, other] if one == other => &words[..1],
        words => words,
    };
    kept.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_short() {
        for (property, value, expected) in [
            ("margin", "0px 0px 1.50em 0px", "0 0 1.5em"),
            ("margin", "0 auto", "0 auto"),
            ("padding", "2px 4px 2px 4px", "2px 4px"),
            ("color", "#AABBCC", "#abc"),
            ("background", "rgba(51, 51, 51, 0.06)", "rgba(51,51,51,.06)"),
            (
                "font-family",
                "-apple-system, \"PingFang SC\",  sans-serif",
                "-apple-system,\"PingFang SC\",sans-serif",
            ),
            ("font", "0.875em/1.60 Menlo, monospace", ".875em/1.6 Menlo,monospace"),
            ("line-height", "0", "0"),
            ("flex", "0 0 0%", "0 0 0%"),
            ("transform", "translateY(-0.40em)", "translateY(-.4em)"),
        ] {
            assert_eq!(short(property, value).unwrap_or_else(|| value.to_owned()), expected);
        }
    }
}
