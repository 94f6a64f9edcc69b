//! HTML, XML and the templates that look like them.

use super::{
    grammar::Markup,
    language, scan, scan_to,
    token::{Kind, Tokens},
};

/// Reads on from the last token up to the byte `end` of the text.
pub(super) fn scan(markup: &'static Markup, tokens: &mut Tokens<'_>, end: usize) {
    let mut reader = Reader { markup, tokens, end, hole_tried: 0 };
    while reader.pos() < end {
        reader.step();
    }
}

struct Reader<'a, 't> {
    markup: &'static Markup,
    tokens: &'t mut Tokens<'a>,
    end: usize,
    /// Up to here no expression is closed.
    hole_tried: usize,
}

impl<'a> Reader<'a, '_> {
    fn pos(&self) -> usize {
        self.tokens.end()
    }

    fn rest(&self) -> &'a str {
        &self.tokens.text()[self.pos()..self.end]
    }

    fn byte(&self, at: usize) -> u8 {
        self.rest().as_bytes().get(at).copied().unwrap_or(0)
    }

    /// Adds a token of this many bytes.
    fn push(&mut self, kind: Kind, length: usize) {
        self.tokens.push(kind, self.pos() + length);
    }

    /// Adds a token up to and with `close`, or up to the end.
    fn push_to(&mut self, kind: Kind, close: &str) {
        let rest = self.rest();
        self.push(kind, rest.find(close).map_or(rest.len(), |at| at + close.len()));
    }

    /// Reads one thing between tags.
    fn step(&mut self) {
        let rest = self.rest();
        if rest.starts_with("<!--") {
            self.push_to(Kind::Comment, "-->");
        } else if rest.starts_with("<![CDATA[") {
            self.push_to(Kind::String, "]]>");
        } else if rest.starts_with("<!") || rest.starts_with("<?") {
            self.push_to(Kind::Attribute, ">");
        } else if rest.starts_with("</") || rest.starts_with('<') && self.byte(1).is_ascii_alphabetic() {
            self.tag();
        } else if let Some(name) = rest.strip_prefix('&') {
            let name = name.bytes().take_while(|&byte| byte.is_ascii_alphanumeric() || byte == b'#').count();
            let ends = self.byte(1 + name) == b';';
            self.push(if ends { Kind::Constant } else { Kind::Plain }, 1 + name + usize::from(ends));
        } else if !self.try_hole() {
            let first = rest.chars().next().map_or(1, char::len_utf8);
            let opens = |&(_, byte): &(usize, u8)| {
                matches!(byte, b'<' | b'&') || self.markup.hole.0.as_bytes().first() == Some(&byte)
            };
            let length = rest.bytes().enumerate().skip(first).find(opens).map_or(rest.len(), |(at, _)| at);
            self.push(Kind::Plain, length);
        }
    }

    /// Reads an expression if one is here.
    fn try_hole(&mut self) -> bool {
        let (open, close) = self.markup.hole;
        let rest = self.rest();
        if open.is_empty() || self.pos() < self.hole_tried || !rest.starts_with(open) {
            return false;
        }
        let Some(length) = rest.find(close) else {
            self.hole_tried = self.end;
            return false;
        };
        let after = self.pos() + length + close.len();
        self.push(Kind::Punctuation, open.len());
        scan::scan(self.markup.hole_code, self.tokens, after - close.len());
        self.tokens.push(Kind::Punctuation, after);
        true
    }

    fn tag(&mut self) {
        let closing = self.byte(1) == b'/';
        self.push(Kind::Punctuation, 1 + usize::from(closing));
        let name = self.name();
        self.push(Kind::Tag, name.len());
        let island =
            self.markup.islands.iter().find(|(element, _)| !closing && name.eq_ignore_ascii_case(element));
        let mut language = island.map(|&(_, language)| language);
        let mut attribute = "";
        while self.pos() < self.end {
            match self.byte(0) {
                b'>' => {
                    self.push(Kind::Punctuation, 1);
                    if let Some(language) = language {
                        self.island(name, language);
                    }
                    return;
                }
                quote @ (b'"' | b'\'') => {
                    let rest = self.rest();
                    let length = rest[1..].find(char::from(quote)).map_or(rest.len(), |at| at + 2);
                    if attribute == "lang" && language.is_some() {
                        language = rest.get(1..length - 1);
                    }
                    self.push(Kind::String, length);
                }
                // A tag that was never closed.
                b'<' => return,
                byte if byte.is_ascii_whitespace() => {
                    let blank = self.rest().bytes().take_while(u8::is_ascii_whitespace).count();
                    self.tokens.push_blank(self.pos() + blank);
                }
                b'=' | b'/' => self.push(Kind::Punctuation, 1),
                _ if self.try_hole() => {}
                _ => {
                    attribute = self.name();
                    self.push(Kind::Attribute, attribute.len());
                }
            }
        }
    }

    /// The name of an element or an attribute that begins here.
    fn name(&self) -> &'a str {
        let rest = self.rest();
        let ends = |byte: u8| byte.is_ascii_whitespace() || b"/>=<\"'".contains(&byte);
        &rest[..rest.bytes().position(ends).unwrap_or(rest.len())]
    }

    /// Reads the content of an element in another language.
    fn island(&mut self, element: &str, language: &str) {
        let rest = self.rest();
        let is_end = |&(at, _): &(usize, &str)| {
            rest[at + 2..].get(..element.len()).is_some_and(|name| name.eq_ignore_ascii_case(element))
        };
        let length = rest.match_indices("</").find(is_end).map_or(rest.len(), |(at, _)| at);
        if let Some(grammar) = language::by_name(language) {
            scan_to(grammar, self.tokens, self.pos() + length);
        }
    }
}
