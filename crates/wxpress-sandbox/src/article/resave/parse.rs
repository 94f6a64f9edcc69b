//! HTML into a tree, by the algorithm of browsers, and back.

use std::io;

use html5ever::serialize::{AttrRef, Serialize, SerializeOpts, Serializer, TraversalScope};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::{ParseOpts, QualName, local_name, ns, parse_fragment, serialize};

use super::builder::Builder;
use super::tree::{Data, NodeId, Tree};

/// Browsers nest no deeper, and the parser's own time grows with the square of the depth.
const DEPTH_MAX: usize = 512;
/// What is wrongly nested can make more nodes than it has bytes.
const NODES_MAX: usize = 1 << 18;
/// How much is parsed before the limits are looked at.
const CHUNK_BYTES: usize = 4096;

/// HTML that is nested deeper than 512 levels, or comes to more than 262,144 nodes.
#[derive(Debug, thiserror::Error)]
#[error("the content is nested too deeply, or too large, to be edited")]
pub(crate) struct TooDeep;

/// A fragment: the tree, and the node that holds its content.
#[derive(Debug)]
pub(super) struct Fragment {
    pub(super) tree: Tree,
    pub(super) root: NodeId,
}

impl Fragment {
    pub(super) fn parse(html: &str) -> Result<Self, TooDeep> {
        let context = QualName::new(None, ns!(html), local_name!("body"));
        let mut parser = parse_fragment(Builder::new(), ParseOpts::default(), context, Vec::new(), false);
        let mut rest = html;
        while !rest.is_empty() {
            let (chunk, after) = rest.split_at(rest.floor_char_boundary(CHUNK_BYTES));
            parser.process(StrTendril::from(chunk));
            let builder = &parser.tokenizer.sink.sink;
            if builder.depth() > DEPTH_MAX || builder.node_count() > NODES_MAX {
                return Err(TooDeep);
            }
            rest = after;
        }
        let (tree, document) = parser.finish();
        // The parser puts the fragment into an element of its own.
        let root = tree.first(document).unwrap_or(document);
        Ok(Self { tree, root })
    }

    pub(super) fn write(&self) -> String {
        let mut bytes = Vec::new();
        // A vector takes everything.
        let _ = serialize(&mut bytes, self, SerializeOpts::default());
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

impl Serialize for Fragment {
    fn serialize<S: Serializer>(&self, serializer: &mut S, _: TraversalScope) -> io::Result<()> {
        let Self { tree, root } = self;
        let mut place = tree.first(*root);
        while let Some(node) = place {
            match tree.data(node) {
                Data::Element { name, attributes } => {
                    let attributes = attributes.iter().map(|one| -> AttrRef<'_> { (&one.name, &one.value) });
                    serializer.start_elem(name.clone(), attributes)?;
                }
                Data::Text(text) => serializer.write_text(text)?,
                Data::Other => {}
            }
            place = tree.first(node);
            let mut done = node;
            while place.is_none() {
                if let Data::Element { name, .. } = tree.data(done) {
                    serializer.end_elem(name.clone())?;
                }
                place = tree.next(done);
                match tree.parent(done) {
                    Some(parent) if place.is_none() && parent != *root => done = parent,
                    _ => break,
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn again(html: &str) -> String {
        Fragment::parse(html).unwrap().write()
    }

    #[test]
    fn html_comes_back_as_a_browser_would_write_it() {
        for html in [
            "<p style=\"a:b\">一 &amp; &nbsp;<br>二</p>三<ul><li>四</li></ul>",
            "<svg viewBox=\"0 0 1 1\"><path d=\"M0\"></path></svg>",
            "",
        ] {
            assert_eq!(again(html), html);
        }
        assert_eq!(again("<p>一<!-- 二 --><p>三<b>四</p>五"), "<p>一</p><p>三<b>四</b></p><b>五</b>");
        assert_eq!(again("<table>一<tr><td>二"), "一<table><tbody><tr><td>二</td></tr></tbody></table>");
    }

    #[test]
    fn what_is_too_deep_is_not_parsed() {
        assert!(Fragment::parse(&"<div>".repeat(500)).is_ok());
        for html in ["<div>".repeat(100_000), "<ul><li>".repeat(100_000), "<p>a<br>".repeat(100_000)] {
            assert!(Fragment::parse(&html).is_err());
        }
    }
}
