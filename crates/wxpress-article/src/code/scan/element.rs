//! Elements in code (JSX).

use super::{After, Open, Scanner};
use crate::code::token::Kind;

impl Scanner<'_, '_> {
    /// Whether the `<` here begins an element: a name follows, or `>`.
    pub(super) fn begins_element(&self) -> bool {
        let next = self.byte(self.pos + 1);
        next.is_ascii_alphabetic() || next == b'>'
    }

    /// Reads a tag from its `<` and what it contains, up to the end of the element or the first code in it.
    pub(super) fn element(&mut self, mut depth: usize) {
        loop {
            let closing = self.byte(self.pos + 1) == b'/';
            let name = self.pos + 1 + usize::from(closing);
            self.push(Kind::Punctuation, name);
            if let Some(end) = self.name_end(name, ".-:", "") {
                self.push(Kind::Tag, end);
            }
            // What closes an element is inside of it.
            depth = depth.saturating_sub(usize::from(closing));
            let Some(inside) = self.tag(depth, closing) else { return };
            depth = inside;
            if !self.content(depth) {
                return;
            }
        }
    }

    /// Goes on inside a tag.
    pub(super) fn tag_and_content(&mut self, depth: usize) {
        if let Some(depth) = self.tag(depth, false)
            && self.content(depth)
        {
            self.element(depth);
        }
    }

    /// Goes on with the content of an element.
    pub(super) fn content_and_tags(&mut self, depth: usize) {
        if self.content(depth) {
            self.element(depth);
        }
    }

    /// Reads up to the end of a tag, and says how many elements are open behind it; nothing at code in the tag.
    fn tag(&mut self, depth: usize, closing: bool) -> Option<usize> {
        while let Some(&byte) = self.bytes.get(self.pos) {
            let end = self.pos + 1;
            match byte {
                b'>' => {
                    let opens = !closing && self.last != b'/';
                    self.push(Kind::Punctuation, end);
                    return Some(depth + usize::from(opens));
                }
                b'{' => {
                    self.push(Kind::Punctuation, end);
                    self.open.push(Open { close: b'}', after: After::Tag(depth) });
                    return None;
                }
                b'"' | b'\'' => {
                    let close = self.bytes[end..].iter().position(|&other| other == byte);
                    self.push(Kind::String, close.map_or(self.text.len(), |close| end + close + 1));
                }
                _ if byte.is_ascii_whitespace() => self.blank(),
                _ => match self.name_end(self.pos, "-:.@", "") {
                    Some(end) => self.push(Kind::Attribute, end),
                    None => self.push(Kind::Punctuation, end),
                },
            }
        }
        None
    }

    /// Reads text up to a tag, which is true, or to code or the end of the outermost element.
    fn content(&mut self, depth: usize) -> bool {
        self.operand = true;
        if depth == 0 {
            return false;
        }
        let rest = &self.bytes[self.pos..];
        let length = rest.iter().position(|byte| matches!(byte, b'<' | b'{')).unwrap_or(rest.len());
        let end = self.pos + length;
        if length > 0 {
            self.push(Kind::Plain, end);
        }
        if self.byte(end) == b'{' {
            self.push(Kind::Punctuation, end + 1);
            self.open.push(Open { close: b'}', after: After::Content(depth) });
        }
        self.byte(self.pos) == b'<'
    }
}
