//! The allow-list: a drawing as the platform keeps it.

use std::collections::{BTreeSet, HashMap};
use std::fmt::Write as _;

use super::colours::{Colours, Role};
use super::properties::{Properties, own};
use super::{allowed, number, shape};
use crate::css::{Effort, Sheet, cascade_within};
use crate::tree::{Element, NodeId, Tree};

/// Elements within elements, references followed: what refers to itself ends here.
const MAX_DEPTH: usize = 100;

/// Elements that one drawing may come to, references followed.
const MAX_ELEMENTS: usize = 20_000;

/// What writing one element takes, in the steps of style sheets.
const STEPS: usize = 64;

/// Classes of what a diagram lays over its lines: a tint would let them show through, and words on it would be crossed
/// out. It keeps a ground of its own, and the colours that go with that.
const COVERING: [&str; 6] = ["edgeLabel", "note", "noteText", "task", "taskText", "timeline-node"];

/// The drawing has more in it than any reader could make out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TooLarge;

/// A drawing that the platform keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cleaned {
    /// The whole `<svg …>…</svg>`.
    pub(crate) svg: String,
    /// What could not be kept, each once: `<filter>`, `mask`.
    pub(crate) losses: Vec<String>,
}

/// Writes the drawing at `svg` with nothing in it that the platform removes: style sheets become attributes, references
/// become what they refer to, gradients one colour, and every shape says itself how it is painted.
///
/// The styles in the tree below `svg` are those of the drawing's own sheets afterwards. The drawings of one article
/// share what may be spent on them.
pub(crate) fn clean(
    tree: &mut Tree,
    svg: NodeId,
    colours: Colours,
    effort: &Effort,
) -> Result<Cleaned, TooLarge> {
    let css: String =
        tree.find(svg, &["style"]).into_iter().map(|style| tree.text_content(style) + "\n").collect();
    // Sheets call the drawing by its own id, which the element that stands for the whole would not answer to.
    let whole = tree.wrap(svg, Element::new("section"));
    cascade_within(effort, tree, whole, &Sheet::parse(&css));
    tree.unwrap(whole);
    let mut ids = HashMap::new();
    for node in tree.descendants(svg) {
        if let Some(id) = tree.attribute(node, "id") {
            ids.entry(id).or_insert(node);
        }
    }
    let mut cleaner = Cleaner {
        tree,
        ids,
        colours,
        is_ours: colours != Colours::AsDrawn,
        svg: String::new(),
        losses: BTreeSet::new(),
        elements: 0,
        effort,
        depth: 0,
        open: Vec::new(),
    };
    cleaner.root(svg)?;
    Ok(Cleaned { svg: cleaner.svg, losses: cleaner.losses.into_iter().collect() })
}

/// Width and height of a drawing's view box.
#[cfg(feature = "mermaid")]
pub(crate) fn view_box(tree: &Tree, svg: NodeId) -> Option<(f32, f32)> {
    let numbers: Vec<f64> = number::list(tree.attribute(svg, "viewBox")?).collect();
    let &[_, _, width, height] = &numbers[..] else { return None };
    #[expect(clippy::cast_possible_truncation, reason = "pixels, of which f32 holds all digits that matter")]
    let size = (width as f32, height as f32);
    (width > 0.0 && height > 0.0).then_some(size)
}

pub(super) struct Cleaner<'a> {
    pub(super) tree: &'a Tree,
    pub(super) ids: HashMap<&'a str, NodeId>,
    pub(super) colours: Colours,
    /// Whether an engine drew it, to more digits than anyone can see.
    pub(super) is_ours: bool,
    pub(super) svg: String,
    losses: BTreeSet<String>,
    elements: usize,
    effort: &'a Effort,
    depth: usize,
    /// What references are being followed to.
    pub(super) open: Vec<NodeId>,
}

impl<'a> Cleaner<'a> {
    fn root(&mut self, svg: NodeId) -> Result<(), TooLarge> {
        let Some(element) = self.tree.element(svg) else { return Ok(()) };
        self.svg.push_str("<svg xmlns=\"http://www.w3.org/2000/svg\"");
        match element.attribute("viewBox") {
            Some(view_box) if self.is_ours => self.write_numbers("viewBox", view_box),
            _ => self.copy(element, "viewBox"),
        }
        self.copy(element, "preserveAspectRatio");
        if !self.is_ours {
            self.copy(element, "width");
            self.copy(element, "height");
            let mut style = element.style.clone();
            style.retain(|property, _| !Properties::has(property));
            if !style.is_empty() {
                self.write("style", &style.to_string());
            }
        }
        self.svg.push('>');
        self.children(svg, &Properties::default().within(element))?;
        self.svg.push_str("</svg>");
        Ok(())
    }

