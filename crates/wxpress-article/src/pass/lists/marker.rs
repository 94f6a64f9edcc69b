//! What stands before an item.

use crate::css::numeral;
use crate::tree::{NodeId, Tree};

/// How the items of a list are marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Marking {
    /// A `list-style-type`.
    pub(super) kind: String,
    /// The number of the first item, and what is added from one to the next.
    start: i32,
    step: i32,
}

impl Marking {
    /// The marking that a list asks for; `depth` is 1 for a list in no other.
    pub(super) fn of(tree: &Tree, list: NodeId, depth: usize) -> Self {
        let kind = own_kind(tree, list).unwrap_or_else(|| {
            match (tree.is(list, "ol"), depth) {
                (true, _) => "decimal",
                (false, 1) => "disc",
                (false, 2) => "circle",
                (false, _) => "square",
            }
            .to_owned()
        });
        let is_reversed = tree.attribute(list, "reversed").is_some();
        let count = tree.child_elements(list).count();
        let first = if is_reversed { i32::try_from(count).unwrap_or(i32::MAX) } else { 1 };
        let start =
            tree.attribute(list, "start").and_then(|start| start.trim().parse().ok()).unwrap_or(first);
        Self { kind, start, step: if is_reversed { -1 } else { 1 } }
    }

    /// The markers of the items, in their order; empty for those that have none.
    pub(super) fn texts(&self, tree: &Tree, items: &[NodeId]) -> Vec<String> {
        let mut next = self.start;
        let mut texts = Vec::with_capacity(items.len());
        for item in items {
            if let Some(value) = tree.attribute(*item, "value").and_then(|value| value.trim().parse().ok()) {
                next = value;
            }
            texts.push(if tree.has_class(*item, "task") {
                String::new()
            } else {
                text(own_kind(tree, *item).as_deref().unwrap_or(&self.kind), next)
            });
            next = next.saturating_add(self.step);
        }
        texts
    }
}

/// Whether the marks of a list cannot be left to the platform, which counts one by one from a beginning.
pub(super) fn counts_otherwise(tree: &Tree, list: NodeId) -> bool {
    tree.is(list, "ol")
        && (tree.attribute(list, "reversed").is_some()
            || tree.child_elements(list).any(|item| tree.attribute(item, "value").is_some()))
}

/// The `list-style-type` that an element's own style gives.
fn own_kind(tree: &Tree, node: NodeId) -> Option<String> {
    let style = &tree.element(node)?.style;
    if let Some(kind) = style.value("list-style-type") {
        return Some(kind.to_owned());
    }
    let shorthand = style.value("list-style")?;
    let is_other = |word: &&str| !matches!(*word, "inside" | "outside") && !word.starts_with("url(");
    Some(shorthand.split_ascii_whitespace().find(is_other).unwrap_or("disc").to_owned())
}

fn text(kind: &str, number: i32) -> String {
    // A string is a marker by itself.
    if let Some(quote) = kind.chars().next().filter(|first| matches!(first, '"' | '\'')) {
        return kind.trim_matches(quote).to_owned();
    }
    let numeral = numeral(number, kind);
    match kind {
        "none" | "disc" | "circle" | "square" => numeral,
        chinese if chinese.starts_with("cjk") || chinese.contains("chinese") => format!("{numeral}、"),
        _ => format!("{numeral}."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers() {
        for (kind, number, expected) in [
            ("disc", 3, "•"),
            ("none", 3, ""),
            ("decimal", 3, "3."),
            ("lower-roman", 4, "iv."),
            ("cjk-ideographic", 12, "十二、"),
            ("'- '", 1, "- "),
        ] {
            assert_eq!(text(kind, number), expected);
        }
    }
}
