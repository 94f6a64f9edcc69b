//! `/api/material/…`.

use axum::{
    body::Body,
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};
use wxpress_publish::{
    AccountChoice, App, loose,
    material::{MaterialCount, MaterialFile, MaterialList, MaterialWords},
    page::PageQuery,
};

use crate::{
    answer::{Answer, Done, Envelope, Failed, Failure, Nothing, OrFail},
    input::{Id, Input},
};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(count)).routes(routes!(read, delete))
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

/// Read a material
///
/// A picture or a voice is answered as its file; a video or a news material as JSON.
#[utoipa::path(get, path = "/material/{mediaId}", operation_id = "readMaterial", tag = "materials",
    params(("mediaId" = String, Path), AccountChoice),
    responses((status = 200, description = "The file, or the words of a video or news material",
        content((Envelope<MaterialWords> = "application/json"), (Vec<u8> = "application/octet-stream"))), (status = 404, body = Failure)))]
async fn read(State(app): State<App>, Id(media_id): Id, input: Input) -> Result<Response, Failed> {
    let material = app.materials().read(&input.account()?, &media_id).await.or_fail(input.lang)?;
    let file = match material {
        MaterialFile::Words(words) => return Ok(Done::new(words, input.lang).into_response()),
        MaterialFile::File(file) => file,
    };
    let value = |text: Option<&str>| text.and_then(|text| HeaderValue::from_str(text).ok());
    let content_type = value(file.content_type());
    let length = file.len_bytes();
    let mut response = Response::new(Body::from_stream(file.into_stream()));
    let headers = response.headers_mut();
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    if let Some(content_type) = content_type {
        headers.insert(header::CONTENT_TYPE, content_type);
    }
    if let Some(length) = length {
        headers.insert(header::CONTENT_LENGTH, length.into());
    }
    Ok(response)
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
