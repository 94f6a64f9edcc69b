//! What passes ask of elements.

use html5ever::{Attribute, LocalName, QualName, ns};

use super::tree::{Data, NodeId, Tree};

/// Elements that stand on lines of their own (docs/reference/html-compat.md D12), and what becomes `section`.
const BLOCKS: [&str; 25] = [
    "li",
    "ul",
    "ol",
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "section",
    "div",
    "blockquote",
    "figure",
    "figcaption",
    "table",
    "thead",
    "tbody",
    "tfoot",
    "tr",
    "th",
    "td",
    "pre",
    "hr",
    "caption",
];
const LISTS: [&str; 2] = ["ul", "ol"];

impl Tree {
    /// The name of an HTML element; empty for SVG, MathML and all that is no element.
    pub(super) fn name(&self, id: NodeId) -> &str {
        let name = self.qual_name(id);
        if name.ns == ns!(html) { &name.local } else { "" }
    }

    pub(super) fn is_block(&self, id: NodeId) -> bool {
        BLOCKS.contains(&self.name(id))
    }

    pub(super) fn is_list(&self, id: NodeId) -> bool {
        LISTS.contains(&self.name(id))
    }

    /// Whether it is an element of SVG or MathML.
    pub(super) fn is_foreign(&self, id: NodeId) -> bool {
        matches!(self.data(id), Data::Element { name, .. } if name.ns != ns!(html))
    }

    /// An item that stands directly in a list.
    pub(super) fn is_item(&self, id: NodeId) -> bool {
        self.name(id) == "li" && self.parent(id).is_some_and(|parent| self.is_list(parent))
    }

    /// The text of a text node.
    pub(super) fn text(&self, id: NodeId) -> Option<&str> {
        match self.data(id) {
            Data::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Whether it is a text of blanks; a no-break space is none.
    pub(super) fn is_blank(&self, id: NodeId) -> bool {
        self.text(id).is_some_and(|text| text.bytes().all(|byte| byte.is_ascii_whitespace()))
    }

    /// Whether it lies in an HTML element of one of these names.
    pub(super) fn is_within(&self, id: NodeId, names: &[&str]) -> bool {
        std::iter::successors(self.parent(id), |node| self.parent(*node))
            .any(|node| names.contains(&self.name(node)))
    }

    /// The value of an attribute.
    pub(super) fn attribute(&self, id: NodeId, name: &str) -> Option<&str> {
        self.attributes(id).iter().find(|one| &*one.name.local == name).map(|one| &*one.value)
    }

    pub(super) fn attributes(&self, id: NodeId) -> &[Attribute] {
        match self.data(id) {
            Data::Element { attributes, .. } => attributes,
            _ => &[],
        }
    }

    /// Sets an attribute, or with `None` removes it.
    pub(super) fn set_attribute(&mut self, id: NodeId, name: &str, value: Option<&str>) {
        let Data::Element { attributes, .. } = self.data_mut(id) else { return };
        let place = attributes.iter().position(|one| &*one.name.local == name);
        match (place, value) {
            (Some(place), Some(value)) => attributes[place].value = value.into(),
            (Some(place), None) => {
                attributes.remove(place);
            }
            (None, Some(value)) => {
                let name = QualName::new(None, ns!(), LocalName::from(name));
                attributes.push(Attribute { name, value: value.into() });
            }
            (None, None) => {}
        }
    }

    /// An element like another, without its children.
    pub(super) fn make_like(&mut self, id: NodeId) -> NodeId {
        let data = self.data(id).clone();
        self.make(data)
    }
}
