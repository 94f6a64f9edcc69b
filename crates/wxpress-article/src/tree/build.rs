//! What html5ever builds a [`Tree`] through.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};

use html5ever::interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, LocalName, Namespace, QualName, local_name, ns};

use super::{Content, Element, NodeId, Tree};
use crate::css::Style;

/// A tree that is being built. Comments and processing instructions become unlinked nodes: articles keep none.
#[derive(Debug)]
pub(super) struct Builder {
    tree: RefCell<Tree>,
    /// The namespaces of the tree's elements, by node.
    names: RefCell<Vec<Option<QualName>>>,
    /// How deep each node lay when it was put into the tree.
    depths: RefCell<Vec<usize>>,
    deepest: Cell<usize>,
    line: Cell<u32>,
}

impl Builder {
    pub(super) fn new() -> Self {
        Self {
            tree: RefCell::new(Tree::new()),
            names: RefCell::default(),
            depths: RefCell::default(),
            deepest: Cell::new(0),
            line: Cell::new(1),
        }
    }

    /// How many elements lay in each other at most.
    pub(super) fn deepest(&self) -> usize {
        self.deepest.get()
    }

    /// How many nodes there are by now.
    pub(super) fn len(&self) -> usize {
        self.tree.borrow().len()
    }

    fn create(&self, content: Content) -> NodeId {
        self.tree.borrow_mut().create(content, self.line.get())
    }

    fn put(&self, child: NodeOrText<NodeId>, last: Option<NodeId>, link: impl FnOnce(&mut Tree, NodeId)) {
        let node = match child {
            NodeOrText::AppendNode(node) => node,
            NodeOrText::AppendText(text) => {
                let mut tree = self.tree.borrow_mut();
                if let Some(before) = last.and_then(|last| tree.text_mut(last)) {
                    before.push_str(&text);
                    return;
                }
                tree.create(Content::Text(text.into()), self.line.get())
            }
        };
        link(&mut self.tree.borrow_mut(), node);
        let above = self.tree.borrow().parent(node);
        let mut depths = self.depths.borrow_mut();
        let depth = above.and_then(|above| depths.get(above.index()).copied()).unwrap_or_default() + 1;
        if depths.len() <= node.index() {
            depths.resize(node.index() + 1, 0);
        }
        depths[node.index()] = depth;
        self.deepest.set(self.deepest.get().max(depth));
    }
}

/// An element's name, on its own feet: the tree may change while the parser looks at it.
#[derive(Debug)]
pub(super) struct Name(QualName);

impl ElemName for Name {
    fn ns(&self) -> &Namespace {
        &self.0.ns
    }

    fn local_name(&self) -> &LocalName {
        &self.0.local
    }
}

impl TreeSink for Builder {
    type Handle = NodeId;
    type Output = Tree;
    type ElemName<'a> = Name;

    fn finish(self) -> Tree {
        self.tree.into_inner()
    }

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        self.tree.borrow().root()
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> Name {
        let name = self.names.borrow().get(target.index()).cloned().flatten();
        Name(name.unwrap_or_else(|| QualName::new(None, ns!(html), local_name!("html"))))
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _flags: ElementFlags) -> NodeId {
        let element = Element {
            // `tr` in MathML is no row of a table.
            name: if name.ns == ns!(mathml) && name.local != local_name!("math") {
                LocalName::from(format!("math:{}", name.local))
            } else {
                name.local.clone()
            },
            attributes: attributes.into_iter().map(named).collect(),
            style: Style::default(),
        };
        let id = self.create(Content::Element(element));
        let mut names = self.names.borrow_mut();
        names.resize(id.index(), None);
        names.push(Some(name));
        id
    }

    fn create_comment(&self, _text: StrTendril) -> NodeId {
        self.create(Content::Fragment)
    }

    fn create_pi(&self, _target: StrTendril, _data: StrTendril) -> NodeId {
        self.create(Content::Fragment)
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        let last = self.tree.borrow().last_child(*parent);
        self.put(child, last, |tree, node| tree.append(*parent, node));
    }

    fn append_based_on_parent_node(&self, element: &NodeId, previous: &NodeId, child: NodeOrText<NodeId>) {
        if self.tree.borrow().parent(*element).is_some() {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_doctype_to_document(&self, _name: StrTendril, _public: StrTendril, _system: StrTendril) {}

    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        *target
    }

    fn same_node(&self, one: &NodeId, other: &NodeId) -> bool {
        one == other
    }

    fn set_quirks_mode(&self, _mode: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &NodeId, child: NodeOrText<NodeId>) {
        let before = self.tree.borrow().previous_sibling(*sibling);
        self.put(child, before, |tree, node| tree.insert_before(*sibling, node));
    }

    fn add_attrs_if_missing(&self, target: &NodeId, attributes: Vec<Attribute>) {
        if let Some(element) = self.tree.borrow_mut().element_mut(*target) {
            for (name, value) in attributes.into_iter().map(named) {
                if element.attribute(&name).is_none() {
                    element.attributes.push((name, value));
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &NodeId) {
        self.tree.borrow_mut().detach(*target);
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        self.tree.borrow_mut().move_children(*node, *new_parent);
    }

    fn set_current_line(&self, line: u64) {
        self.line.set(u32::try_from(line).unwrap_or(u32::MAX));
    }
}

/// `xlink:href` is told apart from `href` by its prefix.
fn named(attribute: Attribute) -> (LocalName, String) {
    let name = match &attribute.name.prefix {
        Some(prefix) if !prefix.is_empty() => LocalName::from(format!("{prefix}:{}", attribute.name.local)),
        _ => attribute.name.local,
    };
    (name, attribute.value.into())
}
