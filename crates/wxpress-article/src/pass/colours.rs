//! Every element that holds text says its colour itself: the platform forces paragraphs to black, and dark mode reads
//! nothing but inline styles (docs/reference/html-compat.md D3, D13).

use std::collections::HashMap;
use std::sync::Arc;

use crate::options::Profile;
use crate::render::Work;
use crate::tree::NodeId;

/// The colour of text where no style gives one.
const TEXT: &str = "#333";

/// Blocks that get a ground of their own in the paste profile, or the editor leaves grey boxes behind.
const BLOCKS: &[&str] =
    &["section", "p", "blockquote", "ul", "ol", "li", "table", "h1", "h2", "h3", "h4", "h5", "h6"];

/// Gives each its colour.
pub(super) fn materialise(work: &mut Work<'_>) {
    let tree = &mut work.tree;
    // A span that says nothing would get a colour only to repeat its parent's.
    for span in tree.find(work.article, &["span"]) {
        let is_bare = tree.element(span).is_some_and(|element| {
            element.style.is_empty() && !element.attributes.iter().any(|(name, _)| name.ends_with("leaf"))
        });
        if is_bare {
            tree.unwrap(span);
        }
    }
    let mut colours: HashMap<NodeId, Arc<str>> = HashMap::new();
    let default: Arc<str> = TEXT.into();
    let nodes: Vec<NodeId> = std::iter::once(work.article).chain(tree.descendants(work.article)).collect();
    for node in nodes {
        let inherited = tree.parent(node).and_then(|parent| colours.get(&parent)).unwrap_or(&default);
        let inherited = Arc::clone(inherited);
        let holds_text =
            tree.children(node).any(|child| tree.text(child).is_some_and(|text| !text.trim().is_empty()));
        let Some(element) = tree.element_mut(node) else { continue };
        if &*element.name == "svg" {
            continue;
        }
        let own = element.style.value("color").map(Arc::from);
        if holds_text && own.is_none() {
            element.style.set("color", Arc::clone(&inherited));
        }
        if work.options.profile == Profile::Paste && node != work.article && BLOCKS.contains(&&*element.name)
        {
            element.style.set_default("background", "transparent");
        }
        colours.insert(node, own.unwrap_or(inherited));
    }
}
