//! `/api/partner/article…`.

use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};
use wxpress_publish::{
    AccountChoice, App, loose,
    partner::{PartnerArticleInput, PartnerArticleStatus, SubmittedArticle, UploadedArticle},
};

use crate::{
    answer::{Answer, Done, Envelope, Failure, Nothing, OrFail},
    input::{Id, Input},
};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(upload)).routes(routes!(read, update, delete)).routes(routes!(submit))
}

/// Which article.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Place {
    /// Counted from 1, and there is only one. Deleting, 0 (the default) means all.
    #[serde(default, deserialize_with = "loose::number")]
    index: Option<u64>,
}

/// Upload an article for review
///
/// It is not submitted yet: it can be looked at on the platform's site under 媒体API, changed and deleted. Own videos
/// (`<video data-media-id="…"></video>`) must have passed their review.
#[utoipa::path(post, path = "/partner/article", operation_id = "uploadPartnerArticle", tag = "partner",
    params(AccountChoice), request_body = PartnerArticleInput,
    responses((status = 200, body = Envelope<UploadedArticle>), (status = 400, body = Failure), (status = 403, body = Failure),
        (status = 409, body = Failure), (status = 504, body = Failure)))]
async fn upload(State(app): State<App>, input: Input) -> Answer<UploadedArticle> {
    let uploaded = app.partner_articles().upload(&input.account()?, input.parse()?).await;
    let (article, warnings) = uploaded.or_fail(input.lang)?;
    Ok(Done::new(article, input.lang).with(input.warnings).with(warnings))
}

/// How an article stands
#[utoipa::path(get, path = "/partner/article/{mediaId}", operation_id = "readPartnerArticle", tag = "partner",
    params(("mediaId" = String, Path), AccountChoice),
    responses((status = 200, body = Envelope<PartnerArticleStatus>), (status = 404, body = Failure)))]
async fn read(State(app): State<App>, Id(media_id): Id, input: Input) -> Answer<PartnerArticleStatus> {
    let status = app.partner_articles().status(&input.account()?, &media_id, input.lang).await;
    Ok(Done::new(status.or_fail(input.lang)?, input.lang))
}

/// Replace an article that is not submitted yet
#[utoipa::path(put, path = "/partner/article/{mediaId}", operation_id = "updatePartnerArticle", tag = "partner",
    params(("mediaId" = String, Path), Place, AccountChoice), request_body = PartnerArticleInput,
    responses((status = 200, body = Envelope<Nothing>), (status = 400, body = Failure), (status = 404, body = Failure),
        (status = 409, body = Failure)))]
async fn update(State(app): State<App>, Id(media_id): Id, input: Input) -> Answer<Nothing> {
    let (choice, Place { index }) = (input.account()?, input.parse()?);
    let updated = app.partner_articles().update(&choice, &media_id, index, input.parse()?).await;
    let warnings = updated.or_fail(input.lang)?;
    Ok(Done::new(Nothing, input.lang).with(input.warnings).with(warnings))
}

/// Delete an article
///
/// Published ones too. It gives no submission of the day back.
#[utoipa::path(delete, path = "/partner/article/{mediaId}", operation_id = "deletePartnerArticle", tag = "partner",
    params(("mediaId" = String, Path), Place, AccountChoice),
    responses((status = 200, body = Envelope<Nothing>), (status = 404, body = Failure), (status = 504, body = Failure)))]
async fn delete(State(app): State<App>, Id(media_id): Id, input: Input) -> Answer<Nothing> {
    let (choice, Place { index }) = (input.account()?, input.parse()?);
    app.partner_articles().delete(&choice, &media_id, index).await.or_fail(input.lang)?;
    Ok(Done::new(Nothing, input.lang))
}

/// Submit an article to the review
///
/// What passes is published to 看一看 and 搜一搜, not to the account's profile. 200 a day.
#[utoipa::path(post, path = "/partner/article/{mediaId}/submit", operation_id = "submitPartnerArticle", tag = "partner",
    params(("mediaId" = String, Path), AccountChoice),
    responses((status = 200, body = Envelope<SubmittedArticle>), (status = 404, body = Failure), (status = 429, body = Failure),
        (status = 504, body = Failure)))]
async fn submit(State(app): State<App>, Id(media_id): Id, input: Input) -> Answer<SubmittedArticle> {
    let submitted = app.partner_articles().submit(&input.account()?, &media_id).await;
    let (article, warnings) = submitted.or_fail(input.lang)?;
    Ok(Done::new(article, input.lang).with(warnings))
}
