//! The envelope of every answer.

use axum::{
    Json,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Serialize;
use utoipa::ToSchema;
use wxpress_publish::{Error, Kind, Lang, Warning};

/// What a route answers: its data, or what failed.
pub(crate) type Answer<T> = Result<Done<T>, Failed>;

/// A success in the envelope.
#[derive(Debug)]
pub(crate) struct Done<T> {
    data: T,
    warnings: Vec<Warning>,
    lang: Lang,
    /// Whether the data's fields stand beside `success` as well, as the first gateway of this kind had them.
    flat: bool,
}

impl<T> Done<T> {
    pub(crate) fn new(data: T, lang: Lang) -> Self {
        Self { data, warnings: Vec::new(), lang, flat: false }
    }

    pub(crate) fn with(self, warnings: Vec<Warning>) -> Self {
        Self { warnings: [self.warnings, warnings].concat(), ..self }
    }

    pub(crate) fn flat(self) -> Self {
        Self { flat: true, ..self }
    }
}

/// A success.
#[derive(Serialize, ToSchema)]
pub(crate) struct Envelope<T> {
    /// Always `true`.
    pub(crate) success: bool,
    /// What was asked for; `null` where there is nothing to say.
    pub(crate) data: T,
    /// What was changed, retried or noticed for the caller.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) warnings: Vec<WarningView>,
}

/// A success whose fields stand in `data` and beside `success` as well.
#[derive(Serialize, ToSchema)]
pub(crate) struct FlatEnvelope<T> {
    /// The envelope.
    #[serde(flatten)]
    envelope: Envelope<T>,
    /// The fields of `data` once more.
    #[serde(flatten)]
    fields: T,
}

/// There is nothing more to say: `null`.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub(crate) struct Nothing;

/// Something that was changed, retried or noticed for the caller.
#[derive(Serialize, ToSchema)]
pub(crate) struct WarningView {
    /// Stable name.
    #[schema(example = "comments_off")]
    code: &'static str,
    /// In words.
    message: String,
}

/// A failure.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Failure {
    /// Always `false`.
    pub(crate) success: bool,
    /// What failed and why.
    pub(crate) error: String,
    /// Stable name.
    #[schema(example = "ip_not_allowed")]
    pub(crate) code: &'static str,
    /// The platform's error code, if it sent one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = 40164)]
    pub(crate) errcode: Option<i64>,
    /// The platform's request id, if it sent one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) rid: Option<String>,
    /// What to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) hint: Option<String>,
}

impl<T: Serialize> IntoResponse for Done<T> {
    fn into_response(self) -> Response {
        let warnings = self
            .warnings
            .iter()
            .map(|warning| WarningView { code: warning.code().as_str(), message: warning.message(self.lang) })
            .collect();
        let envelope = Envelope { success: true, data: &self.data, warnings };
        if self.flat {
            Json(FlatEnvelope { envelope, fields: &self.data }).into_response()
        } else {
            Json(envelope).into_response()
        }
    }
}

/// A failure in the envelope, in the caller's language.
#[derive(Debug)]
pub(crate) struct Failed {
    error: Error,
    lang: Lang,
}

impl Failed {
    pub(crate) fn new(error: Error, lang: Lang) -> Self {
        Self { error, lang }
    }
}

/// Lets handlers write `.or_fail(lang)?`.
pub(crate) trait OrFail<T> {
    fn or_fail(self, lang: Lang) -> Result<T, Failed>;
}

impl<T> OrFail<T> for Result<T, Error> {
    fn or_fail(self, lang: Lang) -> Result<T, Failed> {
        self.map_err(|error| Failed::new(error, lang))
    }
}

impl IntoResponse for Failed {
    fn into_response(self) -> Response {
        let Self { error, lang } = self;
        let status = status(error.kind());
        if status.is_server_error() {
            tracing::error!(error = %Chain(&error), code = error.code().as_str(), "a request failed");
        }
        let failure = Failure {
            success: false,
            error: error.message(lang),
            code: error.code().as_str(),
            errcode: error.errcode(),
            rid: error.rid().map(str::to_owned),
            hint: error.hint(lang),
        };
        (status, Json(failure)).into_response()
    }
}

fn status(kind: Kind) -> StatusCode {
    match kind {
        Kind::Invalid => StatusCode::BAD_REQUEST,
        Kind::Unauthorized => StatusCode::UNAUTHORIZED,
        Kind::Forbidden => StatusCode::FORBIDDEN,
        Kind::NotFound => StatusCode::NOT_FOUND,
        Kind::WrongMethod => StatusCode::METHOD_NOT_ALLOWED,
        Kind::Conflict => StatusCode::CONFLICT,
        Kind::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        Kind::Unsupported => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        Kind::TooMany => StatusCode::TOO_MANY_REQUESTS,
        Kind::Upstream => StatusCode::BAD_GATEWAY,
        Kind::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        Kind::Timeout => StatusCode::GATEWAY_TIMEOUT,
        Kind::Internal | Kind::Notice => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// An error with its causes, for the log.
struct Chain<'a>(&'a dyn std::error::Error);

impl std::fmt::Display for Chain<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0)?;
        let mut cause = self.0.source();
        while let Some(error) = cause {
            write!(f, ": {error}")?;
            cause = error.source();
        }
        Ok(())
    }
}
