//! Words: what a table says of them, and what stands around them.

use std::collections::HashMap;

use super::Scanner;
use crate::code::{
    grammar::{Body, Capitals, Code, Keys},
    token::Kind,
};

/// What a word of a table is.
#[derive(Clone, Copy)]
enum Word {
    Is(Kind),
    /// A keyword before the name of such a thing.
    Names(Kind),
}

/// What a scanner looks up all the time, made of a language's table.
pub(in crate::code) struct Vocabulary {
    words: HashMap<&'static str, Word>,
    /// Bytes that a rule begins with.
    openers: [bool; 256],
}

impl Vocabulary {
    pub(in crate::code) fn new(code: &Code) -> Self {
        let mut openers = [false; 256];
        for rule in code.rules {
            openers[usize::from(rule.open.as_bytes()[0])] = true;
        }
        Self { words: words(code), openers }
    }

    /// Whether a rule begins with this byte.
    pub(super) fn opens(&self, byte: u8) -> bool {
        self.openers[usize::from(byte)]
    }
}

/// The words of a language by their text.
fn words(code: &Code) -> HashMap<&'static str, Word> {
    let lists = [
        (code.keywords, Word::Is(Kind::Keyword)),
        (code.type_keywords, Word::Names(Kind::Type)),
        (code.function_keywords, Word::Names(Kind::Function)),
        (code.types, Word::Is(Kind::Type)),
        (code.functions, Word::Is(Kind::Function)),
        (code.constants, Word::Is(Kind::Constant)),
    ];
    lists
        .into_iter()
        .flat_map(|(words, is)| words.split_ascii_whitespace().map(move |word| (word, is)))
        .collect()
}

/// No word of a table is longer.
const LONGEST_WORD: usize = 32;

impl Scanner<'_, '_> {
    pub(super) fn begins_word(&self, byte: u8) -> bool {
        byte.is_ascii_alphabetic()
            || byte == b'_'
            || !byte.is_ascii()
            || self.code.word_start.as_bytes().contains(&byte)
    }

    fn goes_on_word(&self, byte: u8) -> bool {
        byte.is_ascii_alphanumeric()
            || byte == b'_'
            || !byte.is_ascii()
            || self.code.word_more.as_bytes().contains(&byte)
    }

    /// Where the word ends that has its first byte before `from`.
    fn word_end(&self, from: usize) -> usize {
        let rest = &self.bytes[from..];
        from + rest.iter().position(|&byte| !self.goes_on_word(byte)).unwrap_or(rest.len())
    }

    pub(super) fn word(&mut self) {
        let mut end = self.word_end(self.pos + 1);
        let word = &self.text[self.pos..end];
        if self.prefixed(word, end) {
            return;
        }
        let naming = self.naming.take();
        let is = if self.is_key(end) { Some(Word::Is(Kind::Property)) } else { self.look_up(word) };
        let kind = match is {
            Some(Word::Is(kind)) => {
                self.naming = naming.filter(|_| kind == Kind::Keyword);
                kind
            }
            Some(Word::Names(kind)) => {
                self.naming = Some(kind);
                Kind::Keyword
            }
            None => {
                if self.code.macros && self.byte(end) == b'!' && self.byte(end + 1) != b'=' {
                    end += 1;
                }
                naming.unwrap_or_else(|| self.guess(word, end))
            }
        };
        self.push(kind, end);
    }

    /// Reads quoted text that `word` belongs to, such as `f"…"`.
    fn prefixed(&mut self, word: &str, end: usize) -> bool {
        let rule = self.code.rules.iter().find(|rule| match rule.body {
            Body::Quoted(quoted) if !quoted.prefixes.is_empty() => {
                self.starts_with(end, rule.open)
                    && quoted.prefixes.split(' ').any(|prefix| prefix.eq_ignore_ascii_case(word))
            }
            _ => false,
        });
        let Some(rule) = rule else { return false };
        self.quoted(rule, end + rule.open.len());
        true
    }

    /// Whether the word here is the member of a value, which may have any name, and not the end of a range.
    fn is_member(&self) -> bool {
        self.bytes[..self.pos].ends_with(b".") && !self.bytes[..self.pos].ends_with(b"..")
    }

    fn look_up(&self, word: &str) -> Option<Word> {
        if word.len() > LONGEST_WORD || self.is_member() {
            return None;
        }
        if self.code.fold_case {
            self.vocabulary.words.get(word.to_ascii_lowercase().as_str()).copied()
        } else {
            self.vocabulary.words.get(word).copied()
        }
    }

    /// Whether the word or quoted text that begins here and ends at `end` is a key.
    pub(super) fn is_key(&self, end: usize) -> bool {
        let before_colon = |at| self.byte(at) == b':' && self.byte(at + 1) != b':';
        match self.code.keys {
            Keys::None => false,
            Keys::Colon => self.next_after(end) == b':',
            Keys::Label => before_colon(end) && self.last != b'?',
            Keys::Object => {
                let optional = usize::from(self.byte(end) == b'?');
                matches!(self.last, b'{' | b',' | b';' | b'\n')
                    && self.open.last().is_some_and(|open| open.close == b'}')
                    && before_colon(end + optional)
            }
            Keys::Equals => self.next_after(end) == b'=' && !self.compares(end),
            Keys::Assigned => self.byte(end) == b'=' && self.byte(end + 1) != b'=',
            Keys::Line => self.last == b'\n' && matches!(self.next_after(end), b'=' | b':'),
        }
    }

    /// Whether what follows is a comparison, which has two signs.
    fn compares(&self, end: usize) -> bool {
        self.bytes[end..].trim_ascii_start().get(1).is_some_and(|byte| matches!(byte, b'=' | b'~'))
    }

    /// What a word is that no table knows, by its place and its letters.
    fn guess(&self, word: &str, end: usize) -> Kind {
        let code = self.code;
        if let Some(heads) = code.heads.as_ref().filter(|heads| heads.after.as_bytes().contains(&self.last)) {
            return heads.kind;
        }
        let called = code.calls && self.byte(end) == b'(';
        if word.starts_with(|first: char| first.is_ascii_uppercase()) {
            let all = word.len() > 1 && !word.bytes().any(|byte| byte.is_ascii_lowercase());
            match code.capitals {
                Capitals::Types | Capitals::Constants if all => return Kind::Constant,
                Capitals::Types => return Kind::Type,
                Capitals::TypesAlone if !called && !self.is_member() => return Kind::Type,
                Capitals::Variables => return Kind::Variable,
                Capitals::Plain | Capitals::Constants | Capitals::TypesAlone => {}
            }
        }
        let marked = code.macros && self.byte(end - 1) == b'!';
        if called || marked { Kind::Function } else { Kind::Plain }
    }
}
