//! The declarations of one element.

use std::fmt;
use std::sync::Arc;

/// The declarations of one element, each property once, in the order in which they count.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Style {
    declarations: Vec<(Arc<str>, Arc<str>)>,
}

/// Longhands that a shorthand sets though they do not begin with its name and a hyphen.
const ALSO_SET: &[(&str, &[&str])] = &[
    ("font", &["line-height"]),
    ("border-width", &["border-top-width", "border-right-width", "border-bottom-width", "border-left-width"]),
    ("border-color", &["border-top-color", "border-right-color", "border-bottom-color", "border-left-color"]),
    ("border-style", &["border-top-style", "border-right-style", "border-bottom-style", "border-left-style"]),
];

impl Style {
    pub(crate) fn is_empty(&self) -> bool {
        self.declarations.is_empty()
    }

    /// How many declarations there are.
    pub(crate) fn len(&self) -> usize {
        self.declarations.len()
    }

    /// The value of a property that stands under its own name.
    pub(crate) fn value(&self, property: &str) -> Option<&str> {
        self.declarations.iter().find(|(own, _)| &**own == property).map(|(_, value)| &**value)
    }

    /// Sets a property; what it covers, under its own name or as a shorthand, is forgotten.
    pub(crate) fn set(&mut self, property: impl Into<Arc<str>>, value: impl Into<Arc<str>>) {
        let property = property.into();
        self.declarations.retain(|(own, _)| !covers(&property, own));
        self.declarations.push((property, value.into()));
    }

    /// Sets a property unless it, or a shorthand of it, is set.
    pub(crate) fn set_default(&mut self, property: &str, value: &str) {
        if !self.declarations.iter().any(|(own, _)| covers(own, property)) {
            self.declarations.push((property.into(), value.into()));
        }
    }

    /// Takes a property away and returns its value.
    pub(crate) fn take(&mut self, property: &str) -> Option<Arc<str>> {
        let at = self.declarations.iter().position(|(own, _)| &**own == property)?;
        Some(self.declarations.remove(at).1)
    }

    /// Keeps the declarations for which `keep` says so.
    pub(crate) fn retain(&mut self, mut keep: impl FnMut(&str, &str) -> bool) {
        self.declarations.retain(|(property, value)| keep(property, value));
    }

    /// Puts another value in the place of each.
    pub(crate) fn rewrite(&mut self, mut change: impl FnMut(&Arc<str>, &Arc<str>) -> Arc<str>) {
        for (property, value) in &mut self.declarations {
            *value = change(property, value);
        }
    }

    /// The declarations, in their order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.declarations.iter().map(|(property, value)| (&**property, &**value))
    }
}

/// Whether setting `property` makes an earlier `other` void.
fn covers(property: &str, other: &str) -> bool {
    if property == other {
        return true;
    }
    let longhand = other.strip_prefix(property).is_some_and(|rest| rest.starts_with('-'));
    // `border-collapse` and its like are no parts of `border`.
    let apart = matches!(other, "border-collapse" | "border-spacing" | "border-radius")
        || other.ends_with("-radius")
        || matches!(property, "text" | "line" | "word");
    (longhand && !apart)
        || ALSO_SET.iter().any(|(shorthand, set)| *shorthand == property && set.contains(&other))
}

impl fmt::Display for Style {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, (property, value)) in self.declarations.iter().enumerate() {
            if at > 0 {
                f.write_str(";")?;
            }
            write!(f, "{property}:{value}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn style(declarations: &[(&str, &str)]) -> String {
        let mut style = Style::default();
        for (property, value) in declarations {
            style.set(*property, *value);
        }
        style.to_string()
    }

    #[test]
    fn later_declarations_win() {
        assert_eq!(style(&[("color", "red"), ("margin", "0"), ("color", "blue")]), "margin:0;color:blue");
        assert_eq!(style(&[("margin-top", "1px"), ("margin", "0")]), "margin:0");
        assert_eq!(style(&[("margin", "0"), ("margin-top", "1px")]), "margin:0;margin-top:1px");
        assert_eq!(style(&[("border-left-color", "red"), ("border-color", "blue")]), "border-color:blue");
        assert_eq!(
            style(&[("border-radius", "4px"), ("border", "0")]),
            "border-radius:4px;border:0",
            "a radius is no part of a border"
        );
        assert_eq!(style(&[("line-height", "2"), ("font", "1em serif")]), "font:1em serif");
    }

    #[test]
    fn a_default_yields_to_what_is_there() {
        let mut style = Style::default();
        style.set("margin", "1px");
        style.set_default("margin-top", "2px");
        style.set_default("color", "red");
        assert_eq!(style.to_string(), "margin:1px;color:red");
    }
}
