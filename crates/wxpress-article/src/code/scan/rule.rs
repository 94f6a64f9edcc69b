//! What is known by how it begins.

use super::Scanner;
use crate::code::{
    grammar::{At, Body, Guard, Rule},
    token::Kind,
};

/// Bytes of the longest escape of one character, `\u{10ffff}`, and its quote.
const LONGEST_ESCAPE: usize = 11;

/// Rust allows no more, and nobody writes as many.
const MOST_GUARDS: usize = 255;

/// Text that is announced on a line and begins on the next one.
#[derive(Clone, Copy)]
pub(super) struct Heredoc<'a> {
    /// The first word of its last line.
    end: &'a str,
}

impl Scanner<'_, '_> {
    /// Reads what the first fitting rule says; false where none fits.
    pub(super) fn try_rules(&mut self) -> bool {
        let rules: &'static [Rule] = self.code.rules;
        rules.iter().any(|rule| {
            self.starts_with(self.pos, rule.open) && self.is_place(rule.at) && self.try_rule(rule)
        })
    }

    fn is_place(&self, at: At) -> bool {
        let before = self.pos.checked_sub(1).map_or(b'\n', |before| self.byte(before));
        match at {
            At::Anywhere => true,
            At::LineStart => self.last == b'\n',
            At::Fresh => before.is_ascii_whitespace() || b"([{,;|&=!<>".contains(&before),
            At::Operand => !self.operand,
            At::Attribute => self.tokens.last_kind() == Some(Kind::Attribute),
        }
    }

    fn try_rule(&mut self, rule: &'static Rule) -> bool {
        let inside = self.pos + rule.open.len();
        let end = match rule.body {
            Body::Only => {
                Some(inside).filter(|&end| !in_name(self.byte(end - 1)) || !in_name(self.byte(end)))
            }
            Body::Line => Some(self.line_end()),
            Body::Block { close, nested: false } => Some(self.end_of(inside, close)),
            Body::Block { close, nested: true } => Some(self.nested_end(rule.open, close)),
            Body::Quoted(quoted) => {
                let here = quoted.prefixes.is_empty();
                if here {
                    self.quoted(rule, inside);
                }
                return here;
            }
            Body::Guarded { guard, quote, close, tail } => {
                self.guarded_end(inside, guard, quote, close, tail)
            }
            Body::Delimited { parts } => self.delimited_end(inside, parts),
            Body::Heredoc { lower_case } => self.heredoc_word(inside, lower_case),
            Body::Name { more, marks } => self.name_end(inside, more, marks),
            Body::Letters => Some(self.letters_end(inside)),
            Body::Regex => self.regex_end(inside),
            Body::Character => {
                let (kind, end) = self.character(rule.kind, inside);
                self.push(kind, end);
                return true;
            }
        };
        if let Some(end) = end {
            self.push(rule.kind, end);
        }
        end.is_some()
    }

    fn nested_end(&self, open: &str, close: &str) -> usize {
        let (mut depth, mut end) = (0_usize, self.pos);
        while end < self.text.len() {
            if self.starts_with(end, open) {
                depth += 1;
                end += open.len();
            } else if self.starts_with(end, close) {
                depth -= 1;
                end += close.len();
                if depth == 0 {
                    return end;
                }
            } else {
                end += 1;
            }
        }
        self.text.len()
    }

    fn guarded_end(
        &self,
        inside: usize,
        guard: Guard,
        quote: &str,
        close: &str,
        tail: &str,
    ) -> Option<usize> {
        let is_guard = |byte| match guard {
            Guard::Run(guard) => byte == guard,
            Guard::Word => in_name(byte),
        };
        let guards = self.bytes[inside..].iter().take(MOST_GUARDS);
        let length = guards.copied().position(|byte| !is_guard(byte))?;
        let text = inside + length;
        self.starts_with(text, quote).then(|| {
            let close = format!("{close}{}{tail}", &self.text[inside..text]);
            self.end_of(text + quote.len(), &close)
        })
    }

