//! Items are brought to one shape: `li > section`, with text in it, or with blocks and lines of text.

use super::{ITEM, LISTS, TEXT};
use crate::pass::flow::is_block;
use crate::render::Work;
use crate::rule::Rule;
use crate::tree::{Element, NodeId, Tree};

/// Tidies lists up, before style sheets apply.
pub(in crate::pass) fn tidy(work: &mut Work<'_>) {
    let tree = &mut work.tree;
    for list in tree.find(work.article, LISTS) {
        adopt(tree, list);
    }
    for item in tree.find(work.article, &["li"]) {
        if !tree.parent(item).is_some_and(|list| tree.is_any(list, LISTS)) {
            tree.rename(item, "section");
        }
    }
    // The innermost first: an item of nothing but an empty list is empty.
    let mut empty = Vec::new();
    for node in tree.find(work.article, &["li", "ul", "ol"]).into_iter().rev() {
        if !tree.is(node, "li") {
            if tree.first_child(node).is_none() {
                tree.detach(node);
            }
            continue;
        }
        shape(tree, node);
        if tree.first_child(node).is_none() {
            empty.push(tree.line(node));
            tree.detach(node);
        }
    }
    for line in empty.into_iter().rev() {
        work.findings.report(Rule::EmptyItem, line);
    }
}

/// A list holds items alone: lists directly in it belong to the item before, other things become items.
fn adopt(tree: &mut Tree, list: NodeId) {
    let children: Vec<NodeId> = tree.children(list).collect();
    let mut last: Option<NodeId> = None;
    for child in children {
        if tree.is(child, "li") {
            last = Some(child);
        } else if tree.is_white_space(child) {
            tree.detach(child);
        } else {
            match last.filter(|_| tree.is_any(child, LISTS)) {
                Some(item) => tree.append(item, child),
                None => last = Some(tree.wrap(child, Element::new("li"))),
            }
        }
    }
}

/// A part of an item.
enum Part {
    Block(NodeId),
    Line(Vec<NodeId>),
}

fn shape(tree: &mut Tree, item: NodeId) {
    let children: Vec<NodeId> = tree.children(item).collect();
    let mut parts: Vec<Part> = Vec::new();
    // Whether the last part is a paragraph's, which ends where the paragraph does.
    let mut is_ended = false;
    for child in children {
        if is_plain_paragraph(tree, child) {
            let words: Vec<NodeId> = tree.children(child).collect();
            tree.unwrap(child);
            let words = trimmed(tree, words);
            join(tree, &mut parts, words, true);
            is_ended = true;
        } else if is_block(tree, child) {
            if tree.is(child, "p") {
                tree.rename(child, "section");
                if let Some(element) = tree.element_mut(child) {
                    element.add_class(TEXT);
                }
            }
            parts.push(Part::Block(child));
        } else {
            let is_space = tree.is_white_space(child);
            if is_space && (is_ended || !matches!(parts.last(), Some(Part::Line(_)))) {
                tree.detach(child);
            } else {
                join(tree, &mut parts, vec![child], is_ended);
                is_ended = false;
            }
        }
    }
    for part in &mut parts {
        if let Part::Line(words) = part {
            *words = trimmed(tree, std::mem::take(words));
            keep_label(tree, words);
        }
    }
    parts.retain(|part| !matches!(part, Part::Line(words) if words.is_empty()));
    if let [Part::Block(only)] = parts[..]
        && tree.is(only, "section")
        && !tree.children(only).any(|child| is_block(tree, child))
        && let Some(element) = tree.element_mut(only)
    {
        element.add_class(ITEM);
        return;
    }
    let is_line = matches!(parts[..], [Part::Line(_)]);
    for part in parts {
        if let Part::Line(words) = part
            && !is_line
        {
            let line = tree.new_element(Element::with_class("section", TEXT));
            if let Some(first) = words.first() {
                tree.insert_before(*first, line);
            }
            for word in words {
                tree.append(line, word);
            }
        }
    }
    if tree.first_child(item).is_some() {
        tree.wrap_children(item, Element::with_class("section", ITEM));
    }
}

