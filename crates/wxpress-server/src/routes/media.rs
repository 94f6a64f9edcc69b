//! `/api/media/…`.

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};
use wxpress_publish::{
    AccountChoice, App, loose,
    media::{MediaAnswer, TemporaryVideo},
};

use super::materials::Wanted;
use crate::{
    answer::{self, Done, Envelope, Failed, Failure, OrFail},
    input::{Id, Input},
};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(read))
}

/// In which quality.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Quality {
    /// The full quality of a voice that a web page recorded (speex, 16 kHz); verified accounts only.
    #[serde(default, deserialize_with = "loose::flag")]
    hd: Option<bool>,
}

/// Read a temporary file
///
/// A picture, voice or thumb is answered as its file; of a video the URL of its file, or with `download=true` the file.
#[utoipa::path(get, path = "/media/{mediaId}", operation_id = "readMedia", tag = "media",
    params(("mediaId" = String, Path), Quality, Wanted, AccountChoice),
    responses((status = 200, description = "The file, or where a video's can be had",
        content((Envelope<TemporaryVideo> = "application/json"), (Vec<u8> = "application/octet-stream"))), (status = 404, body = Failure)))]
async fn read(State(app): State<App>, Id(media_id): Id, input: Input) -> Result<Response, Failed> {
    let (choice, Quality { hd }, Wanted { download }) = (input.account()?, input.parse()?, input.parse()?);
    if hd == Some(true) {
        let voice = app.media().read_hd_voice(&choice, &media_id).await.or_fail(input.lang)?;
        return Ok(answer::file(voice));
    }
    if download == Some(true) {
        return Ok(answer::file(app.media().file(&choice, &media_id).await.or_fail(input.lang)?));
    }
    match app.media().read(&choice, &media_id).await.or_fail(input.lang)? {
        MediaAnswer::File(file) => Ok(answer::file(file)),
        MediaAnswer::Video(video) => Ok(Done::new(video, input.lang).into_response()),
    }
}
