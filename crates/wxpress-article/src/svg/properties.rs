//! Properties that elements hand down to what they hold.

use std::rc::Rc;

use crate::tree::Element;

/// A property that is inherited, and what it is where nobody says anything.
struct Inherited {
    name: &'static str,
    initial: &'static str,
}

const fn inherited(name: &'static str, initial: &'static str) -> Inherited {
    Inherited { name, initial }
}

/// In the order in which they are written.
const INHERITED: [Inherited; 23] = [
    inherited("fill", "#000"),
    inherited("fill-opacity", "1"),
    inherited("fill-rule", "nonzero"),
    inherited("stroke", "none"),
    inherited("stroke-width", "1"),
    inherited("stroke-opacity", "1"),
    inherited("stroke-linecap", "butt"),
    inherited("stroke-linejoin", "miter"),
    inherited("stroke-miterlimit", "4"),
    inherited("stroke-dasharray", "none"),
    inherited("stroke-dashoffset", "0"),
    inherited("visibility", "visible"),
    inherited("font-size", "16"),
    inherited("font-weight", "normal"),
    inherited("font-style", "normal"),
    inherited("letter-spacing", "normal"),
    inherited("text-anchor", "start"),
    inherited("text-decoration", "none"),
    inherited("dominant-baseline", "auto"),
    inherited("color", "currentColor"),
    inherited("marker-start", "none"),
    inherited("marker-mid", "none"),
    inherited("marker-end", "none"),
];

/// The value of each inherited property at one place of a drawing.
#[derive(Debug, Clone)]
pub(super) struct Properties {
    values: [Option<Rc<str>>; INHERITED.len()],
}

impl Default for Properties {
    fn default() -> Self {
        Self { values: std::array::from_fn(|_| None) }
    }
}

impl Properties {
    /// Whether a property is one of these.
    pub(super) fn has(name: &str) -> bool {
        INHERITED.iter().any(|property| property.name == name)
    }

    /// What holds inside of an element: its declarations, else its attributes, else what held around it.
    pub(super) fn within(&self, element: &Element) -> Self {
        let mut inside = self.clone();
        for (slot, Inherited { name, .. }) in inside.values.iter_mut().zip(&INHERITED) {
            if let Some(own) = own(element, name).filter(|own| *own != "inherit") {
                *slot = Some(own.into());
            }
        }
        inside
    }

    /// A property's value, its initial one where nobody says anything.
    pub(super) fn get(&self, name: &str) -> &str {
        INHERITED
            .iter()
            .zip(&self.values)
            .find(|(property, _)| property.name == name)
            .map_or("", |(property, value)| value.as_deref().unwrap_or(property.initial))
    }

    /// Whether the property is not what it is where nobody says anything.
    pub(super) fn is_set(&self, name: &str) -> bool {
        let initial =
            INHERITED.iter().find(|property| property.name == name).map(|property| property.initial);
        initial.is_some_and(|initial| self.get(name) != initial)
    }
}

/// What an element itself says about a property.
pub(super) fn own<'a>(element: &'a Element, name: &str) -> Option<&'a str> {
    element.style.value(name).or_else(|| element.attribute(name)).map(str::trim)
}
