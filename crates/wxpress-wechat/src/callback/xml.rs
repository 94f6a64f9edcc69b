//! Reading the XML of a push: leniently, as its elements vary.

use std::str::FromStr;

use roxmltree::{Document, Node, ParsingOptions};

use super::CallbackError;

/// Elements and texts of one push: a result for eight articles has about two hundred.
const MAX_NODES: u32 = 10_000;

pub(super) fn parse(text: &str) -> Result<Document<'_>, CallbackError> {
    let options = ParsingOptions { nodes_limit: MAX_NODES, ..ParsingOptions::default() };
    Document::parse_with_options(text, options).map_err(|error| CallbackError::Malformed(error.to_string()))
}

/// The encrypted message of a push that has one.
pub(super) fn encrypted(text: &str) -> Result<Option<String>, CallbackError> {
    let document = parse(text)?;
    Ok(self::text(document.root_element(), "Encrypt").map(str::to_owned))
}

/// The first child element of this name.
pub(super) fn child<'a, 'input>(parent: Node<'a, 'input>, name: &str) -> Option<Node<'a, 'input>> {
    parent.children().find(|node| node.has_tag_name(name))
}

/// The text of the first child element of this name, if there is any.
pub(super) fn text<'a>(parent: Node<'a, '_>, name: &str) -> Option<&'a str> {
    child(parent, name)?.text().map(str::trim).filter(|text| !text.is_empty())
}

/// The number in the first child element of this name, if there is one.
pub(super) fn number<T: FromStr>(parent: Node<'_, '_>, name: &str) -> Option<T> {
    text(parent, name)?.parse().ok()
}

/// The `item` elements of a list.
pub(super) fn items<'a, 'input>(list: Node<'a, 'input>) -> impl Iterator<Item = Node<'a, 'input>> {
    list.children().filter(|node| node.has_tag_name("item"))
}
