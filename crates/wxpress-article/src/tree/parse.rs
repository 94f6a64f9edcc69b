//! Markup as a tree, within bounds.

use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::{ParseOpts, QualName, local_name, ns, parse_fragment};

use super::{Tree, attributes, build::Builder};

/// Elements within elements. Browsers stop at 512; an article that anyone wrote stays below 50.
const MAX_DEPTH: usize = 400;

/// Nodes of one article: with more, five bytes each would have to do to stay within the platform's limit of 1 MiB.
const MAX_NODES: usize = 200_000;

/// Attributes of one element: the parser compares each with all before it.
const MAX_ATTRIBUTES: usize = 2_000;

/// Between two looks at the nodes.
const CHUNK_BYTES: usize = 4096;

/// Why markup was not parsed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unparsable {
    /// Elements lie in elements beyond the bound: the parser's cost would grow with the square of it.
    TooDeep,
    /// More nodes, or more attributes of one, than any article has.
    TooManyNodes,
}

/// Parses a fragment of HTML, or a whole document, whose `body` is taken.
///
/// Nodes know the line of the markup they began on.
pub(crate) fn parse(markup: &str) -> Result<Tree, Unparsable> {
    if attributes::most(markup) > MAX_ATTRIBUTES {
        return Err(Unparsable::TooManyNodes);
    }
    let context = QualName::new(None, ns!(html), local_name!("body"));
    let mut parser = parse_fragment(Builder::new(), ParseOpts::default(), context, Vec::new(), false);
    let mut rest = markup;
    while !rest.is_empty() {
        let (chunk, after) = rest.split_at(rest.ceil_char_boundary(CHUNK_BYTES));
        parser.process(StrTendril::from(chunk));
        let builder = &parser.tokenizer.sink.sink;
        if builder.deepest() > MAX_DEPTH {
            return Err(Unparsable::TooDeep);
        }
        if builder.len() > MAX_NODES {
            return Err(Unparsable::TooManyNodes);
        }
        rest = after;
    }
    let mut tree = parser.finish();
    // What was misplaced was moved, and what it holds with it.
    if tree.depth() > MAX_DEPTH {
        return Err(Unparsable::TooDeep);
    }
    // The parser puts the fragment below an `html` element of its own.
    if let Some(html) = tree.first_child(tree.root()) {
        tree.unwrap(html);
    }
    Ok(tree)
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
        let attributes = (0..10_000).fold(String::new(), |attributes, n| attributes + &format!(" a{n}"));
        assert_eq!(parse(&format!("<p{attributes}>")).err(), Some(Unparsable::TooManyNodes));
        assert!(parse(&"<p>a<li>b".repeat(40_000)).is_ok());
        assert!(parse(&format!("<svg>{}</svg>", "<path/>".repeat(50_000))).is_ok());
        assert_eq!(parse(&format!("<svg><p>{}", "<path/>".repeat(50_000))).err(), Some(Unparsable::TooDeep));
        assert!(parse(&"<div>a</div>".repeat(50_000)).is_ok());
    }
}
