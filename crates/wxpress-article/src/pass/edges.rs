//! The four edges of a box: `margin` and `padding` with their longhands.

use crate::css::Style;

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
            } else if let Some(at) = side(own, property) {
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

    pub(super) fn left(&self) -> &str {
        &self.0[3]
    }

    pub(super) fn right(&self) -> &str {
        &self.0[1]
    }

    pub(super) fn top(&self) -> &str {
        &self.0[0]
    }

    pub(super) fn bottom(&self) -> &str {
        &self.0[2]
    }

    /// Puts the edges into a style, in as few characters as say them, in the place of what it said before.
    pub(super) fn write(&self, style: &mut Style, property: &str) {
        style.retain(|own, _| own != property && side(own, property).is_none());
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

fn side(own: &str, property: &str) -> Option<usize> {
    let side = own.strip_prefix(property)?.strip_prefix('-')?;
    SIDES.iter().position(|known| *known == side)
}
