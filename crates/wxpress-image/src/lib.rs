#![doc = include_str!("../README.md")]

mod encode;
mod error;
mod fit;
mod format;
mod target;

pub use error::Error;
pub use fit::{Change, Fitted, fit};
pub use format::Format;
pub use target::Target;
