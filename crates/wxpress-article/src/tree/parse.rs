//! Markup as a tree, within bounds.

use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::{ParseOpts, QualName, local_name, ns, parse_fragment};

use super::{Tree, build::Builder};

/// Elements within elements. Browsers stop at 512; an article that anyone wrote stays below 50.
const MAX_DEPTH: usize = 400;

/// Nodes of one article: an article at the platform's limit of 1 MiB has some 100,000.
const MAX_NODES: usize = 600_000;

/// Between two looks at the number of nodes.
const CHUNK_BYTES: usize = 4096;

/// Why markup was not parsed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unparsable {
    /// Elements lie in elements beyond the bound: the parser's cost would grow with the square of it.
    TooDeep,
    /// More nodes than any article has.
    TooManyNodes,
}

/// Parses a fragment of HTML, or a whole document, whose `body` is taken.
///
/// Nodes know the line of the markup they began on.
pub(crate) fn parse(markup: &str) -> Result<Tree, Unparsable> {
    if depth(markup) > MAX_DEPTH {
        return Err(Unparsable::TooDeep);
    }
    let context = QualName::new(None, ns!(html), local_name!("body"));
    let mut parser = parse_fragment(Builder::new(), ParseOpts::default(), context, Vec::new(), false);
    let mut rest = markup;
    while !rest.is_empty() {
        let (chunk, after) = rest.split_at(rest.ceil_char_boundary(CHUNK_BYTES));
        parser.process(StrTendril::from(chunk));
        if parser.tokenizer.sink.sink.len() > MAX_NODES {
            return Err(Unparsable::TooManyNodes);
        }
        rest = after;
    }
    let mut tree = parser.finish();
    // The parser puts the fragment below an `html` element of its own.
    if let Some(html) = tree.first_child(tree.root()) {
        tree.unwrap(html);
    }
    Ok(tree)
}

/// How deep the elements lie, read off the tags alone and rather too high than too low.
fn depth(markup: &str) -> usize {
    /// Never nested in themselves, or without an end.
    const FLAT: &[&str] = &[
        "p", "li", "dt", "dd", "tr", "td", "th", "option", "area", "base", "br", "col", "embed", "hr", "img",
        "input", "link", "meta", "source", "track", "wbr",
    ];
    /// How far an end tag looks for its beginning.
    const REACH: usize = 64;

    let bytes = markup.as_bytes();
    let mut open: Vec<&str> = Vec::new();
    let mut deepest = 0;
    for at in memchr::memchr_iter(b'<', bytes) {
        let is_end = bytes.get(at + 1) == Some(&b'/');
        let name = tag_name(&markup[at + 1 + usize::from(is_end)..]);
        if name.is_empty() || FLAT.iter().any(|flat| flat.eq_ignore_ascii_case(name)) {
            continue;
        }
        if is_end {
            let found = open.iter().rev().take(REACH).position(|begun| begun.eq_ignore_ascii_case(name));
            if let Some(above) = found {
                open.truncate(open.len() - above - 1);
            }
        } else {
            open.push(name);
            deepest = deepest.max(open.len());
            if deepest > MAX_DEPTH {
                break;
            }
        }
    }
    deepest
}

fn tag_name(after: &str) -> &str {
    let end = after.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(after.len());
    let name = &after[..end];
    if name.starts_with(|c: char| c.is_ascii_alphabetic()) { name } else { "" }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn round_trip(markup: &str) -> String {
        let tree = parse(markup).unwrap();
        tree.write(tree.root())
    }

    #[test]
    fn reads_a_fragment_as_browsers_do() {
        assert_eq!(round_trip("<p>a<p>b & c<!-- no -->"), "<p>a</p><p>b &amp; c</p>");
        assert_eq!(
            round_trip("<!doctype html><html><head></head><body><h1>x</h1></body></html>"),
            "<h1>x</h1>"
        );
        assert_eq!(round_trip("<b>1<i>2</b>3</i>"), "<b>1<i>2</i></b><i>3</i>");
        assert_eq!(
            round_trip("<svg viewbox='0 0 1 1'><path d='M0 0'/></svg>"),
            "<svg viewBox=\"0 0 1 1\"><path d=\"M0 0\"></path></svg>"
        );
    }

    #[test]
    fn nodes_know_their_line() {
        let tree = parse("<p>a</p>\n\n<h2>b</h2>").unwrap();
        let heading = tree.find(tree.root(), &["h2"])[0];
        assert_eq!(tree.line(heading), Some(3));
    }

    #[test]
    fn bounds_hold() {
        assert_eq!(parse(&"<div>".repeat(200_000)).err(), Some(Unparsable::TooDeep));
        assert_eq!(parse(&"<div></x>".repeat(200_000)).err(), Some(Unparsable::TooDeep));
        let formats = (0..390).fold(String::new(), |formats, n| formats + &format!("<b a={n}>"));
        let bomb = format!("<p>{formats}</p>{}", "<p>x</p>".repeat(10_000));
        assert_eq!(parse(&bomb).err(), Some(Unparsable::TooManyNodes));
        assert!(parse(&"<p>a<li>b".repeat(50_000)).is_ok());
        assert!(parse(&"<div>a</div>".repeat(50_000)).is_ok());
    }
}
