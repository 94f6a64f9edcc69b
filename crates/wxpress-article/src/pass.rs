//! The passes: each a function on the work, each in a file of its own.

mod attributes;
mod cards;
mod clean;
mod code;
mod colours;
mod darkness;
pub(crate) mod drawings;
mod economy;
mod edges;
mod elements;
mod flow;
mod formulas;
pub(crate) mod generated;
mod headings;
pub(crate) mod limits;
mod lists;
pub(crate) mod pictures;
mod presentation;
mod properties;
pub(crate) mod reading;
mod references;
mod root;
mod tasks;
mod title;
mod toc;
#[cfg(test)]
mod trial;
mod voice;
mod whitespace;

use crate::render::Work;

/// A pass.
pub(crate) type Pass = fn(&mut Work<'_>);

/// Passes on the structure, before style sheets apply: what they make is dressed by themes.
pub(crate) const BEFORE_STYLES: &[Pass] = &[
    clean::drop_unsupported,
    presentation::restate,
    cards::look,
    title::take,
    reading::digest,
    references::gather,
    toc::write,
    headings::frame,
    tasks::mark,
    lists::tidy,
    formulas::draw,
];

/// Passes on styled elements.
pub(crate) const AFTER_STYLES: &[Pass] = &[
    properties::restrict,
    elements::rename,
    headings::unframe,
    references::release,
    lists::flatten,
    tasks::fill,
    root::spread,
    code::dress,
    colours::materialise,
    pictures::collect,
    drawings::keep_budget,
    attributes::restrict,
    whitespace::collapse,
    economy::shorten,
    darkness::check,
];