/// A paragraph of nothing but text, with no looks of its own.
fn is_plain_paragraph(tree: &Tree, node: NodeId) -> bool {
    tree.is(node, "p") && bare(tree, node) && !tree.children(node).any(|child| is_block(tree, child))
}

fn bare(tree: &Tree, node: NodeId) -> bool {
    ["style", "class"].iter().all(|name| tree.attribute(node, name).is_none())
}

/// Puts words at the end of the line that the parts end with, or begins one. Paragraphs stay apart, but for what explains
/// the words before: `：…`.
fn join(tree: &Tree, parts: &mut Vec<Part>, words: Vec<NodeId>, is_apart: bool) {
    let explains = words.first().is_some_and(|first| tree.text_content(*first).starts_with(['：', ':']));
    match parts.last_mut() {
        Some(Part::Line(line)) if !is_apart || explains => line.extend(words),
        _ => parts.push(Part::Line(words)),
    }
}

/// Without white space and line breaks at either end.
fn trimmed(tree: &mut Tree, mut words: Vec<NodeId>) -> Vec<NodeId> {
    let is_nothing = |tree: &Tree, node: NodeId| tree.is_white_space(node) || tree.is(node, "br");
    while let Some(last) = words.pop_if(|last| is_nothing(tree, *last)) {
        tree.detach(last);
    }
    let blank = words.iter().take_while(|word| is_nothing(tree, **word)).count();
    for node in words.drain(..blank) {
        tree.detach(node);
    }
    if let Some(text) = words.first().and_then(|first| tree.text_mut(*first)) {
        *text = text.trim_ascii_start().to_owned();
    }
    if let Some(text) = words.last().and_then(|last| tree.text_mut(*last)) {
        *text = text.trim_ascii_end().to_owned();
    }
    words
}

/// `label` and `：text` stay together: no space or line break before the colon.
fn keep_label(tree: &mut Tree, words: &mut Vec<NodeId>) {
    if !words.first().is_some_and(|first| tree.is_any(*first, super::flatten::LABELS)) {
        return;
    }
    let gap =
        words[1..].iter().take_while(|node| tree.is(**node, "br") || tree.is_white_space(**node)).count();
    let Some(next) = words.get(gap + 1) else { return };
    if !tree.text_content(*next).trim_ascii_start().starts_with(['：', ':']) {
        return;
    }
    if let Some(text) = tree.text_mut(*next) {
        *text = text.trim_ascii_start().to_owned();
    }
    for node in words.drain(1..=gap) {
        tree.detach(node);
    }
}

#[cfg(test)]
mod tests {
    use super::tidy;
    use crate::pass::trial::Trial;

    fn html(html: &str) -> String {
        Trial::of(html).before(&[tidy]).html()
    }

    #[test]
    fn paragraphs_and_text_beside_blocks_are_lines() {
        assert_eq!(
            html("<ul><li>\n<p>a</p>\n<p><b>b</b>c\n</p>\n</li></ul>"),
            "<ul><li><section class=\"item\"><section class=\"item-text\">a</section>\
             <section class=\"item-text\"><b>b</b>c</section></section></li></ul>"
        );
        let with_blocks = html("<ul><li><p>a</p><pre>x</pre><p>b</p><blockquote>q</blockquote></li></ul>");
        assert_eq!(
            with_blocks,
            "<ul><li><section class=\"item\"><section class=\"item-text\">a</section><pre>x</pre>\
             <section class=\"item-text\">b</section><blockquote>q</blockquote></section></li></ul>"
        );
        assert!(
            html("<ul><li><p style='color:red'>a</p></li></ul>")
                .contains("<section style=\"color:red\" class=\"item-text item\">a</section>")
        );
    }

    #[test]
    fn lists_in_lists_and_loose_items_find_their_place() {
        assert_eq!(
            html("<ul><li>a</li><ul><li>b</li></ul></ul><li>c</li>"),
            "<ul><li><section class=\"item\"><section class=\"item-text\">a</section>\
             <ul><li><section class=\"item\">b</section></li></ul></section></li></ul><section>c</section>"
        );
        assert_eq!(
            html("<ul><li><section>a</section></li></ul>"),
            "<ul><li><section class=\"item\">a</section></li></ul>",
            "wrapped already"
        );
    }
}
