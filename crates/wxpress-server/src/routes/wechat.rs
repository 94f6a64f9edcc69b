//! `/api/wechat/{path}`: any other call of the platform.

use axum::{
    RequestExt,
    extract::{FromRequest, Request, State},
    response::{IntoResponse, Response},
};
use serde_json::value::RawValue;
use tokio::sync::OwnedSemaphorePermit;
use utoipa_axum::{router::OpenApiRouter, routes};
use wxpress_publish::{AccountChoice, App, Code, Error, Lang, RawBody, RawMethod, json, raw::RawInput};

use crate::{
    answer::{self, Done, Envelope, Failed, Failure, OrFail},
    input::{Id, read_raw},
    language::preferred,
};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(fetch, send))
}

/// Any other call of the platform that reads
///
/// With the account's token, which is fetched and renewed here, and errors in the envelope. The query is the platform's
/// own, but for the account's parameters; `access_token` is refused, as are the paths that give out tokens. JSON is
/// answered in `data`, a file as it is.
#[utoipa::path(get, path = "/wechat/{*path}", operation_id = "getWechat", tag = "platform",
    params(("path" = String, Path, example = "cgi-bin/user/get"), AccountChoice),
    responses((status = 200, description = "The platform's JSON in `data`, or a file",
        content((Envelope<serde_json::Value> = "application/json"), (Vec<u8> = "application/octet-stream"))),
        (status = 400, body = Failure), (status = 404, body = Failure)))]
async fn fetch(State(app): State<App>, call: Call) -> Result<Response, Failed> {
    call.make(app, RawMethod::Get).await
}

/// Any other call of the platform
///
/// As with GET. The body is handed on as it is, of any media type, but for `\uXXXX` escapes in JSON, which become
/// characters because the platform would keep them. Never repeated.
#[utoipa::path(post, path = "/wechat/{*path}", operation_id = "postWechat", tag = "platform",
    params(("path" = String, Path, example = "cgi-bin/tags/create"), AccountChoice),
    request_body(content = serde_json::Value, description = "As the platform wants it, of any media type"),
    responses((status = 200, description = "The platform's JSON in `data`, or a file",
        content((Envelope<serde_json::Value> = "application/json"), (Vec<u8> = "application/octet-stream"))),
        (status = 400, body = Failure), (status = 404, body = Failure), (status = 504, body = Failure)))]
async fn send(State(app): State<App>, call: Call) -> Result<Response, Failed> {
    call.make(app, RawMethod::Post).await
}

/// A call as it came.
struct Call {
    path: String,
    query: String,
    body: Option<RawBody>,
    /// The memory that the body was given, until the call is done.
    _room: Option<OwnedSemaphorePermit>,
    lang: Lang,
}

impl<S: Send + Sync> FromRequest<S> for Call {
    type Rejection = Failed;

    async fn from_request(mut request: Request, state: &S) -> Result<Self, Failed> {
        let lang = preferred(request.headers());
        let Id(path) = request.extract_parts_with_state(state).await?;
        let query = request.uri().query().unwrap_or_default().to_owned();
        let (body, room) = read_raw(request).await.or_fail(lang)?;
        Ok(Self { path, query, body, _room: room, lang })
    }
}

impl Call {
    async fn make(self, app: App, method: RawMethod) -> Result<Response, Failed> {
        let Self { path, query, body, lang, .. } = self;
        let invalid = |error| Error::new(Code::InvalidQuery).with("problem", error);
        let choice: AccountChoice = serde_urlencoded::from_str(&query).map_err(invalid).or_fail(lang)?;
        let query = serde_urlencoded::from_str(&query).map_err(invalid).or_fail(lang)?;
        let called = app.raw_calls().call(&choice, RawInput { method, path, query, body }).await;
        let (answered, warnings) = called.or_fail(lang)?;
        let Some(text) = answered.json() else { return Ok(answer::file(answered)) };
        let broken = |error: serde_json::Error| Error::new(Code::WechatGarbage).with("problem", error);
        let data: Box<RawValue> = json::from_slice(text).map_err(broken).or_fail(lang)?;
        Ok(Done::new(data, lang).with(warnings).into_response())
    }
}
