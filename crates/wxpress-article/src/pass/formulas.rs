//! Formulas become drawings (docs/reference/html-compat.md D9).

use std::collections::HashMap;

use super::drawings::{Drawn, Unit};
use super::flow;
use crate::render::Work;
use crate::rule::Rule;
use crate::tree::{Element, NodeId, Tree};
use crate::{Drawing, formula};

/// Formulas of one article.
const MAX_FORMULAS: usize = 3_000;

/// Bytes of drawings of one article: the platform takes 1 MiB of content.
const MAX_BYTES: usize = 2 << 20;

/// Bytes of source of all formulas: one of them may take 10 µs, and comes to some fifty of a drawing.
const MAX_SOURCE_BYTES: usize = 64 * 1024;

/// Draws every formula; what cannot be drawn stays as its source text.
pub(super) fn draw(work: &mut Work<'_>) {
    let formulas: Vec<NodeId> = work
        .tree
        .descendants(work.article)
        .filter(|node| work.tree.attribute(*node, "data-math-style").is_some())
        .collect();
    // Articles write the same few symbols over and over.
    let mut known: HashMap<(String, bool), Result<Drawing, String>> = HashMap::new();
    let (mut bytes, mut source_bytes) = (0, 0);
    for (at, node) in formulas.into_iter().enumerate() {
        let tex = work.tree.text_content(node).trim().to_owned();
        let is_display = work.tree.attribute(node, "data-math-style") == Some("display");
        let line = work.tree.line(node);
        source_bytes += tex.len();
        let drawn = if at < MAX_FORMULAS && bytes < MAX_BYTES && source_bytes <= MAX_SOURCE_BYTES {
            known
                .entry((tex.clone(), is_display))
                .or_insert_with(|| formula::draw(&tex, is_display).map_err(|error| error.to_string()))
                .clone()
        } else {
            Err("…".to_owned())
        };
        match drawn {
            Ok(drawing) => {
                bytes += drawing.svg.len();
                let name = if is_display { "section" } else { "span" };
                let class = if is_display { "formula formula-block" } else { "formula" };
                let holder = work.tree.new_element(Element::with_class(name, class));
                if let Some(line) = line {
                    work.tree.set_line(holder, line);
                }
                work.tree.replace(node, holder);
                work.draw(holder, Drawn { drawing, unit: Unit::Em, alt: tex });
                if is_display {
                    stand_alone(&mut work.tree, holder);
                }
            }
            Err(error) => {
                work.findings.report_of(Rule::FormulaFailed, line, format!("{tex} ({error})"));
                let (open, close) = if is_display { ("$$", "$$") } else { ("$", "$") };
                let source = work.tree.new_labelled("code", "", format!("{open}{tex}{close}"));
                work.tree.replace(node, source);
            }
        }
    }
}

/// A block stands in no paragraph; a fence of maths comes as code in a `pre`.
fn stand_alone(tree: &mut Tree, block: NodeId) {
    match tree.parent(block) {
        Some(fence) if tree.is(fence, "pre") => tree.replace(fence, block),
        _ => flow::lift_out(tree, block),
    }
}
