//! Tokens, and the place where scanners put them.

use std::rc::Rc;

use super::{grammar::Code, scan::Vocabulary};

/// What a piece of code is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// Nothing in particular.
    Plain,
    /// A comment.
    Comment,
    /// Text in quotes, a character, a regular expression.
    String,
    /// A number.
    Number,
    /// A word that belongs to the language.
    Keyword,
    /// The name of a type.
    Type,
    /// The name of a function where it is defined or called, a macro, a command.
    Function,
    /// A value with a name: `true`, `MAX_SIZE`, a symbol.
    Constant,
    /// An attribute, decorator or annotation, the attribute of a tag, a preprocessor's directive.
    Attribute,
    /// A variable that is marked as one, such as `$name`.
    Variable,
    /// The key of a mapping, the property of a style sheet.
    Property,
    /// The name of an element, a selector.
    Tag,
    /// `+`, `=`, `=>`.
    Operator,
    /// Brackets and separators.
    Punctuation,
    /// An added line of a diff.
    Inserted,
    /// A removed line of a diff.
    Deleted,
    /// The heading of a section.
    Heading,
}

/// A piece of code of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token<'a> {
    /// What it is.
    pub kind: Kind,
    /// Its text, white space after it included.
    pub text: &'a str,
}

/// The tokens of a text so far. They have no gaps: a scanner says only where a token ends.
pub(super) struct Tokens<'a> {
    text: &'a str,
    /// Where each token ends.
    ends: Vec<(Kind, usize)>,
    /// Whether there is nothing but white space yet, which goes to the first token.
    blank: bool,
    /// Those of the languages met so far: a text may hold many pieces of one.
    vocabularies: Vec<(&'static Code, Rc<Vocabulary>)>,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, ends: Vec::new(), blank: true, vocabularies: Vec::new() }
    }

    /// The whole text, of which a scanner may own a part only.
    pub(super) fn text(&self) -> &'a str {
        self.text
    }

    pub(super) fn vocabulary(&mut self, code: &'static Code) -> Rc<Vocabulary> {
        let known = self.vocabularies.iter().find(|(known, _)| std::ptr::eq(*known, code));
        if let Some((_, vocabulary)) = known {
            return Rc::clone(vocabulary);
        }
        let vocabulary = Rc::new(Vocabulary::new(code));
        self.vocabularies.push((code, Rc::clone(&vocabulary)));
        vocabulary
    }

    /// Where the last token ends.
    pub(super) fn end(&self) -> usize {
        self.ends.last().map_or(0, |&(_, end)| end)
    }

    pub(super) fn last_kind(&self) -> Option<Kind> {
        self.ends.last().map(|&(kind, _)| kind)
    }

    /// Adds a token up to the byte `end`; nothing where `end` is not ahead. White space is of no kind.
    pub(super) fn push(&mut self, kind: Kind, end: usize) {
        if end <= self.end() {
            return;
        }
        if self.text[self.end()..end].trim_ascii_start().is_empty() {
            return self.push_blank(end);
        }
        match self.ends.last_mut() {
            Some(last) if last.0 == kind || self.blank => *last = (kind, end),
            _ => self.ends.push((kind, end)),
        }
        self.blank = false;
    }

    /// Adds white space up to the byte `end` to the last token.
    pub(super) fn push_blank(&mut self, end: usize) {
        match self.ends.last_mut() {
            Some((_, last_end)) => *last_end = end.max(*last_end),
            None => self.ends.push((Kind::Plain, end)),
        }
    }

    pub(super) fn finish(self) -> Vec<Token<'a>> {
        let mut start = 0;
        let token = |(kind, end): (Kind, usize)| {
            let text = &self.text[start..end];
            start = end;
            Token { kind, text }
        };
        self.ends.into_iter().map(token).collect()
    }
}
