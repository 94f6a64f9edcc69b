//! HTML as tests look at it, read by a parser that the engine does not share its tree with.

use std::fmt::Write as _;

use html5ever::tendril::TendrilSink as _;
use html5ever::{ParseOpts, QualName, local_name, ns, parse_fragment};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

/// Longest attribute that an outline shows whole, styles aside.
const LONG: usize = 100;

/// A piece of HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Node {
    Element(Element),
    Text(String),
}

/// An element with all it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
    pub(crate) children: Vec<Node>,
}

/// Reads a fragment as the body of a page.
pub(crate) fn read(html: &str) -> Vec<Node> {
    let context = QualName::new(None, ns!(html), local_name!("body"));
    let dom = parse_fragment(RcDom::default(), ParseOpts::default(), context, Vec::new(), false).one(html);
    // The parser puts the fragment below an `html` element of its own.
    let html = Handle::clone(&dom.document.children.borrow()[0]);
    children(&html)
}

fn children(node: &Handle) -> Vec<Node> {
    let children = node.children.borrow();
    children.iter().filter_map(own).collect()
}

fn own(node: &Handle) -> Option<Node> {
    match &node.data {
        NodeData::Text { contents } => Some(Node::Text(contents.borrow().to_string())),
        NodeData::Element { name, attrs, .. } => Some(Node::Element(Element {
            name: name.local.to_string(),
            attributes: attrs
                .borrow()
                .iter()
                .map(|attribute| (attribute.name.local.to_string(), attribute.value.to_string()))
                .collect(),
            children: children(node),
        })),
        NodeData::Comment { contents } => Some(Node::Text(format!("<!--{contents}-->"))),
        _ => None,
    }
}

impl Element {
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// A declaration of its style.
    pub(crate) fn style(&self, property: &str) -> Option<&str> {
        let declarations = self.attribute("style")?.split(';');
        declarations
            .filter_map(|declaration| declaration.split_once(':'))
            .find(|(own, _)| own.trim() == property)
            .map(|(_, value)| value.trim())
    }
}

/// All elements, in the order in which they begin.
pub(crate) fn elements(nodes: &[Node]) -> Vec<&Element> {
    let mut found = Vec::new();
    for node in nodes {
        if let Node::Element(element) = node {
            found.push(element);
            found.extend(elements(&element.children));
        }
    }
    found
}

/// All elements of a name, in the order in which they begin.
pub(crate) fn named<'n>(nodes: &'n [Node], name: &str) -> Vec<&'n Element> {
    elements(nodes).into_iter().filter(|element| element.name == name).collect()
}

/// All text, as it stands.
pub(crate) fn text(nodes: &[Node]) -> String {
    let mut text = String::new();
    for node in nodes {
        match node {
            Node::Text(own) => text.push_str(own),
            Node::Element(element) => text.push_str(&self::text(&element.children)),
        }
    }
    text
}

/// The same HTML with one element a line, indented, and long attributes cut.
pub(crate) fn outline(nodes: &[Node]) -> String {
    let mut lines = String::new();
    for node in nodes {
        write(node, 0, &mut lines);
    }
    lines
}

fn write(node: &Node, depth: usize, lines: &mut String) {
    let indent = "  ".repeat(depth);
    match node {
        Node::Text(text) => _ = writeln!(lines, "{indent}{}", visible(text)),
        Node::Element(element) => {
            let mut tag = element.name.clone();
            for (name, value) in &element.attributes {
                let value = if name == "style" { value.clone() } else { cut(value) };
                _ = write!(tag, " {name}={value:?}");
            }
            match element.children.as_slice() {
                [] => _ = writeln!(lines, "{indent}<{tag}>"),
                [Node::Text(text)] => _ = writeln!(lines, "{indent}<{tag}> {}", visible(text)),
                children => {
                    _ = writeln!(lines, "{indent}<{tag}>");
                    for child in children {
                        write(child, depth + 1, lines);
                    }
                }
            }
        }
    }
}

/// A text with its white space made visible.
fn visible(text: &str) -> String {
    format!("“{}”", text.replace('\u{a0}', "␣").replace('\n', "⏎"))
}

fn cut(value: &str) -> String {
    let length = value.chars().count();
    if length <= LONG {
        return value.to_owned();
    }
    let start: String = value.chars().take(LONG / 2).collect();
    format!("{start}… ({length} characters)")
}
