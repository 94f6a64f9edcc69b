//! Values made plain: no variables, no arithmetic, no colours that only new browsers know.

use super::calc::evaluate;
use super::colour::{Colour, mix};
use super::effort::Effort;
use super::variables::{Fuel, Variables};
use crate::number::short;

/// Functions within functions.
const MAX_DEPTH: usize = 16;

/// No value that means anything is longer; variables within variables could make one of any length.
const MAX_BYTES: usize = 16 * 1024;

/// Makes a value plain. None where it cannot be known without a browser: the declaration has to go then.
pub(super) fn flatten(value: &str, variables: &Variables, effort: &Effort) -> Option<String> {
    let fuel = Fuel::default();
    let plain = flatten_within(value, variables, &fuel, 0);
    effort.spend(fuel.burnt());
    let plain = plain?;
    let plain = plain.trim();
    (!plain.is_empty() && plain.len() <= MAX_BYTES).then(|| in_pixels(plain))
}

/// Whether [`flatten`] would leave a value as it is.
pub(super) fn is_plain(value: &str) -> bool {
    value.len() <= MAX_BYTES && !value.contains('(') && !value.contains("rem") && !value.contains('#')
}

pub(super) fn flatten_within(
    value: &str,
    variables: &Variables,
    fuel: &Fuel,
    depth: usize,
) -> Option<String> {
    // What goes in and what comes out: a short value may stand for a long one.
    if depth > MAX_DEPTH || !fuel.burn(value) {
        return None;
    }
    let mut plain = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(at) = rest.find(['(', '"', '\'']) {
        if !rest[at..].starts_with('(') {
            let end = string_end(&rest[at..]) + at;
            plain.push_str(&rest[..end]);
            rest = &rest[end..];
            continue;
        }
        let name_at = rest[..at]
            .rfind(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_')
            .map_or(0, |before| before + rest[before..].chars().next().map_or(1, char::len_utf8));
        let name = rest[name_at..at].to_ascii_lowercase();
        let inner_end = closing(&rest[at..])? + at;
        let inner = &rest[at + 1..inner_end];
        plain.push_str(&rest[..name_at]);
        plain.push_str(&call(&name, inner, variables, fuel, depth)?);
        if plain.len() > MAX_BYTES {
            return None;
        }
        rest = &rest[inner_end + 1..];
    }
    plain.push_str(rest);
    fuel.burn(&plain).then_some(plain)
}

/// One function, with what stands between its brackets, as plain text.
fn call(name: &str, inner: &str, variables: &Variables, fuel: &Fuel, depth: usize) -> Option<String> {
    if name == "url" {
        return Some(format!("url({inner})"));
    }
    if name == "var" {
        return variables.substitute(inner, fuel, depth + 1);
    }
    let inner = flatten_within(inner, variables, fuel, depth + 1)?;
    let whole = format!("{name}({inner})");
    match name {
        "calc" | "min" | "max" | "clamp" => evaluate(&whole),
        "color-mix" => mix(&inner).map(|colour| colour.to_string()),
        "rgb" | "rgba" | "hsl" | "hsla" | "hwb" | "lab" | "lch" | "oklab" | "oklch" | "color" => {
            Colour::parse(&whole).map(|colour| colour.to_string())
        }
        _ => Some(whole),
    }
}

/// Where the string that a text begins with ends.
fn string_end(text: &str) -> usize {
    let quote = text.as_bytes()[0];
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            byte if byte == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// Where the bracket that a text begins with is closed.
fn closing(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let (mut depth, mut at) = (0_usize, 0);
    while at < bytes.len() {
        match bytes[at] {
            b'(' => depth += 1,
            b')' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at);
                }
            }
            b'"' | b'\'' => at += string_end(&text[at..]) - 1,
            _ => {}
        }
        at += 1;
    }
    None
}

/// The parts of a value between commas that stand in no brackets.
pub(crate) fn comma_separated(value: &str) -> Vec<&str> {
    let (mut parts, mut from, mut depth) = (Vec::new(), 0, 0_usize);
    for (at, byte) in value.bytes().enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            b',' if depth == 0 => {
                parts.push(value[from..at].trim());
                from = at + 1;
            }
            _ => {}
        }
    }
    parts.push(value[from..].trim());
    parts
}

/// `1.5rem` as `24px`: the platform's own page has a root of another size than the article's author had in mind.
fn in_pixels(value: &str) -> String {
    if !value.contains("rem") {
        return value.to_owned();
    }
    value
        .split(' ')
        .map(|word| match word.strip_suffix("rem").and_then(|number| number.parse::<f64>().ok()) {
            Some(rem) => format!("{}px", short(rem * 16.0, 3)),
            None => word.to_owned(),
        })
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(value: &str) -> Option<String> {
        let variables = Variables::default().with([
            ("--a", "10px"),
            ("--c", "#07c160"),
            ("--loop", "var(--loop)"),
            ("--d", "calc(var(--a) * 2)"),
        ]);
        flatten(value, &variables, &Effort::default())
    }

    #[test]
    fn variables_are_put_in() {
        assert_eq!(plain("var(--a) solid var(--none, var(--c))").as_deref(), Some("10px solid #07c160"));
        assert_eq!(plain("var(--d)").as_deref(), Some("20px"));
        assert_eq!(plain("var(--none)"), None);
        assert_eq!(plain("var(--loop)"), None);
        assert_eq!(plain("var(--none, 'a)b')").as_deref(), Some("'a)b'"));
    }

    #[test]
    fn bombs_go_out() {
        let names: Vec<String> = (0..30).map(|n| format!("--v{n}")).collect();
        let values: Vec<String> = (0..30).map(|n| format!("var(--v{0}) var(--v{0})", n + 1)).collect();
        let bomb = Variables::default()
            .with(names.iter().map(String::as_str).zip(values.iter().map(String::as_str)));
        let effort = Effort::default();
        assert_eq!(flatten("var(--v0)", &bomb, &effort), None);
        assert_eq!(flatten(&"calc(".repeat(100_000), &bomb, &effort), None);
        assert!(!effort.is_spent());
    }

    #[test]
    fn arithmetic_is_done() {
        assert_eq!(plain("calc(var(--a) + 2px) auto").as_deref(), Some("12px auto"));
        assert_eq!(plain("calc((1em + 2em) / 4)").as_deref(), Some(".75em"));
        assert_eq!(plain("calc(100% - 10px)"), None);
        assert_eq!(plain("max(1px, 2px)").as_deref(), Some("2px"));
        assert_eq!(plain("clamp(12px, 20px, 18px)").as_deref(), Some("18px"));
        assert_eq!(plain("1.5rem .5rem").as_deref(), Some("24px 8px"));
    }

    #[test]
    fn colours_are_ones_that_everybody_knows() {
        assert_eq!(plain("hsl(120 100% 25%)").as_deref(), Some("#008000"));
        assert_eq!(plain("1px solid rgba(0,0,0,.5)").as_deref(), Some("1px solid rgba(0,0,0,.5)"));
        assert_eq!(plain("oklch(1 0 0)").as_deref(), Some("#fff"));
        assert_eq!(plain("color-mix(in srgb, #fff 50%, #000)").as_deref(), Some("#808080"));
        assert_eq!(
            plain("color-mix(in srgb, var(--c) 10%, transparent)").as_deref(),
            Some("rgba(7,193,96,.1)")
        );
        assert_eq!(
            plain("linear-gradient(90deg, rgb(255 0 0), transparent)").as_deref(),
            Some("linear-gradient(90deg, #f00, transparent)")
        );
    }
}
