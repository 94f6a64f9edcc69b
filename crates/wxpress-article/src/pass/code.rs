//! Code blocks get their colours and the markup that keeps their white space, and inline code stays in its line
//! (docs/reference/html-compat.md D5).

mod inline;
mod text;

use crate::code::{self, CodeTheme};
use crate::options::{Overflow, Profile};
use crate::render::Work;
use crate::rule::Rule;
use crate::tree::Element;

/// Puts every block of code into a `section.code`, which themes dress.
pub(super) fn frame(work: &mut Work<'_>) {
    let tree = &mut work.tree;
    for pre in tree.find(work.article, &["pre"]) {
        let is_framed = tree.parent(pre).is_some_and(|parent| tree.has_class(parent, "code"));
        if !is_framed {
            tree.wrap(pre, Element::with_class("section", "code"));
        }
    }
}

/// Dresses all code.
pub(super) fn dress(work: &mut Work<'_>) {
    let theme = work.options.highlight.as_deref().map(|name| (name, CodeTheme::by_name(name)));
    if let Some((name, None)) = theme {
        work.findings.report_of(Rule::UnknownTheme, None, name);
    }
    let theme = theme.and_then(|(_, theme)| theme).unwrap_or_default();
    let mut options = work.options.code.unwrap_or_default();
    if work.options.profile == Profile::Strict {
        options.overflow = Overflow::Wrap;
    }
    for pre in work.tree.find(work.article, &["pre"]) {
        if let Some(language) = code::language_of(&work.tree, pre).filter(|name| !code::is_known(name)) {
            work.findings.report_of(Rule::UnknownLanguage, work.tree.line(pre), language);
        }
        let text = text::of(&work.tree, pre);
        code::dress(&mut work.tree, pre, &text, theme, options);
    }
    inline::settle(work);
}
