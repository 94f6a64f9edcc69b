#![doc = include_str!("../README.md")]

mod cover;
mod encode;
mod error;
mod fit;
mod format;
mod target;

pub use cover::plain_cover;
pub use error::Error;
pub use fit::{Change, Fitted, fit};
pub use format::Format;
pub use target::Target;
