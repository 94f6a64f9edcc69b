//! Which elements a selector means.

use std::borrow::Borrow;
use std::fmt;

use cssparser::{ParseError, ToCss, serialize_identifier};
use html5ever::LocalName;
use precomputed_hash::PrecomputedHash;
use selectors::attr::{AttrSelectorOperation, CaseSensitivity, NamespaceConstraint};
use selectors::bloom::BloomFilter;
use selectors::context::{
    MatchingContext, MatchingForInvalidation, MatchingMode, NeedsSelectorFlags, QuirksMode, SelectorCaches,
};
use selectors::matching::{ElementSelectorFlags, matches_selector};
use selectors::parser::{NonTSPseudoClass, PseudoElement, Selector, SelectorImpl, SelectorParseErrorKind};
use selectors::{Element, OpaqueElement};

use super::effort::Effort;
use crate::tree::{NodeId, Tree};

/// The ids by which style sheets call the article: ours, and those of the themes that people already have.
pub(crate) const ROOT_IDS: [&str; 3] = ["article", "nice", "wenyan"];

/// The elements of a document that an article's own section stands for.
pub(crate) const ROOT_NAMES: [&str; 2] = ["body", "html"];

/// A name in a selector.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Name(LocalName);

impl From<&str> for Name {
    fn from(name: &str) -> Self {
        Self(LocalName::from(name))
    }
}

impl AsRef<str> for Name {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl Borrow<LocalName> for Name {
    fn borrow(&self) -> &LocalName {
        &self.0
    }
}

impl PrecomputedHash for Name {
    fn precomputed_hash(&self) -> u32 {
        self.0.precomputed_hash()
    }
}

impl ToCss for Name {
    fn to_css<W: fmt::Write>(&self, dest: &mut W) -> fmt::Result {
        serialize_identifier(&self.0, dest)
    }
}

/// `::before` and `::after`: what they generate becomes part of the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pseudo {
    Before,
    After,
}

impl ToCss for Pseudo {
    fn to_css<W: fmt::Write>(&self, dest: &mut W) -> fmt::Result {
        dest.write_str(match self {
            Self::Before => "::before",
            Self::After => "::after",
        })
    }
}

impl PseudoElement for Pseudo {}

/// Pseudo-classes of a state: an article on paper has none, so rules with one are dropped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum State {}

impl ToCss for State {
    fn to_css<W: fmt::Write>(&self, _dest: &mut W) -> fmt::Result {
        match *self {}
    }
}

impl NonTSPseudoClass for State {
    fn is_active_or_hover(&self) -> bool {
        match *self {}
    }

    fn is_user_action_state(&self) -> bool {
        match *self {}
    }
}

/// The selectors of an article's style sheets.
#[derive(Debug, Clone)]
pub(crate) struct Article;

impl SelectorImpl for Article {
    type ExtraMatchingData<'a> = ();
    type AttrValue = Name;
    type Identifier = Name;
    type LocalName = Name;
    type NamespaceUrl = Name;
    type NamespacePrefix = Name;
    type BorrowedNamespaceUrl = Name;
    type BorrowedLocalName = LocalName;
    type NonTSPseudoClass = State;
    type PseudoElement = Pseudo;
}

/// Reads selectors.
pub(super) struct Selectors;

impl selectors::Parser<'_> for Selectors {
    type Impl = Article;
    type Error = SelectorParseErrorKind;

    fn parse_is_and_where(&self) -> bool {
        true
    }

    fn parse_pseudo_element(&self, name: &str) -> Result<Pseudo, ParseError<SelectorParseErrorKind>> {
        match name {
            name if name.eq_ignore_ascii_case("before") => Ok(Pseudo::Before),
            name if name.eq_ignore_ascii_case("after") => Ok(Pseudo::After),
            _ => Err(ParseError::custom(SelectorParseErrorKind::UnsupportedPseudoClassOrElement)),
        }
    }
}

/// An element that selectors look at.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate<'a> {
    pub(super) tree: &'a Tree,
    pub(super) node: NodeId,
    /// The element that stands for the whole article.
    pub(super) article: NodeId,
    /// What looking around takes from; when it is spent there is nothing around.
    pub(super) effort: &'a Effort,
}

