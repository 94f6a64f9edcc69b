//! The passes: each a function on the work, each in a file of its own.

mod attributes;
mod cards;
mod clean;
mod code;
mod colours;
mod darkness;
mod diagrams;
pub(crate) mod drawings;
mod economy;
mod edges;
mod elements;
mod figures;
mod flow;
mod formulas;
pub(crate) mod generated;
mod headings;
mod hidden;
pub(crate) mod limits;
mod lists;
mod nesting;
mod paste;
pub(crate) mod pictures;
mod presentation;
mod properties;
pub(crate) mod reading;
mod references;
mod root;
mod tables;
mod tasks;
mod title;
mod toc;
#[cfg(test)]
mod trial;
mod vectors;
mod voice;
mod whitespace;

use crate::render::Work;

/// A pass.
pub(crate) type Pass = fn(&mut Work<'_>);

/// Passes on the structure, before style sheets apply: what they make is dressed by themes.
pub(crate) const BEFORE_STYLES: &[Pass] = &[
    clean::drop_unsupported,
    presentation::restate,
    cards::check,
    title::take,
    toc::write,
    reading::digest,
    references::gather,
    headings::frame,
    vectors::clean_up,
    formulas::draw,
    diagrams::draw,
    figures::frame,
    tables::wrap,
    tasks::mark,
    lists::tidy,
    code::frame,
];

/// Passes on styled elements.
pub(crate) const AFTER_STYLES: &[Pass] = &[
    hidden::drop,
    limits::stop_where_hopeless,
    elements::rename,
    headings::unframe,
    references::release,
    lists::flatten,
    tasks::fill,
    tables::fit,
    figures::dress,
    code::dress,
    nesting::mend,
    limits::stop_where_hopeless,
    properties::restrict,
    root::settle,
    pictures::collect,
    attributes::restrict,
    whitespace::collapse,
    economy::unwrap_bare_spans,
    colours::settle,
    economy::save,
    paste::guard,
    drawings::keep_budget,
    darkness::check,
];
