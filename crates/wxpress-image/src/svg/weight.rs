//! How much a drawing becomes once every reference in it is followed: a few lines that refer to each other can stand for
//! more than any machine holds.

use std::collections::HashMap;

use resvg::usvg::roxmltree::{Document, Node, NodeId};

use super::style::Styles;
use super::{SVG, damaged, too_complex};
use crate::Error;

/// Bytes of SVG that a drawing stands for at most.
pub(super) const MAX_BYTES: u64 = 24 << 20;

/// Elements inside each other, those that are referred to included.
const MAX_DEPTH: u32 = 100;

/// What an element costs beside its attributes, in bytes of attributes.
const ELEMENT_BYTES: u64 = 192;

/// What a letter costs, which is drawn as a shape, for each byte of the text.
const LETTER_BYTES: u64 = 128;

/// So many steps of finding an element's style cost as much as a byte.
const STYLE_STEPS: u64 = 4;

/// Gradients are shared by what they fill.
const GRADIENT_SHARE: u64 = 16;

/// Bytes of a path that its shortest step takes.
const STEP_BYTES: u64 = 2;

/// What an element stands for, with everything in it and everything that it refers to.
#[derive(Debug, Clone, Copy, Default)]
struct Weight {
    bytes: u64,
    /// Shapes that inherit its fill.
    shapes: u64,
    /// Points of its shapes.
    points: u64,
    /// Elements inside each other.
    height: u32,
}

impl Weight {
    fn add(&mut self, other: Self, times: u64) {
        self.bytes = self.bytes.saturating_add(other.bytes.saturating_mul(times));
        self.height = self.height.max(other.height);
    }
}

/// How often something is drawn that an element refers to.
#[derive(Debug, Clone, Copy)]
enum Reach {
    /// In its place: `use`.
    Inside,
    /// Once: a mask, a filter.
    Once,
    /// For each shape in the element: a pattern.
    Shapes,
    /// At each point of each shape in the element: a marker.
    Points,
}

/// The bytes of SVG that the whole drawing stands for. Fails where it stands for too many, or is nested too deeply.
pub(super) fn weigh(document: &Document<'_>) -> Result<u64, Error> {
    let mut ids = HashMap::new();
    for node in document.descendants() {
        if let Some(id) = node.attribute("id") {
            ids.entry(id).or_insert(node);
        }
    }
    let mut scale = Scale { ids, known: HashMap::new(), styles: Styles::of(document)? };
    Ok(scale.weigh(document.root_element(), 0)?.bytes)
}

#[derive(Debug)]
struct Scale<'a, 'input> {
    ids: HashMap<&'a str, Node<'a, 'input>>,
    /// What was weighed, none while it is being weighed.
    known: HashMap<NodeId, Option<Weight>>,
    styles: Styles<'a>,
}

impl<'a, 'input> Scale<'a, 'input> {
    fn weigh(&mut self, node: Node<'a, 'input>, depth: u32) -> Result<Weight, Error> {
        if depth > MAX_DEPTH {
            return Err(too_complex("its depth"));
        }
        let name = node.tag_name().name();
        let mut weight = Weight { bytes: ELEMENT_BYTES, ..Weight::default() };
        let mut references = Vec::new();
        let steps = self.styles.properties(node, |property, value| {
            weight.bytes += value.len() as u64;
            if matches!(property, "d" | "points") {
                weight.points += value.len() as u64 / STEP_BYTES;
            }
            references_of(name, property, value, &mut references);
        })?;
        weight.bytes += steps / STYLE_STEPS;
        if matches!(name, "path" | "rect" | "circle" | "ellipse" | "line" | "polyline" | "polygon") {
            weight.shapes = 1;
            weight.points = weight.points.max(4);
        }
        for child in node.children() {
            if let Some(text) = child.text().filter(|_| child.is_text() && is_text(name)) {
                weight.bytes += text.len() as u64 * LETTER_BYTES;
                weight.shapes += 1;
            } else if matches!(child.tag_name().namespace(), None | Some(SVG)) && child.is_element() {
                let child = self.weigh(child, depth + 1)?;
                weight.add(child, 1);
                weight.shapes += child.shapes;
                weight.points += child.points;
            }
        }
        // What is drawn in its place inherits from it as what is in it does.
        references.sort_by_key(|(_, reach)| !matches!(reach, Reach::Inside));
        for (id, reach) in references {
            let target = self.referred(&id, depth)?;
            let times = match reach {
                Reach::Inside | Reach::Once => 1,
                Reach::Shapes => weight.shapes,
                Reach::Points => weight.points,
            };
            weight.add(target, times);
            if matches!(reach, Reach::Inside) {
                weight.shapes = weight.shapes.saturating_add(target.shapes);
                weight.points = weight.points.saturating_add(target.points);
            }
        }
        weight.height += 1;
        if depth + weight.height > MAX_DEPTH {
            return Err(too_complex("its depth"));
        }
        if weight.bytes > MAX_BYTES {
            return Err(too_complex("its references"));
        }
        Ok(weight)
    }

    /// The weight of the element of this id.
    fn referred(&mut self, id: &str, depth: u32) -> Result<Weight, Error> {
        let Some(&node) = self.ids.get(id) else { return Ok(Weight::default()) };
        match self.known.get(&node.id()) {
            Some(Some(weight)) => Ok(*weight),
            // Markers may have lines with markers on them, which are not drawn.
            Some(None) if node.has_tag_name("marker") => Ok(Weight::default()),
            Some(None) => Err(damaged(format_args!("“{id}” refers to itself"))),
            None => {
                self.known.insert(node.id(), None);
                let mut weight = self.weigh(node, depth + 1)?;
                if node.tag_name().name().ends_with("Gradient") {
                    weight.bytes /= GRADIENT_SHARE;
                }
                self.known.insert(node.id(), Some(weight));
                Ok(weight)
            }
        }
    }
}