impl Candidate<'_> {
    /// Whether the selector means this element, or its pseudo-element where it ends with one.
    pub(super) fn matches(self, selector: &Selector<Article>, caches: &mut SelectorCaches) -> bool {
        let mode = if selector.has_pseudo_element() {
            MatchingMode::ForStatelessPseudoElement
        } else {
            MatchingMode::Normal
        };
        let mut context = MatchingContext::new(
            mode,
            None,
            caches,
            QuirksMode::NoQuirks,
            NeedsSelectorFlags::No,
            MatchingForInvalidation::No,
        );
        matches_selector(selector, 0, None, self, &mut context)
    }

    fn at(self, node: NodeId) -> Self {
        Self { node, ..self }
    }

    fn siblings(self, step: impl Fn(NodeId) -> Option<NodeId>) -> Option<Self> {
        std::iter::successors(step(self.node), |at| step(*at))
            .take_while(|_| self.effort.spend(1))
            .find(|node| self.tree.element(*node).is_some())
            .map(|node| self.at(node))
    }
}

impl Element for Candidate<'_> {
    type Impl = Article;

    fn opaque(&self) -> OpaqueElement {
        OpaqueElement::new(self.tree.content(self.node))
    }

    fn parent_element(&self) -> Option<Self> {
        let parent = self.tree.parent(self.node).filter(|_| self.effort.spend(1))?;
        self.tree.element(parent).map(|_| self.at(parent))
    }

    fn parent_node_is_shadow_root(&self) -> bool {
        false
    }

    fn containing_shadow_host(&self) -> Option<Self> {
        None
    }

    fn is_pseudo_element(&self) -> bool {
        false
    }

    fn prev_sibling_element(&self) -> Option<Self> {
        self.siblings(|at| self.tree.previous_sibling(at))
    }

    fn next_sibling_element(&self) -> Option<Self> {
        self.siblings(|at| self.tree.next_sibling(at))
    }

    fn first_element_child(&self) -> Option<Self> {
        let first = self.tree.child_elements(self.node).next()?;
        Some(self.at(first))
    }

    fn is_html_element_in_html_document(&self) -> bool {
        true
    }

    fn has_local_name(&self, name: &LocalName) -> bool {
        if self.node == self.article && ROOT_NAMES.contains(&&**name) {
            return true;
        }
        self.tree.element(self.node).is_some_and(|element| element.name == *name)
    }

    fn has_namespace(&self, _namespace: &Name) -> bool {
        true
    }

    fn is_same_type(&self, other: &Self) -> bool {
        self.tree.name(self.node) == other.tree.name(other.node)
    }

    fn attr_matches(
        &self,
        _namespace: &NamespaceConstraint<&Name>,
        name: &Name,
        operation: &AttrSelectorOperation<&Name>,
    ) -> bool {
        self.tree
            .attribute(self.node, &name.0)
            .is_some_and(|value| self.effort.spend(value.len()) && operation.eval_str(value))
    }

    fn match_non_ts_pseudo_class(&self, state: &State, _context: &mut MatchingContext<'_, Article>) -> bool {
        match *state {}
    }

    fn match_pseudo_element(&self, _pseudo: &Pseudo, _context: &mut MatchingContext<'_, Article>) -> bool {
        false
    }

    fn apply_selector_flags(&self, _flags: ElementSelectorFlags) {}

    fn is_link(&self) -> bool {
        self.tree.is(self.node, "a") && self.tree.attribute(self.node, "href").is_some()
    }

    fn is_html_slot_element(&self) -> bool {
        false
    }

    fn has_id(&self, id: &Name, case: CaseSensitivity) -> bool {
        if self.node == self.article {
            return ROOT_IDS.contains(&id.as_ref());
        }
        self.tree
            .attribute(self.node, "id")
            .is_some_and(|own| case.eq(own.as_bytes(), id.as_ref().as_bytes()))
    }

    fn has_class(&self, class: &Name, case: CaseSensitivity) -> bool {
        self.tree.element(self.node).is_some_and(|element| {
            element
                .classes()
                .take_while(|own| self.effort.spend(own.len()))
                .any(|own| case.eq(own.as_bytes(), class.as_ref().as_bytes()))
        })
    }

    fn has_custom_state(&self, _name: &Name) -> bool {
        false
    }

    fn imported_part(&self, _name: &Name) -> Option<Name> {
        None
    }

    fn is_part(&self, _name: &Name) -> bool {
        false
    }

    fn is_empty(&self) -> bool {
        self.tree.children(self.node).all(|child| {
            self.tree.element(child).is_none() && self.tree.text(child).is_none_or(str::is_empty)
        })
    }

    fn is_root(&self) -> bool {
        self.node == self.article
    }

    fn add_element_unique_hashes(&self, _filter: &mut BloomFilter) -> bool {
        false
    }
}
