//! Elements lie in each other as every parser leaves them: another one would take the article apart.

use super::flow::is_block;
use crate::render::Work;
use crate::tree::{Edge, NodeId};

const HEADINGS: &[&str] = &["h1", "h2", "h3", "h4", "h5", "h6"];

/// Makes sections of paragraphs that hold a block, and of headings that hold a heading: a parser ends the one where the
/// other begins. A link in a link is text.
pub(super) fn mend(work: &mut Work<'_>) {
    let tree = &mut work.tree;
    let (mut paragraphs, mut headings): (Vec<NodeId>, Vec<NodeId>) = Default::default();
    let mut link: Option<NodeId> = None;
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
                if tree.is_any(node, HEADINGS) {
                    for heading in headings.drain(..) {
                        tree.rename(heading, "section");
                    }
                    headings.push(node);
                }
                if tree.is(node, "a") {
                    match link {
                        Some(_) => tree.unwrap(node),
                        None => link = Some(node),
                    }
                }
            }
            Edge::Close(node) => {
                paragraphs.pop_if(|last| *last == node);
                headings.pop_if(|last| *last == node);
                link.take_if(|open| *open == node);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::mend;
    use crate::pass::trial::Trial;

    #[test]
    fn links_hold_no_links() {
        assert_eq!(
            Trial::of("<a href=x>a<math><mi><a href=y>b</a></mi></math></a><a href=z>c</a>")
                .after(&[mend])
                .html(),
            "<a href=\"x\">a<math><math:mi>b</math:mi></math></a><a href=\"z\">c</a>"
        );
    }

    #[test]
    fn headings_hold_no_headings() {
        assert_eq!(
            Trial::of("<h2>a<math><mi><h2>b</h2></mi></math></h2><h3>c</h3>").after(&[mend]).html(),
            "<section>a<math><math:mi><h2>b</h2></math:mi></math></section><h3>c</h3>"
        );
    }

    #[test]
    fn paragraphs_hold_no_blocks() {
        assert_eq!(
            Trial::of("<p>a<math><mi><p>b</p></mi></math></p><p>c</p>").after(&[mend]).html(),
            "<section>a<math><math:mi><p>b</p></math:mi></math></section><p>c</p>"
        );
    }
}
