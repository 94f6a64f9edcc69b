//! Formulas and diagrams in the article: inline drawings, or pictures where the budget or the profile asks for them.

use std::fmt::Write as _;

use super::pictures;
use crate::drawing::Drawing;
use crate::image::ImageSource;
use crate::number::short;
use crate::options::Profile;
use crate::render::Work;
use crate::rule::Rule;
use crate::tree::{Element, NodeId};

/// Bytes of content beyond which drawings become pictures, whatever the options say: the platform refuses 1 MiB.
const MAX_CONTENT_BYTES: usize = 900 * 1024;

/// A picture's markup, about.
const PICTURE_CHARACTERS: usize = 250;

/// A colour for drawings as pictures, where text has none: readable on white and on the dark ground alike.
const PICTURE_COLOUR: &str = "#333";

/// What a drawing's sizes are measured in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    /// Sizes of the text around.
    Em,
    /// Pixels.
    Px,
}

/// A drawing in its place.
#[derive(Debug)]
pub(crate) struct Drawn {
    pub(crate) drawing: Drawing,
    pub(crate) unit: Unit,
    /// What it says, in its own language.
    pub(crate) alt: String,
}

impl Drawn {
    /// `width:…;height:…`, and where the drawing stands on its line.
    fn size(&self) -> String {
        let unit = if self.unit == Unit::Em { "em" } else { "px" };
        let short = |size: f32| short(f64::from(size), 3);
        let (width, height) = (short(self.drawing.width), short(self.drawing.height));
        let mut style = format!("width:{width}{unit};height:{height}{unit}");
        if self.drawing.depth > 0.0 {
            let _ = write!(style, ";vertical-align:-{}{unit}", short(self.drawing.depth));
        }
        style
    }

    /// The drawing as markup. The platform's own page limits the width of drawings to that of the text; what is wider
    /// scrolls instead of shrinking.
    fn markup(&self, is_block: bool) -> String {
        let wide = if is_block { ";max-width:300vw!important" } else { "" };
        self.drawing.svg.replacen("<svg", &format!("<svg style=\"{}{wide}\"", self.size()), 1)
    }
}

impl Work<'_> {
    /// Puts a drawing into its holder.
    pub(crate) fn draw(&mut self, holder: NodeId, drawn: Drawn) {
        let markup = self.tree.new_markup(drawn.markup(self.tree.is(holder, "section")));
        self.tree.append(holder, markup);
        self.drawings.push((holder, drawn));
    }
}

/// Makes pictures of drawings, the largest first, until the content is within the budget.
pub(super) fn keep_budget(work: &mut Work<'_>) {
    let mut drawings = std::mem::take(&mut work.drawings);
    if drawings.is_empty() {
        return;
    }
    drawings.sort_by_key(|(_, drawn)| std::cmp::Reverse(drawn.drawing.svg.len()));
    let all = work.options.profile == Profile::Strict;
    let budget = work.options.budget.unwrap_or(usize::MAX);
    let drawn: usize = drawings.iter().map(|(_, drawn)| drawn.drawing.svg.len()).sum();
    if !all && work.options.budget.is_none() && drawn < MAX_CONTENT_BYTES / 8 {
        return;
    }
    let html = work.tree.write(work.tree.root());
    let (mut characters, mut bytes) = (html.chars().count(), html.len());
    for (holder, drawn) in drawings {
        let saved = drawn.drawing.svg.len().saturating_sub(PICTURE_CHARACTERS);
        let is_over = characters > budget || bytes > MAX_CONTENT_BYTES;
        if !all && (!is_over || saved == 0) {
            break;
        }
        if !all {
            work.findings.report(Rule::DrawnAsPicture, work.tree.line(holder));
        }
        as_picture(work, holder, &drawn);
        characters = characters.saturating_sub(saved);
        bytes = bytes.saturating_sub(saved);
    }
}

fn as_picture(work: &mut Work<'_>, holder: NodeId, drawn: &Drawn) {
    let colour = std::iter::once(holder)
        .chain(work.tree.ancestors(holder))
        .find_map(|node| work.tree.element(node)?.style.value("color").map(str::to_owned));
    let colour = colour.unwrap_or_else(|| PICTURE_COLOUR.to_owned());
    let source = ImageSource::Drawing { svg: drawn.drawing.svg.replace("currentColor", &colour) };
    let line = work.tree.line(holder);
    let mark = pictures::mark(work, source, &drawn.alt, line);
    let mut img = Element::new("img");
    img.set("src", mark);
    img.set("alt", drawn.alt.clone());
    for declaration in drawn.size().split(';') {
        if let Some((property, value)) = declaration.split_once(':') {
            img.style.set(property, value);
        }
    }
    while let Some(child) = work.tree.first_child(holder) {
        work.tree.detach(child);
    }
    let img = work.tree.new_element(img);
    work.tree.append(holder, img);
}
