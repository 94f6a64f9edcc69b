//! [`Answer`]: what a verb has to say.

use serde::Serialize;
use serde_json::Value;
use wxpress_publish::{Code, Error, Warning};

/// What a verb has to say, on success.
#[derive(Debug)]
pub(crate) struct Answer {
    /// `None` where the standard output has got a file.
    pub(crate) data: Option<Value>,
    pub(crate) warnings: Vec<Warning>,
}

impl Answer {
    /// Says this.
    pub(crate) fn of(data: &impl Serialize) -> Result<Self, Error> {
        let data = serde_json::to_value(data).map_err(|error| Error::new(Code::Internal).because(error))?;
        Ok(Self { data: Some(data), warnings: Vec::new() })
    }

    /// It is done, and there is nothing more to say.
    pub(crate) fn done() -> Self {
        Self { data: Some(Value::Null), warnings: Vec::new() }
    }

    /// The file on the standard output says it all.
    pub(crate) fn given() -> Self {
        Self { data: None, warnings: Vec::new() }
    }

    pub(crate) fn with(self, warnings: Vec<Warning>) -> Self {
        Self { warnings, ..self }
    }
}
