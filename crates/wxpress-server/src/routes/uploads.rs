//! `/api/upload/…`.

use axum::extract::State;
use serde::Deserialize;
use tower::limit::GlobalConcurrencyLimitLayer;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};
use wxpress_publish::{
    App, Code, Error, loose,
    material::UploadedMaterial,
    media::TemporaryFile,
    picture::{ContentPicture, UploadedPicture},
};

use crate::{
    answer::{Answer, Done, Envelope, Failure, FlatEnvelope, OrFail},
    input::Input,
};

/// Uploads taken at the same time: each holds a temporary file and a connection to the platform.
const MAX_UPLOADS: usize = 64;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(image))
        .routes(routes!(thumb))
        .routes(routes!(content_image))
        .routes(routes!(voice))
        .routes(routes!(video))
        .routes(routes!(temporary))
        .route_layer(GlobalConcurrencyLimitLayer::new(MAX_UPLOADS))
}

/// The form of an upload.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the form; its parts are read as they come")]
struct UploadForm {
    /// The file, up to 10 MB: pictures as JPG, PNG, GIF, WebP or BMP. Its content decides, not its name.
    #[schema(format = Binary, content_media_type = "application/octet-stream")]
    file: String,
    /// AppID, where the default account is not meant.
    appid: Option<String>,
    /// AppSecret, where the account is not stored.
    secret: Option<String>,
    /// Id or name of a stored account.
    account: Option<String>,
}

/// The form of a picture's upload.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the form; its parts are read as they come")]
struct PictureForm {
    /// The file, up to 10 MB: pictures as JPG, PNG, GIF, WebP or BMP. Its content decides, not its name.
    #[schema(format = Binary, content_media_type = "application/octet-stream")]
    file: String,
    /// `cover`, where the picture is to be one: JPG or PNG, with the parts that the frames of a cover show.
    r#for: Option<String>,
    /// AppID, where the default account is not meant.
    appid: Option<String>,
    /// AppSecret, where the account is not stored.
    secret: Option<String>,
    /// Id or name of a stored account.
    account: Option<String>,
}

/// The form of a video's upload.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the form; its parts are read as they come")]
struct VideoForm {
    /// The file: MP4, up to 10 MB.
    #[schema(format = Binary, content_media_type = "application/octet-stream")]
    file: String,
    /// Title. Required.
    title: String,
    /// Introduction.
    introduction: Option<String>,
    /// AppID, where the default account is not meant.
    appid: Option<String>,
    /// AppSecret, where the account is not stored.
    secret: Option<String>,
    /// Id or name of a stored account.
    account: Option<String>,
}

/// What the file becomes.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Kind {
    /// In the query or the form.
    #[serde(default, rename = "type", deserialize_with = "loose::text")]
    kind: Option<String>,
}

/// What a picture is for.
#[derive(Deserialize)]
struct Use {
    #[serde(default, rename = "for", deserialize_with = "loose::text")]
    purpose: Option<String>,
}

/// Upload a picture
///
/// Into the account's permanent materials: `url` for `<img src>`, `mediaId` for covers. The same picture is sent once.
/// With `for=cover` it becomes JPG or PNG, and the answer has `picCrop2351` and `picCrop11` for the draft: the parts with
/// most to see, in the exact shape of their frames.
#[utoipa::path(post, path = "/upload/image", operation_id = "uploadImage", tag = "uploads",
    request_body(content = PictureForm, content_type = "multipart/form-data"),
    responses((status = 200, body = FlatEnvelope<UploadedPicture>), (status = 400, body = Failure),
        (status = 413, body = Failure), (status = 415, body = Failure), (status = 504, body = Failure)))]
async fn image(State(app): State<App>, mut input: Input) -> Answer<UploadedPicture> {
    let (choice, Use { purpose }, file) = (input.account()?, input.parse()?, input.file()?);
    let uploaded = match purpose.as_deref() {
        None | Some("image") => app.pictures().upload(&choice, file).await,
        Some("cover") => app.pictures().upload_cover(&choice, file).await,
        Some(other) => Err(Error::new(Code::InvalidField)
            .with("field", "for")
            .with("problem", format!("{other:?} (image, cover)"))),
    };
    let (picture, warnings) = uploaded.or_fail(input.lang)?;
    Ok(Done::new(picture, input.lang).with(warnings).flat())
}

