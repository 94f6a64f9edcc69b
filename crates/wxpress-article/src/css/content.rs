//! The `content` of pseudo-elements, and counters.

use std::collections::HashMap;

use cssparser::{Parser, Token};

/// Longest `content` that is read, in bytes.
const MAX_CONTENT: usize = 1_000;

/// Counters of an article, and levels of one that `counters()` shows.
const MAX_COUNTERS: usize = 50;
const MAX_LEVELS: usize = 16;

/// A part of what a pseudo-element shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    Text(String),
    /// The value of an attribute of the element.
    Attribute(String),
    /// A counter, or all of its levels with a text between them, in a style of numbering.
    Counter {
        name: String,
        between: Option<String>,
        numbering: String,
    },
}

impl Piece {
    /// Reads a `content`. None where it says that there is nothing, or what no text can stand for.
    pub(crate) fn parse(content: &str) -> Option<Vec<Self>> {
        if content.len() > MAX_CONTENT {
            return None;
        }
        let mut input = Parser::new(content);
        let mut pieces = Vec::new();
        while !input.is_exhausted() {
            let piece = match input.next().ok()?.clone() {
                Token::QuotedString(text) => Self::Text(text.to_string()),
                Token::Ident(word) if word.eq_ignore_ascii_case("open-quote") => Self::Text("“".to_owned()),
                Token::Ident(word) if word.eq_ignore_ascii_case("close-quote") => Self::Text("”".to_owned()),
                Token::Function(name) => {
                    let arguments = arguments(&mut input)?;
                    let mut arguments = arguments.into_iter();
                    match &*name.to_ascii_lowercase() {
                        "attr" => Self::Attribute(arguments.next()?),
                        "counter" => Self::Counter {
                            name: arguments.next()?,
                            between: None,
                            numbering: arguments.next().unwrap_or_default(),
                        },
                        "counters" => Self::Counter {
                            name: arguments.next()?,
                            between: Some(arguments.next()?),
                            numbering: arguments.next().unwrap_or_default(),
                        },
                        _ => return None,
                    }
                }
                _ => return None,
            };
            pieces.push(piece);
        }
        Some(pieces)
    }
}

/// Words and strings between commas.
fn arguments(input: &mut Parser<'_>) -> Option<Vec<String>> {
    let read = input.parse_nested_block(|inner| {
        inner.parse_comma_separated(|part| {
            let text = part.expect_ident_or_string()?.to_string();
            Ok::<_, cssparser::ParseError<()>>(text)
        })
    });
    read.ok()
}

/// The counters of an article, as they stand at one place of it.
#[derive(Debug, Default)]
pub(crate) struct Counters {
    /// The levels of each counter, the innermost last, with the depth of the element that made it.
    levels: HashMap<String, Vec<(usize, i32)>>,
}

impl Counters {
    /// `counter-reset`: begins a level that ends with the parent of the element at `depth`.
    pub(crate) fn reset(&mut self, depth: usize, value: &str) {
        for (name, number) in pairs(value, 0) {
            if let Some(levels) = self.levels(name) {
                levels.retain(|(made, _)| *made < depth);
                levels.push((depth, number));
            }
        }
    }

    /// `counter-increment`.
    pub(crate) fn increment(&mut self, depth: usize, value: &str) {
        for (name, step) in pairs(value, 1) {
            let Some(levels) = self.levels(name) else { continue };
            match levels.last_mut() {
                Some((_, number)) => *number = number.saturating_add(step),
                None => levels.push((depth, step)),
            }
        }
    }

    /// The levels of a counter; none beyond the counters that an article may have.
    fn levels(&mut self, name: String) -> Option<&mut Vec<(usize, i32)>> {
        if self.levels.len() >= MAX_COUNTERS && !self.levels.contains_key(&name) {
            return None;
        }
        Some(self.levels.entry(name).or_default())
    }

    /// Ends the levels that lie deeper than `depth`.
    pub(crate) fn leave(&mut self, depth: usize) {
        for levels in self.levels.values_mut() {
            levels.retain(|(made, _)| *made <= depth + 1);
        }
    }

    /// A counter as text.
    pub(crate) fn text(&self, name: &str, between: Option<&str>, numbering: &str) -> String {
        let levels = self.levels.get(name).map_or(&[][..], Vec::as_slice);
        match between {
            Some(between) if !levels.is_empty() => {
                let shown = levels.iter().take(MAX_LEVELS);
                shown.map(|(_, number)| numeral(*number, numbering)).collect::<Vec<_>>().join(between)
            }
            _ => numeral(levels.last().map_or(0, |(_, number)| *number), numbering),
        }
    }
}

