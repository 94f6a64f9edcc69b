//! Markdown.

use super::{
    grammar::Grammar,
    language, scan_to,
    token::{Kind, Tokens},
};

/// Reads on from the last token to the end of the text.
pub(super) fn scan(tokens: &mut Tokens<'_>) {
    while let Some(line) = next_line(tokens) {
        let content = line.trim_ascii_start();
        let indent = line.len() - content.len();
        tokens.push_blank(tokens.end() + indent);
        let marks = content.bytes().take_while(|&byte| byte == content.as_bytes()[0]).count();
        match content.as_bytes().first() {
            Some(b'#') if content[marks..].starts_with(' ') => push(tokens, Kind::Heading, content.len()),
            Some(b'`' | b'~') if marks >= 3 => fence(tokens, content, marks),
            Some(b'>') => {
                push(tokens, Kind::Comment, marks);
                inline(tokens, &content[marks..]);
            }
            Some(b'-' | b'*' | b'_' | b'=') if content.trim_ascii_end().len() == marks && marks >= 3 => {
                push(tokens, Kind::Punctuation, content.len());
            }
            Some(_) => {
                let mark = list_mark_length(content);
                push(tokens, Kind::Keyword, mark);
                inline(tokens, &content[mark..]);
            }
            None => {}
        }
    }
}

fn next_line<'a>(tokens: &Tokens<'a>) -> Option<&'a str> {
    tokens.text()[tokens.end()..].split_inclusive('\n').next()
}

fn push(tokens: &mut Tokens<'_>, kind: Kind, length: usize) {
    tokens.push(kind, tokens.end() + length);
}

/// Reads a block of code in the language that its first line names.
fn fence(tokens: &mut Tokens<'_>, first: &str, marks: usize) {
    let (fence, info) = first.split_at(marks);
    push(tokens, Kind::Comment, first.len());
    let rest = &tokens.text()[tokens.end()..];
    let mut length = 0;
    let closing = rest.split_inclusive('\n').find(|line| {
        let closes = line.trim_ascii_start().starts_with(fence);
        length += if closes { 0 } else { line.len() };
        closes
    });
    let name = info.trim_ascii().split([' ', '{', ',']).next().unwrap_or_default();
    scan_to(language::by_name(name).unwrap_or(Grammar::Plain), tokens, tokens.end() + length);
    push(tokens, Kind::Comment, closing.map_or(0, str::len));
}

/// How long the mark of a list item is: `- `, `1. `, with the box of a task.
fn list_mark_length(line: &str) -> usize {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let mark = match line.as_bytes().get(digits) {
        Some(b'-' | b'*' | b'+') if digits == 0 => 1,
        Some(b'.' | b')') if digits > 0 => digits + 1,
        _ => return 0,
    };
    if !line[mark..].starts_with(' ') {
        return 0;
    }
    let task = ["[ ] ", "[x] ", "[X] "].iter().any(|task| line[mark + 1..].starts_with(task));
    mark + 1 + if task { 4 } else { 0 }
}

/// The end of a link is looked for no further.
const LONGEST_ADDRESS: usize = 2000;

/// Reads a line of text: code, emphasis, links.
fn inline(tokens: &mut Tokens<'_>, line: &str) {
    let end = tokens.end() + line.len();
    // A pair that is not closed on this line is not looked for again.
    let mut unpaired = [false; 4];
    while tokens.end() < end {
        let rest = &tokens.text()[tokens.end()..end];
        let plain = rest.find(['`', '*', '_', '[', '!', '<', '\\']).unwrap_or(rest.len());
        if plain > 0 {
            push(tokens, Kind::Plain, plain);
            continue;
        }
        let pairs = [
            ("`", "`", Kind::String),
            ("**", "**", Kind::Keyword),
            ("[", "]", Kind::Function),
            ("<", ">", Kind::Function),
        ];
        let pair = pairs
            .iter()
            .zip(&mut unpaired)
            .find(|((open, ..), unpaired)| !**unpaired && rest.starts_with(open));
        let (kind, length) = match pair {
            Some((&(open, close, kind), unpaired)) => {
                if let Some(inside) = rest[open.len()..].find(close) {
                    let length = open.len() + inside + close.len();
                    if open == "[" { link(rest, length) } else { (kind, length) }
                } else {
                    *unpaired = true;
                    (Kind::Plain, open.len())
                }
            }
            // An escape keeps the next character from opening anything.
            None if rest.starts_with('\\') => {
                (Kind::Plain, 1 + rest[1..].chars().next().map_or(0, char::len_utf8))
            }
            None => (Kind::Plain, 1),
        };
        push(tokens, kind, length);
    }
}

/// What brackets of this length are that `rest` begins with: a link if its address follows.
fn link(rest: &str, length: usize) -> (Kind, usize) {
    let mut address = rest[length..].bytes().take(LONGEST_ADDRESS);
    if address.next() != Some(b'(') {
        return (Kind::Plain, length);
    }
    let close = address.position(|byte| byte == b')');
    (Kind::Function, length + close.map_or(0, |close| close + 2))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use crate::code::notation::of;

    #[rstest]
    #[case::heading("# a `b`\n#c", "h[# a `b`]\n#c")]
    #[case::inline("a **b** `c*` d*e", "a k[**b**] s[`c*`] d*e")]
    #[case::links("[a](b) [c] <d> \\[e](f)", "f[[a](b)] [c] f[<d>] \\[e](f)")]
    #[case::lists("- [x] a\n2. b\n-c", "k[- [x]] a\nk[2.] b\n-c")]
    #[case::quote("> a `b`", "c[>] a s[`b`]")]
    #[case::fence("```js\nlet a\n```\nb", "c[```js]\nk[let] a\nc[```]\nb")]
    #[case::fence_in_fence("````md\n```js\nlet a\n```\n````", "c[````md]\n```js\nlet a\n```\nc[````]")]
    #[case::rule("a\n\n---", "a\n\n---")]
    fn markdown(#[case] code: &str, #[case] expected: &str) {
        assert_eq!(of("md", code), expected);
    }
}
