//! `/api/platform/…`: quotas, request ids, addresses, the callback, product cards.

use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};
use wxpress_publish::{
    AccountChoice, App, Code, Error, loose,
    platform::{
        CallbackCheck, CallbackCheckInput, DraftSwitch, PlatformAddresses, ProductCard, ProductCardInput,
        Quota, QuotaReset, RequestRecord,
    },
};

use crate::{
    answer::{Answer, Done, Envelope, Failed, Failure, Nothing, OrFail},
    input::{Id, Input},
};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(quota))
        .routes(routes!(reset_quota))
        .routes(routes!(request))
        .routes(routes!(addresses))
        .routes(routes!(check_callback))
        .routes(routes!(draft_switch, open_drafts))
        .routes(routes!(product_card))
}

/// Which call.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Call {
    /// Its path at the platform.
    #[serde(default, deserialize_with = "loose::text")]
    #[param(example = "/cgi-bin/draft/add", required = true)]
    path: Option<String>,
}

/// Quota of a call
#[utoipa::path(get, path = "/platform/quota", operation_id = "readQuota", tag = "platform", params(Call, AccountChoice),
    responses((status = 200, body = Envelope<Quota>), (status = 400, body = Failure), (status = 404, body = Failure)))]
async fn quota(State(app): State<App>, input: Input) -> Answer<Quota> {
    let (choice, Call { path }) = (input.account()?, input.parse()?);
    let missing = || Failed::new(Error::new(Code::MissingField).with("field", "path"), input.lang);
    let quota = app.platform_calls().quota(&choice, &path.ok_or_else(missing)?).await;
    Ok(Done::new(quota.or_fail(input.lang)?, input.lang))
}

/// Reset the day's quota
///
/// Of all calls (10 times a month), or of one (50 times a month).
#[utoipa::path(post, path = "/platform/quota/clear", operation_id = "clearQuota", tag = "platform",
    params(AccountChoice), request_body = QuotaReset,
    responses((status = 200, body = Envelope<Nothing>), (status = 404, body = Failure), (status = 429, body = Failure)))]
async fn reset_quota(State(app): State<App>, input: Input) -> Answer<Nothing> {
    let reset = input.parse::<QuotaReset>()?;
    app.platform_calls().reset_quota(&input.account()?, reset).await.or_fail(input.lang)?;
    Ok(Done::new(Nothing, input.lang))
}

/// Look a request up
///
/// By the `rid` that errors carry, for seven days.
#[utoipa::path(get, path = "/platform/rid/{rid}", operation_id = "readRequest", tag = "platform",
    params(("rid" = String, Path), AccountChoice),
    responses((status = 200, body = Envelope<RequestRecord>), (status = 404, body = Failure)))]
async fn request(State(app): State<App>, Id(rid): Id, input: Input) -> Answer<RequestRecord> {
    let record = app.platform_calls().request(&input.account()?, &rid).await.or_fail(input.lang)?;
    Ok(Done::new(record, input.lang))
}

/// Addresses of the platform
///
/// Where its API answers, and where its pushes come from.
#[utoipa::path(get, path = "/platform/ips", operation_id = "listPlatformAddresses", tag = "platform",
    params(AccountChoice), responses((status = 200, body = Envelope<PlatformAddresses>)))]
async fn addresses(State(app): State<App>, input: Input) -> Answer<PlatformAddresses> {
    let addresses = app.platform_calls().addresses(&input.account()?).await.or_fail(input.lang)?;
    Ok(Done::new(addresses, input.lang))
}

/// Check the callback URL
///
/// How the platform reaches it.
#[utoipa::path(post, path = "/platform/callback/check", operation_id = "checkCallback", tag = "platform",
    params(AccountChoice), request_body = CallbackCheckInput,
    responses((status = 200, body = Envelope<CallbackCheck>), (status = 400, body = Failure)))]
async fn check_callback(State(app): State<App>, input: Input) -> Answer<CallbackCheck> {
    let check =
        app.platform_calls().check_callback(&input.account()?, input.parse::<CallbackCheckInput>()?).await;
    Ok(Done::new(check.or_fail(input.lang)?, input.lang))
}

/// Whether the draft box is open
#[utoipa::path(get, path = "/platform/draft-switch", operation_id = "readDraftSwitch", tag = "platform",
    params(AccountChoice), responses((status = 200, body = Envelope<DraftSwitch>)))]
async fn draft_switch(State(app): State<App>, input: Input) -> Answer<DraftSwitch> {
    let switch = app.platform_calls().draft_switch(&input.account()?).await.or_fail(input.lang)?;
    Ok(Done::new(switch, input.lang))
}

/// Open the draft box
///
/// For good, where it is not open yet.
#[utoipa::path(post, path = "/platform/draft-switch", operation_id = "openDraftBox", tag = "platform",
    params(AccountChoice), responses((status = 200, body = Envelope<DraftSwitch>)))]
async fn open_drafts(State(app): State<App>, input: Input) -> Answer<DraftSwitch> {
    let switch = app.platform_calls().open_drafts(&input.account()?).await.or_fail(input.lang)?;
    Ok(Done::new(switch, input.lang))
}

/// Product card
///
/// What shows a product of the account's shop in an article.
#[utoipa::path(get, path = "/platform/product-card", operation_id = "readProductCard", tag = "platform",
    params(ProductCardInput, AccountChoice),
    responses((status = 200, body = Envelope<ProductCard>), (status = 400, body = Failure)))]
async fn product_card(State(app): State<App>, input: Input) -> Answer<ProductCard> {
    let card = app.platform_calls().product_card(&input.account()?, input.parse::<ProductCardInput>()?).await;
    Ok(Done::new(card.or_fail(input.lang)?, input.lang))
}
