//! Uploads as they are shown.

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use wxpress_store::{Video, VideoState};
use wxpress_wechat::limits::MAX_VIDEO_BLOCK_BYTES;

use crate::{error::Error, message::Lang};

/// A video on its way to the platform, or there.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct VideoUpload {
    /// Id of the upload here.
    #[schema(example = "019aa7c2-0d0e-7c3a-9d55-0c2f6d1f8a11")]
    pub id: String,
    /// Account that it belongs to.
    pub appid: String,
    /// Name of the file.
    pub filename: String,
    /// Length of the file.
    pub size_bytes: u64,
    /// SHA-1 of the file in hexadecimal digits.
    pub sha1: String,
    /// `sending`, `finished` (all blocks are there), `saving` (being made a material; where nothing is under way,
    /// whether it became one is not known) or `saved`.
    pub state: &'static str,
    /// Whether it is being worked on in this process.
    pub active: bool,
    /// Blocks that the platform has acknowledged.
    pub blocks_sent: u64,
    /// Blocks in all.
    pub block_count: u64,
    /// The platform's id of the upload, `wxv_…`, by which articles show the video once it has passed.
    pub vid: Option<String>,
    /// Id of the material, once it is one: ask `/partner/video/status/{mediaId}`.
    pub media_id: Option<String>,
    /// Why the last attempt stopped.
    pub problem: Option<Problem>,
    /// Unix seconds.
    pub created_at: i64,
    /// Unix seconds.
    pub updated_at: i64,
}

/// Why an attempt stopped, in both languages: nobody was there to be asked.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Problem {
    /// Stable name.
    #[schema(example = "wechat_unreachable")]
    pub code: String,
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

impl Problem {
    pub(super) fn of(error: &Error) -> Self {
        let [zh, en] = [Lang::Zh, Lang::En].map(|lang| error.message(lang));
        Self { code: error.code().to_string(), zh, en }
    }

    pub(super) fn to_text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// An account's uploads.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct VideoUploads {
    /// Newest first.
    pub items: Vec<VideoUpload>,
}

pub(super) fn upload(video: Video, blocks_sent: u64, active: bool) -> VideoUpload {
    let sha1 = format!("{:x}", Bytes::copy_from_slice(&video.key.sha1));
    VideoUpload {
        id: video.id.to_string(),
        appid: video.key.appid,
        filename: video.filename,
        size_bytes: video.key.size_bytes,
        sha1,
        state: match video.state {
            VideoState::Sending => "sending",
            VideoState::Finished => "finished",
            VideoState::Saving => "saving",
            VideoState::Saved => "saved",
        },
        active,
        blocks_sent,
        block_count: video.key.size_bytes.div_ceil(MAX_VIDEO_BLOCK_BYTES),
        vid: video.vid,
        media_id: video.media_id,
        problem: video.problem.and_then(|text| serde_json::from_str(&text).ok()),
        created_at: video.created_at.as_second(),
        updated_at: video.updated_at.as_second(),
    }
}
