//! The article's title, and the heading that repeats it (docs/reference/html-compat.md D12).

use super::references;
use crate::render::Work;
use crate::rule::Rule;

/// Takes the title from the first heading where nobody gave one, and takes that heading out of the body where it says
/// the same.
pub(super) fn take(work: &mut Work<'_>) {
    let tree = &work.tree;
    let Some(heading) = tree.find(work.article, &["h1"]).into_iter().next() else {
        work.meta.title = work.meta.title.take().or_else(|| work.document_title.take());
        return;
    };
    let line = tree.line(heading);
    let text = references::words(tree, heading);
    if text.is_empty() {
        return;
    }
    match &work.meta.title {
        None => work.meta.title = Some(text),
        Some(title) if same(title, &text) => {}
        Some(_) => {
            work.findings.report_of(Rule::HeadingIsNotTitle, line, text);
            return;
        }
    }
    // A picture in the heading would be lost with it.
    if work.tree.find(heading, &["img", "svg"]).is_empty() {
        work.findings.report(Rule::TitleRepeated, line);
        work.tree.detach(heading);
    }
}

/// Whether two titles read the same: spaces and punctuation do not count.
fn same(one: &str, other: &str) -> bool {
    let letters =
        |text: &str| text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    letters(one) == letters(other)
}