    fn delimited_end(&self, inside: usize, parts: u8) -> Option<usize> {
        let open = self.byte(inside);
        let close = match open {
            b'(' => b')',
            b'[' => b']',
            b'{' => b'}',
            b'<' => b'>',
            b'/' | b'|' | b'!' | b'#' | b'"' | b'\'' => open,
            _ => return None,
        };
        let mut end = inside;
        for part in 0..parts {
            // The second part shares its delimiter with the first, or has brackets of its own.
            if part == 0 || open != close {
                end += 1;
            }
            let mut depth = 0_usize;
            loop {
                match self.byte(end) {
                    0 if end >= self.text.len() => return Some(end.min(self.text.len())),
                    b'\\' => end += 1,
                    byte if byte == close && depth == 0 => break,
                    byte if byte == close => depth -= 1,
                    byte if byte == open => depth += 1,
                    _ => {}
                }
                end += 1;
            }
            end += 1;
        }
        while self.byte(end).is_ascii_alphabetic() {
            end += 1;
        }
        Some(self.text.ceil_char_boundary(end.min(self.text.len())))
    }

    /// Remembers the word that ends the text, and gives where the word itself ends.
    fn heredoc_word(&mut self, inside: usize, lower_case: bool) -> Option<usize> {
        let mark = usize::from(matches!(self.byte(inside), b'-' | b'~'));
        let quote = usize::from(matches!(self.byte(inside + mark), b'"' | b'\'' | b'`'));
        let start = inside + mark + quote;
        let end = self.name_end(start, "", "")?;
        if !lower_case && mark + quote == 0 && !self.byte(start).is_ascii_uppercase() {
            return None;
        }
        self.heredoc = Some(Heredoc { end: &self.text[start..end] });
        let closes = quote > 0 && self.byte(end) == self.byte(start - 1);
        Some(end + usize::from(closes))
    }

    /// Reads the text that the line before announced.
    pub(super) fn heredoc_text(&mut self) {
        let Some(heredoc) = self.heredoc.take() else { return };
        let mut end = self.pos;
        for line in self.text[self.pos..].split_inclusive('\n') {
            let body = line.trim_ascii_start();
            let after = body.strip_prefix(heredoc.end).map(|after| after.bytes().next().unwrap_or(b'\n'));
            if after.is_some_and(|after| !in_name(after)) {
                end += line.len() - body.len() + heredoc.end.len();
                break;
            }
            end += line.len();
        }
        if end > self.pos {
            self.push(Kind::String, end);
        }
    }

    /// Where the name ends that begins at `from`; one of `marks` is a name as well.
    pub(super) fn name_end(&self, from: usize, more: &str, marks: &str) -> Option<usize> {
        let rest = &self.bytes[from.min(self.bytes.len())..];
        let inside = |&byte: &u8| in_name(byte) || more.as_bytes().contains(&byte);
        let length = rest.iter().position(|byte| !inside(byte)).unwrap_or(rest.len());
        if length == 0 && rest.first().is_some_and(|byte| marks.as_bytes().contains(byte)) {
            return Some(from + 1);
        }
        (length > 0).then(|| from + length)
    }

    fn letters_end(&self, inside: usize) -> usize {
        let letters = self.bytes[inside..].iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        if letters > 0 {
            return inside + letters;
        }
        inside + self.text[inside..].chars().next().map_or(0, char::len_utf8)
    }

    fn regex_end(&mut self, inside: usize) -> Option<usize> {
        if inside < self.no_regex_before {
            return None;
        }
        let (mut end, mut class) = (inside, false);
        loop {
            match self.byte(end) {
                b'\\' => end += 1,
                b'[' => class = true,
                b']' => class = false,
                b'/' if !class => break,
                b'\n' => {
                    self.no_regex_before = end;
                    return None;
                }
                _ => {}
            }
            end += 1;
            if end >= self.text.len() {
                self.no_regex_before = self.text.len();
                return None;
            }
        }
        end += 1;
        while self.byte(end).is_ascii_alphabetic() {
            end += 1;
        }
        Some(end)
    }

    /// A character in quotes, or the name of a lifetime or a type.
    fn character(&self, name: Kind, inside: usize) -> (Kind, usize) {
        let rest = &self.text[inside..];
        let mut characters = rest.char_indices();
        let first = characters.next().map(|(_, first)| first);
        if first == Some('\\') {
            let escaped = characters.next().map_or(1, |(at, character)| at + character.len_utf8());
            let after = rest.as_bytes().iter().take(LONGEST_ESCAPE).skip(escaped);
            let close = after.copied().position(|byte| byte == b'\'').map_or(0, |close| close + 1);
            return (Kind::String, inside + escaped + close);
        }
        match characters.next() {
            Some((at, '\'')) => (Kind::String, inside + at + 1),
            _ => match self.name_end(inside, "", "") {
                Some(end) => (name, end),
                None => (Kind::Punctuation, inside),
            },
        }
    }
}

/// Whether a byte belongs to a name in every language.
fn in_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || !byte.is_ascii()
}
