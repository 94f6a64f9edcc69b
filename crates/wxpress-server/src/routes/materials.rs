//! `/api/material/…`.

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};
use wxpress_publish::{
    AccountChoice, App, loose,
    material::{MaterialCount, MaterialFile, MaterialList, MaterialWords, NewsInput, UploadedMaterial},
    page::PageQuery,
};

use crate::{
    answer::{self, Answer, Done, Envelope, Failed, Failure, Nothing, OrFail},
    input::{Id, Input},
};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(count))
        .routes(routes!(read, delete))
        .routes(routes!(add_news))
        .routes(routes!(update_news))
}

/// Which materials.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
struct Kind {
    /// `image` (default), `voice`, `video`, `thumb` (pictures, too) or `news`.
    #[serde(default, rename = "type", deserialize_with = "loose::text")]
    #[param(example = "image")]
    kind: Option<String>,
}

/// List materials
#[utoipa::path(get, path = "/material/list", operation_id = "listMaterials", tag = "materials",
    params(AccountChoice, Kind, PageQuery),
    responses((status = 200, body = Envelope<MaterialList>), (status = 400, body = Failure)))]
async fn list(State(app): State<App>, input: Input) -> Answer<MaterialList> {
    let (choice, Kind { kind }, page) = (input.account()?, input.parse()?, input.parse()?);
    let listed = app.materials().list(&choice, kind.as_deref(), page).await;
    let (materials, warnings) = listed.or_fail(input.lang)?;
    Ok(Done::new(materials, input.lang).with(warnings))
}

/// Count materials
#[utoipa::path(get, path = "/material/count", operation_id = "countMaterials", tag = "materials",
    params(AccountChoice),
    responses((status = 200, body = Envelope<MaterialCount>)))]
async fn count(State(app): State<App>, input: Input) -> Answer<MaterialCount> {
    let count = app.materials().count(&input.account()?).await.or_fail(input.lang)?;
    Ok(Done::new(count, input.lang))
}

/// Whether the file itself is wanted.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Wanted {
    /// Answers the file of a video instead of its words.
    #[serde(default, deserialize_with = "loose::flag")]
    pub(super) download: Option<bool>,
}

/// Read a material
///
/// A picture or a voice is answered as its file; a video or a news material as JSON, or with `download=true` a video as
/// its file, too.
#[utoipa::path(get, path = "/material/{mediaId}", operation_id = "readMaterial", tag = "materials",
    params(("mediaId" = String, Path), Wanted, AccountChoice),
    responses((status = 200, description = "The file, or the words of a video or news material",
        content((Envelope<MaterialWords> = "application/json"), (Vec<u8> = "application/octet-stream"))), (status = 404, body = Failure)))]
async fn read(State(app): State<App>, Id(media_id): Id, input: Input) -> Result<Response, Failed> {
    let (choice, Wanted { download }) = (input.account()?, input.parse()?);
    if download == Some(true) {
        return Ok(answer::file(app.materials().file(&choice, &media_id).await.or_fail(input.lang)?));
    }
    let material = app.materials().read(&choice, &media_id).await.or_fail(input.lang)?;
    let file = match material {
        MaterialFile::Words(words) => return Ok(Done::new(words, input.lang).into_response()),
        MaterialFile::File(file) => file,
    };
    Ok(answer::file(file))
}

/// Delete a material
///
/// Drafts that use it as their cover can then no longer be changed or published.
#[utoipa::path(delete, path = "/material/{mediaId}", operation_id = "deleteMaterial", tag = "materials",
    params(("mediaId" = String, Path), AccountChoice),
    responses((status = 200, body = Envelope<Nothing>), (status = 404, body = Failure), (status = 504, body = Failure)))]
async fn delete(State(app): State<App>, Id(media_id): Id, input: Input) -> Answer<Nothing> {
    app.materials().delete(&input.account()?, &media_id).await.or_fail(input.lang)?;
    Ok(Done::new(Nothing, input.lang))
}

/// Articles of a news material.
#[derive(Deserialize, ToSchema)]
struct News {
    /// One to eight.
    articles: Option<Vec<NewsInput>>,
}

/// Which article of a news material.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Place {
    /// Counted from 0. 0 by default.
    #[serde(default, deserialize_with = "loose::number")]
    index: Option<u64>,
}

/// Make a news material
///
/// WeChat withdrew these in 2022 and says so (`news_retired`): make a draft instead.
#[utoipa::path(post, path = "/material/news", operation_id = "addNews", tag = "materials", params(AccountChoice),
    request_body = News,
    responses((status = 200, body = Envelope<UploadedMaterial>), (status = 400, body = Failure), (status = 504, body = Failure)))]
async fn add_news(State(app): State<App>, input: Input) -> Answer<UploadedMaterial> {
    let (choice, News { articles }) = (input.account()?, input.parse()?);
    let added = app.materials().add_news(&choice, articles.unwrap_or_default()).await;
    let (news, warnings) = added.or_fail(input.lang)?;
    Ok(Done::new(news, input.lang).with(input.warnings).with(warnings))
}

/// Replace an article of a news material
///
/// Withdrawn like making one.
#[utoipa::path(put, path = "/material/news/{mediaId}", operation_id = "updateNews", tag = "materials",
    params(("mediaId" = String, Path), Place, AccountChoice), request_body = NewsInput,
    responses((status = 200, body = Envelope<Nothing>), (status = 400, body = Failure), (status = 404, body = Failure)))]
async fn update_news(State(app): State<App>, Id(media_id): Id, input: Input) -> Answer<Nothing> {
    let (choice, Place { index }) = (input.account()?, input.parse()?);
    let index = usize::try_from(index.unwrap_or(0)).unwrap_or(usize::MAX);
    let updated = app.materials().update_news(&choice, &media_id, index, input.parse()?).await;
    let warnings = updated.or_fail(input.lang)?;
    Ok(Done::new(Nothing, input.lang).with(input.warnings).with(warnings))
}
