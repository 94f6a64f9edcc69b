//! What attributes and style sheets say about an element, and how long it takes to find out.

use std::cell::Cell;

use resvg::usvg::roxmltree::{Document, Node};
use simplecss::{AttributeOperator, DeclarationTokenizer, Element, PseudoClass, StyleSheet};

use super::too_complex;
use crate::Error;

/// Pairs of selectors and declarations in all sheets at most.
const MAX_PAIRS: usize = 2 << 20;

/// Sheets at most.
const MAX_SHEETS: usize = 100;

/// Elements and attributes that are looked at, to find to whom the rules apply, at most.
const MAX_STEPS: u64 = 48 << 20;

/// All style sheets of a drawing.
#[derive(Debug)]
pub(super) struct Styles<'a> {
    sheet: StyleSheet<'a>,
    steps: Cell<u64>,
}

impl<'a> Styles<'a> {
    /// Those of this document.
    pub(super) fn of(document: &'a Document<'_>) -> Result<Self, Error> {
        let texts: Vec<&str> = texts(document).take(MAX_SHEETS + 1).collect();
        let count =
            |sign: u8| texts.iter().flat_map(|text| text.bytes()).filter(|byte| *byte == sign).count();
        // Each selector of a rule is given all declarations of the rule.
        if texts.len() > MAX_SHEETS || (count(b',') + 1).saturating_mul(count(b':')) > MAX_PAIRS {
            return Err(too_complex("its style sheets"));
        }
        let mut sheet = StyleSheet::new();
        for text in texts {
            sheet.parse_more(text);
        }
        Ok(Self { sheet, steps: Cell::new(0) })
    }

    /// Hands over each property of an element with its value, and gives the number of steps that it took to find them.
    pub(super) fn properties(
        &self,
        node: Node<'_, '_>,
        mut each: impl FnMut(&str, &str),
    ) -> Result<u64, Error> {
        let before = self.steps.get();
        let mut each = |name, value| {
            self.steps.set(self.steps.get() + 1);
            each(name, value);
        };
        for attribute in node.attributes() {
            each(attribute.name(), attribute.value());
        }
        let element = Styled { node, steps: &self.steps };
        element.step(self.sheet.rules.len());
        let rules = self.sheet.rules.iter().filter(|rule| rule.selector.matches(&element));
        let declared = rules.flat_map(|rule| rule.declarations.iter().copied());
        let own = DeclarationTokenizer::from(node.attribute("style").unwrap_or_default());
        for declaration in declared.chain(own) {
            each(declaration.name, declaration.value);
        }
        if self.steps.get() >= MAX_STEPS {
            return Err(too_complex("its style sheets"));
        }
        Ok(self.steps.get() - before)
    }
}

/// The texts of the style sheets.
pub(super) fn texts<'a>(document: &'a Document<'_>) -> impl Iterator<Item = &'a str> {
    document.descendants().filter(|node| node.has_tag_name("style")).filter_map(|node| node.text())
}

/// An element that counts how often it is looked at. Where that was too often it has no parents any more: selectors that
/// look for theirs among all of them could take for ever.
#[derive(Debug)]
struct Styled<'a, 'input> {
    node: Node<'a, 'input>,
    steps: &'a Cell<u64>,
}

impl Styled<'_, '_> {
    /// Counts; false where that was too often.
    fn step(&self, length: usize) -> bool {
        self.steps.set(self.steps.get() + 1 + length as u64);
        self.steps.get() < MAX_STEPS
    }
}

impl Element for Styled<'_, '_> {
    fn parent_element(&self) -> Option<Self> {
        let parent = self.node.parent_element().filter(|_| self.step(0))?;
        Some(Self { node: parent, steps: self.steps })
    }

    fn prev_sibling_element(&self) -> Option<Self> {
        let before = self.node.prev_siblings().skip(1).find(|node| !self.step(0) || node.is_element())?;
        Some(Self { node: before, steps: self.steps })
    }

    fn has_local_name(&self, name: &str) -> bool {
        self.step(0) && self.node.tag_name().name() == name
    }

    fn attribute_matches(&self, name: &str, operator: AttributeOperator<'_>) -> bool {
        self.step(self.node.attributes().len())
            && self.node.attribute(name).is_some_and(|value| operator.matches(value))
    }

    fn pseudo_class_matches(&self, class: PseudoClass<'_>) -> bool {
        matches!(class, PseudoClass::FirstChild) && self.prev_sibling_element().is_none()
    }
}
