//! `/api/draft/…`.

use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};
use wxpress_publish::{
    AccountChoice, App,
    draft::{ArticleInput, CreatedDraft, DraftCount, DraftInput, DraftList, DraftView, SubmittedDraft},
    loose,
    page::PageQuery,
};

use crate::{
    answer::{Answer, Done, Envelope, Failure, FlatEnvelope, Nothing, OrFail},
    input::{Id, Input},
};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(create))
        .routes(routes!(list))
        .routes(routes!(count))
        .routes(routes!(read, update, delete))
        .routes(routes!(publish))
}

/// Whether lists carry the articles' content.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub(super) struct WithContent {
    /// Adds the articles' content, which may be large. `false` by default.
    #[serde(default, deserialize_with = "loose::flag")]
    with_content: Option<bool>,
    /// The same the other way round, as the platform writes it.
    #[serde(default, deserialize_with = "loose::flag")]
    no_content: Option<bool>,
}

pub(super) fn with_content(input: &Input) -> Result<bool, crate::answer::Failed> {
    let WithContent { with_content, no_content } = input.parse()?;
    Ok(with_content.unwrap_or(no_content == Some(false)))
}

/// Several articles of one draft.
#[derive(Deserialize)]
struct Articles {
    articles: Option<Vec<ArticleInput>>,
}

/// Which article of a draft.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Place {
    /// Place of the article in the draft, counted from 0. 0 by default.
    #[serde(default, deserialize_with = "loose::number")]
    index: Option<u64>,
}

/// Make a draft
///
/// One article directly, or up to eight in `articles`. Without `thumbMediaId` the first picture of the content is the
/// cover; on an account without comments the draft is made without them. Both are told in `warnings`.
#[utoipa::path(post, path = "/draft/create", operation_id = "createDraft", tag = "drafts",
    params(AccountChoice), request_body = DraftInput,
    responses((status = 200, body = FlatEnvelope<CreatedDraft>), (status = 400, body = Failure), (status = 401, body = Failure),
        (status = 403, body = Failure), (status = 404, body = Failure), (status = 504, body = Failure)))]
async fn create(State(app): State<App>, input: Input) -> Answer<CreatedDraft> {
    let choice = input.account()?;
    // Read apart, not flattened into one, so that a wrong field is named.
    let draft = DraftInput { article: input.parse()?, articles: input.parse::<Articles>()?.articles };
    let (created, warnings) = app.drafts().create(&choice, draft).await.or_fail(input.lang)?;
    Ok(Done::new(created, input.lang).with(input.warnings).with(warnings).flat())
}

/// List drafts
#[utoipa::path(get, path = "/draft/list", operation_id = "listDrafts", tag = "drafts",
    params(AccountChoice, PageQuery, WithContent),
    responses((status = 200, body = Envelope<DraftList>), (status = 400, body = Failure)))]
async fn list(State(app): State<App>, input: Input) -> Answer<DraftList> {
    let (choice, page, content) = (input.account()?, input.parse()?, with_content(&input)?);
    let (drafts, warnings) = app.drafts().list(&choice, page, content).await.or_fail(input.lang)?;
    Ok(Done::new(drafts, input.lang).with(warnings))
}

/// Count drafts
#[utoipa::path(get, path = "/draft/count", operation_id = "countDrafts", tag = "drafts", params(AccountChoice),
    responses((status = 200, body = Envelope<DraftCount>)))]
async fn count(State(app): State<App>, input: Input) -> Answer<DraftCount> {
    let count = app.drafts().count(&input.account()?).await.or_fail(input.lang)?;
    Ok(Done::new(count, input.lang))
}

/// Read a draft
#[utoipa::path(get, path = "/draft/{mediaId}", operation_id = "readDraft", tag = "drafts",
    params(("mediaId" = String, Path), AccountChoice),
    responses((status = 200, body = Envelope<DraftView>), (status = 404, body = Failure)))]
async fn read(State(app): State<App>, Id(media_id): Id, input: Input) -> Answer<DraftView> {
    let draft = app.drafts().read(&input.account()?, &media_id).await.or_fail(input.lang)?;
    Ok(Done::new(draft, input.lang))
}

/// Replace an article of a draft
///
/// Title and content are given; author, link, cover and comment switches that are left out stay. A digest that is left
/// out is made anew by the platform.
#[utoipa::path(put, path = "/draft/{mediaId}", operation_id = "updateDraft", tag = "drafts",
    params(("mediaId" = String, Path), Place, AccountChoice),
    request_body = ArticleInput,
    responses((status = 200, body = Envelope<Nothing>), (status = 400, body = Failure), (status = 404, body = Failure)))]
async fn update(State(app): State<App>, Id(media_id): Id, input: Input) -> Answer<Nothing> {
    let article = input.parse()?;
    let index = usize::try_from(input.parse::<Place>()?.index.unwrap_or(0)).unwrap_or(usize::MAX);
    let choice = input.account()?;
    let warnings = app.drafts().update(&choice, &media_id, index, article).await.or_fail(input.lang)?;
    Ok(Done::new(Nothing, input.lang).with(input.warnings).with(warnings))
}

/// Delete a draft
#[utoipa::path(delete, path = "/draft/{mediaId}", operation_id = "deleteDraft", tag = "drafts",
    params(("mediaId" = String, Path), AccountChoice),
    responses((status = 200, body = Envelope<Nothing>), (status = 404, body = Failure), (status = 504, body = Failure)))]
async fn delete(State(app): State<App>, Id(media_id): Id, input: Input) -> Answer<Nothing> {
    app.drafts().delete(&input.account()?, &media_id).await.or_fail(input.lang)?;
    Ok(Done::new(Nothing, input.lang))
}

/// Hand a draft in for publication
///
/// Accepted is not yet published: ask `/published/status/{publishId}`. Published drafts leave the box.
#[utoipa::path(post, path = "/draft/{mediaId}/publish", operation_id = "publishDraft", tag = "drafts",
    params(("mediaId" = String, Path), AccountChoice),
    responses((status = 200, body = Envelope<SubmittedDraft>), (status = 403, body = Failure), (status = 404, body = Failure),
        (status = 504, body = Failure)))]
async fn publish(State(app): State<App>, Id(media_id): Id, input: Input) -> Answer<SubmittedDraft> {
    let submitted = app.drafts().publish(&input.account()?, &media_id).await.or_fail(input.lang)?;
    Ok(Done::new(submitted, input.lang))
}
