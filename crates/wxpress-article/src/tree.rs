//! The tree that the passes work on: an arena of nodes, linked by index.
//!
//! Nothing here recurses, so no input is deep enough to overflow the stack, and a removed node merely stays unlinked:
//! an id is good for as long as its tree.

mod attributes;
mod build;
mod edit;
mod element;
mod parse;
mod walk;
mod write;

pub(crate) use element::Element;
pub(crate) use parse::{Unparsable, parse};
pub(crate) use walk::Edge;

use std::num::NonZeroU32;

/// Names one node of a [`Tree`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct NodeId(NonZeroU32);

impl NodeId {
    fn at(index: usize) -> Self {
        // The number of nodes is bounded far below this (see `parse`).
        let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
        Self(NonZeroU32::new(number).unwrap_or(NonZeroU32::MAX))
    }

    pub(crate) fn index(self) -> usize {
        self.0.get() as usize - 1
    }
}

/// What a node is.
#[derive(Debug, Clone)]
pub(crate) enum Content {
    /// Holds children and is not written itself.
    Fragment,
    /// An element, HTML or SVG.
    Element(Element),
    /// Text, unescaped.
    Text(String),
    /// Markup of our own making that is written as it is, such as a drawn formula.
    Markup(String),
}

#[derive(Debug, Clone)]
struct Node {
    content: Content,
    /// Line of the source, from 1; 0 where a node was made by us.
    line: u32,
    parent: Option<NodeId>,
    previous: Option<NodeId>,
    next: Option<NodeId>,
    first: Option<NodeId>,
    last: Option<NodeId>,
}

/// A tree of HTML. Its root is a fragment.
#[derive(Debug, Clone)]
pub(crate) struct Tree {
    nodes: Vec<Node>,
}

impl Tree {
    /// A tree with nothing but its root.
    pub(crate) fn new() -> Self {
        let mut tree = Self { nodes: Vec::new() };
        tree.create(Content::Fragment, 0);
        tree
    }

    /// The fragment that holds everything.
    #[expect(clippy::unused_self, reason = "a tree is asked for its root")]
    pub(crate) fn root(&self) -> NodeId {
        NodeId::at(0)
    }

    /// How many nodes were ever made.
    pub(crate) fn len(&self) -> usize {
        self.nodes.len()
    }

    fn create(&mut self, content: Content, line: u32) -> NodeId {
        let id = NodeId::at(self.nodes.len());
        self.nodes.push(Node {
            content,
            line,
            parent: None,
            previous: None,
            next: None,
            first: None,
            last: None,
        });
        id
    }

    fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.index()]
    }

    fn node_mut(&mut self, id: NodeId) -> &mut Node {
        &mut self.nodes[id.index()]
    }

    /// What a node is.
    pub(crate) fn content(&self, id: NodeId) -> &Content {
        &self.node(id).content
    }

    /// The source's line of a node, or that of the nearest ancestor that has one.
    pub(crate) fn line(&self, id: NodeId) -> Option<u32> {
        std::iter::once(id).chain(self.ancestors(id)).find_map(|node| self.own_line(node))
    }

    /// The line of a node itself.
    pub(crate) fn own_line(&self, id: NodeId) -> Option<u32> {
        Some(self.node(id).line).filter(|line| *line > 0)
    }

    pub(crate) fn set_line(&mut self, id: NodeId, line: u32) {
        self.node_mut(id).line = line;
    }

    /// The element at `id`, if it is one.
    pub(crate) fn element(&self, id: NodeId) -> Option<&Element> {
        match self.content(id) {
            Content::Element(element) => Some(element),
            _ => None,
        }
    }

    /// The element at `id`, if it is one.
    pub(crate) fn element_mut(&mut self, id: NodeId) -> Option<&mut Element> {
        match &mut self.node_mut(id).content {
            Content::Element(element) => Some(element),
            _ => None,
        }
    }

    /// The element's name; empty for what is no element.
    pub(crate) fn name(&self, id: NodeId) -> &str {
        self.element(id).map_or("", |element| &element.name)
    }

    /// Whether the node is an element of this name.
    pub(crate) fn is(&self, id: NodeId, name: &str) -> bool {
        self.name(id) == name
    }

    /// Whether the node is an element of one of these names.
    pub(crate) fn is_any(&self, id: NodeId, names: &[&str]) -> bool {
        names.contains(&self.name(id))
    }

    /// Whether the node is an element of this class.
    pub(crate) fn has_class(&self, id: NodeId, class: &str) -> bool {
        self.element(id).is_some_and(|element| element.has_class(class))
    }

    /// An attribute of an element.
    pub(crate) fn attribute(&self, id: NodeId, name: &str) -> Option<&str> {
        self.element(id)?.attribute(name)
    }

    /// The text of a text node.
    pub(crate) fn text(&self, id: NodeId) -> Option<&str> {
        match self.content(id) {
            Content::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The text of a text node.
    pub(crate) fn text_mut(&mut self, id: NodeId) -> Option<&mut String> {
        match &mut self.node_mut(id).content {
            Content::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn parent(&self, id: NodeId) -> Option<NodeId> {
        self.node(id).parent
    }

    pub(crate) fn first_child(&self, id: NodeId) -> Option<NodeId> {
        self.node(id).first
    }

    pub(crate) fn last_child(&self, id: NodeId) -> Option<NodeId> {
        self.node(id).last
    }

    pub(crate) fn next_sibling(&self, id: NodeId) -> Option<NodeId> {
        self.node(id).next
    }

    pub(crate) fn previous_sibling(&self, id: NodeId) -> Option<NodeId> {
        self.node(id).previous
    }
}
