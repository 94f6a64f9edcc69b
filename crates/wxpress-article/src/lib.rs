#![doc = include_str!("../README.md")]

mod drawing;
mod finding;

pub use drawing::Drawing;
pub use finding::{Finding, Severity};
