//! Arrow heads: what a marker shows, drawn at the ends of a line.

use kurbo::{Affine, BezPath, ParamCurve as _, ParamCurveDeriv as _, PathSeg, Point, Vec2};

use super::clean::{Cleaner, TooLarge};
use super::colours::{Colours, Role};
use super::properties::{Properties, own};
use super::{allowed, number, shape};
use crate::tree::{Element, NodeId};

impl Cleaner<'_> {
    /// Draws the markers at the ends of a line; those between are lost.
    pub(super) fn markers(
        &mut self,
        line: &Element,
        properties: &Properties,
        outline: &BezPath,
    ) -> Result<(), TooLarge> {
        if own(line, "marker-mid").is_some_and(|marker| marker != "none") {
            self.lose("marker-mid");
        }
        let segments: Vec<PathSeg> = outline.segments().collect();
        let (Some(first), Some(last)) = (segments.first(), segments.last()) else { return Ok(()) };
        let ends = [
            ("marker-start", first.start(), direction(*first, false), true),
            ("marker-end", last.end(), direction(*last, true), false),
        ];
        for (property, at, direction, is_start) in ends {
            if let Some(marker) = self.referred(properties.get(property)) {
                self.marker(marker, properties, at, direction, is_start)?;
            }
        }
        Ok(())
    }

    fn marker(
        &mut self,
        marker: NodeId,
        line: &Properties,
        at: Point,
        direction: Vec2,
        is_start: bool,
    ) -> Result<(), TooLarge> {
        let tree = self.tree;
        let Some(element) = tree.element(marker) else { return Ok(()) };
        let length = |name, initial| {
            element.attribute(name).and_then(|length| number::pixels(length, 16.0)).unwrap_or(initial)
        };
        let angle = match element.attribute("orient").unwrap_or("0") {
            "auto-start-reverse" if is_start => (-direction).atan2(),
            "auto" | "auto-start-reverse" => direction.atan2(),
            degrees => degrees.parse::<f64>().unwrap_or(0.0).to_radians(),
        };
        let view_box: Vec<f64> = number::list(element.attribute("viewBox").unwrap_or_default()).collect();
        let fit = match view_box[..] {
            [_, _, width, height] if width > 0.0 && height > 0.0 => {
                (length("markerWidth", 3.0) / width).min(length("markerHeight", 3.0) / height)
            }
            _ => 1.0,
        };
        let unit = match element.attribute("markerUnits") {
            Some("userSpaceOnUse") => 1.0,
            _ => number::pixels(line.get("stroke-width"), 16.0).unwrap_or(1.0),
        };
        let scale = fit * unit;
        let place = Affine::translate(at.to_vec2())
            * Affine::rotate(angle)
            * Affine::scale(scale)
            * Affine::translate((-length("refX", 0.0), -length("refY", 0.0)));
        // A marker inherits from where it is written, not from the line; the sheets of those who make them say all.
        let around = Properties::default().within(element);
        self.marks(marker, &around, place, scale)
    }

    fn marks(
        &mut self,
        node: NodeId,
        around: &Properties,
        place: Affine,
        scale: f64,
    ) -> Result<(), TooLarge> {
        let tree = self.tree;
        for child in tree.child_elements(node) {
            let Some(element) = tree.element(child) else { continue };
            if !allowed::is_shape(&element.name) {
                continue;
            }
            self.count()?;
            let Some(outline) = shape::outline(element) else { continue };
            let inside = around.within(element);
            self.svg.push_str("<path");
            self.write("d", &shape::data(&(place * outline)));
            // An arrow head belongs to its line, by day and by night.
            self.fill(&inside, if self.colours == Colours::AsDrawn { Role::Fill } else { Role::Line });
            self.stroke(&inside, scale);
            self.svg.push_str("/>");
        }
        Ok(())
    }
}

/// Where a curve heads at its start or end; points upon one another are passed over.
fn direction(curve: PathSeg, at_end: bool) -> Vec2 {
    let curve = curve.to_cubic();
    let tangent = curve.deriv().eval(if at_end { 1.0 } else { 0.0 }).to_vec2();
    if tangent.hypot() > 1e-6 { tangent } else { curve.end() - curve.start() }
}