    pub(super) fn children(&mut self, node: NodeId, around: &Properties) -> Result<(), TooLarge> {
        let tree = self.tree;
        tree.child_elements(node).try_for_each(|child| self.element(child, around))
    }

    pub(super) fn element(&mut self, node: NodeId, around: &Properties) -> Result<(), TooLarge> {
        let Some(element) = self.tree.element(node) else { return Ok(()) };
        self.count()?;
        if self.depth > MAX_DEPTH {
            self.lose(format!("<{}>", element.name));
            return Ok(());
        }
        if own(element, "display") == Some("none") || allowed::is_silent(&element.name) {
            return Ok(());
        }
        for effect in ["clip-path", "mask", "filter"] {
            if own(element, effect).is_some_and(|value| value != "none") {
                self.lose(effect);
            }
        }
        let inside = around.within(element);
        let colours = self.colours;
        if element.classes().any(|class| COVERING.contains(&class)) {
            self.colours = Colours::AsDrawn;
        }
        self.depth += 1;
        let done = match &*element.name {
            name if allowed::is_shape(name) => self.shape(node, element, &inside),
            "text" => self.text(node, element, &inside),
            "g" => self.group(node, element, &inside),
            "svg" => self.viewport(node, element, &inside),
            "use" => self.reference(node, element, &inside),
            "a" | "switch" => self.children(node, &inside),
            name => {
                match name {
                    "foreignObject" => self.foreign(node, element, &inside),
                    name if allowed::is_animation(name) => self.animation(element),
                    name => self.lose(format!("<{name}>")),
                }
                Ok(())
            }
        };
        self.depth -= 1;
        self.colours = colours;
        done
    }

    fn shape(&mut self, node: NodeId, element: &'a Element, inside: &Properties) -> Result<(), TooLarge> {
        if self.is_ours && (own(element, "opacity") == Some("0") || self.is_unpainted(inside)) {
            return Ok(());
        }
        let outline = shape::outline(element);
        let _ = write!(self.svg, "<{}", element.name);
        for (name, value) in &element.attributes {
            if !allowed::is_geometry(name) {
                continue;
            }
            match (&**name, &outline, number::pixels(value, 16.0)) {
                _ if !self.is_ours => self.write(name, value),
                ("d", Some(outline), _) => self.write(name, &shape::data(outline)),
                ("points", ..) => self.write_numbers(name, value),
                (_, _, Some(length)) => self.write(name, &number::short(length)),
                _ => self.write(name, value),
            }
        }
        self.place(element);
        self.fill(inside, Role::Fill);
        self.stroke(inside, 1.0);
        if inside.is_set("visibility") {
            self.write("visibility", inside.get("visibility"));
        }
        self.animated(node, &element.name);
        if let Some(outline) = outline {
            self.markers(element, inside, &outline)?;
        }
        Ok(())
    }

    fn group(&mut self, node: NodeId, element: &Element, inside: &Properties) -> Result<(), TooLarge> {
        let tree = self.tree;
        let is_animated = tree.child_elements(node).any(|child| allowed::is_animation(tree.name(child)));
        if !is_animated && transform(element).is_none() && opacity(element).is_none() {
            return self.children(node, inside);
        }
        self.svg.push_str("<g");
        self.place(element);
        self.held("g", |cleaner| cleaner.children(node, inside))
    }

    /// The rest of an element that was begun, and what it holds; nothing of it where it holds nothing.
    pub(super) fn held(
        &mut self,
        name: &str,
        hold: impl FnOnce(&mut Self) -> Result<(), TooLarge>,
    ) -> Result<(), TooLarge> {
        let tag = self.svg.rfind('<').unwrap_or_default();
        self.svg.push('>');
        let begun = self.svg.len();
        hold(self)?;
        if self.svg.len() == begun {
            self.svg.truncate(tag);
        } else {
            let _ = write!(self.svg, "</{name}>");
        }
        Ok(())
    }

