//! How the parser builds a tree.

use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, QualName};

use super::tree::{Data, NodeId, Tree};

/// A tree that is being built.
pub(super) struct Builder {
    tree: RefCell<Tree>,
    document: NodeId,
    /// The element that was put somewhere last.
    latest: Cell<NodeId>,
}

impl Builder {
    pub(super) fn new() -> Self {
        let mut tree = Tree::new();
        let document = tree.make(Data::Other);
        Self { tree: RefCell::new(tree), document, latest: Cell::new(document) }
    }

    /// How deep the latest element lies.
    pub(super) fn depth(&self) -> usize {
        let tree = self.tree.borrow();
        std::iter::successors(Some(self.latest.get()), |node| tree.parent(*node)).count()
    }

    pub(super) fn node_count(&self) -> usize {
        self.tree.borrow().len()
    }

    /// Puts a child somewhere, by `place`; text joins the text at `neighbour`.
    fn put(
        &self,
        child: NodeOrText<NodeId>,
        neighbour: impl FnOnce(&Tree) -> Option<NodeId>,
        place: impl FnOnce(&mut Tree, NodeId),
    ) {
        let tree = &mut *self.tree.borrow_mut();
        let node = match child {
            NodeOrText::AppendNode(node) if matches!(tree.data(node), Data::Other) => return,
            NodeOrText::AppendNode(node) => {
                self.latest.set(node);
                node
            }
            NodeOrText::AppendText(text) => {
                let neighbour = neighbour(tree);
                if let Some(Data::Text(before)) = neighbour.map(|neighbour| tree.data_mut(neighbour)) {
                    before.push_str(&text);
                    return;
                }
                tree.make(Data::Text(text.to_string()))
            }
        };
        place(tree, node);
    }
}

impl TreeSink for Builder {
    type Handle = NodeId;
    /// With the document.
    type Output = (Tree, NodeId);
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Self::Output {
        (self.tree.into_inner(), self.document)
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        self.document
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> Ref<'a, QualName> {
        Ref::map(self.tree.borrow(), |tree| tree.qual_name(*target))
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> NodeId {
        self.tree.borrow_mut().make(Data::Element { name, attributes })
    }

    fn create_comment(&self, _: StrTendril) -> NodeId {
        self.tree.borrow_mut().make(Data::Other)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> NodeId {
        self.tree.borrow_mut().make(Data::Other)
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        self.put(child, |tree| tree.last(*parent), |tree, node| tree.append(*parent, node));
    }

    fn append_before_sibling(&self, sibling: &NodeId, child: NodeOrText<NodeId>) {
        self.put(child, |tree| tree.previous(*sibling), |tree, node| tree.insert_before(*sibling, node));
    }

    fn append_based_on_parent_node(&self, element: &NodeId, previous: &NodeId, child: NodeOrText<NodeId>) {
        let has_parent = self.tree.borrow().parent(*element).is_some();
        if has_parent {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    /// Templates hold their content like any element.
    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        *target
    }

    fn same_node(&self, one: &NodeId, other: &NodeId) -> bool {
        one == other
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn add_attrs_if_missing(&self, target: &NodeId, more: Vec<Attribute>) {
        if let Data::Element { attributes, .. } = self.tree.borrow_mut().data_mut(*target) {
            for attribute in more {
                if attributes.iter().all(|known| known.name != attribute.name) {
                    attributes.push(attribute);
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &NodeId) {
        self.tree.borrow_mut().detach(*target);
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        let tree = &mut *self.tree.borrow_mut();
        for child in tree.children(*node) {
            tree.append(*new_parent, child);
        }
    }
}
