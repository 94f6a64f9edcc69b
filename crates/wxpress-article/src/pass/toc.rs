//! Tables of contents: `[TOC]` and its like. Links inside an article do not work, so it is a plain list
//! (docs/reference/html-compat.md D8).

use super::voice::Voice;
use crate::render::Work;
use crate::tree::{Element, NodeId};

/// Levels of headings that are listed.
const LEVELS: usize = 3;

/// Writes a table of contents wherever a paragraph asks for one.
pub(super) fn write(work: &mut Work<'_>) {
    let asking: Vec<NodeId> = work
        .tree
        .find(work.article, &["p"])
        .into_iter()
        .filter(|paragraph| {
            let text = work.tree.text_content(*paragraph).trim().to_lowercase();
            let is_wikilink = work
                .tree
                .child_elements(*paragraph)
                .any(|link| work.tree.attribute(link, "data-wikilink").is_some());
            matches!(text.as_str(), "[toc]" | "@[toc]" | "[[toc]]" | "[[_toc_]]" | "{:toc}" | "${toc}")
                || (is_wikilink && text == "toc")
        })
        .collect();
    if asking.is_empty() {
        return;
    }
    let headings: Vec<(usize, String)> = work
        .tree
        .find(work.article, &["h1", "h2", "h3", "h4", "h5", "h6"])
        .into_iter()
        .map(|heading| {
            let level = work.tree.name(heading)[1..].parse().unwrap_or(1);
            (level, work.tree.text_content(heading).split_whitespace().collect::<Vec<_>>().join(" "))
        })
        .collect();
    let top = headings.iter().map(|(level, _)| *level).min().unwrap_or(1);
    let title = Voice::of(work).contents();
    let tree = &mut work.tree;
    for paragraph in asking {
        let block = tree.new_element(Element::with_class("section", "toc"));
        let title = tree.new_labelled("p", "toc-title", title);
        tree.append(block, title);
        for (level, text) in headings.iter().filter(|(level, _)| level - top < LEVELS) {
            let item = tree.new_labelled("p", &format!("toc-item toc-{}", level - top + 1), text.clone());
            tree.append(block, item);
        }
        if headings.is_empty() { tree.detach(paragraph) } else { tree.replace(paragraph, block) }
    }
}
