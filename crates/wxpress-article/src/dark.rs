//! What WeChat's dark mode makes of an article: the algorithm that the platform published
//! (docs/reference/html-compat.md D13), as a preview and as a check.
//!
//! It reads nothing but inline styles. White and grey backgrounds are inverted, bright ones dimmed, dark ones raised;
//! text and lines are moved until their perceived brightness is far enough from what is below. What shines through is
//! reckoned as it is seen. Drawings and pictures stay as they are.

mod brightness;
mod look;
mod values;

use brightness::offset;
use look::Look;

use crate::css::{Colour, Sheet, cascade};
use crate::tree::{NodeId, Tree, parse};

/// The page in light mode.
const LIGHT_PAGE: Colour = Colour::rgb(0xff, 0xff, 0xff);

/// The page in dark mode.
const DARK_PAGE: Colour = Colour::rgb(0x19, 0x19, 0x19);

/// The colour of text that says nothing of its own, in light mode.
const LIGHT_TEXT: Colour = Colour::rgb(0x19, 0x19, 0x19);

/// The same in dark mode: white of which 60 % are seen.
const DARK_TEXT: Colour = Colour::rgb(0xa3, 0xa3, 0xa3);

/// Difference in perceived brightness below which text is hard to read. The algorithm aims at 65.
const MIN_OFFSET: f32 = 50.0;

/// The HTML of an article as dark mode shows it. What cannot be parsed is given back as it is.
pub fn preview(html: &str) -> String {
    let Ok(mut tree) = parse(html) else { return html.to_owned() };
    let root = tree.root();
    cascade(&mut tree, root, &Sheet::default());
    for (node, look) in darken(&tree, root, Purpose::Show) {
        if let Some(element) = tree.element_mut(node) {
            for (property, value) in look.changes {
                element.style.set(property, value);
            }
        }
    }
    tree.write(root)
}

/// The page's own colours in dark mode, for what stands around a preview: background, then text.
pub fn page() -> (String, String) {
    (DARK_PAGE.to_string(), DARK_TEXT.to_string())
}

/// The elements whose own text dark mode leaves hard to read; text over a picture is the writer's own affair.
pub(crate) fn illegible(tree: &Tree, article: NodeId) -> Vec<NodeId> {
    darken(tree, article, Purpose::Check)
        .into_iter()
        .filter(|(node, look)| {
            let has_text = tree
                .children(*node)
                .any(|child| tree.text(child).is_some_and(|text| !text.trim().is_empty()));
            has_text && !look.is_over_picture && offset(look.text, look.ground) < MIN_OFFSET
        })
        .map(|(node, _)| node)
        .collect()
}

/// What an article's looks are wanted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Purpose {
    /// All that changes is wanted.
    Show,
    /// Only texts and what is below them.
    Check,
}

fn darken(tree: &Tree, top: NodeId, purpose: Purpose) -> Vec<(NodeId, Look)> {
    let page = Look::page(purpose);
    let worded = worded(tree, top);
    let mut done: Vec<(NodeId, Look)> = Vec::new();
    // By the index of the node, where its look stands.
    let mut places: Vec<Option<usize>> = vec![None; tree.len()];
    for node in std::iter::once(top).chain(tree.elements(top)) {
        let Some(element) = tree.element(node) else { continue };
        let above =
            tree.parent(node).and_then(|parent| places[parent.index()]).map_or(&page, |at| &done[at].1);
        let look = above.within(&element.style, worded[node.index()]);
        places[node.index()] = Some(done.len());
        done.push((node, look));
    }
    done
}

/// By the index of a node, whether words stand in it, at any depth.
fn worded(tree: &Tree, top: NodeId) -> Vec<bool> {
    let mut worded = vec![false; tree.len()];
    for text in tree.texts(top) {
        if tree.text(text).is_some_and(|text| !text.trim().is_empty()) {
            // Those above one that is known are known.
            for node in tree.ancestors(text) {
                if std::mem::replace(&mut worded[node.index()], true) {
                    break;
                }
            }
        }
    }
    worded
}

#[cfg(test)]
mod tests;