/// `a b 2 c` as names with numbers; `otherwise` where none is written.
fn pairs(value: &str, otherwise: i32) -> Vec<(String, i32)> {
    let mut pairs: Vec<(String, i32)> = Vec::new();
    for word in value.split_ascii_whitespace() {
        match (word.parse(), pairs.last_mut()) {
            (Ok(number), Some(last)) => last.1 = number,
            (Ok(_), None) => {}
            (Err(_), _) if word == "none" => {}
            (Err(_), _) => pairs.push((word.to_owned(), otherwise)),
        }
    }
    pairs
}

/// A number in a `list-style-type`.
pub(crate) fn numeral(number: i32, numbering: &str) -> String {
    match numbering {
        "decimal-leading-zero" => format!("{number:02}"),
        "lower-alpha" | "lower-latin" => letters(number, b'a'),
        "upper-alpha" | "upper-latin" => letters(number, b'A'),
        "lower-roman" => roman(number).to_lowercase(),
        "upper-roman" => roman(number),
        "cjk-ideographic" | "simp-chinese-informal" | "trad-chinese-informal" | "cjk-decimal" => {
            chinese(number)
        }
        "disc" => "•".to_owned(),
        "circle" => "◦".to_owned(),
        "square" => "▪".to_owned(),
        "none" => String::new(),
        _ => number.to_string(),
    }
}

fn letters(number: i32, first: u8) -> String {
    let mut rest = match u32::try_from(number) {
        Ok(rest) if rest > 0 => rest,
        _ => return number.to_string(),
    };
    let mut letters = Vec::new();
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(first + u8::try_from(rest % 26).unwrap_or_default()));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

fn roman(number: i32) -> String {
    const DIGITS: [(i32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if !(1..4000).contains(&number) {
        return number.to_string();
    }
    let mut rest = number;
    let mut text = String::new();
    for (value, digit) in DIGITS {
        while rest >= value {
            text.push_str(digit);
            rest -= value;
        }
    }
    text
}

/// Up to 99: more headings than that no article counts.
fn chinese(number: i32) -> String {
    const DIGITS: [&str; 10] = ["〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |number: i32| DIGITS[usize::try_from(number % 10).unwrap_or_default()];
    match number {
        0..=9 => digit(number).to_owned(),
        10 => "十".to_owned(),
        11..=19 => format!("十{}", digit(number)),
        20..=99 if number % 10 == 0 => format!("{}十", digit(number / 10)),
        21..=99 => format!("{}十{}", digit(number / 10), digit(number)),
        _ => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contents_are_read() {
        assert_eq!(
            Piece::parse("'第' counter(h2, cjk-ideographic) \"章\\20\" attr(title)").unwrap(),
            [
                Piece::Text("第".into()),
                Piece::Counter { name: "h2".into(), between: None, numbering: "cjk-ideographic".into() },
                Piece::Text("章 ".into()),
                Piece::Attribute("title".into()),
            ]
        );
        assert_eq!(Piece::parse("''").unwrap(), [Piece::Text(String::new())]);
        assert_eq!(Piece::parse("none"), None);
        assert_eq!(Piece::parse("url(x.png)"), None);
    }

    #[test]
    fn counters_count_in_levels() {
        let mut counters = Counters::default();
        counters.reset(1, "item");
        counters.increment(2, "item");
        counters.reset(3, "item 4");
        counters.increment(4, "item 2");
        assert_eq!(counters.text("item", Some("."), ""), "1.6");
        counters.leave(1);
        counters.increment(2, "item");
        assert_eq!(counters.text("item", None, "upper-roman"), "II");
        assert_eq!(counters.text("none", None, ""), "0");
    }

    #[test]
    fn numerals() {
        for (number, numbering, expected) in [
            (28, "lower-alpha", "ab"),
            (1994, "upper-roman", "MCMXCIV"),
            (7, "decimal-leading-zero", "07"),
            (21, "cjk-ideographic", "二十一"),
            (10, "cjk-ideographic", "十"),
            (30, "cjk-ideographic", "三十"),
            (-1, "lower-alpha", "-1"),
            (5, "disc", "•"),
        ] {
            assert_eq!(numeral(number, numbering), expected);
        }
    }
}
