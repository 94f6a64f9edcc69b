//! Lines of the source: the parser tells those of its own elements, and those of the author's HTML are counted.

use comrak::Node;
use comrak::nodes::NodeValue;

use crate::tree::Tree;

/// A block of HTML that the author wrote, which stands in the parser's output as it is.
#[derive(Debug)]
pub(super) struct Block {
    /// Its first line in the output, from 1.
    at: u32,
    /// Its first line in the source, from 1.
    line: u32,
    /// How many lines it has.
    count: u32,
}

/// Finds the author's blocks of HTML in the output, in their order.
pub(super) fn blocks(document: Node<'_>, html: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let (mut from, mut at) = (0, 1);
    for node in document.descendants() {
        let node = node.data();
        let NodeValue::HtmlBlock(block) = &node.value else { continue };
        let literal = block.literal.trim_end_matches('\n');
        let Some(found) = memchr::memmem::find(&html.as_bytes()[from..], literal.as_bytes()) else {
            continue;
        };
        at += count_lines(&html[from..from + found]);
        from += found;
        let line = u32::try_from(node.sourcepos.start.line).unwrap_or(u32::MAX);
        blocks.push(Block { at, line, count: 1 + count_lines(literal) });
    }
    blocks
}

fn count_lines(text: &str) -> u32 {
    u32::try_from(memchr::memchr_iter(b'\n', text.as_bytes()).count()).unwrap_or(u32::MAX)
}

/// Gives the nodes the lines of the source instead of those of the HTML in between.
pub(super) fn place(tree: &mut Tree, blocks: &[Block], lines_before: u32) {
    let nodes: Vec<_> = tree.descendants(tree.root()).collect();
    for node in nodes {
        let place = tree.element_mut(node).and_then(|element| element.take("data-sourcepos"));
        let line = match place {
            Some(place) => place.split(':').next().and_then(|line| line.parse().ok()),
            None => tree.own_line(node).and_then(|own| {
                let block = blocks[..blocks.partition_point(|block| block.at <= own)].last()?;
                (own - block.at < block.count).then_some(block.line + own - block.at)
            }),
        };
        tree.set_line(node, line.map_or(0, |line: u32| line.saturating_add(lines_before)));
    }
}
