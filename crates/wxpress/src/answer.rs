//! [`Answer`] and [`Report`]: what a verb has to say.

use serde::Serialize;
use serde_json::Value;
use wxpress_publish::{Code, Error, Warning};

use crate::render;

/// What a verb has to say, on success.
#[derive(Debug)]
pub(crate) struct Answer {
    /// `None` where the standard output has got a file.
    pub(crate) data: Option<Value>,
    pub(crate) warnings: Vec<Warning>,
}

/// What a verb has to say that writes its text for people itself.
#[derive(Debug, Default)]
pub(crate) struct Report {
    /// For programs.
    pub(crate) data: Value,
    /// For people, on the standard output: a text, or a file.
    pub(crate) output: Vec<u8>,
    /// For people, lines beside that.
    pub(crate) beside: Vec<String>,
    pub(crate) warnings: Vec<Warning>,
    /// Nothing is wrong with what was looked at.
    pub(crate) is_clean: bool,
}

impl Answer {
    /// Says this.
    pub(crate) fn of(data: &impl Serialize) -> Result<Self, Error> {
        Ok(Self { data: Some(value(data)?), warnings: Vec::new() })
    }

    /// It is done, and there is nothing more to say.
    pub(crate) fn done() -> Self {
        Self { data: Some(Value::Null), warnings: Vec::new() }
    }

    /// The file on the standard output says it all.
    pub(crate) fn given() -> Self {
        Self { data: None, warnings: Vec::new() }
    }

    pub(crate) fn with(mut self, warnings: Vec<Warning>) -> Self {
        self.warnings.extend(warnings);
        self
    }
}

impl Report {
    /// Says this to programs, and `output` to people.
    pub(crate) fn of(data: &impl Serialize, output: impl Into<Vec<u8>>) -> Result<Self, Error> {
        Ok(Self { data: value(data)?, output: output.into(), is_clean: true, ..Self::default() })
    }

    /// Says the same to people, as lines.
    pub(crate) fn in_lines(self) -> Self {
        let lines = render::lines(&self.data, None).into_iter().map(|line| line + "\n");
        Self { output: lines.collect::<String>().into_bytes(), ..self }
    }
}

fn value(data: &impl Serialize) -> Result<Value, Error> {
    serde_json::to_value(data).map_err(|error| Error::new(Code::Internal).because(error))
}
