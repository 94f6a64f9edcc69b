#![doc = include_str!("../README.md")]

pub mod code;
mod drawing;
mod finding;

pub use drawing::Drawing;
pub use finding::{Finding, Severity};
