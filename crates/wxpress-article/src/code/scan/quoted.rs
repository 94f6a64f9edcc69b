//! Text in quotes, and what is not text in it.

use super::{After, Open, Scanner};
use crate::code::{
    grammar::{Body, Hole, Rule},
    token::Kind,
};

impl Scanner<'_, '_> {
    /// Reads on from `inside` the text of a [`Body::Quoted`], up to its end or the first code in it.
    pub(super) fn quoted(&mut self, rule: &'static Rule, inside: usize) {
        let Body::Quoted(quoted) = rule.body else { return };
        let (start, mut end) = (self.pos, inside);
        loop {
            if end >= self.text.len() || !quoted.lines && self.byte(end) == b'\n' {
                break;
            }
            if self.starts_with(end, quoted.close) {
                end += quoted.close.len();
                break;
            }
            if let Some(hole) = quoted.holes.iter().find(|hole| self.starts_with(end, hole.open())) {
                let inside = end + hole.open().len();
                match *hole {
                    Hole::Text(_) => end = inside,
                    Hole::Code(_, close) => {
                        self.push(rule.kind, end);
                        self.push(Kind::Punctuation, inside);
                        self.open.push(Open { close, after: After::Quoted(rule) });
                        return;
                    }
                    Hole::Name(_) => {
                        if let Some(name_end) = self.name_end(inside, "", "") {
                            self.push(rule.kind, end);
                            self.push(Kind::Variable, name_end);
                        }
                        end = self.pos.max(inside);
                    }
                    Hole::Variable(_, close) => {
                        self.push(rule.kind, end);
                        let rest = &self.bytes[inside..];
                        let length = rest.iter().position(|&byte| byte == close || byte == b'\n');
                        end = length.map_or(self.text.len(), |length| inside + length + 1);
                        self.push(Kind::Variable, end);
                    }
                }
            } else {
                end += if Some(self.byte(end)) == quoted.escape { 2 } else { 1 };
            }
        }
        // An escape may reach behind the end, or into a character of more than one byte.
        end = self.text.ceil_char_boundary(end.min(self.text.len()));
        let key = self.pos == start && start < inside && self.is_key(end);
        self.push(if key { Kind::Property } else { rule.kind }, end);
    }
}

impl Hole {
    fn open(&self) -> &'static str {
        match self {
            Self::Text(open) | Self::Code(open, _) | Self::Name(open) | Self::Variable(open, _) => open,
        }
    }
}
