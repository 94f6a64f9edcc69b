//! Text that dark mode would leave hard to read is told (docs/reference/html-compat.md D13).

use crate::dark;
use crate::render::Work;
use crate::rule::Rule;

/// Reports it, by its first words.
pub(super) fn check(work: &mut Work<'_>) {
    for node in dark::illegible(&work.tree, work.article) {
        let text: String = work.tree.text_content(node).trim().chars().take(20).collect();
        work.findings.report_of(Rule::DarkMode, work.tree.line(node), text);
    }
}
