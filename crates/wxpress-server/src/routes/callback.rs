//! `/wechat/callback/{appid}`, which the platform calls, and `/api/accounts/{id}/callback`, where it is set.

use axum::{
    Router,
    body::Bytes,
    extract::{DefaultBodyLimit, Path, Query, State},
    http::HeaderMap,
    routing::get,
};
use utoipa_axum::{router::OpenApiRouter, routes};
use wxpress_publish::{
    App, CallbackQuery,
    callback::{CallbackInput, CallbackView},
};

use crate::{
    answer::{Answer, Done, Envelope, Failed, Failure, Nothing, OrFail},
    input::{Id, Input},
    language::preferred,
};

/// Where the platform pushes to. Its signature is the proof, so that it may come under any name of this machine.
pub(crate) const PATH: &str = "/wechat/callback/{appid}";

/// Most bytes of a push: a message of a reader has some 2 KB.
const MAX_PUSH_BYTES: usize = 64 << 10;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(read, set, remove))
}

/// What the platform calls, which is no part of the API.
pub(super) fn pushes() -> Router<App> {
    Router::new().route(PATH, get(check).post(receive)).layer(DefaultBodyLimit::max(MAX_PUSH_BYTES))
}

/// The callback of an account
#[utoipa::path(get, path = "/accounts/{id}/callback", operation_id = "readCallback", tag = "accounts",
    params(("id" = String, Path)),
    responses((status = 200, body = Envelope<CallbackView>), (status = 404, body = Failure)))]
async fn read(State(app): State<App>, Id(id): Id, input: Input) -> Answer<CallbackView> {
    Ok(Done::new(app.callbacks().read(&id).await.or_fail(input.lang)?, input.lang))
}

/// Set the callback of an account
///
/// Token and EncodingAESKey as they stand in the platform's console. Its address there is `path` behind the name under
/// which the gateway is reached from outside. The end of a publication is then known when it comes, without asking.
#[utoipa::path(put, path = "/accounts/{id}/callback", operation_id = "setCallback", tag = "accounts",
    params(("id" = String, Path)), request_body = CallbackInput,
    responses((status = 200, body = Envelope<CallbackView>), (status = 400, body = Failure), (status = 404, body = Failure)))]
async fn set(State(app): State<App>, Id(id): Id, input: Input) -> Answer<CallbackView> {
    let callback = app.callbacks().set(&id, input.parse()?).await.or_fail(input.lang)?;
    Ok(Done::new(callback, input.lang).with(input.warnings))
}

/// Forget the callback of an account
///
/// Its pushes are refused from now on.
#[utoipa::path(delete, path = "/accounts/{id}/callback", operation_id = "removeCallback", tag = "accounts",
    params(("id" = String, Path)),
    responses((status = 200, body = Envelope<Nothing>), (status = 404, body = Failure)))]
async fn remove(State(app): State<App>, Id(id): Id, input: Input) -> Answer<Nothing> {
    app.callbacks().remove(&id).await.or_fail(input.lang)?;
    Ok(Done::new(Nothing, input.lang))
}

async fn check(
    State(app): State<App>,
    Path(appid): Path<String>,
    Query(query): Query<CallbackQuery>,
    headers: HeaderMap,
) -> Result<String, Failed> {
    app.callbacks().check(&appid, &query).await.or_fail(preferred(&headers))
}

async fn receive(
    State(app): State<App>,
    Path(appid): Path<String>,
    Query(query): Query<CallbackQuery>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<&'static str, Failed> {
    app.callbacks().receive(&appid, &query, &body).await.or_fail(preferred(&headers))?;
    Ok("success")
}
