//! Words in a drawing.

use super::clean::{Cleaner, TooLarge, escaped};
use super::colours::Role;
use super::number;
use super::properties::{Properties, own};
use crate::tree::{Content, Element, NodeId};

/// Readers cannot read, and WeChat does not show, what is smaller than this, in pixels.
const MIN_FONT_SIZE: f64 = 9.0;

/// What is written where a text does not say how large it is.
const FONT_SIZE: f64 = 16.0;

/// Words of one look, and where they begin.
#[derive(Debug)]
struct Run {
    place: Place,
    properties: Properties,
    words: String,
}

/// A place, from the start or from where the words before it ended.
#[derive(Debug, Clone, Copy, Default)]
struct Place {
    x: Option<f64>,
    y: Option<f64>,
    dx: f64,
    dy: f64,
}

impl Place {
    /// Moves by what an element says; lists of places, one a letter, count by their first.
    fn within(self, element: &Element, font_size: f64) -> Self {
        let first = |name| {
            let value = element.attribute(name)?;
            number::pixels(value.split([' ', ',']).next().unwrap_or(value), font_size)
        };
        let (x, y) = (first("x"), first("y"));
        Self {
            x: x.or(self.x),
            y: y.or(self.y),
            // A place of its own makes void what was to be added to that before it.
            dx: if x.is_some() { 0.0 } else { self.dx } + first("dx").unwrap_or(0.0),
            dy: if y.is_some() { 0.0 } else { self.dy } + first("dy").unwrap_or(0.0),
        }
    }
}

impl<'a> Cleaner<'a> {
    pub(super) fn text(
        &mut self,
        node: NodeId,
        element: &'a Element,
        inside: &Properties,
    ) -> Result<(), TooLarge> {
        let start = Place { x: Some(0.0), y: Some(0.0), dx: 0.0, dy: 0.0 };
        let mut place = start.within(element, font_size(inside));
        let mut runs = Vec::new();
        self.runs(node, inside, &mut place, &mut runs)?;
        if let Some(last) = runs.last_mut() {
            last.words.truncate(last.words.trim_end().len());
        }
        let [first, rest @ ..] = &runs[..] else { return Ok(()) };
        self.svg.push_str("<text");
        self.put(first);
        self.place(element);
        self.look(&first.properties, None);
        self.svg.push('>');
        self.svg.push_str(&escaped(&first.words));
        for run in rest {
            self.svg.push_str("<tspan");
            self.put(run);
            self.look(&run.properties, Some(&first.properties));
            self.svg.push('>');
            self.svg.push_str(&escaped(&run.words));
            self.svg.push_str("</tspan>");
        }
        let animations = self
            .tree
            .child_elements(node)
            .filter(|child| super::allowed::is_animation(self.tree.name(*child)));
        for animation in animations.collect::<Vec<_>>() {
            if let Some(animation) = self.tree.element(animation) {
                self.animation(animation);
            }
        }
        self.svg.push_str("</text>");
        Ok(())
    }

    /// Words by themselves, their middle at a place.
    pub(super) fn label(&mut self, words: &str, (x, y): (f64, f64), properties: &Properties) {
        if words.is_empty() {
            return;
        }
        let y = y + 0.35 * font_size(properties);
        self.svg.push_str("<text");
        self.write("x", &number::short(x));
        self.write("y", &number::short(y));
        self.look(properties, None);
        if !properties.is_set("text-anchor") {
            self.write("text-anchor", "middle");
        }
        self.svg.push('>');
        self.svg.push_str(&escaped(words));
        self.svg.push_str("</text>");
    }

    fn runs(
        &mut self,
        node: NodeId,
        around: &Properties,
        place: &mut Place,
        runs: &mut Vec<Run>,
    ) -> Result<(), TooLarge> {
        let tree = self.tree;
        for child in tree.children(node) {
            match tree.content(child) {
                Content::Text(text) => {
                    let mut words = text.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
                    let follows =
                        runs.last().is_some_and(|last| place.x.is_none() && !last.words.ends_with(' '));
                    if follows && text.starts_with(|first: char| first.is_ascii_whitespace()) {
                        words.insert(0, ' ');
                    }
                    if text.ends_with(|last: char| last.is_ascii_whitespace()) && !words.is_empty() {
                        words.push(' ');
                    }
                    if !words.trim().is_empty() || (follows && words == " ") {
                        runs.push(Run { place: std::mem::take(place), properties: around.clone(), words });
                    }
                }
                Content::Element(element) if matches!(&*element.name, "tspan" | "a" | "textPath") => {
                    self.count()?;
                    if &*element.name == "textPath" {
                        self.lose("<textPath>");
                    }
                    if own(element, "display") == Some("none") {
                        continue;
                    }
                    let inside = around.within(element);
                    *place = place.within(element, font_size(&inside));
                    self.runs(child, &inside, place, runs)?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Where a run begins.
    fn put(&mut self, run: &Run) {
        let Place { x, y, dx, dy } = run.place;
        let shift = baseline_shift(run.properties.get("dominant-baseline")) * font_size(&run.properties);
        let horizontal = (if x.is_some() { "x" } else { "dx" }, x.unwrap_or(0.0) + dx);
        let vertical = match y {
            Some(y) => ("y", y + dy + shift),
            None => ("dy", dy),
        };
        for (name, value) in [horizontal, vertical] {
            let value = number::short(value);
            // An `x` of 0 moves back to where the first line began; a `dx` of 0 does nothing.
            if value != "0" || name == "x" {
                self.write(name, &value);
            }
        }
    }

    /// How words look, as far as it is not as `before`.
    fn look(&mut self, properties: &Properties, before: Option<&Properties>) {
        let differs = |name| before.is_none_or(|before| before.get(name) != properties.get(name));
        if differs("fill") || differs("fill-opacity") {
            self.fill(properties, Role::Text);
        }
        if differs("stroke") {
            self.stroke(properties, 1.0);
        }
        if differs("font-size") {
            self.write("font-size", &number::short(font_size(properties)));
        }
        for name in
            ["font-weight", "font-style", "letter-spacing", "text-anchor", "text-decoration", "visibility"]
        {
            let is_normal = !properties.is_set(name) || properties.get(name) == "400";
            let was_normal = before.is_none_or(|before| !before.is_set(name));
            if differs(name) && !(is_normal && was_normal) {
                self.write(name, properties.get(name));
            }
        }
    }
}

fn font_size(properties: &Properties) -> f64 {
    number::pixels(properties.get("font-size"), FONT_SIZE).unwrap_or(FONT_SIZE).max(MIN_FONT_SIZE)
}

/// How far below its place the baseline of words lies, in font sizes.
fn baseline_shift(dominant_baseline: &str) -> f64 {
    match dominant_baseline {
        "middle" | "central" => 0.35,
        "hanging" | "text-before-edge" | "text-top" => 0.85,
        "text-after-edge" | "text-bottom" | "ideographic" => -0.15,
        _ => 0.0,
    }
}
