//! Tables of contents: `[TOC]` and its like. Links inside an article do not work, so it is a plain list
//! (docs/reference/html-compat.md D8).

use super::references;
use super::voice::Voice;
use crate::render::Work;
use crate::tree::{Element, NodeId};

/// Levels of headings that are listed.
const LEVELS: usize = 3;

/// Writes a table of contents where a paragraph first asks for one.
pub(super) fn write(work: &mut Work<'_>) {
    let asking: Vec<NodeId> = work
        .tree
        .find(work.article, &["p"])
        .into_iter()
        .filter(|paragraph| {
            let text = work.tree.text_content(*paragraph);
            let is_one_of = |marks: &[&str]| marks.iter().any(|mark| text.trim().eq_ignore_ascii_case(mark));
            let is_wikilink = work
                .tree
                .child_elements(*paragraph)
                .any(|link| work.tree.attribute(link, "data-wikilink").is_some());
            is_one_of(&["[toc]", "@[toc]", "[[toc]]", "{:toc}", "${toc}"])
                || (is_wikilink && is_one_of(&["toc", "_toc_"]))
        })
        .collect();
    let Some((first, others)) = asking.split_first() else { return };
    let headings: Vec<(usize, String)> = work
        .tree
        .find(work.article, &["h1", "h2", "h3", "h4", "h5", "h6"])
        .into_iter()
        .map(|heading| {
            let level = work.tree.name(heading)[1..].parse().unwrap_or(1);
            (level, references::words(&work.tree, heading))
        })
        .collect();
    let top = headings.iter().map(|(level, _)| *level).min().unwrap_or(1);
    let title = Voice::of(work).contents();
    let tree = &mut work.tree;
    for paragraph in others {
        tree.detach(*paragraph);
    }
    if headings.is_empty() {
        tree.detach(*first);
        return;
    }
    let block = tree.new_element(Element::with_class("section", "toc"));
    let title = tree.new_labelled("p", "toc-title", title);
    tree.append(block, title);
    for (level, text) in headings.into_iter().filter(|(level, _)| level - top < LEVELS) {
        let item = tree.new_labelled("p", &format!("toc-item toc-{}", level - top + 1), text);
        tree.append(block, item);
    }
    tree.replace(*first, block);
}

#[cfg(test)]
mod tests {
    use crate::{Options, Source, render};

    #[test]
    fn headings_are_listed_once() {
        for asking in ["[TOC]", "[[toc]]", "@[toc]", "[[_TOC_]]", "{:toc}"] {
            let source = format!("{asking}\n\n正文\n\n## 甲[^1]\n\n### 乙\n\n{asking}\n\n[^1]: 注");
            let article = render(&Source::markdown(&source), &Options::default());
            let html = article.html();
            assert_eq!(article.meta.digest.as_deref(), Some("正文"), "{asking}");
            assert!(
                html.contains(">目录</p>") && html.contains(">甲</p>") && html.contains(">乙</p>"),
                "{html}"
            );
            assert_eq!(html.to_lowercase().matches("toc").count(), 0, "{html}");
            assert_eq!(html.matches("目录").count(), 1, "{html}");
        }
    }
}
