//! Videos of the 媒体API: announced, uploaded in blocks, saved, transcoded, reviewed
//! (docs/reference/wechat-api.md §8.2).

use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tokio::sync::RwLock;

use super::outcome::VideoOutcome;
use crate::sha1_hex::Sha1Hex;
use crate::world::Desk;
use crate::world::record::Record;

/// A video, from its announcement on.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Video {
    pub(crate) vid: String,
    pub(crate) filename: String,
    pub(crate) filesha: Sha1Hex,
    pub(crate) filesize: u64,
    /// Whether all blocks came and were the announced file.
    pub(crate) finished: bool,
    pub(crate) saved: Option<SavedVideo>,
    /// Shared by those who write blocks, had alone by who looks through them.
    #[serde(skip)]
    pub(crate) blocks: Arc<RwLock<()>>,
}

/// What `save_video` said of a video, and what becomes of it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct SavedVideo {
    pub(crate) media_id: String,
    pub(crate) title: String,
    pub(crate) video_desc: String,
    pub(crate) declare_ori: bool,
    pub(crate) newcat: String,
    pub(crate) newsbcat: String,
    pub(crate) tags: Vec<String>,
    pub(crate) cover_url: String,
    /// When the transcoding ends.
    pub(crate) transcoded: Timestamp,
    /// When the review ends.
    pub(crate) reviewed: Timestamp,
    pub(crate) outcome: VideoOutcome,
}

/// The `status` of a saved video.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum VideoStatus {
    Checking,
    CheckFailed,
    Passed,
    Transcoding,
    TranscodingFailed,
    Forbidden,
    Deleted,
}

impl VideoStatus {
    /// The document's number.
    pub(crate) fn number(self) -> u8 {
        match self {
            Self::Checking => 0,
            Self::CheckFailed => 2,
            Self::Passed => 3,
            Self::Transcoding => 4,
            Self::TranscodingFailed => 5,
            Self::Forbidden => 9,
            Self::Deleted => 10,
        }
    }

    /// The document's words.
    pub(crate) fn wording(self) -> &'static str {
        match self {
            Self::Checking => "checking",
            Self::CheckFailed => "check fail",
            Self::Passed => "check pass",
            Self::Transcoding => "transing",
            Self::TranscodingFailed => "trans fail",
            Self::Forbidden => "forbid",
            Self::Deleted => "delete",
        }
    }
}

impl Video {
    /// Whether articles may show it.
    pub(crate) fn is_passed(&self, now: Timestamp) -> bool {
        self.saved.as_ref().is_some_and(|saved| saved.status(now) == VideoStatus::Passed)
    }
}

impl SavedVideo {
    pub(crate) fn status(&self, now: Timestamp) -> VideoStatus {
        let end = self.outcome.status;
        if now < self.transcoded {
            VideoStatus::Transcoding
        } else if end != VideoStatus::TranscodingFailed && now < self.reviewed {
            VideoStatus::Checking
        } else {
            end
        }
    }

    /// 0 ordinary, 1 original, 2 reprint. Ordinary until the end; then as scripted, or original if a passed one was
    /// declared so.
    pub(crate) fn ori_status(&self, now: Timestamp) -> u8 {
        let status = self.status(now);
        if status != self.outcome.status {
            return 0;
        }
        let declared = u8::from(status == VideoStatus::Passed && self.declare_ori);
        self.outcome.ori_status.unwrap_or(declared)
    }
}

impl Desk<'_> {
    /// Adds or changes a video.
    pub(crate) fn put_video(&mut self, video: Video) {
        let video = Arc::new(video);
        self.log.put(|| Record::Video { appid: self.account.appid.clone(), video: Arc::clone(&video) });
        self.holdings.partner.put_video(video);
    }
}
