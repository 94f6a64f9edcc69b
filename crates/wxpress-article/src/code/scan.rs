//! The scanner for languages made of words, quotes and comments.

mod element;
mod quoted;
mod rule;
mod word;

use std::rc::Rc;

use self::rule::Heredoc;
pub(super) use self::word::Vocabulary;
use super::{
    grammar::{Code, Rule},
    token::{Kind, Tokens},
};

/// Reads on from the last token up to the byte `end` of the text.
pub(super) fn scan(code: &'static Code, tokens: &mut Tokens<'_>, end: usize) {
    Scanner::new(code, tokens, end).run();
}

struct Scanner<'a, 't> {
    code: &'static Code,
    vocabulary: Rc<Vocabulary>,
    /// The text up to where this scanner ends.
    text: &'a str,
    bytes: &'a [u8],
    tokens: &'t mut Tokens<'a>,
    pos: usize,
    /// What is open, the innermost last.
    open: Vec<Open>,
    /// Whether the last token was a value, so that an operator comes next.
    operand: bool,
    /// What the last word gives a name to.
    naming: Option<Kind>,
    /// Last byte of the last token, or `\n` on a new line.
    last: u8,
    heredoc: Option<Heredoc<'a>>,
    /// Up to here there is no end of a regular expression.
    no_regex_before: usize,
}

/// A bracket that is open, or something with code inside.
struct Open {
    /// What closes it.
    close: u8,
    after: After,
}

/// What goes on behind a closing bracket.
enum After {
    Code,
    Quoted(&'static Rule),
    /// The inside of a tag, with as many elements open.
    Tag(usize),
    /// The content of an element, with as many elements open.
    Content(usize),
}

impl<'a, 't> Scanner<'a, 't> {
    fn new(code: &'static Code, tokens: &'t mut Tokens<'a>, end: usize) -> Self {
        let text = &tokens.text()[..end];
        Self {
            code,
            vocabulary: tokens.vocabulary(code),
            text,
            bytes: text.as_bytes(),
            pos: tokens.end(),
            tokens,
            open: Vec::new(),
            operand: false,
            naming: None,
            last: b'\n',
            heredoc: None,
            no_regex_before: 0,
        }
    }

    fn run(mut self) {
        while let Some(&byte) = self.bytes.get(self.pos) {
            if byte.is_ascii_whitespace() {
                self.blank();
            } else if self.vocabulary.opens(byte) && self.try_rules() {
            } else if self.begins_word(byte) {
                self.word();
            } else if byte.is_ascii_digit() {
                self.number();
            } else {
                self.symbol(byte);
            }
        }
    }

    /// The byte at `at`; zero behind the end.
    fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(0)
    }

    fn starts_with(&self, at: usize, what: &str) -> bool {
        self.bytes[at.min(self.bytes.len())..].starts_with(what.as_bytes())
    }

    /// Where `what` next ends; the end of the text where it is missing.
    fn end_of(&self, from: usize, what: &str) -> usize {
        self.text
            .get(from..)
            .and_then(|rest| rest.find(what))
            .map_or(self.text.len(), |at| from + at + what.len())
    }

    fn line_end(&self) -> usize {
        self.bytes[self.pos..]
            .iter()
            .position(|&byte| byte == b'\n')
            .map_or(self.text.len(), |at| self.pos + at)
    }

    /// The first byte from `at` on that is not white space.
    fn next_after(&self, at: usize) -> u8 {
        self.bytes[at..].iter().copied().find(|byte| !byte.is_ascii_whitespace()).unwrap_or(0)
    }

    fn push(&mut self, kind: Kind, end: usize) {
        self.tokens.push(kind, end);
        self.pos = end;
        if kind != Kind::Comment {
            self.operand =
                !matches!(kind, Kind::Keyword | Kind::Operator | Kind::Punctuation | Kind::Attribute);
            self.last = self.byte(end - 1);
        }
    }

    fn blank(&mut self) {
        let blanks = &self.bytes[self.pos..];
        let mut length = blanks.iter().position(|byte| !byte.is_ascii_whitespace()).unwrap_or(blanks.len());
        let line = blanks[..length].iter().position(|&byte| byte == b'\n');
        if let (Some(line), Some(_)) = (line, self.heredoc) {
            length = line + 1;
        }
        self.pos += length;
        self.tokens.push_blank(self.pos);
        if line.is_some() {
            // A backslash at its end joins a line to the next one.
            if self.last != b'\\' {
                self.last = b'\n';
            }
            self.heredoc_text();
        }
    }

    fn number(&mut self) {
        let mut end = self.pos;
        let hexadecimal = matches!(self.byte(end + 1), b'x' | b'X');
        loop {
            let (byte, next) = (self.byte(end), self.byte(end + 1));
            let within = match byte {
                b'e' | b'E' if !hexadecimal && matches!(next, b'+' | b'-') => {
                    end += 1;
                    true
                }
                // A fraction, or the digit separator of C++.
                b'.' | b'\'' => next.is_ascii_digit(),
                _ => byte == b'_' || byte.is_ascii_alphanumeric(),
            };
            if !within {
                break;
            }
            end += 1;
        }
        self.push(Kind::Number, end);
    }

    fn symbol(&mut self, byte: u8) {
        self.naming = self.naming.filter(|_| byte == b'*');
        let end = self.pos + 1;
        match byte {
            b'<' if self.code.jsx && !self.operand && self.begins_element() => self.element(0),
            b'(' | b'[' | b'{' => {
                self.push(Kind::Punctuation, end);
                let close = match byte {
                    b'(' => b')',
                    b'[' => b']',
                    _ => b'}',
                };
                self.open.push(Open { close, after: After::Code });
            }
            b')' | b']' | b'}' => {
                self.push(Kind::Punctuation, end);
                self.operand = true;
                self.close(byte);
            }
            b',' | b';' | b':' | b'.' | b'\\' | b'@' | b'#' | b'$' | b'`' | b'"' | b'\'' => {
                self.push(Kind::Punctuation, end);
            }
            _ if byte.is_ascii_punctuation() => self.push(Kind::Operator, end),
            _ => self.push(Kind::Plain, end),
        }
    }

    /// Goes on with what the closing bracket just read was inside of.
    fn close(&mut self, bracket: u8) {
        let Some(open) = self.open.pop_if(|open| open.close == bracket) else { return };
        match open.after {
            After::Code => {}
            After::Quoted(rule) => self.quoted(rule, self.pos),
            After::Tag(depth) => self.tag_and_content(depth),
            After::Content(depth) => self.content_and_tags(depth),
        }
    }
}
