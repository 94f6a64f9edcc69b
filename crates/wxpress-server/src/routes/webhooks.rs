//! `/api/webhooks`.

use axum::extract::State;
use utoipa_axum::{router::OpenApiRouter, routes};
use wxpress_publish::{
    App,
    webhook::{DeliveryView, WebhookInput, WebhookView},
};

use crate::{
    answer::{Answer, Done, Envelope, Failure, Nothing, OrFail},
    input::{Id, Input},
};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, add))
        .routes(routes!(remove))
        .routes(routes!(test))
        .routes(routes!(deliveries))
}

/// All webhooks
#[utoipa::path(get, path = "/webhooks", operation_id = "listWebhooks", tag = "webhooks",
    responses((status = 200, body = Envelope<Vec<WebhookView>>)))]
async fn list(State(app): State<App>, input: Input) -> Answer<Vec<WebhookView>> {
    Ok(Done::new(app.webhooks().list().await.or_fail(input.lang)?, input.lang))
}

/// Add a webhook
///
/// The ends of jobs and publications are posted to its address from now on, signed as Standard Webhooks has it. What is
/// not taken with a status of 200 to 299 within 10 s is tried again, eight times in some 31 hours; 410 gives up at once.
/// The answer shows the secret, this once.
#[utoipa::path(post, path = "/webhooks", operation_id = "addWebhook", tag = "webhooks",
    request_body = WebhookInput,
    responses((status = 200, body = Envelope<WebhookView>), (status = 400, body = Failure), (status = 409, body = Failure)))]
async fn add(State(app): State<App>, input: Input) -> Answer<WebhookView> {
    let webhook = app.webhooks().add(input.parse()?).await.or_fail(input.lang)?;
    Ok(Done::new(webhook, input.lang).with(input.warnings))
}

/// Remove a webhook
///
/// What it was told is forgotten, too.
#[utoipa::path(delete, path = "/webhooks/{id}", operation_id = "removeWebhook", tag = "webhooks",
    params(("id" = String, Path)),
    responses((status = 200, body = Envelope<Nothing>), (status = 404, body = Failure)))]
async fn remove(State(app): State<App>, Id(id): Id, input: Input) -> Answer<Nothing> {
    app.webhooks().remove(&id).await.or_fail(input.lang)?;
    Ok(Done::new(Nothing, input.lang))
}

/// Try a webhook out
///
/// It is told `webhook.test`.
#[utoipa::path(post, path = "/webhooks/{id}/test", operation_id = "testWebhook", tag = "webhooks",
    params(("id" = String, Path)),
    responses((status = 200, body = Envelope<Nothing>), (status = 404, body = Failure)))]
async fn test(State(app): State<App>, Id(id): Id, input: Input) -> Answer<Nothing> {
    app.webhooks().test(&id).await.or_fail(input.lang)?;
    Ok(Done::new(Nothing, input.lang))
}

/// What a webhook was told
///
/// The 50 newest, newest first, and what became of each. They are kept for 30 days.
#[utoipa::path(get, path = "/webhooks/{id}/deliveries", operation_id = "listDeliveries", tag = "webhooks",
    params(("id" = String, Path)),
    responses((status = 200, body = Envelope<Vec<DeliveryView>>), (status = 404, body = Failure)))]
async fn deliveries(State(app): State<App>, Id(id): Id, input: Input) -> Answer<Vec<DeliveryView>> {
    Ok(Done::new(app.webhooks().deliveries(&id).await.or_fail(input.lang)?, input.lang))
}
