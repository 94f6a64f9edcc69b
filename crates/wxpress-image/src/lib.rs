#![doc = include_str!("../README.md")]

mod animation;
pub mod cover;
mod decode;
mod encode;
mod error;
mod fit;
mod format;
mod metadata;
mod resize;
mod svg;
mod target;

pub use animation::moves;
pub use error::Error;
pub use fit::{Change, Fitted, fit};
pub use format::Format;
pub use svg::Part;
pub use target::Target;
