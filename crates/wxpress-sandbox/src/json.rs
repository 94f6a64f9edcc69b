//! JSON as WeChat writes it and reads it.

mod read;
mod write;

pub(crate) use read::{Flag, Number, Reading, Text, parse_object};
pub(crate) use write::to_bytes;