/// What a property of an element refers to, in the same file.
fn references_of(element: &str, property: &str, value: &str, found: &mut Vec<(String, Reach)>) {
    if property == "href" && element != "a" {
        let reach = if element == "use" { Reach::Inside } else { Reach::Once };
        found.extend(value.trim().strip_prefix('#').map(|id| (id.to_owned(), reach)));
        return;
    }
    let reach = match property {
        "fill" | "stroke" | "marker-start" | "marker-end" => Reach::Shapes,
        "marker" | "marker-mid" => Reach::Points,
        _ => Reach::Once,
    };
    let targets = value.split("url(").skip(1).filter_map(|target| target.split(')').next());
    for target in targets {
        let target = target.trim_matches(|sign: char| sign.is_whitespace() || matches!(sign, '"' | '\''));
        found.extend(target.strip_prefix('#').map(|id| (id.to_owned(), reach)));
    }
}

/// Whether the words in such an element are drawn.
pub(super) fn is_text(element: &str) -> bool {
    matches!(element, "text" | "tspan" | "textPath" | "tref" | "a")
}

#[cfg(test)]
mod tests {
    use resvg::usvg::roxmltree::Document;
    use rstest::rstest;

    use super::weigh;
    use crate::Error;

    fn svg(content: &str) -> String {
        format!(
            "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink'>{content}</svg>"
        )
    }

    /// Twenty elements, each with two of the one before in it.
    fn doubled(element: impl Fn(&str, &str) -> String) -> String {
        let names: Vec<String> = (0..=20).map(|at| format!("n{at}")).collect();
        names.windows(2).map(|pair| element(&pair[0], &pair[1])).collect()
    }

    fn shape(reference: &str) -> String {
        format!("<rect width='9' height='9' {reference}/>").repeat(2)
    }

    #[rstest]
    #[case::uses(doubled(|before, name| format!("<g id='{name}'>{}</g>", format!("<use xlink:href='#{before}'/>").repeat(2)))
        + "<use href='#n20'/>")]
    #[case::masks(doubled(|before, name| format!("<mask id='{name}'>{}</mask>", shape(&format!("mask='url(#{before})'")))))]
    #[case::clips(doubled(|before, name| format!("<clipPath id='{name}'>{}</clipPath>",
        shape(&format!("style='clip-path: url( \"#{before}\" )'")))))]
    #[case::patterns(doubled(|before, name| format!("<pattern id='{name}'>{}</pattern>",
        shape(&format!("fill='url(#{before}) red'")))))]
    #[case::inherited(doubled(|before, name| format!("<pattern id='{name}'><g stroke='url(#{before})'>{}</g></pattern>",
        shape(""))))]
    #[case::styled(doubled(|before, name| format!("<style>.{name}>rect{{fill:url(#{before})}}</style>
        <pattern id='{name}' class='{name}'>{}</pattern>", shape(""))))]
    #[case::markers(format!("<marker id='m'>{}</marker><path marker-mid='url(#m)' d='M0 0{}'/>",
        shape("").repeat(50), "h1".repeat(10_000)))]
    #[case::pictures(doubled(|before, name| format!("<filter id='{name}'>{}</filter><g id='g{name}'>{}</g>",
        format!("<feImage href='#g{before}'/>").repeat(2), shape(&format!("filter='url(#{name})'")))))]
    #[case::depth("<g>".repeat(120) + &"</g>".repeat(120))]
    #[case::chain(
        (1..120).map(|at| format!("<g id='n{at}'><use href='#n{}'/></g>", at - 1)).collect::<Vec<_>>().concat()
    )]
    #[case::selectors(format!("<style>{}</style>{}{}", "b g g g g g g g g { fill: red }".repeat(100),
        "<g>".repeat(80), "</g>".repeat(80)))]
    #[case::rules(format!("<style>{}</style>{}", "*{fill:red}".repeat(9_000), "<g/>".repeat(9_000)))]
    #[case::text(format!("<text>{}</text>", "字".repeat(100_000)))]
    fn what_stands_for_too_much_is_refused(#[case] content: String) {
        let svg = svg(&content);
        let document = Document::parse(&svg).unwrap();
        assert!(matches!(weigh(&document), Err(Error::TooComplex { .. })), "{:?}", weigh(&document));
    }

    #[rstest]
    #[case("<g id='a'><use href='#a'/></g>")]
    #[case(
        "<pattern id='a'><rect fill='url(#b)'/></pattern><pattern id='b'><rect fill='url(#a)'/></pattern>"
    )]
    fn what_refers_to_itself_is_refused(#[case] content: &str) {
        let svg = svg(content);
        assert!(matches!(weigh(&Document::parse(&svg).unwrap()), Err(Error::Damaged { .. })));
    }

    #[rstest]
    #[case(
        "<style>path{marker-end:url(#m)}</style><marker id='m'><path d='M0 0h9'/></marker><path d='M0 0h9'/>"
    )]
    #[case("<a href='#top' id='top'><text>up</text></a>")]
    fn what_only_looks_so_is_not(#[case] content: &str) {
        let svg = svg(content);
        assert!(weigh(&Document::parse(&svg).unwrap()).is_ok());
    }
}
