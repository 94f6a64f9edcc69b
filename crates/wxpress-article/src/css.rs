//! Style sheets, and what of them ends up on an element: WeChat keeps nothing but `style` attributes.

mod calc;
mod cascade;
mod colour;
mod content;
mod effort;
mod select;
mod sheet;
mod style;
mod value;
mod variables;

pub(crate) use cascade::{Generated, cascade, cascade_within};
pub(crate) use colour::Colour;
pub(crate) use content::{Counters, Piece, numeral};
pub(crate) use effort::Effort;
pub(crate) use sheet::Sheet;
pub(crate) use style::Style;
pub(crate) use value::comma_separated;
