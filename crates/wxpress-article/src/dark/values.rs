//! The colours that stand in the value of a declaration.

use crate::css::Colour;

/// Where they stand, in order.
fn places(value: &str) -> Vec<(usize, usize, Colour)> {
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

/// The colours of a value, in order.
pub(super) fn colours(value: &str) -> Vec<Colour> {
    places(value).into_iter().map(|(_, _, colour)| colour).collect()
}

/// The value with other colours; where there is none, that colour stays as it was written.
pub(super) fn with_colours(value: &str, mut change: impl FnMut(Colour) -> Option<Colour>) -> String {
    let mut changed = String::new();
    let mut from = 0;
    for (start, end, colour) in places(value) {
        if let Some(other) = change(colour) {
            changed.push_str(&value[from..start]);
            changed.push_str(&other.to_string());
            from = end;
        }
    }
    changed.push_str(&value[from..]);
    changed
}
