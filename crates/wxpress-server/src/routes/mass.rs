//! `/api/mass/…`.

use axum::extract::State;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};
use wxpress_publish::{
    AccountChoice, App, Code, Error, loose,
    mass::{
        MassDeletionInput, MassInput, MassPreviewInput, MassSend, MassSpeed, MassStatus, MassVideo,
        MassVideoInput,
    },
};

use crate::{
    answer::{Answer, Done, Envelope, Failed, Failure, Nothing, OrFail},
    input::{Id, Input},
};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(send))
        .routes(routes!(preview))
        .routes(routes!(video))
        .routes(routes!(status))
        .routes(routes!(delete))
        .routes(routes!(speed, set_speed))
}

/// Send to many
///
/// To all followers, those of a tag, or a list, exactly once: an answer that is lost is asked for again by its
/// `clientMsgId`. A draft that is sent is gone.
#[utoipa::path(post, path = "/mass/send", operation_id = "sendMass", tag = "mass", params(AccountChoice),
    request_body = MassInput,
    responses((status = 200, body = Envelope<MassSend>), (status = 400, body = Failure), (status = 403, body = Failure),
        (status = 429, body = Failure), (status = 504, body = Failure)))]
async fn send(State(app): State<App>, input: Input) -> Answer<MassSend> {
    let (sent, warnings) = app.mass().send(&input.account()?, input.parse()?).await.or_fail(input.lang)?;
    Ok(Done::new(sent, input.lang).with(input.warnings).with(warnings))
}

/// Show a message to one reader
#[utoipa::path(post, path = "/mass/preview", operation_id = "previewMass", tag = "mass", params(AccountChoice),
    request_body = MassPreviewInput,
    responses((status = 200, body = Envelope<Nothing>), (status = 400, body = Failure), (status = 504, body = Failure)))]
async fn preview(State(app): State<App>, input: Input) -> Answer<Nothing> {
    app.mass().preview(&input.account()?, input.parse::<MassPreviewInput>()?).await.or_fail(input.lang)?;
    Ok(Done::new(Nothing, input.lang).with(input.warnings))
}

/// Make a video fit for sending
#[utoipa::path(post, path = "/mass/video", operation_id = "prepareMassVideo", tag = "mass", params(AccountChoice),
    request_body = MassVideoInput,
    responses((status = 200, body = Envelope<MassVideo>), (status = 400, body = Failure), (status = 404, body = Failure)))]
async fn video(State(app): State<App>, input: Input) -> Answer<MassVideo> {
    let prepared = app.mass().prepare_video(&input.account()?, input.parse::<MassVideoInput>()?).await;
    Ok(Done::new(prepared.or_fail(input.lang)?, input.lang).with(input.warnings))
}

/// How a mass send stands
#[utoipa::path(get, path = "/mass/status/{msgId}", operation_id = "readMassStatus", tag = "mass",
    params(("msgId" = String, Path), AccountChoice),
    responses((status = 200, body = Envelope<MassStatus>), (status = 404, body = Failure)))]
async fn status(State(app): State<App>, Id(msg_id): Id, input: Input) -> Answer<MassStatus> {
    let status = app.mass().status(&input.account()?, &msg_id, input.lang).await.or_fail(input.lang)?;
    Ok(Done::new(status, input.lang))
}

/// Delete what was sent
///
/// Articles and videos only. Those who have not opened them yet will find them gone.
#[utoipa::path(post, path = "/mass/delete", operation_id = "deleteMass", tag = "mass", params(AccountChoice),
    request_body = MassDeletionInput,
    responses((status = 200, body = Envelope<Nothing>), (status = 400, body = Failure), (status = 404, body = Failure),
        (status = 504, body = Failure)))]
async fn delete(State(app): State<App>, input: Input) -> Answer<Nothing> {
    app.mass().delete(&input.account()?, input.parse::<MassDeletionInput>()?).await.or_fail(input.lang)?;
    Ok(Done::new(Nothing, input.lang).with(input.warnings))
}

/// How fast mass sends go out
#[utoipa::path(get, path = "/mass/speed", operation_id = "readMassSpeed", tag = "mass", params(AccountChoice),
    responses((status = 200, body = Envelope<MassSpeed>)))]
async fn speed(State(app): State<App>, input: Input) -> Answer<MassSpeed> {
    let speed = app.mass().speed(&input.account()?).await.or_fail(input.lang)?;
    Ok(Done::new(speed, input.lang))
}

/// A level of speed.
#[derive(Deserialize, IntoParams, ToSchema)]
struct Level {
    /// 0 (fastest) to 4.
    #[serde(default, deserialize_with = "loose::number")]
    speed: Option<u64>,
}

/// Set how fast mass sends go out
#[utoipa::path(put, path = "/mass/speed", operation_id = "setMassSpeed", tag = "mass", params(AccountChoice),
    request_body = Level,
    responses((status = 200, body = Envelope<Nothing>), (status = 400, body = Failure)))]
async fn set_speed(State(app): State<App>, input: Input) -> Answer<Nothing> {
    let (choice, Level { speed }) = (input.account()?, input.parse()?);
    let missing = || Failed::new(Error::new(Code::MissingField).with("field", "speed"), input.lang);
    app.mass().set_speed(&choice, speed.ok_or_else(missing)?).await.or_fail(input.lang)?;
    Ok(Done::new(Nothing, input.lang))
}
