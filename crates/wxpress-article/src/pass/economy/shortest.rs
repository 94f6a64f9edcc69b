//! The shortest form of a value.

use std::collections::HashMap;
use std::sync::Arc;

use crate::css::Style;
use crate::pass::edges::Edges;

/// Units of lengths: nothing is as much in any of them.
const LENGTHS: &[&str] = &["px", "em", "rem", "pt", "ex", "ch", "vw", "vh", "mm", "cm", "in"];

/// Values and their shortest forms: most elements share theirs with others.
pub(super) type Known = HashMap<Arc<str>, Arc<str>>;

/// Writes every value of a style in its shortest form, and longhands together where there are all of them.
pub(super) fn write(style: &mut Style, known: &mut Known) {
    style.rewrite(|_, value| {
        Arc::clone(known.entry(Arc::clone(value)).or_insert_with(|| shorten(value).into()))
    });
    for (word, number) in [("bold", "700"), ("normal", "400")] {
        if style.value("font-weight") == Some(word) {
            style.set("font-weight", number);
        }
    }
    for property in ["margin", "padding"] {
        let edges = Edges::of(style, property);
        let count = style.iter().filter(|(own, _)| own.starts_with(property)).count();
        if count > 1 || style.value(property).is_some_and(|value| value.contains(' ')) {
            let before = style.clone();
            edges.write(style, property);
            // An edge that could not be read must not be lost.
            if edges.is_empty() {
                *style = before;
            }
        }
    }
    same_borders(style);
}

/// Four borders that are one.
fn same_borders(style: &mut Style) {
    const BORDERS: [&str; 4] = ["border-top", "border-right", "border-bottom", "border-left"];
    let Some(first) = style.value(BORDERS[0]).map(str::to_owned) else { return };
    if BORDERS.iter().all(|border| style.value(border) == Some(first.as_str())) {
        style.retain(|property, _| !BORDERS.contains(&property));
        style.set("border", first);
    }
}

fn shorten(value: &str) -> String {
    let mut short = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' | '\'' => {
                let length = rest[1..].find(first).map_or(rest.len(), |end| end + 2);
                let text = rest[1..length].trim_end_matches(first);
                // In an attribute, a double quote takes six characters.
                if first == '"' && !text.contains(['\'', '\\']) && length > text.len() + 1 {
                    short.push('\'');
                    short.push_str(text);
                    short.push('\'');
                } else {
                    short.push_str(&rest[..length]);
                }
                length
            }
            ' ' => {
                let length = rest.len() - rest.trim_start().len();
                let next = rest[length..].chars().next();
                let is_needed = !short.ends_with([',', '(']) && !matches!(next, None | Some(',' | ')'));
                if is_needed && !short.is_empty() {
                    short.push(' ');
                }
                length.max(1)
            }
            '#' => {
                let length = 1 + rest[1..].bytes().take_while(u8::is_ascii_hexdigit).count();
                hex(&rest[1..length], &mut short);
                length
            }
            _ if is_number_start(rest) => {
                let length = rest[1..]
                    .find(|c: char| !c.is_ascii_alphanumeric() && c != '.' && c != '%')
                    .map_or(rest.len(), |end| end + 1);
                number(&rest[..length], &mut short);
                length
            }
            _ => {
                // A word, with what stands in the brackets of an address.
                let length = if rest.starts_with("url(") {
                    rest.find(')').map_or(rest.len(), |end| end + 1)
                } else {
                    let word = rest
                        .find(|c: char| !c.is_alphanumeric() && c != '-' && c != '_')
                        .unwrap_or(rest.len());
                    if word == 0 { first.len_utf8() } else { word }
                };
                short.push_str(&rest[..length]);
                length
            }
        };
        rest = &rest[length..];
    }
    short
}

fn is_number_start(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let digits = digits.strip_prefix('.').unwrap_or(digits);
    digits.starts_with(|c: char| c.is_ascii_digit())
}

/// `#AABBCC` as `#abc`.
fn hex(digits: &str, short: &mut String) {
    let digits = digits.to_ascii_lowercase();
    let pairs: Vec<&[u8]> = digits.as_bytes().chunks(2).collect();
    let is_double = matches!(digits.len(), 6 | 8) && pairs.iter().all(|pair| pair[0] == pair[1]);
    short.push('#');
    if is_double {
        short.extend(pairs.iter().map(|pair| char::from(pair[0])));
    } else {
        short.push_str(&digits);
    }
}

/// `0.50em` as `.5em`, `0px` as `0`.
fn number(text: &str, short: &mut String) {
    let end = text.find(|c: char| c.is_ascii_alphabetic() || c == '%').unwrap_or(text.len());
    let (number, unit) = text.split_at(end);
    let (sign, digits) = match number.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", number.strip_prefix('+').unwrap_or(number)),
    };
    let digits =
        if digits.contains('.') { digits.trim_end_matches('0').trim_end_matches('.') } else { digits };
    let digits = match digits.trim_start_matches('0') {
        rest if rest.is_empty() || rest.starts_with(|c: char| c.is_ascii_alphabetic()) => "0",
        rest => rest,
    };
    if digits == "0" && (unit.is_empty() || LENGTHS.contains(&unit)) {
        short.push('0');
        return;
    }
    short.push_str(sign);
    short.push_str(digits);
    short.push_str(unit);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_get_short() {
        for (value, expected) in [
            ("0px", "0"),
            ("-0.0em", "0"),
            ("0%", "0%"),
            ("0.50em 10.0px 100px", ".5em 10px 100px"),
            ("-0.5em", "-.5em"),
            ("#FFFFFF", "#fff"),
            ("1px  solid #A1B2C3", "1px solid #a1b2c3"),
            ("rgba(0, 0, 0, 0.10)", "rgba(0,0,0,.1)"),
            ("-apple-system, \"PingFang SC\", sans-serif", "-apple-system,'PingFang SC',sans-serif"),
            ("\"it's\"", "\"it's\""),
            ("url(a 0.50/b.png) 0.5em", "url(a 0.50/b.png) .5em"),
            ("0.8em/1.60 Menlo", ".8em/1.6 Menlo"),
            ("translateY(-0.5em)", "translateY(-.5em)"),
            ("微软雅黑, serif", "微软雅黑,serif"),
            ("0.3s", ".3s"),
            ("0s", "0s"),
            ("007", "7"),
        ] {
            assert_eq!(shorten(value), expected, "{value}");
        }
    }

    #[test]
    fn longhands_get_together() {
        let mut style = Style::default();
        for side in ["top", "right", "bottom", "left"] {
            style.set(format!("border-{side}"), "1px solid #eee");
            style.set(format!("padding-{side}"), "0");
        }
        style.set("margin", "calc(1px)");
        write(&mut style, &mut Known::new());
        assert_eq!(style.to_string(), "margin:calc(1px);padding:0;border:1px solid #eee");
    }
}
