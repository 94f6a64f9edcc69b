//! The envelope of every answer.

mod file;

use axum::{
    Json,
    http::StatusCode,
    response::{IntoResponse, Response},
};
pub(crate) use file::file;
use serde::Serialize;
use utoipa::ToSchema;
pub(crate) use wxpress_publish::{Envelope, Failure};
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

impl<T: Serialize> IntoResponse for Done<T> {
    fn into_response(self) -> Response {
        let envelope = Envelope::new(&self.data, &self.warnings, self.lang);
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
        let failure = Failure::new(&error, lang);
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
        Kind::Contradiction => StatusCode::UNPROCESSABLE_ENTITY,
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
