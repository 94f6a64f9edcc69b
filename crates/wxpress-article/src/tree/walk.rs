//! Ways through a tree.

use super::{Content, NodeId, Tree};

/// A step of a walk that tells where elements end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Edge {
    /// A node begins.
    Open(NodeId),
    /// All that the node holds was passed.
    Close(NodeId),
}

impl Tree {
    /// The children of a node, in order.
    pub(crate) fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.first_child(id), |at| self.next_sibling(*at))
    }

    /// The children of a node that are elements.
    pub(crate) fn child_elements(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        self.children(id).filter(|child| self.element(*child).is_some())
    }

    /// The ancestors of a node, nearest first, without itself.
    pub(crate) fn ancestors(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.parent(id), |at| self.parent(*at))
    }

    /// Whether an ancestor of the node is an element of one of these names.
    pub(crate) fn is_within(&self, id: NodeId, names: &[&str]) -> bool {
        self.ancestors(id).any(|above| self.is_any(above, names))
    }

    /// What lies below a node, in document order, without itself.
    pub(crate) fn descendants(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.next_in(id, id), move |at| self.next_in(id, *at))
    }

    /// The elements below a node, drawings and what is in them aside, in document order.
    pub(crate) fn elements(&self, id: NodeId) -> Vec<NodeId> {
        let mut drawings = 0_usize;
        let mut elements = Vec::new();
        for edge in self.edges(id) {
            match edge {
                Edge::Open(node) if self.is(node, "svg") => drawings += 1,
                Edge::Close(node) if self.is(node, "svg") => drawings -= 1,
                Edge::Open(node) if drawings == 0 && self.element(node).is_some() => elements.push(node),
                _ => {}
            }
        }
        elements
    }

    /// The elements of these names below a node, in document order: a list, so that the tree may be changed over it.
    pub(crate) fn find(&self, id: NodeId, names: &[&str]) -> Vec<NodeId> {
        self.descendants(id).filter(|node| self.is_any(*node, names)).collect()
    }

    /// The elements of a class below a node, in document order.
    pub(crate) fn find_class(&self, id: NodeId, class: &str) -> Vec<NodeId> {
        self.descendants(id).filter(|node| self.has_class(*node, class)).collect()
    }

    /// All text nodes below a node, in document order.
    pub(crate) fn texts(&self, id: NodeId) -> Vec<NodeId> {
        self.descendants(id).filter(|node| self.text(*node).is_some()).collect()
    }

    /// The node after `at` in document order, as long as it lies below `top`.
    fn next_in(&self, top: NodeId, at: NodeId) -> Option<NodeId> {
        if let Some(child) = self.first_child(at) {
            return Some(child);
        }
        let mut at = at;
        while at != top {
            if let Some(next) = self.next_sibling(at) {
                return Some(next);
            }
            at = self.parent(at)?;
        }
        None
    }

    /// The opening and closing edges of everything below a node, in order, without its own.
    pub(crate) fn edges(&self, top: NodeId) -> impl Iterator<Item = Edge> + '_ {
        std::iter::successors(self.first_child(top).map(Edge::Open), move |edge| match *edge {
            Edge::Open(node) => Some(self.first_child(node).map_or(Edge::Close(node), Edge::Open)),
            Edge::Close(node) => match self.next_sibling(node) {
                Some(next) => Some(Edge::Open(next)),
                None => self.parent(node).filter(|parent| *parent != top).map(Edge::Close),
            },
        })
    }

    /// How many elements lie in each other at most.
    pub(super) fn depth(&self) -> usize {
        let (mut depth, mut deepest) = (0_usize, 0);
        for edge in self.edges(self.root()) {
            match edge {
                Edge::Open(_) => depth += 1,
                Edge::Close(_) => depth -= 1,
            }
            deepest = deepest.max(depth);
        }
        deepest
    }

    /// All text below a node, as it stands; pictures and drawings count for nothing.
    pub(crate) fn text_content(&self, id: NodeId) -> String {
        let mut text = self.text(id).unwrap_or_default().to_owned();
        for node in self.descendants(id) {
            match self.content(node) {
                Content::Text(part) => text.push_str(part),
                Content::Element(element) if &*element.name == "br" => text.push('\n'),
                _ => {}
            }
        }
        text
    }

    /// Whether nothing below the node can be seen.
    pub(crate) fn is_blank(&self, id: NodeId) -> bool {
        !std::iter::once(id).chain(self.descendants(id)).any(|node| match self.content(node) {
            Content::Text(text) => !text.trim_ascii().is_empty(),
            Content::Markup(_) => true,
            Content::Element(element) => SEEN_WITHOUT_TEXT.contains(&&*element.name),
            Content::Fragment => false,
        })
    }

    /// Whether the node is text of nothing but ordinary white space.
    pub(crate) fn is_white_space(&self, id: NodeId) -> bool {
        self.text(id).is_some_and(|text| text.trim_ascii().is_empty())
    }
}

/// Elements that show something without any text.
const SEEN_WITHOUT_TEXT: &[&str] =
    &["img", "svg", "hr", "iframe", "input", "br", "mp-common-profile", "mp-miniprogram", "video", "audio"];
