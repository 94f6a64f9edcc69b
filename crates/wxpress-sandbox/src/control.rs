//! The control API under `/_sandbox/`: plain JSON, plain HTTP statuses, nothing of WeChat's manners.

mod accounts;
mod clock;
mod comments;
mod faults;
mod index;
mod journal;
mod partner;
mod pushes;
mod resave;
mod reset;
mod state;
mod videos;

use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequest, FromRequestParts, Json, Path, Request};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{delete, get, post};
use http::header::CONTENT_TYPE;
use http::request::Parts;
use http::{Method, StatusCode};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::shared::Shared;

/// All routes under `/_sandbox`.
pub(crate) fn router() -> Router<Arc<Shared>> {
    let calls = Router::new()
        .route("/", get(index::page))
        .route(
            "/page.js",
            get(async || ([(CONTENT_TYPE, "text/javascript")], include_str!("../templates/page.js"))),
        )
        .route("/accounts", get(accounts::list).post(accounts::create))
        .route("/accounts/{appid}", get(accounts::show).patch(accounts::change))
        .route("/accounts/{appid}/kill-tokens", post(accounts::kill_tokens))
        .route("/accounts/{appid}/check-callback", post(pushes::check))
        .route("/pushes", get(pushes::list))
        .route("/quotas", post(accounts::switch_quotas))
        .route("/comments", post(comments::write).delete(comments::take_back))
        .route("/clock", get(clock::show).post(clock::change))
        .route("/faults", get(faults::list).post(faults::add).delete(faults::clear))
        .route("/faults/{id}", delete(faults::remove))
        .route("/journal", get(journal::list).delete(journal::clear))
        .route("/filter", get(journal::list_findings))
        .route("/resave", post(resave::save))
        .route("/partner", get(partner::page))
        .route("/partner/{media_id}", get(partner::preview))
        .route("/videos", get(videos::page))
        .route("/state", get(state::show))
        .route("/reset", post(reset::reset))
        .fallback(async || ControlError::NotFound("no such control call".to_owned()));
    // A nested `/` is the prefix without its slash.
    Router::new()
        .nest("/_sandbox", calls)
        .route("/_sandbox/", get(index::page))
        .method_not_allowed_fallback(async |method: Method| ControlError::WrongMethod(method))
}

/// A page for people.
fn shown(page: &impl Template) -> Response {
    match page.render() {
        Ok(html) => Html(html).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// Why a control call failed.
#[derive(Debug, thiserror::Error)]
enum ControlError {
    /// 400
    #[error("{0}")]
    BadRequest(String),
    /// 404
    #[error("{0}")]
    NotFound(String),
    /// 405
    #[error("this control call does not know {0}")]
    WrongMethod(Method),
    /// 409
    #[error("{0}")]
    Conflict(String),
    /// Too large, or broken off.
    #[error(transparent)]
    Body(BytesRejection),
    /// 500
    #[error(transparent)]
    State(#[from] crate::Error),
}

impl IntoResponse for ControlError {
    fn into_response(self) -> Response {
        #[derive(Serialize)]
        struct Body {
            error: String,
        }
        let status = match &self {
            Self::BadRequest(_) => StatusCode::BAD_REQUEST,
            Self::NotFound(_) => StatusCode::NOT_FOUND,
            Self::WrongMethod(_) => StatusCode::METHOD_NOT_ALLOWED,
            Self::Conflict(_) => StatusCode::CONFLICT,
            Self::Body(rejection) => rejection.status(),
            Self::State(_) => StatusCode::INTERNAL_SERVER_ERROR,
        };
        (status, Json(Body { error: self.to_string() })).into_response()
    }
}

/// A JSON body, whatever its `Content-Type`; an empty one counts as `{}`.
struct Sent<T>(T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Sent<T> {
    type Rejection = ControlError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ControlError> {
        let body = Bytes::from_request(request, state).await.map_err(ControlError::Body)?;
        let body: &[u8] = if body.is_empty() { b"{}" } else { &body };
        let sent =
            serde_json::from_slice(body).map_err(|error| ControlError::BadRequest(error.to_string()))?;
        Ok(Self(sent))
    }
}

/// What the path names.
struct Named<T>(T);

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for Named<T> {
    type Rejection = ControlError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ControlError> {
        match Path::from_request_parts(parts, state).await {
            Ok(Path(name)) => Ok(Self(name)),
            Err(rejection) => Err(ControlError::BadRequest(rejection.body_text())),
        }
    }
}