/// Upload a cover
///
/// The same as `/upload/image`: covers are ordinary permanent pictures. With `type=thumb` it becomes a thumb of the
/// platform's own kind, JPG of at most 64 KB.
#[utoipa::path(post, path = "/upload/thumb", operation_id = "uploadThumb", tag = "uploads", params(Kind),
    request_body(content = UploadForm, content_type = "multipart/form-data"),
    responses((status = 200, body = FlatEnvelope<UploadedPicture>), (status = 400, body = Failure),
        (status = 413, body = Failure), (status = 415, body = Failure), (status = 504, body = Failure)))]
async fn thumb(State(app): State<App>, mut input: Input) -> Answer<UploadedPicture> {
    let (choice, Kind { kind }, file) = (input.account()?, input.parse()?, input.file()?);
    let uploaded = match kind.as_deref() {
        Some("thumb") => app.pictures().upload_thumb(&choice, file).await,
        _ => app.pictures().upload(&choice, file).await,
    };
    let (picture, warnings) = uploaded.or_fail(input.lang)?;
    Ok(Done::new(picture, input.lang).with(warnings).flat())
}

/// Upload a picture for the body of an article
///
/// JPG or PNG below 1 MiB, made so where it is not. It takes no place among the materials and has no id.
#[utoipa::path(post, path = "/upload/content-image", operation_id = "uploadContentImage", tag = "uploads",
    request_body(content = UploadForm, content_type = "multipart/form-data"),
    responses((status = 200, body = FlatEnvelope<ContentPicture>), (status = 400, body = Failure),
        (status = 413, body = Failure), (status = 415, body = Failure)))]
async fn content_image(State(app): State<App>, mut input: Input) -> Answer<ContentPicture> {
    let (choice, file) = (input.account()?, input.file()?);
    let (picture, warnings) = app.pictures().upload_content(&choice, file).await.or_fail(input.lang)?;
    Ok(Done::new(picture, input.lang).with(warnings).flat())
}

/// Upload a voice
///
/// mp3, wma, wav or amr, up to 2 MB and 60 s, into the account's permanent materials. The same voice is sent once.
#[utoipa::path(post, path = "/upload/voice", operation_id = "uploadVoice", tag = "uploads",
    request_body(content = UploadForm, content_type = "multipart/form-data"),
    responses((status = 200, body = Envelope<UploadedMaterial>), (status = 400, body = Failure),
        (status = 413, body = Failure), (status = 415, body = Failure), (status = 504, body = Failure)))]
async fn voice(State(app): State<App>, mut input: Input) -> Answer<UploadedMaterial> {
    let (choice, file) = (input.account()?, input.file()?);
    let (voice, warnings) = app.materials().upload_voice(&choice, file).await.or_fail(input.lang)?;
    Ok(Done::new(voice, input.lang).with(warnings))
}

/// Upload a video
///
/// MP4 up to 10 MB, into the account's permanent materials. Larger ones: `/partner/video`.
#[utoipa::path(post, path = "/upload/video", operation_id = "uploadVideo", tag = "uploads",
    request_body(content = VideoForm, content_type = "multipart/form-data"),
    responses((status = 200, body = Envelope<UploadedMaterial>), (status = 400, body = Failure),
        (status = 413, body = Failure), (status = 415, body = Failure), (status = 504, body = Failure)))]
async fn video(State(app): State<App>, mut input: Input) -> Answer<UploadedMaterial> {
    let (choice, words, file) = (input.account()?, input.parse()?, input.file()?);
    let video = app.materials().upload_video(&choice, file, words).await.or_fail(input.lang)?;
    Ok(Done::new(video, input.lang))
}

/// Upload a temporary file
///
/// It lives three days. `type`: `image` (default; JPG, PNG, GIF up to 10 MB), `voice` (AMR, MP3 up to 2 MB and 60 s),
/// `video` (MP4 up to 10 MB) or `thumb` (JPG up to 64 KB). Pictures are made to fit.
#[utoipa::path(post, path = "/upload/temporary", operation_id = "uploadTemporary", tag = "uploads", params(Kind),
    request_body(content = UploadForm, content_type = "multipart/form-data"),
    responses((status = 200, body = Envelope<TemporaryFile>), (status = 400, body = Failure),
        (status = 413, body = Failure), (status = 415, body = Failure)))]
async fn temporary(State(app): State<App>, mut input: Input) -> Answer<TemporaryFile> {
    let (choice, Kind { kind }, file) = (input.account()?, input.parse()?, input.file()?);
    let (sent, warnings) = app.media().upload(&choice, kind.as_deref(), file).await.or_fail(input.lang)?;
    Ok(Done::new(sent, input.lang).with(warnings))
}
