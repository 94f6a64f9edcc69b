//! Changes of a tree.

use html5ever::LocalName;

use super::{Content, Element, NodeId, Tree};

impl Tree {
    /// A new element, not yet linked.
    pub(crate) fn new_element(&mut self, element: Element) -> NodeId {
        self.create(Content::Element(element), 0)
    }

    /// A new text, not yet linked.
    pub(crate) fn new_text(&mut self, text: impl Into<String>) -> NodeId {
        self.create(Content::Text(text.into()), 0)
    }

    /// Markup that is written as it is, not yet linked.
    pub(crate) fn new_markup(&mut self, markup: impl Into<String>) -> NodeId {
        self.create(Content::Markup(markup.into()), 0)
    }

    /// A new element of a name and class with one text in it; no class where it is empty.
    pub(crate) fn new_labelled(&mut self, name: &str, class: &str, text: impl Into<String>) -> NodeId {
        let element = if class.is_empty() { Element::new(name) } else { Element::with_class(name, class) };
        let element = self.new_element(element);
        let text = self.new_text(text);
        self.append(element, text);
        element
    }

    /// Takes a node, with what it holds, out of its place.
    pub(crate) fn detach(&mut self, id: NodeId) {
        let (parent, previous, next) = {
            let node = self.node_mut(id);
            (node.parent.take(), node.previous.take(), node.next.take())
        };
        match previous {
            Some(previous) => self.node_mut(previous).next = next,
            None => {
                if let Some(parent) = parent {
                    self.node_mut(parent).first = next;
                }
            }
        }
        match next {
            Some(next) => self.node_mut(next).previous = previous,
            None => {
                if let Some(parent) = parent {
                    self.node_mut(parent).last = previous;
                }
            }
        }
    }

    /// Puts a node at the end of another.
    pub(crate) fn append(&mut self, parent: NodeId, child: NodeId) {
        self.detach(child);
        let last = self.node_mut(parent).last.replace(child);
        match last {
            Some(last) => self.node_mut(last).next = Some(child),
            None => self.node_mut(parent).first = Some(child),
        }
        let node = self.node_mut(child);
        node.parent = Some(parent);
        node.previous = last;
    }

    /// Puts a node at the beginning of another.
    pub(crate) fn prepend(&mut self, parent: NodeId, child: NodeId) {
        match self.first_child(parent) {
            Some(first) => self.insert_before(first, child),
            None => self.append(parent, child),
        }
    }

    /// Puts a node before another.
    pub(crate) fn insert_before(&mut self, next: NodeId, id: NodeId) {
        self.detach(id);
        let (parent, previous) = (self.node(next).parent, self.node(next).previous);
        match previous {
            Some(previous) => self.node_mut(previous).next = Some(id),
            None => {
                if let Some(parent) = parent {
                    self.node_mut(parent).first = Some(id);
                }
            }
        }
        self.node_mut(next).previous = Some(id);
        let node = self.node_mut(id);
        (node.parent, node.previous, node.next) = (parent, previous, Some(next));
    }

    /// Puts a node after another.
    pub(crate) fn insert_after(&mut self, previous: NodeId, id: NodeId) {
        match self.next_sibling(previous) {
            Some(next) => self.insert_before(next, id),
            None => {
                if let Some(parent) = self.parent(previous) {
                    self.append(parent, id);
                }
            }
        }
    }

    /// Puts a node in the place of another, which is left unlinked.
    pub(crate) fn replace(&mut self, old: NodeId, new: NodeId) {
        self.insert_before(old, new);
        self.detach(old);
    }

    /// Moves all children of a node to the end of another.
    pub(crate) fn move_children(&mut self, from: NodeId, to: NodeId) {
        while let Some(child) = self.first_child(from) {
            self.append(to, child);
        }
    }

    /// Puts what a node holds in its place.
    pub(crate) fn unwrap(&mut self, id: NodeId) {
        while let Some(child) = self.first_child(id) {
            self.insert_before(id, child);
        }
        self.detach(id);
    }

    /// Puts a node inside a new element that takes its place.
    pub(crate) fn wrap(&mut self, id: NodeId, wrapper: Element) -> NodeId {
        let wrapper = self.new_element(wrapper);
        self.insert_before(id, wrapper);
        self.append(wrapper, id);
        wrapper
    }

    /// Puts all that a node holds inside one new element.
    pub(crate) fn wrap_children(&mut self, id: NodeId, wrapper: Element) -> NodeId {
        let wrapper = self.new_element(wrapper);
        self.move_children(id, wrapper);
        self.append(id, wrapper);
        wrapper
    }

    /// Gives an element another name.
    pub(crate) fn rename(&mut self, id: NodeId, name: &str) {
        if let Some(element) = self.element_mut(id) {
            element.name = LocalName::from(name);
        }
    }
}
