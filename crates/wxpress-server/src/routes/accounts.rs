//! `/api/accounts`.

use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};
use wxpress_publish::{
    App,
    account::{AccountCheck, AccountInput, AccountView},
    loose,
};

use crate::{
    answer::{Answer, Done, Envelope, Failure, Nothing, OrFail},
    input::{Id, Input},
};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(read, update, delete))
        .routes(routes!(set_default))
        .routes(routes!(check))
}

/// Whether AppSecrets are shown.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
struct Reveal {
    /// Shows the AppSecret in `realSecret`. Each time is logged.
    #[serde(default, deserialize_with = "loose::flag")]
    reveal: Option<bool>,
}

fn reveal(input: &Input) -> Result<bool, crate::answer::Failed> {
    Ok(input.parse::<Reveal>()?.reveal.unwrap_or(false))
}

/// All stored accounts
#[utoipa::path(get, path = "/accounts", operation_id = "listAccounts", tag = "accounts", params(Reveal),
    responses((status = 200, body = Envelope<Vec<AccountView>>)))]
async fn list(State(app): State<App>, input: Input) -> Answer<Vec<AccountView>> {
    let accounts = app.accounts().list(reveal(&input)?).await.or_fail(input.lang)?;
    Ok(Done::new(accounts, input.lang))
}

/// Store an account
///
/// The first one becomes the default.
#[utoipa::path(post, path = "/accounts", operation_id = "createAccount", tag = "accounts",
    request_body = AccountInput,
    responses((status = 200, body = Envelope<AccountView>), (status = 400, body = Failure), (status = 409, body = Failure)))]
async fn create(State(app): State<App>, input: Input) -> Answer<AccountView> {
    let account = app.accounts().create(input.parse()?).await.or_fail(input.lang)?;
    Ok(Done::new(account, input.lang).with(input.warnings))
}

/// One account
#[utoipa::path(get, path = "/accounts/{id}", operation_id = "readAccount", tag = "accounts",
    params(("id" = String, Path), Reveal),
    responses((status = 200, body = Envelope<AccountView>), (status = 404, body = Failure)))]
async fn read(State(app): State<App>, Id(id): Id, input: Input) -> Answer<AccountView> {
    let account = app.accounts().read(&id, reveal(&input)?).await.or_fail(input.lang)?;
    Ok(Done::new(account, input.lang))
}

/// Change an account
///
/// Fields that are left out stay.
#[utoipa::path(put, path = "/accounts/{id}", operation_id = "updateAccount", tag = "accounts",
    params(("id" = String, Path)), request_body = AccountInput,
    responses((status = 200, body = Envelope<AccountView>), (status = 404, body = Failure), (status = 409, body = Failure)))]
async fn update(State(app): State<App>, Id(id): Id, input: Input) -> Answer<AccountView> {
    let account = app.accounts().update(&id, input.parse()?).await.or_fail(input.lang)?;
    Ok(Done::new(account, input.lang).with(input.warnings))
}

/// Forget an account
///
/// Its drafts and materials stay on the platform. When it was the default, the oldest one left becomes it.
#[utoipa::path(delete, path = "/accounts/{id}", operation_id = "deleteAccount", tag = "accounts",
    params(("id" = String, Path)),
    responses((status = 200, body = Envelope<Nothing>), (status = 404, body = Failure)))]
async fn delete(State(app): State<App>, Id(id): Id, input: Input) -> Answer<Nothing> {
    app.accounts().delete(&id).await.or_fail(input.lang)?;
    Ok(Done::new(Nothing, input.lang))
}

/// Make an account the default
#[utoipa::path(put, path = "/accounts/{id}/default", operation_id = "setDefaultAccount", tag = "accounts",
    params(("id" = String, Path)),
    responses((status = 200, body = Envelope<AccountView>), (status = 404, body = Failure)))]
async fn set_default(State(app): State<App>, Id(id): Id, input: Input) -> Answer<AccountView> {
    let account = app.accounts().set_default(&id).await.or_fail(input.lang)?;
    Ok(Done::new(account, input.lang))
}

/// Check an account
///
/// Asks the platform whether AppID, AppSecret and this machine's address are good.
#[utoipa::path(post, path = "/accounts/{id}/check", operation_id = "checkAccount", tag = "accounts",
    params(("id" = String, Path)),
    responses((status = 200, body = Envelope<AccountCheck>), (status = 401, body = Failure), (status = 403, body = Failure),
        (status = 404, body = Failure)))]
async fn check(State(app): State<App>, Id(id): Id, input: Input) -> Answer<AccountCheck> {
    let checked = app.accounts().check(&id).await.or_fail(input.lang)?;
    Ok(Done::new(checked, input.lang))
}
