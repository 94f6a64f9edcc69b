//! Diagrams in fences of `mermaid` become drawings (docs/reference/html-compat.md D10).

use super::drawings::{Drawn, Unit};
use crate::diagram::{self, DiagramError};
use crate::render::Work;
use crate::rule::Rule;
use crate::tree::Element;

/// Diagrams of one article.
const MAX_DIAGRAMS: usize = 50;

/// Draws every diagram; what cannot be drawn stays as code.
pub(super) fn draw(work: &mut Work<'_>) {
    let fences: Vec<_> = work
        .tree
        .find(work.article, &["code"])
        .into_iter()
        .filter(|code| work.tree.has_class(*code, "language-mermaid"))
        .filter_map(|code| work.tree.parent(code).filter(|parent| work.tree.is(*parent, "pre")))
        .collect();
    for (at, fence) in fences.into_iter().enumerate() {
        let source = work.tree.text_content(fence);
        let line = work.tree.line(fence);
        let drawn = if at < MAX_DIAGRAMS { diagram::draw(&source) } else { Err(DiagramError::TooLarge) };
        match drawn {
            Ok(drawing) => {
                let holder = work.tree.new_element(Element::with_class("section", "diagram"));
                if let Some(line) = line {
                    work.tree.set_line(holder, line);
                }
                work.tree.replace(fence, holder);
                let alt = source.lines().next().unwrap_or_default().trim().to_owned();
                work.draw(holder, Drawn { drawing, unit: Unit::Px, alt });
            }
            Err(DiagramError::NotBuilt) => work.findings.report(Rule::DiagramNotBuilt, line),
            Err(error) => work.findings.report_of(Rule::DiagramFailed, line, error.to_string()),
        }
    }
}
