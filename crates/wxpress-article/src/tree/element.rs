//! One element: its name, attributes and style.

use html5ever::LocalName;

use crate::css::Style;

/// An element of HTML or SVG.
#[derive(Debug, Clone)]
pub(crate) struct Element {
    /// Local name: lower case, but for SVG's own spelling (`viewBox`'s like).
    pub(crate) name: LocalName,
    /// Attributes in the order they were written; `style` is among them only until the cascade has read it.
    pub(crate) attributes: Vec<(LocalName, String)>,
    /// Declarations for the `style` attribute, once the cascade has run.
    pub(crate) style: Style,
}

impl Element {
    pub(crate) fn new(name: &str) -> Self {
        Self { name: LocalName::from(name), attributes: Vec::new(), style: Style::default() }
    }

    pub(crate) fn with_class(name: &str, class: &str) -> Self {
        let mut element = Self::new(name);
        element.set("class", class);
        element
    }

    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| &**key == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn set(&mut self, name: &str, value: impl Into<String>) {
        let value = value.into();
        match self.attributes.iter_mut().find(|(key, _)| &**key == name) {
            Some((_, old)) => *old = value,
            None => self.attributes.push((LocalName::from(name), value)),
        }
    }

    /// Takes an attribute away and returns it.
    pub(crate) fn take(&mut self, name: &str) -> Option<String> {
        let at = self.attributes.iter().position(|(key, _)| &**key == name)?;
        Some(self.attributes.remove(at).1)
    }

    pub(crate) fn classes(&self) -> impl Iterator<Item = &str> {
        self.attribute("class").unwrap_or_default().split_ascii_whitespace()
    }

    pub(crate) fn has_class(&self, class: &str) -> bool {
        self.classes().any(|own| own == class)
    }

    pub(crate) fn add_class(&mut self, class: &str) {
        if self.has_class(class) {
            return;
        }
        let classes = match self.attribute("class") {
            Some(old) if !old.is_empty() => format!("{old} {class}"),
            _ => class.to_owned(),
        };
        self.set("class", classes);
    }
}
