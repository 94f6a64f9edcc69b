//! The four edges of a box: `margin` and `padding` with their longhands.

use crate::css::Style;

/// One edge of a box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Top,
    Right,
    Bottom,
    Left,
}

const SIDES: [&str; 4] = ["top", "right", "bottom", "left"];

/// Widths of the top, right, bottom and left edge, as CSS writes them; empty where nothing is said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Edges([String; 4]);

impl Edges {
    /// The edges of a `property` that is `margin` or `padding`.
    pub(super) fn of(style: &Style, property: &str) -> Self {
        let mut edges = Self::default();
        for (own, value) in style.iter() {
            if own == property {
                edges = Self::parse(value).unwrap_or_default();
            } else if let Some(at) = longhand(own, property) {
                value.clone_into(&mut edges.0[at]);
            }
        }
        edges
    }

    fn parse(value: &str) -> Option<Self> {
        let words: Vec<&str> = value.split_ascii_whitespace().collect();
        let [top, right, bottom, left] = match words[..] {
            [all] => [all; 4],
            [block, inline] => [block, inline, block, inline],
            [top, inline, bottom] => [top, inline, bottom, inline],
            [top, right, bottom, left] => [top, right, bottom, left],
            _ => return None,
        };
        Some(Self([top, right, bottom, left].map(str::to_owned)))
    }

    /// The width of one edge.
    pub(super) fn side(&self, side: Side) -> &str {
        &self.0[side as usize]
    }

    /// Gives one edge another width.
    pub(super) fn set(&mut self, side: Side, width: impl Into<String>) {
        self.0[side as usize] = width.into();
    }

    /// Whether nothing is said of any edge.
    pub(super) fn is_empty(&self) -> bool {
        self.0.iter().all(String::is_empty)
    }

    /// Puts the edges into a style, in as few characters as say them, in the place of what it said before.
    pub(super) fn write(&self, style: &mut Style, property: &str) {
        style.retain(|own, _| own != property && longhand(own, property).is_none());
        if self.0.iter().all(|edge| !edge.is_empty()) {
            style.set(property, self.shorthand());
            return;
        }
        for (side, edge) in SIDES.iter().zip(&self.0) {
            if !edge.is_empty() {
                style.set(format!("{property}-{side}"), edge.as_str());
            }
        }
    }

    fn shorthand(&self) -> String {
        let [top, right, bottom, left] = &self.0;
        if left != right {
            format!("{top} {right} {bottom} {left}")
        } else if bottom != top {
            format!("{top} {right} {bottom}")
        } else if right != top {
            format!("{top} {right}")
        } else {
            top.clone()
        }
    }
}

/// Which of a property's edges a longhand is about.
fn longhand(own: &str, property: &str) -> Option<usize> {
    let side = own.strip_prefix(property)?.strip_prefix('-')?;
    SIDES.iter().position(|known| *known == side)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn merged(declarations: &[(&str, &str)]) -> String {
        let mut style = Style::default();
        for (property, value) in declarations {
            style.set(*property, *value);
        }
        let edges = Edges::of(&style, "margin");
        edges.write(&mut style, "margin");
        style.to_string()
    }

    #[test]
    fn longhands_and_shorthands_become_one() {
        assert_eq!(merged(&[("margin", "0 0 0 0")]), "margin:0");
        assert_eq!(merged(&[("margin", "0 0 1em"), ("margin-top", "2px")]), "margin:2px 0 1em");
        assert_eq!(merged(&[("margin", "1px 2px"), ("margin-left", "3px")]), "margin:1px 2px 1px 3px");
        assert_eq!(
            merged(&[
                ("margin-left", "1px"),
                ("margin-right", "1px"),
                ("margin-top", "0"),
                ("margin-bottom", "0")
            ]),
            "margin:0 1px"
        );
        assert_eq!(merged(&[("color", "red"), ("margin-left", "1px")]), "color:red;margin-left:1px");
    }
}
