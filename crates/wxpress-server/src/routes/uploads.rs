//! `/api/upload/…`.

use axum::extract::State;
use tower::limit::GlobalConcurrencyLimitLayer;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use wxpress_publish::{App, picture::UploadedPicture};

use crate::{
    answer::{Answer, Done, Failure, FlatEnvelope, OrFail},
    input::Input,
};

/// Uploads taken at the same time: each holds a temporary file and a connection to the platform.
const MAX_UPLOADS: usize = 64;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(image))
        .routes(routes!(thumb))
        .route_layer(GlobalConcurrencyLimitLayer::new(MAX_UPLOADS))
}

/// The form of an upload.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the form; its parts are read as they come")]
struct UploadForm {
    /// The picture: JPG, PNG, GIF, WebP or BMP, up to 10 MB. Its content decides, not its name.
    #[schema(format = Binary, content_media_type = "application/octet-stream")]
    file: String,
    /// AppID, where the default account is not meant.
    appid: Option<String>,
    /// AppSecret, where the account is not stored.
    secret: Option<String>,
    /// Id or name of a stored account.
    account: Option<String>,
}

/// Upload a picture
///
/// Into the account's permanent materials: `url` for `<img src>`, `mediaId` for covers. The same picture is sent once.
#[utoipa::path(post, path = "/upload/image", operation_id = "uploadImage", tag = "uploads",
    request_body(content = UploadForm, content_type = "multipart/form-data"),
    responses((status = 200, body = FlatEnvelope<UploadedPicture>), (status = 400, body = Failure),
        (status = 413, body = Failure), (status = 415, body = Failure), (status = 504, body = Failure)))]
async fn image(State(app): State<App>, input: Input) -> Answer<UploadedPicture> {
    upload(app, input).await
}

/// Upload a cover
///
/// The same as `/upload/image`: covers are ordinary permanent pictures.
#[utoipa::path(post, path = "/upload/thumb", operation_id = "uploadThumb", tag = "uploads",
    request_body(content = UploadForm, content_type = "multipart/form-data"),
    responses((status = 200, body = FlatEnvelope<UploadedPicture>), (status = 400, body = Failure),
        (status = 413, body = Failure), (status = 415, body = Failure), (status = 504, body = Failure)))]
async fn thumb(State(app): State<App>, input: Input) -> Answer<UploadedPicture> {
    upload(app, input).await
}

async fn upload(app: App, mut input: Input) -> Answer<UploadedPicture> {
    let (choice, file) = (input.account()?, input.file()?);
    let (picture, warnings) = app.pictures().upload(&choice, file).await.or_fail(input.lang)?;
    Ok(Done::new(picture, input.lang).with(warnings).flat())
}
