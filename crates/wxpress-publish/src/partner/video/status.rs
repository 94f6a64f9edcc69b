//! How a video stands on the platform.

use std::time::Duration;

use serde::Serialize;
use utoipa::ToSchema;
use wxpress_wechat::{
    Client, MediaId,
    errcode::INVALID_MEDIA_ID,
    partner::{OriginalState, VideoState},
};

use crate::{
    error::{Error, Result},
    message::{Code, Filled, Lang},
};

/// Seconds between questions, the last one again and again.
const PAUSES: [u64; 5] = [2, 4, 8, 15, 30];

/// How a video stands on the platform.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct VideoStatus {
    /// Its id.
    pub media_id: String,
    /// The id that articles show it by.
    pub vid: Option<String>,
    /// `video_transcoding`, `video_checking`, `video_passed`, `video_refused`, `video_transcoding_failed`,
    /// `video_forbidden`, `video_deleted` or `unknown_state`.
    pub status: &'static str,
    /// The platform's number.
    pub status_code: i64,
    /// The status in words.
    pub message: String,
    /// Whether it will not change by itself any more.
    #[serde(rename = "final")]
    pub is_final: bool,
    /// Whether articles may show it.
    pub passed: bool,
    /// `ordinary`, `original`, `reprint`, or `unknown`.
    pub original_status: &'static str,
    /// The platform's own words.
    pub wording: String,
}

/// Asks the platform.
pub(in crate::partner) async fn status(
    client: &Client,
    media_id: &str,
) -> Result<wxpress_wechat::partner::VideoStatus> {
    let status = client.partner().video().query_status(&MediaId::new(media_id)).await;
    // The document gives no number for it.
    let unknown = |error: &wxpress_wechat::Error| {
        error
            .api()
            .is_some_and(|api| api.errcode == INVALID_MEDIA_ID || api.text.contains("invalid media_id"))
    };
    status.map_err(|error| {
        let unknown = unknown(&error);
        let error = Error::from(error);
        if unknown { error.recoded(Code::UnknownVideo).with("media_id", media_id) } else { error }
    })
}

/// An article shows a video that has not passed.
pub(in crate::partner) fn not_ready(media_id: &str, status: &wxpress_wechat::partner::VideoStatus) -> Error {
    Error::new(Code::VideoNotReady)
        .with("media_id", media_id)
        .with("code", status.state.code())
        .with("wording", &status.wording)
}

pub(super) fn view(media_id: &str, status: &wxpress_wechat::partner::VideoStatus, lang: Lang) -> VideoStatus {
    let code = match status.state {
        VideoState::Transcoding => Code::VideoTranscoding,
        VideoState::Checking => Code::VideoChecking,
        VideoState::Passed => Code::VideoPassed,
        VideoState::CheckFailed => Code::VideoRefused,
        VideoState::TranscodingFailed => Code::VideoTranscodingFailed,
        VideoState::Forbidden => Code::VideoForbidden,
        VideoState::Deleted => Code::VideoDeleted,
        _ => Code::UnknownState,
    };
    let args = [("state", status.state.code().to_string())];
    VideoStatus {
        media_id: media_id.to_owned(),
        vid: status.vid.as_ref().map(ToString::to_string),
        status: code.as_str(),
        status_code: status.state.code(),
        message: Filled(code.template(lang), &args).to_string(),
        is_final: status.state.is_final(),
        passed: status.state == VideoState::Passed,
        original_status: match status.original {
            OriginalState::Ordinary => "ordinary",
            OriginalState::Original => "original",
            OriginalState::Reprint => "reprint",
            _ => "unknown",
        },
        wording: status.wording.clone(),
    }
}

/// How long to wait before each next question.
pub(super) fn pauses() -> impl Iterator<Item = Duration> {
    let last = PAUSES.last().copied().unwrap_or(30);
    PAUSES.into_iter().chain(std::iter::repeat(last)).map(Duration::from_secs)
}
