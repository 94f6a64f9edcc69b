//! A small tree of HTML that passes can change in place.

use html5ever::{Attribute, LocalName, QualName, ns};

/// A node's place in its tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NodeId(usize);

/// What a node is. Comments are not kept: the editor does not know them.
#[derive(Debug, Clone)]
pub(super) enum Data {
    Element {
        name: QualName,
        attributes: Vec<Attribute>,
    },
    Text(String),
    /// The fragment itself, and what the parser makes besides.
    Other,
}

#[derive(Debug)]
struct Node {
    data: Data,
    parent: Option<NodeId>,
    previous: Option<NodeId>,
    next: Option<NodeId>,
    first: Option<NodeId>,
    last: Option<NodeId>,
}

/// Nodes with their family ties.
#[derive(Debug)]
pub(super) struct Tree {
    nodes: Vec<Node>,
    /// What nodes are called that are no elements.
    nameless: QualName,
}

impl Tree {
    pub(super) fn new() -> Self {
        Self { nodes: Vec::new(), nameless: QualName::new(None, ns!(), LocalName::default()) }
    }

    /// How many nodes were ever made.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// A node of its own.
    pub(super) fn make(&mut self, data: Data) -> NodeId {
        self.nodes.push(Node { data, parent: None, previous: None, next: None, first: None, last: None });
        NodeId(self.nodes.len() - 1)
    }

    /// An HTML element without attributes.
    pub(super) fn make_element(&mut self, name: &str) -> NodeId {
        let name = QualName::new(None, ns!(html), LocalName::from(name));
        self.make(Data::Element { name, attributes: Vec::new() })
    }

    /// The name of an element; an empty one for anything else.
    pub(super) fn qual_name(&self, id: NodeId) -> &QualName {
        match self.data(id) {
            Data::Element { name, .. } => name,
            Data::Text(_) | Data::Other => &self.nameless,
        }
    }

    pub(super) fn data(&self, id: NodeId) -> &Data {
        &self.nodes[id.0].data
    }

    pub(super) fn data_mut(&mut self, id: NodeId) -> &mut Data {
        &mut self.nodes[id.0].data
    }

    pub(super) fn parent(&self, id: NodeId) -> Option<NodeId> {
        self.nodes[id.0].parent
    }

    pub(super) fn previous(&self, id: NodeId) -> Option<NodeId> {
        self.nodes[id.0].previous
    }

    pub(super) fn next(&self, id: NodeId) -> Option<NodeId> {
        self.nodes[id.0].next
    }

    pub(super) fn first(&self, id: NodeId) -> Option<NodeId> {
        self.nodes[id.0].first
    }

    pub(super) fn last(&self, id: NodeId) -> Option<NodeId> {
        self.nodes[id.0].last
    }

    /// The children as they are now, so that they can be changed on the way.
    pub(super) fn children(&self, id: NodeId) -> Vec<NodeId> {
        std::iter::successors(self.first(id), |child| self.next(*child)).collect()
    }

    /// All nodes below one, in the order of the document.
    pub(super) fn descendants(&self, id: NodeId) -> Vec<NodeId> {
        let mut found = Vec::new();
        let mut place = self.first(id);
        while let Some(node) = place {
            found.push(node);
            place = self.first(node).or_else(|| self.next_outside(node, id));
        }
        found
    }

    /// What follows a node that is done with, within `top`.
    fn next_outside(&self, node: NodeId, top: NodeId) -> Option<NodeId> {
        let mut up = Some(node);
        while let Some(node) = up.filter(|node| *node != top) {
            if let Some(next) = self.next(node) {
                return Some(next);
            }
            up = self.parent(node);
        }
        None
    }

    /// Makes a node the last child of another.
    pub(super) fn append(&mut self, parent: NodeId, child: NodeId) {
        self.detach(child);
        let last = self.nodes[parent.0].last.replace(child);
        self.link(last, Some(child));
        self.nodes[child.0].parent = Some(parent);
        if last.is_none() {
            self.nodes[parent.0].first = Some(child);
        }
    }

    /// Puts a node before one that has a parent.
    pub(super) fn insert_before(&mut self, sibling: NodeId, node: NodeId) {
        self.detach(node);
        let (parent, previous) = (self.parent(sibling), self.previous(sibling));
        self.link(previous, Some(node));
        self.link(Some(node), Some(sibling));
        self.nodes[node.0].parent = parent;
        if let (None, Some(parent)) = (previous, parent) {
            self.nodes[parent.0].first = Some(node);
        }
    }

    /// Puts a node after one that has a parent.
    pub(super) fn insert_after(&mut self, sibling: NodeId, node: NodeId) {
        match (self.next(sibling), self.parent(sibling)) {
            (Some(next), _) => self.insert_before(next, node),
            (None, Some(parent)) => self.append(parent, node),
            (None, None) => {}
        }
    }

    /// Takes a node and what it holds out of the tree.
    pub(super) fn detach(&mut self, id: NodeId) {
        let node = &mut self.nodes[id.0];
        let (parent, previous, next) = (node.parent.take(), node.previous.take(), node.next.take());
        self.link(previous, next);
        if let Some(parent) = parent {
            if previous.is_none() {
                self.nodes[parent.0].first = next;
            }
            if next.is_none() {
                self.nodes[parent.0].last = previous;
            }
        }
    }

    /// Puts a node's children in its place.
    pub(super) fn unwrap(&mut self, id: NodeId) {
        for child in self.children(id) {
            self.insert_before(id, child);
        }
        self.detach(id);
    }

    /// Puts a new node around another.
    pub(super) fn wrap(&mut self, id: NodeId, wrapper: NodeId) {
        self.insert_before(id, wrapper);
        self.append(wrapper, id);
    }

    /// Makes one of texts that stand next to each other.
    pub(super) fn join_texts(&mut self, top: NodeId) {
        for id in self.descendants(top) {
            while let (Data::Text(_), Some(next)) = (self.data(id), self.next(id)) {
                let Data::Text(more) = self.data_mut(next) else { break };
                let more = std::mem::take(more);
                if let Data::Text(text) = self.data_mut(id) {
                    text.push_str(&more);
                }
                self.detach(next);
            }
        }
    }

    fn link(&mut self, left: Option<NodeId>, right: Option<NodeId>) {
        if let Some(left) = left {
            self.nodes[left.0].next = right;
        }
        if let Some(right) = right {
            self.nodes[right.0].previous = left;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moves_keep_the_family_together() {
        let mut tree = Tree::new();
        let root = tree.make(Data::Other);
        let ids: Vec<_> = ["a", "b", "c", "d"].into_iter().map(|name| tree.make_element(name)).collect();
        for id in &ids {
            tree.append(root, *id);
        }
        tree.append(ids[1], ids[2]);
        tree.insert_after(ids[3], ids[0]);
        assert_eq!(tree.children(root), [ids[1], ids[3], ids[0]]);
        assert_eq!(tree.descendants(root), [ids[1], ids[2], ids[3], ids[0]]);
        assert_eq!((tree.descendants(ids[1]), tree.last(root)), (vec![ids[2]], Some(ids[0])));
        tree.unwrap(ids[1]);
        tree.wrap(ids[3], ids[1]);
        assert_eq!(tree.descendants(root), [ids[2], ids[1], ids[3], ids[0]]);
        tree.detach(ids[2]);
        assert_eq!((tree.first(root), tree.previous(ids[0])), (Some(ids[1]), Some(ids[1])));
    }
}
