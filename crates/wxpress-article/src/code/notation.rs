//! How tests write down tokens: `k[let] x = n[1]`, with white space outside and plain code, operators and punctuation
//! as they are.

use super::{Kind, highlight};

/// What `text` is highlighted as.
pub(super) fn of(language: &str, text: &str) -> String {
    let mut notation = String::new();
    for token in highlight(language, text) {
        let Some(letter) = letter(token.kind) else {
            notation += token.text;
            continue;
        };
        let inside = token.text.trim_ascii_end();
        let (before, inside) = inside.split_at(inside.len() - inside.trim_ascii_start().len());
        let after = &token.text[before.len() + inside.len()..];
        notation.extend([before, letter, "[", inside, "]", after]);
    }
    notation
}

fn letter(kind: Kind) -> Option<&'static str> {
    Some(match kind {
        Kind::Plain | Kind::Operator | Kind::Punctuation => return None,
        Kind::Comment => "c",
        Kind::String => "s",
        Kind::Number => "n",
        Kind::Keyword => "k",
        Kind::Type => "t",
        Kind::Function => "f",
        Kind::Constant => "l",
        Kind::Attribute => "a",
        Kind::Variable => "v",
        Kind::Property => "p",
        Kind::Tag => "g",
        Kind::Inserted => "i",
        Kind::Deleted => "d",
        Kind::Heading => "h",
    })
}
