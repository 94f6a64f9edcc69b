//! The `offset` and `count` of lists (docs/reference/wechat-api.md §5.6, §6.5).

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::answer::Refusal;
use crate::errcode::Errcode;
use crate::json::{Flag, Number};

/// Which part of a list is asked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Paging {
    pub(super) offset: usize,
    pub(super) count: usize,
    pub(super) no_content: bool,
}

impl Paging {
    /// A count outside 1–20, or an offset below 0, is 40097.
    pub(super) fn parse(body: &Map<String, Value>) -> Result<Self, Refusal> {
        let natural = |name| -> Result<usize, Refusal> {
            usize::try_from(number_field(body, name)?).map_err(|_| Errcode::INVALID_ARGS.into())
        };
        let (offset, count) = (natural("offset")?, natural("count")?);
        if !(1..=20).contains(&count) {
            return Err(Errcode::INVALID_ARGS.into());
        }
        let Flag(no_content) = match body.get("no_content") {
            None => Flag(false),
            Some(value) => Flag::deserialize(value).map_err(|_| Errcode::DATA_FORMAT_ERROR)?,
        };
        Ok(Self { offset, count, no_content })
    }
}

/// A field that is a whole number; 0 when absent or null.
pub(super) fn number_field(body: &Map<String, Value>, name: &str) -> Result<i64, Refusal> {
    match body.get(name) {
        None | Some(Value::Null) => Ok(0),
        Some(value) => {
            let Number(number) = Number::deserialize(value).map_err(|_| Errcode::DATA_FORMAT_ERROR)?;
            Ok(number)
        }
    }
}

/// A field that is a text, or a number standing for one; empty when absent.
pub(super) fn text_field(body: &Map<String, Value>, name: &str) -> String {
    match body.get(name) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}
