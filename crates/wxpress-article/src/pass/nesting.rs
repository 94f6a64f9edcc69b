//! Elements lie in each other as every parser leaves them: another one would take the article apart.

use super::flow::is_block;
use crate::render::Work;
use crate::tree::{Edge, NodeId};

/// Makes sections of paragraphs that hold a block: a parser ends a paragraph where a block begins.
pub(super) fn mend(work: &mut Work<'_>) {
    let tree = &mut work.tree;
    let mut paragraphs: Vec<NodeId> = Vec::new();
    for edge in tree.edges(work.article).collect::<Vec<_>>() {
        match edge {
            Edge::Open(node) => {
                if is_block(tree, node) {
                    for paragraph in paragraphs.drain(..) {
                        tree.rename(paragraph, "section");
                    }
                }
                if tree.is(node, "p") {
                    paragraphs.push(node);
                }
            }
            Edge::Close(node) => drop(paragraphs.pop_if(|last| *last == node)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::mend;
    use crate::pass::trial::Trial;

    #[test]
    fn paragraphs_hold_no_blocks() {
        assert_eq!(
            Trial::of("<p>a<math><mi><p>b</p></mi></math></p><p>c</p>").after(&[mend]).html(),
            "<section>a<math><math:mi><p>b</p></math:mi></math></section><p>c</p>"
        );
    }
}
