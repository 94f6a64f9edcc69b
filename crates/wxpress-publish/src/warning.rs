//! [`Warning`]: something that was changed or noticed for the caller.

use std::fmt::Display;

use crate::message::{Args, Code, Filled, Lang};

/// Something that was changed, retried or noticed for the caller; never a failure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    code: Code,
    args: Args,
}

impl Warning {
    /// A warning whose text has no values.
    pub fn new(code: Code) -> Self {
        Self { code, args: Vec::new() }
    }

    /// Puts `value` into the text's `{name}`.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Display) -> Self {
        self.args.push((name, value.to_string()));
        self
    }

    /// Its stable name.
    pub fn code(&self) -> Code {
        self.code
    }

    /// Its text.
    pub fn message(&self, lang: Lang) -> String {
        Filled(self.code.template(lang), &self.args).to_string()
    }
}
