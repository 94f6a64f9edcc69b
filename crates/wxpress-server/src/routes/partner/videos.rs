//! `/api/partner/video…`.

use std::num::NonZeroUsize;

use axum::extract::{FromRequest, Request, State};
use serde::Deserialize;
use tower::limit::GlobalConcurrencyLimitLayer;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};
use wxpress_publish::{
    AccountChoice, App, Code, Error, loose,
    partner::{UploadOptions, VideoStatus, VideoUpload, VideoUploads},
};

use crate::{
    answer::{Answer, Done, Envelope, Failure, Nothing, OrFail},
    input::{Id, Input},
};

/// Videos that may come in at the same time: each takes up to 2 GB of disk.
const MAX_INCOMING: usize = 4;
/// Most blocks that a caller may have under way at the same time.
const MAX_PARALLEL: usize = 8;

pub(super) fn routes() -> OpenApiRouter<App> {
    let incoming = OpenApiRouter::new()
        .routes(routes!(upload))
        .route_layer(GlobalConcurrencyLimitLayer::new(MAX_INCOMING));
    OpenApiRouter::new()
        .merge(incoming)
        .routes(routes!(list))
        .routes(routes!(status))
        .routes(routes!(read, forget))
}

/// The form of a video's upload.
#[derive(ToSchema)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "describes the form; its parts are read as they come")]
struct VideoForm {
    /// The file, up to 2 GB.
    #[schema(format = Binary, content_media_type = "application/octet-stream")]
    file: String,
    /// Title. Required.
    title: String,
    /// Introduction.
    description: Option<String>,
    /// Declares it original. `false` by default.
    original: Option<bool>,
    /// First category, as the platform numbers or names it.
    category: Option<String>,
    /// Second category.
    subcategory: Option<String>,
    /// Up to five, with commas between them.
    tags: Option<String>,
    /// URL of the cover.
    cover_url: Option<String>,
    /// Blocks under way at the same time, 1 to 8. 1 by default.
    parallel: Option<u64>,
    /// Saves it once more, although it is a material, or may be one. `false` by default.
    again: Option<bool>,
    /// AppID, where the default account is not meant.
    appid: Option<String>,
    /// AppSecret, where the account is not stored. Such an upload does not go on by itself after a restart.
    secret: Option<String>,
    /// Id or name of a stored account.
    account: Option<String>,
}

#[derive(Deserialize, IntoParams)]
struct Options {
    #[serde(default, deserialize_with = "loose::number")]
    parallel: Option<u64>,
    #[serde(default, deserialize_with = "loose::flag")]
    again: Option<bool>,
}

impl TryFrom<Options> for UploadOptions {
    type Error = Error;

    fn try_from(options: Options) -> Result<Self, Error> {
        let asked = options.parallel.unwrap_or(1);
        let parallel = NonZeroUsize::new(usize::try_from(asked).unwrap_or(usize::MAX));
        let parallel = parallel.filter(|parallel| parallel.get() <= MAX_PARALLEL).ok_or_else(|| {
            Error::new(Code::OutOfRange)
                .with("field", "parallel")
                .with("actual", asked)
                .with("min", 1)
                .with("max", MAX_PARALLEL)
        })?;
        Ok(Self { parallel, again: options.again.unwrap_or(false) })
    }
}

/// Upload a large video
///
/// Answers once the file is here and looked through; its blocks are sent in the background and go on after a restart. Ask
/// `/partner/video/{id}` how far it is. The same file goes on where it broke off, and is not sent again once it is a
/// material.
#[utoipa::path(post, path = "/partner/video", operation_id = "uploadPartnerVideo", tag = "partner",
    request_body(content = VideoForm, content_type = "multipart/form-data"),
    responses((status = 200, body = Envelope<VideoUpload>), (status = 400, body = Failure), (status = 413, body = Failure)))]
async fn upload(State(app): State<App>, mut request: Request) -> Answer<VideoUpload> {
    request.extensions_mut().insert(app.partner_videos().limits());
    let mut input = Input::from_request(request, &()).await?;
    let (choice, words, options) = (input.account()?, input.parse()?, input.parse::<Options>()?);
    let options = options.try_into().or_fail(input.lang)?;
    let (file, filename) = input.named_file()?;
    let accepted = app.partner_videos().accept(&choice, file, filename, words, options).await;
    let (upload, warnings) = accepted.or_fail(input.lang)?;
    Ok(Done::new(upload, input.lang).with(warnings))
}

/// List uploads of large videos
#[utoipa::path(get, path = "/partner/video/list", operation_id = "listPartnerVideos", tag = "partner",
    params(AccountChoice), responses((status = 200, body = Envelope<VideoUploads>)))]
async fn list(State(app): State<App>, input: Input) -> Answer<VideoUploads> {
    let uploads = app.partner_videos().uploads(&input.account()?).await.or_fail(input.lang)?;
    Ok(Done::new(uploads, input.lang))
}

/// Transcoding and review of a large video
#[utoipa::path(get, path = "/partner/video/status/{mediaId}", operation_id = "readPartnerVideoStatus", tag = "partner",
    params(("mediaId" = String, Path), AccountChoice),
    responses((status = 200, body = Envelope<VideoStatus>), (status = 404, body = Failure)))]
async fn status(State(app): State<App>, Id(media_id): Id, input: Input) -> Answer<VideoStatus> {
    let status = app.partner_videos().status(&input.account()?, &media_id, input.lang).await;
    Ok(Done::new(status.or_fail(input.lang)?, input.lang))
}

/// How far an upload is
#[utoipa::path(get, path = "/partner/video/{id}", operation_id = "readPartnerVideo", tag = "partner",
    params(("id" = String, Path), AccountChoice),
    responses((status = 200, body = Envelope<VideoUpload>), (status = 404, body = Failure)))]
async fn read(State(app): State<App>, Id(id): Id, input: Input) -> Answer<VideoUpload> {
    let upload = app.partner_videos().read(&input.account()?, &id).await.or_fail(input.lang)?;
    Ok(Done::new(upload, input.lang))
}

/// Forget an upload
///
/// What the platform has stays there. One that is under way cannot be forgotten.
#[utoipa::path(delete, path = "/partner/video/{id}", operation_id = "forgetPartnerVideo", tag = "partner",
    params(("id" = String, Path), AccountChoice),
    responses((status = 200, body = Envelope<Nothing>), (status = 404, body = Failure), (status = 409, body = Failure)))]
async fn forget(State(app): State<App>, Id(id): Id, input: Input) -> Answer<Nothing> {
    app.partner_videos().forget(&input.account()?, &id).await.or_fail(input.lang)?;
    Ok(Done::new(Nothing, input.lang))
}
