//! YAML.

use super::quoted;
use super::token::{Kind, Tokens};

/// Reads on from the last token up to the byte `end` of the text.
pub(super) fn scan(tokens: &mut Tokens<'_>, end: usize) {
    // How far the line is indented whose value is the deeper lines after it.
    let mut block: Option<usize> = None;
    while tokens.end() < end {
        let rest = &tokens.text()[tokens.end()..end];
        let line_end = tokens.end() + rest.find('\n').map_or(rest.len(), |at| at + 1);
        let line = &tokens.text()[tokens.end()..line_end];
        let content = line.trim_ascii_start();
        let indent = line.len() - content.len();
        if block.is_some_and(|least| content.is_empty() || indent > least) {
            tokens.push(Kind::String, line_end);
            continue;
        }
        tokens.push_blank(tokens.end() + indent);
        let mut reader = Reader { tokens, end: line_end };
        let text = reader.line();
        block = text.then_some(indent);
    }
}

/// One line.
struct Reader<'a, 't> {
    tokens: &'t mut Tokens<'a>,
    end: usize,
}

impl<'a> Reader<'a, '_> {
    fn rest(&self) -> &'a str {
        &self.tokens.text()[self.tokens.end().min(self.end)..self.end]
    }

    /// Adds a token of this many bytes and the white space behind it.
    fn push(&mut self, kind: Kind, length: usize) {
        self.tokens.push(kind, self.tokens.end() + length);
        let rest = self.rest();
        self.tokens.push_blank(self.end - rest.trim_ascii_start().len());
    }

    /// Reads the line; true when its value is the text of the lines below.
    fn line(&mut self) -> bool {
        let rest = self.rest().trim_ascii_end();
        if rest.starts_with('%') || rest == "---" || rest == "..." {
            self.push(Kind::Attribute, rest.len());
            return false;
        }
        while is_mark(self.rest(), b'-') || is_mark(self.rest(), b'?') {
            self.push(Kind::Punctuation, 1);
        }
        if let Some(length) = key_length(self.rest()) {
            self.push(Kind::Property, length);
            self.push(Kind::Punctuation, 1);
        }
        self.value()
    }

    fn value(&mut self) -> bool {
        // Brackets make a value of one line out of several.
        let mut flow = 0_usize;
        while !self.rest().is_empty() {
            let rest = self.rest();
            let byte = rest.as_bytes()[0];
            match byte {
                b'#' => self.push(Kind::Comment, rest.trim_ascii_end().len()),
                b'"' | b'\'' => {
                    let length = quoted::length(rest.as_bytes(), byte == b'"');
                    let key = rest[length..].trim_ascii_start().starts_with(':');
                    self.push(if key { Kind::Property } else { Kind::String }, length);
                }
                b'&' | b'*' | b'!' => {
                    self.push(Kind::Variable, rest.find(' ').unwrap_or(rest.trim_ascii_end().len()));
                }
                b'|' | b'>' if flow == 0 => {
                    let mark = rest.find('#').unwrap_or(rest.len());
                    self.push(Kind::Punctuation, rest[..mark].trim_ascii_end().len());
                    self.push(Kind::Comment, self.rest().trim_ascii_end().len());
                    return true;
                }
                b'[' | b'{' => {
                    flow += 1;
                    self.push(Kind::Punctuation, 1);
                }
                b']' | b'}' => {
                    flow = flow.saturating_sub(1);
                    self.push(Kind::Punctuation, 1);
                }
                b',' | b':' => self.push(Kind::Punctuation, 1),
                _ => self.scalar(flow > 0),
            }
        }
        false
    }

    /// Reads a value without quotes.
    fn scalar(&mut self, flow: bool) {
        let rest = self.rest();
        if let Some(length) = key_length(rest).filter(|_| flow) {
            return self.push(Kind::Property, length);
        }
        let length = if flow { rest.find([',', ']', '}']) } else { rest.find(" #") };
        let scalar = rest[..length.unwrap_or(rest.len())].trim_ascii_end();
        let kind = match scalar {
            "true" | "false" | "null" | "yes" | "no" | "on" | "off" | "~" | "True" | "False" => {
                Kind::Constant
            }
            _ if is_number(scalar) => Kind::Number,
            _ => Kind::String,
        };
        self.push(kind, scalar.len());
    }
}

/// Whether this byte stands alone here.
fn is_mark(rest: &str, mark: u8) -> bool {
    let bytes = rest.as_bytes();
    bytes.first() == Some(&mark) && bytes.get(1).is_none_or(u8::is_ascii_whitespace)
}

/// How long the key is that begins here.
fn key_length(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let from = match bytes.first()? {
        quote @ (b'"' | b'\'') => quoted::length(bytes, *quote == b'"'),
        b'#' | b'[' | b'{' | b'&' | b'*' | b'!' | b'|' | b'>' | b',' | b']' | b'}' => return None,
        _ => 0,
    };
    for (at, &byte) in bytes.iter().enumerate().skip(from) {
        match byte {
            b':' if bytes.get(at + 1).is_none_or(u8::is_ascii_whitespace) => return (at > 0).then_some(at),
            b'#' if bytes[at - 1] == b' ' => return None,
            b',' | b'}' | b']' | b'"' | b'\'' => return None,
            _ if from > 0 => return None,
            _ => {}
        }
    }
    None
}

fn is_number(scalar: &str) -> bool {
    scalar.bytes().any(|byte| byte.is_ascii_digit())
        && scalar
            .bytes()
            .all(|byte| byte.is_ascii_hexdigit() || matches!(byte, b'.' | b'-' | b'+' | b'_' | b'x' | b'o'))
        && !scalar.starts_with(|first: char| first.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use crate::code::notation::of;

    #[rstest]
    #[case::scalars("a: b c\nd: 1.5 # e\nf: true", "p[a]: s[b c]\np[d]: n[1.5] c[# e]\np[f]: l[true]")]
    #[case::list("- a: \"b: c\"\n- 'd'", "- p[a]: s[\"b: c\"]\n- s['d']")]
    #[case::addresses("a: http://b.c/d#e", "p[a]: s[http://b.c/d#e]")]
    #[case::flow("a: [b, 1]\nc: {d: e}", "p[a]: [s[b], n[1]]\np[c]: {p[d]: s[e]}")]
    #[case::block("a: |\n  b: c\n\n  d\ne: f", "p[a]: |\n  s[b: c\n\n  d]\np[e]: s[f]")]
    #[case::anchors("a: &b\n<<: *b", "p[a]: v[&b]\np[<<]: v[*b]")]
    #[case::document("---\n? a\n", "a[---]\n? s[a]\n")]
    fn yaml(#[case] code: &str, #[case] expected: &str) {
        assert_eq!(of("yml", code), expected);
    }
}
