//! What refers to another part of the drawing, and drawings in the drawing.

use std::fmt::Write as _;

use super::clean::{Cleaner, TooLarge, opacity, transform};
use super::number;
use super::properties::Properties;
use crate::tree::{Element, NodeId};

impl Cleaner<'_> {
    /// A drawing in the drawing.
    pub(super) fn viewport(
        &mut self,
        node: NodeId,
        element: &Element,
        inside: &Properties,
    ) -> Result<(), TooLarge> {
        let numbers = |name| element.attribute(name).map(|list| number::list(list).collect::<Vec<_>>());
        let size = [numbers("width"), numbers("height")].into_iter().flatten().flatten();
        // Of an engine's making it is the frame of a label, and no label is to be cut off where letters are wider.
        if self.is_ours
            && numbers("viewBox").is_some_and(|own| own.into_iter().eq([0.0, 0.0].into_iter().chain(size)))
        {
            let [x, y] =
                ["x", "y"].map(|name| numbers(name).and_then(|at| at.first().copied()).unwrap_or(0.0));
            if (x, y) == (0.0, 0.0) {
                return self.children(node, inside);
            }
            let _ = write!(self.svg, "<g transform=\"translate({} {})\"", number::short(x), number::short(y));
            return self.held("g", |cleaner| cleaner.children(node, inside));
        }
        self.svg.push_str("<svg");
        for name in ["x", "y", "width", "height", "viewBox", "preserveAspectRatio"] {
            self.copy(element, name);
        }
        self.held("svg", |cleaner| cleaner.children(node, inside))
    }

    /// `use`: what it refers to, in its place.
    pub(super) fn reference(
        &mut self,
        node: NodeId,
        element: &Element,
        inside: &Properties,
    ) -> Result<(), TooLarge> {
        let tree = self.tree;
        let link = element.attribute("href").or_else(|| element.attribute("xlink:href"));
        let target = link.and_then(|link| self.ids.get(link.strip_prefix('#')?).copied());
        // What refers to itself shows nothing.
        let target = target.filter(|target| {
            !self.open.contains(target) && tree.ancestors(node).all(|ancestor| ancestor != *target)
        });
        let Some((target, referred)) = target.and_then(|target| Some((target, tree.element(target)?))) else {
            self.lose("<use>");
            return Ok(());
        };
        let moved = ["x", "y"].map(|name| element.attribute(name).unwrap_or("0"));
        let mut place = transform(element).unwrap_or_default();
        if moved != ["0", "0"] {
            let _ = write!(place, "translate({})", moved.join(" "));
        }
        let opacity = opacity(element);
        let is_group = !place.is_empty() || opacity.is_some();
        self.open.push(target);
        let refer = |cleaner: &mut Self| match &*referred.name {
            "symbol" => cleaner.symbol(target, referred, element, inside),
            _ => cleaner.element(target, inside),
        };
        let done = if is_group {
            self.svg.push_str("<g");
            if !place.is_empty() {
                self.write("transform", &place);
            }
            if let Some(opacity) = opacity {
                self.write("opacity", opacity);
            }
            self.held("g", refer)
        } else {
            refer(self)
        };
        self.open.pop();
        done
    }

    fn symbol(
        &mut self,
        node: NodeId,
        symbol: &Element,
        reference: &Element,
        around: &Properties,
    ) -> Result<(), TooLarge> {
        let inside = around.within(symbol);
        self.svg.push_str("<svg");
        for name in ["width", "height"] {
            self.copy(if reference.attribute(name).is_some() { reference } else { symbol }, name);
        }
        self.copy(symbol, "viewBox");
        self.held("svg", |cleaner| cleaner.children(node, &inside))
    }
}
