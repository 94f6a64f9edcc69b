//! CSS, SCSS, Less and WXSS.

use super::quoted;
use super::token::{Kind, Tokens};

/// Reads on from the last token up to the byte `end` of the text.
pub(super) fn scan(tokens: &mut Tokens<'_>, end: usize) {
    let mut reader = Reader { tokens, end, depth: 0, place: Place::Unknown };
    while reader.pos() < end {
        reader.step();
    }
}

/// What part of a rule is read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Nothing of it yet.
    Unknown,
    Selector,
    /// A property or the variable of a dialect, up to its colon.
    Property,
    Value,
}

struct Reader<'a, 't> {
    tokens: &'t mut Tokens<'a>,
    end: usize,
    /// Braces that are open.
    depth: usize,
    place: Place,
}

impl<'a> Reader<'a, '_> {
    fn pos(&self) -> usize {
        self.tokens.end()
    }

    fn rest(&self) -> &'a str {
        &self.tokens.text()[self.pos()..self.end]
    }

    /// Adds a token of this many bytes.
    fn push(&mut self, kind: Kind, length: usize) {
        self.tokens.push(kind, self.pos() + length);
    }

    fn step(&mut self) {
        let rest = self.rest();
        let bytes = rest.as_bytes();
        let next = bytes.get(1).copied().unwrap_or(0);
        match bytes[0] {
            byte if byte.is_ascii_whitespace() => {
                let blank = bytes.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
                self.tokens.push_blank(self.pos() + blank);
            }
            b'/' if next == b'*' => self.push(Kind::Comment, rest.find("*/").map_or(rest.len(), |at| at + 2)),
            b'/' if next == b'/' => self.push(Kind::Comment, rest.find('\n').unwrap_or(rest.len())),
            b'"' | b'\'' => self.push(Kind::String, quoted::length(bytes, true)),
            b'{' => self.bracket(Place::Unknown, self.depth + 1),
            b'}' => self.bracket(Place::Unknown, self.depth.saturating_sub(1)),
            b';' => self.bracket(Place::Unknown, self.depth),
            _ => {
                if self.place == Place::Unknown {
                    self.place = self.guess_place();
                }
                self.word(bytes[0], next);
            }
        }
    }

    fn bracket(&mut self, place: Place, depth: usize) {
        self.push(Kind::Punctuation, 1);
        self.depth = depth;
        self.place = place;
    }

    /// A property ends at a colon and its value at `;`, where a selector ends at `{`.
    fn guess_place(&self) -> Place {
        let rest = self.rest().as_bytes();
        match rest[0] {
            b'@' if !is_variable(rest) => return Place::Value,
            b'-' | b'$' | b'@' => return Place::Property,
            _ if self.depth == 0 => return Place::Selector,
            _ => {}
        }
        let name = rest.iter().take_while(|&&byte| in_word(byte)).count();
        // Long enough for any selector, and a bound for what is not CSS at all.
        let ahead = rest.iter().take(1000).find(|byte| matches!(byte, b'{' | b';' | b'}'));
        if rest.get(name) == Some(&b':') && ahead != Some(&b'{') { Place::Property } else { Place::Selector }
    }

    fn word(&mut self, byte: u8, next: u8) {
        let bytes = self.rest().as_bytes();
        let marked = 1 + bytes[1..].iter().take_while(|&&byte| in_word(byte)).count();
        let plain = bytes.iter().take_while(|&&byte| in_word(byte)).count();
        match (self.place, byte) {
            (_, b'@') if !is_variable(bytes) => self.push(Kind::Keyword, marked),
            (_, b'$' | b'@') => self.push(Kind::Variable, marked),
            (Place::Property, b':') => {
                self.place = Place::Value;
                self.push(Kind::Punctuation, 1);
            }
            (Place::Property, _) if plain > 0 => self.push(Kind::Property, plain),
            (Place::Selector, b'.' | b'#' | b':' | b'&' | b'%') if marked > 1 => {
                let kind = if byte == b':' { Kind::Keyword } else { Kind::Tag };
                self.push(kind, marked);
            }
            (Place::Selector, b':') if next == b':' => self.push(Kind::Keyword, 1),
            (Place::Selector, _) if plain > 0 => self.push(Kind::Tag, plain),
            (_, b'#') if marked > 1 => self.push(Kind::Number, marked),
            (_, b'!') if marked > 1 => self.push(Kind::Keyword, marked),
            (_, b'-') if bytes.starts_with(b"--") && plain > 2 => self.push(Kind::Variable, plain),
            (_, b'-' | b'+' | b'.') if next.is_ascii_digit() => {
                self.push(Kind::Number, 1 + number_length(&bytes[1..]));
            }
            _ if byte.is_ascii_digit() => self.push(Kind::Number, number_length(bytes)),
            // An address is text, with or without quotes.
            _ if bytes.starts_with(b"url(") => {
                self.push(Kind::Function, plain);
                self.push(Kind::Punctuation, 1);
                let rest = self.rest();
                self.push(Kind::String, rest.find([')', '\n']).unwrap_or(rest.len()));
            }
            _ if plain > 0 => {
                let call = bytes.get(plain) == Some(&b'(');
                self.push(if call { Kind::Function } else { Kind::Plain }, plain);
            }
            _ => self.push(Kind::Punctuation, 1),
        }
    }
}

/// Whether `@name` is a variable of Less, which stands before a colon or in a value, and not a rule of CSS.
fn is_variable(bytes: &[u8]) -> bool {
    let name = 1 + bytes[1..].iter().take_while(|&&byte| in_word(byte)).count();
    matches!(bytes.get(name), Some(b':' | b';' | b',' | b')'))
}

fn in_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_') || !byte.is_ascii()
}

/// A number with its unit.
fn number_length(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|&&byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'%')).count()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use crate::code::notation::of;

    #[rstest]
    #[case::rule("a.b:hover, #c { color: #fff; }", "g[a.b]k[:hover], g[#c] { p[color]: n[#fff]; }")]
    #[case::units("p { margin: -4px 1.5em .5% auto }", "g[p] { p[margin]: n[-4px 1.5em .5%] auto }")]
    #[case::functions(
        "a { x: calc(1px - var(--y)) !important }",
        "g[a] { p[x]: f[calc](n[1px] - f[var](v[--y])) k[!important] }"
    )]
    #[case::address("a { b: url(https://c.d/e) }", "g[a] { p[b]: f[url](s[https://c.d/e]) }")]
    #[case::at_rule(
        "@media (min-width: 1px) { a { b: c } }",
        "k[@media] (min-width: n[1px]) { g[a] { p[b]: c } }"
    )]
    #[case::custom(":root { --a: 1 }", "k[:root] { p[--a]: n[1] }")]
    fn css(#[case] code: &str, #[case] expected: &str) {
        assert_eq!(of("css", code), expected);
    }

    #[rstest]
    #[case("$a: 1px; // b", "v[$a]: n[1px]; c[// b]")]
    #[case(".a { b:hover { c: $d } }", "g[.a] { g[b]k[:hover] { p[c]: v[$d] } }")]
    #[case(".a { @include b(1); &:d { e: f } }", "g[.a] { k[@include] f[b](n[1]); &k[:d] { p[e]: f } }")]
    #[case("@a: 1; .b { c: @a; }", "v[@a]: n[1]; g[.b] { p[c]: v[@a]; }")]
    fn dialects(#[case] code: &str, #[case] expected: &str) {
        assert_eq!(of("scss", code), expected);
    }
}
