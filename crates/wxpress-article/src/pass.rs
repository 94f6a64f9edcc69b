//! The passes: each a function on the work, each in a file of its own.

mod attributes;
mod clean;
mod code;
mod elements;
pub(crate) mod generated;
mod headings;
pub(crate) mod limits;
pub(crate) mod pictures;
pub(crate) mod reading;
mod title;

use crate::render::Work;

/// A pass.
pub(crate) type Pass = fn(&mut Work<'_>);

/// Passes on the structure, before style sheets apply: what they make is dressed by themes.
pub(crate) const BEFORE_STYLES: &[Pass] = &[clean::drop_unsupported, title::take, headings::frame];

/// Passes on styled elements.
pub(crate) const AFTER_STYLES: &[Pass] =
    &[elements::rename, headings::unframe, code::dress, pictures::collect, attributes::restrict];
