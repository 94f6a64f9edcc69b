#![doc = include_str!("../README.md")]

mod drawing;
mod finding;
mod formula;
mod svg;

pub use drawing::Drawing;
pub use finding::{Finding, Severity};
