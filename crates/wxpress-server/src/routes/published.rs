//! `/api/published/…`.

use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};
use wxpress_publish::{
    AccountChoice, App, loose,
    page::PageQuery,
    published::{PublicationList, PublicationStatus, PublicationView},
};

use super::drafts::{WithContent, with_content};
use crate::{
    answer::{Answer, Done, Envelope, Failure, Nothing, OrFail},
    input::{Id, Input},
};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(status)).routes(routes!(read, delete))
}

/// Which article of a publication.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
struct ArticleIndex {
    /// Place of the article in its publication, counted from 1. Left out or 0: all of them.
    #[serde(default, deserialize_with = "loose::number")]
    index: Option<u64>,
}

/// List publications
#[utoipa::path(get, path = "/published/list", operation_id = "listPublications", tag = "published",
    params(AccountChoice, PageQuery, WithContent),
    responses((status = 200, body = Envelope<PublicationList>), (status = 403, body = Failure)))]
async fn list(State(app): State<App>, input: Input) -> Answer<PublicationList> {
    let (choice, page, content) = (input.account()?, input.parse()?, with_content(&input)?);
    let (publications, warnings) =
        app.publications().list(&choice, page, content).await.or_fail(input.lang)?;
    Ok(Done::new(publications, input.lang).with(warnings))
}

/// Status of a publication
///
/// A new account may ask 100 times a day: wait 2, 4, 8, 15, 30 seconds between questions.
#[utoipa::path(get, path = "/published/status/{publishId}", operation_id = "readPublicationStatus", tag = "published",
    params(("publishId" = String, Path), AccountChoice),
    responses((status = 200, body = Envelope<PublicationStatus>), (status = 404, body = Failure)))]
async fn status(State(app): State<App>, Id(publish_id): Id, input: Input) -> Answer<PublicationStatus> {
    let choice = input.account()?;
    let status = app.publications().status(&choice, &publish_id, input.lang).await.or_fail(input.lang)?;
    Ok(Done::new(status, input.lang))
}

/// Read a publication
#[utoipa::path(get, path = "/published/{articleId}", operation_id = "readPublication", tag = "published",
    params(("articleId" = String, Path), AccountChoice),
    responses((status = 200, body = Envelope<PublicationView>), (status = 404, body = Failure)))]
async fn read(State(app): State<App>, Id(article_id): Id, input: Input) -> Answer<PublicationView> {
    let publication = app.publications().read(&input.account()?, &article_id).await.or_fail(input.lang)?;
    Ok(Done::new(publication, input.lang))
}

/// Delete a publication
#[utoipa::path(delete, path = "/published/{articleId}", operation_id = "deletePublication", tag = "published",
    params(("articleId" = String, Path), ArticleIndex, AccountChoice),
    responses((status = 200, body = Envelope<Nothing>), (status = 404, body = Failure), (status = 504, body = Failure)))]
async fn delete(State(app): State<App>, Id(article_id): Id, input: Input) -> Answer<Nothing> {
    let (choice, ArticleIndex { index }) = (input.account()?, input.parse()?);
    let index = index.map(|index| u32::try_from(index).unwrap_or(u32::MAX));
    app.publications().delete(&choice, &article_id, index).await.or_fail(input.lang)?;
    Ok(Done::new(Nothing, input.lang))
}