    /// HTML in a drawing: its words stay.
    fn foreign(&mut self, node: NodeId, element: &Element, inside: &Properties) {
        self.lose("<foreignObject>");
        let length =
            |name| element.attribute(name).and_then(|length| number::pixels(length, 16.0)).unwrap_or(0.0);
        let words = self.tree.text_content(node);
        let middle = (length("x") + length("width") / 2.0, length("y") + length("height") / 2.0);
        self.label(words.trim(), middle, inside);
    }

    pub(super) fn animation(&mut self, element: &Element) {
        if !allowed::may_animate(element) {
            self.lose(format!("<{}>", element.name));
            return;
        }
        let _ = write!(self.svg, "<{}", element.name);
        for (name, value) in element.attributes.iter().filter(|(name, _)| allowed::is_of_animation(name)) {
            self.write(name, value);
        }
        self.svg.push_str("/>");
    }

    /// The end of an element's tag, and the animations in it.
    pub(super) fn animated(&mut self, node: NodeId, name: &str) {
        let tree = self.tree;
        let mut animations =
            tree.child_elements(node).filter(|child| allowed::is_animation(tree.name(*child))).peekable();
        if animations.peek().is_none() {
            self.svg.push_str("/>");
            return;
        }
        self.svg.push('>');
        for animation in animations.filter_map(|child| tree.element(child)) {
            self.animation(animation);
        }
        let _ = write!(self.svg, "</{name}>");
    }

    /// Where an element is put, and how much of it is to be seen: both are not handed down.
    pub(super) fn place(&mut self, element: &Element) {
        if let Some(transform) = transform(element) {
            self.write("transform", &transform);
        }
        if let Some(opacity) = opacity(element) {
            self.write("opacity", opacity);
        }
    }

    pub(super) fn referred(&self, url: &str) -> Option<NodeId> {
        let id =
            url.strip_prefix("url(")?.strip_suffix(')')?.trim_matches(['"', '\'', ' ']).strip_prefix('#')?;
        self.ids.get(id).copied()
    }

    pub(super) fn copy(&mut self, element: &Element, name: &str) {
        if let Some(value) = element.attribute(name) {
            self.write(name, value);
        }
    }

    /// One element more.
    pub(super) fn count(&mut self) -> Result<(), TooLarge> {
        self.elements += 1;
        let is_spent = !self.effort.spend(STEPS);
        if is_spent || self.elements > MAX_ELEMENTS { Err(TooLarge) } else { Ok(()) }
    }

    pub(super) fn write(&mut self, name: &str, value: &str) {
        let _ = write!(self.svg, " {name}=\"{}\"", escaped(value));
    }

    /// A list of numbers, each to a tenth.
    fn write_numbers(&mut self, name: &str, list: &str) {
        let numbers: Vec<String> = number::list(list).map(number::short).collect();
        self.write(name, &numbers.join(" "));
    }

    pub(super) fn lose(&mut self, what: impl Into<String>) {
        self.losses.insert(what.into());
    }
}

/// Where an element moves what it holds, as an attribute says it; none where that is nowhere.
pub(super) fn transform(element: &Element) -> Option<String> {
    let attribute = own(element, "transform")?.replace("deg", "").replace("px", "");
    let numbers: Vec<f64> = number::list(&attribute.replace(['(', ')'], " ")).collect();
    let is_identity = match attribute.split('(').next().map(str::trim) {
        Some("translate" | "rotate") => numbers.iter().all(|number| *number == 0.0),
        Some("matrix") => numbers == [1.0, 0.0, 0.0, 1.0, 0.0, 0.0],
        Some("scale" | "skewX" | "skewY") => false,
        _ => true,
    };
    if is_identity && attribute.matches('(').count() < 2 {
        return None;
    }
    let origin = own(element, "transform-origin").map(|origin| origin.replace("px", ""));
    let origin: Vec<f64> = origin.iter().flat_map(|origin| number::list(origin)).collect();
    Some(match origin[..] {
        [x, y] => format!("translate({x} {y}){attribute}translate({} {})", -x, -y),
        _ => attribute,
    })
}

pub(super) fn opacity(element: &Element) -> Option<&str> {
    own(element, "opacity").filter(|opacity| *opacity != "1")
}

pub(super) fn escaped(text: &str) -> String {
    html_escape::encode_quoted_attribute(text).into_owned()
}

#[cfg(test)]
mod tests;
