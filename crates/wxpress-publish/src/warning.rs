//! [`Warning`]: something that was changed or noticed for the caller.

use std::fmt::Display;

use crate::message::{Args, Code, Filled, Lang};

/// Something that was changed, retried or noticed for the caller; never a failure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    code: Code,
    /// What it is about, where there are several of the kind.
    subject: Option<String>,
    args: Args,
}

impl Warning {
    /// A warning whose text has no values.
    pub fn new(code: Code) -> Self {
        Self { code, subject: None, args: Vec::new() }
    }

    /// Puts `value` into the text's `{name}`.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Display) -> Self {
        self.args.push((name, value.to_string()));
        self
    }

    /// Says what it is about, where there are several of the kind.
    #[must_use]
    pub(crate) fn about(self, subject: String) -> Self {
        Self { subject: Some(subject), ..self }
    }

    /// Its stable name.
    pub fn code(&self) -> Code {
        self.code
    }

    /// Its text.
    pub fn message(&self, lang: Lang) -> String {
        let message = Filled(self.code.template(lang), &self.args);
        match (&self.subject, lang) {
            (Some(subject), Lang::Zh) => format!("{subject}：{message}"),
            (Some(subject), Lang::En) => format!("{subject}: {message}"),
            (None, _) => message.to_string(),
        }
    }
}
