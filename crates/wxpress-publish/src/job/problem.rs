//! [`Problem`] and [`Told`]: what is kept of a failure and of a warning, in every language.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    error::Error,
    message::{Code, Lang},
    warning::Warning,
};

/// A failure as it is kept with a job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Problem {
    code: String,
    pub(crate) errcode: Option<i64>,
    pub(crate) rid: Option<String>,
    zh: Words,
    en: Words,
}

/// A warning as it is kept with a job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Told {
    code: String,
    zh: String,
    en: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Words {
    error: String,
    hint: Option<String>,
}

/// What stopped a job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ProblemView {
    /// What failed and why.
    pub error: String,
    /// Stable name.
    #[schema(example = "ip_not_allowed")]
    pub code: String,
    /// The platform's error code, if it sent one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub errcode: Option<i64>,
    /// The platform's request id, if it sent one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rid: Option<String>,
    /// What to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
}

/// What was changed or noticed in a job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ToldView {
    /// Stable name.
    #[schema(example = "cover_made")]
    pub code: String,
    /// In words.
    pub message: String,
}

impl Problem {
    pub(crate) fn of(error: &Error) -> Self {
        let words = |lang| Words { error: error.message(lang), hint: error.hint(lang) };
        Self {
            code: error.code().as_str().to_owned(),
            errcode: error.errcode(),
            rid: error.rid().map(str::to_owned),
            zh: words(Lang::Zh),
            en: words(Lang::En),
        }
    }

    pub(crate) fn view(self, lang: Lang) -> ProblemView {
        let Self { code, errcode, rid, zh, en } = self;
        let Words { error, hint } = match lang {
            Lang::Zh => zh,
            Lang::En => en,
        };
        ProblemView { error, code, errcode, rid, hint }
    }

    /// Its code, unless a newer version made it.
    pub(crate) fn code(&self) -> Option<Code> {
        Code::ALL.iter().copied().find(|code| code.as_str() == self.code)
    }
}

impl Told {
    pub(crate) fn of(warning: &Warning) -> Self {
        Self {
            code: warning.code().as_str().to_owned(),
            zh: warning.message(Lang::Zh),
            en: warning.message(Lang::En),
        }
    }

    pub(crate) fn view(self, lang: Lang) -> ToldView {
        let Self { code, zh, en } = self;
        let message = match lang {
            Lang::Zh => zh,
            Lang::En => en,
        };
        ToldView { code, message }
    }
}
