//! White space between blocks shows as blank lines, and the editor makes paragraphs of it
//! (docs/reference/html-compat.md D12).

use super::flow;
use crate::render::Work;
use crate::tree::{NodeId, Tree};

/// Elements whose text is what it is; code has no-break spaces by now.
const VERBATIM: &[&str] = &["pre", "svg"];

/// Takes white space away that lies between blocks or at their edges, makes one space of every run of it, and drops
/// paragraphs that hold nothing.
pub(super) fn collapse(work: &mut Work<'_>) {
    let tree = &mut work.tree;
    let texts: Vec<NodeId> =
        tree.texts(work.article).into_iter().filter(|text| !tree.is_within(*text, VERBATIM)).collect();
    for node in texts {
        let Some(text) = tree.text(node) else { continue };
        let mut collapsed = squeeze(text);
        if at_edge(tree, node, Tree::previous_sibling) {
            collapsed.drain(..collapsed.len() - collapsed.trim_ascii_start().len());
        }
        if at_edge(tree, node, Tree::next_sibling) {
            collapsed.truncate(collapsed.trim_ascii_end().len());
        }
        if collapsed.is_empty() {
            tree.detach(node);
        } else if let Some(text) = tree.text_mut(node) {
            *text = collapsed;
        }
    }
    for paragraph in tree.find(work.article, &["p"]) {
        if tree.first_child(paragraph).is_none() {
            tree.detach(paragraph);
        }
    }
}

/// Every run of white space as one space; no-break spaces are none of it.
fn squeeze(text: &str) -> String {
    let mut squeezed = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            ' ' | '\n' | '\t' | '\r' | '\x0c' if squeezed.ends_with(' ') => {}
            ' ' | '\n' | '\t' | '\r' | '\x0c' => squeezed.push(' '),
            other => squeezed.push(other),
        }
    }
    squeezed
}

/// Whether nothing inline stands beside a text on one side: a block does, or a line break, or its own block ends there.
fn at_edge(tree: &Tree, node: NodeId, beside: fn(&Tree, NodeId) -> Option<NodeId>) -> bool {
    let mut at = node;
    loop {
        if let Some(next) = beside(tree, at) {
            return flow::is_block(tree, next) || tree.is(next, "br");
        }
        match tree.parent(at) {
            Some(parent) if tree.element(parent).is_some() && !flow::is_block(tree, parent) => at = parent,
            _ => return true,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Options, Source, render};

    fn html(html: &str) -> String {
        let html = render(&Source::html(html), &Options::default()).html();
        let mut bare = String::new();
        for tag in html.split('<').skip(1) {
            let (tag, text) = tag.split_once('>').unwrap();
            bare.push('<');
            bare.push_str(tag.split(' ').next().unwrap());
            bare.push('>');
            bare.push_str(text);
        }
        bare.replace("<section>", "").replace("</section>", "")
    }

    #[test]
    fn nothing_between_blocks() {
        assert_eq!(
            html("\n<p> a \n b </p>\n\n<blockquote>\n<p>c</p>\n</blockquote>\n"),
            "<p>a b</p><blockquote><p>c</p></blockquote>"
        );
    }

    #[test]
    fn spaces_between_words_stay() {
        assert_eq!(
            html("<p>a <strong>b</strong> <em>c </em>d<br> e</p>"),
            "<p>a <strong>b</strong> <em>c </em>d<br>e</p>"
        );
    }

    #[test]
    fn empty_paragraphs_go_and_deliberate_lines_stay() {
        assert_eq!(html("<p> </p><p><br></p><p>a\u{a0} b</p>"), "<p><br></p><p>a\u{a0} b</p>");
    }
}
