//! Headings have parts that themes can dress: `span.prefix`, `span.content`, `span.suffix`.

use crate::render::Work;
use crate::tree::{Element, NodeId};

const HEADINGS: &[&str] = &["h1", "h2", "h3", "h4", "h5", "h6"];

/// Frames what headings say. One that begins with a number of its own is of class `numbered`: themes that count leave it
/// alone.
pub(super) fn frame(work: &mut Work<'_>) {
    let tree = &mut work.tree;
    for heading in tree.find(work.article, HEADINGS) {
        if tree.is_blank(heading) {
            tree.detach(heading);
            continue;
        }
        if is_numbered(&tree.text_content(heading))
            && let Some(element) = tree.element_mut(heading)
        {
            element.add_class("numbered");
        }
        // The export of another editor brings the parts along.
        if tree.child_elements(heading).any(|part| tree.has_class(part, "content")) {
            continue;
        }
        tree.wrap_children(heading, Element::with_class("span", "content"));
        let prefix = tree.new_element(Element::with_class("span", "prefix"));
        tree.prepend(heading, prefix);
        let suffix = tree.new_element(Element::with_class("span", "suffix"));
        tree.append(heading, suffix);
    }
}

/// Takes those parts away again that no theme dressed.
pub(super) fn unframe(work: &mut Work<'_>) {
    let tree = &mut work.tree;
    for heading in tree.find(work.article, HEADINGS) {
        let parts: Vec<NodeId> = tree.child_elements(heading).collect();
        for part in parts {
            let bare = tree.element(part).is_some_and(|element| element.style.is_empty());
            let is_frame = ["prefix", "content", "suffix"].iter().any(|class| tree.has_class(part, class));
            if is_frame && bare {
                tree.unwrap(part);
            }
        }
    }
}

/// Whether a heading brings its number along: `1.`, `2.3 `, `一、`, `第三章`, `(1)`.
fn is_numbered(text: &str) -> bool {
    let is_digit = |c: char| c.is_ascii_digit() || "一二三四五六七八九十百零〇".contains(c);
    let text = text.trim_start();
    let text = text.strip_prefix(['第', '(', '（']).unwrap_or(text);
    let after = text.trim_start_matches(|c: char| is_digit(c) || c == '.');
    after.len() < text.len()
        && (text[..text.len() - after.len()].ends_with('.')
            || after.starts_with(|c: char| c.is_whitespace() || "、．)）:：章节回篇部步".contains(c)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_the_author_are_seen() {
        for text in ["1. 开始", "2.3 细节", "一、起因", "第三章 结局", "（4）其他", "10、十"]
        {
            assert!(is_numbered(text), "{text}");
        }
        for text in ["开始", "3D 打印", "一次发布", "2026年", "第一"] {
            assert!(!is_numbered(text), "{text}");
        }
    }
}
