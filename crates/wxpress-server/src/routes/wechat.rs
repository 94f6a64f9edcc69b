//! `/api/wechat/{path}`: any other call of the platform.

use axum::{
    extract::{RawQuery, Request, State},
    http::Method,
    response::{IntoResponse, Response},
};
use serde_json::value::RawValue;
use utoipa_axum::{router::OpenApiRouter, routes};
use wxpress_publish::{AccountChoice, App, Code, Error, RawMethod, json, raw::RawInput};

use crate::{
    answer::{self, Done, Envelope, Failed, Failure, OrFail},
    input::{Id, read_raw},
    language::Language,
};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(call))
}

/// Any other call of the platform
///
/// With the account's token, which is fetched and renewed here, and errors in the envelope. The query and the body are
/// the platform's own, but for the account's parameters in the query; `access_token` is refused, as are the paths that
/// give out tokens. JSON is answered in `data`, a file as it is. A POST is never repeated.
#[utoipa::path(method(get, post), path = "/wechat/{*path}", operation_id = "callWechat", tag = "platform",
    params(("path" = String, Path, example = "cgi-bin/user/get"), AccountChoice),
    request_body(content = serde_json::Value, description = "As the platform wants it, of any media type"),
    responses((status = 200, description = "The platform's JSON in `data`, or a file",
        content((Envelope<serde_json::Value> = "application/json"), (Vec<u8> = "application/octet-stream"))),
        (status = 400, body = Failure), (status = 404, body = Failure), (status = 504, body = Failure)))]
async fn call(
    State(app): State<App>,
    Language(lang): Language,
    Id(path): Id,
    RawQuery(query): RawQuery,
    request: Request,
) -> Result<Response, Failed> {
    let query = query.unwrap_or_default();
    let invalid = |error| Error::new(Code::InvalidQuery).with("problem", error);
    let choice: AccountChoice = serde_urlencoded::from_str(&query).map_err(invalid).or_fail(lang)?;
    let query = serde_urlencoded::from_str(&query).map_err(invalid).or_fail(lang)?;
    // HEAD is asked of a GET, and must not be made a POST of.
    let method = if *request.method() == Method::POST { RawMethod::Post } else { RawMethod::Get };
    let (body, _room) = read_raw(request).await.or_fail(lang)?;
    let called = app.raw_calls().call(&choice, RawInput { method, path, query, body }).await;
    let (answered, warnings) = called.or_fail(lang)?;
    let Some(text) = answered.json() else { return Ok(answer::file(answered)) };
    let broken = |error: serde_json::Error| Error::new(Code::WechatGarbage).with("problem", error);
    let data: Box<RawValue> = json::from_slice(text).map_err(broken).or_fail(lang)?;
    Ok(Done::new(data, lang).with(warnings).into_response())
}
