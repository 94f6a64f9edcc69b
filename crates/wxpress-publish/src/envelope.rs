//! The envelope of every answer, over HTTP and on the terminal alike.

use serde::Serialize;
use utoipa::ToSchema;

use crate::{error::Error, message::Lang, warning::Warning};

/// A success.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Envelope<T> {
    /// Always `true`.
    pub success: bool,
    /// What was asked for; `null` where there is nothing to say.
    pub data: T,
    /// What was changed, retried or noticed for the caller.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<WarningView>,
}

/// Something that was changed, retried or noticed for the caller.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct WarningView {
    /// Stable name.
    #[schema(example = "comments_off")]
    pub code: &'static str,
    /// In words.
    pub message: String,
}

/// A failure.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Failure {
    /// Always `false`.
    pub success: bool,
    /// What failed and why.
    pub error: String,
    /// Stable name.
    #[schema(example = "ip_not_allowed")]
    pub code: &'static str,
    /// The platform's error code, if it sent one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = 40164)]
    pub errcode: Option<i64>,
    /// The platform's request id, if it sent one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rid: Option<String>,
    /// What to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
}

impl<T> Envelope<T> {
    /// `data` with what is to be said of it, in `lang`.
    pub fn new(data: T, warnings: &[Warning], lang: Lang) -> Self {
        let view =
            |warning: &Warning| WarningView { code: warning.code().as_str(), message: warning.message(lang) };
        Self { success: true, data, warnings: warnings.iter().map(view).collect() }
    }
}

impl Failure {
    /// What failed, in `lang`.
    pub fn new(error: &Error, lang: Lang) -> Self {
        Self {
            success: false,
            error: error.message(lang),
            code: error.code().as_str(),
            errcode: error.errcode(),
            rid: error.rid().map(str::to_owned),
            hint: error.hint(lang),
        }
    }
}
