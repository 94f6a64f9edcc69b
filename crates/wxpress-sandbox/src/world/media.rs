//! Media as the platform keeps them.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::article::Article;
use crate::blob::BlobId;

/// What a medium was uploaded as (docs/reference/wechat-api.md §5.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum MediaKind {
    Image,
    Voice,
    Video,
    Thumb,
}

impl MediaKind {
    pub(crate) fn parse(name: &str) -> Option<Self> {
        match name {
            "image" => Some(Self::Image),
            "voice" => Some(Self::Voice),
            "video" => Some(Self::Video),
            "thumb" => Some(Self::Thumb),
            _ => None,
        }
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Image => "image",
            Self::Voice => "voice",
            Self::Video => "video",
            Self::Thumb => "thumb",
        }
    }
}

/// A file: its bytes, what they are, and what it was called.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct StoredFile {
    pub(crate) blob: BlobId,
    /// The uploaded filename, verbatim.
    pub(crate) name: String,
    /// What the bytes are, not what the upload said.
    pub(crate) content_type: String,
    /// The extension that goes with it.
    pub(crate) extension: String,
    /// Width and height of pictures.
    pub(crate) pixels: Option<(u32, u32)>,
}

/// A permanent picture, voice or video.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Material {
    pub(crate) kind: MediaKind,
    pub(crate) file: StoredFile,
    pub(crate) update_time: Timestamp,
    /// Where the picture or the video is served, from the origin on.
    pub(crate) path: Option<String>,
    /// Title and introduction of videos.
    pub(crate) title: String,
    pub(crate) introduction: String,
}

/// A temporary medium, gone after three days.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct TemporaryMedia {
    pub(crate) kind: MediaKind,
    pub(crate) file: StoredFile,
    pub(crate) expires_at: Timestamp,
    /// Where a video is served, from the origin on.
    pub(crate) path: Option<String>,
}

/// Articles in the draft box, or permanent news of the time before it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Draft {
    pub(crate) mid: u64,
    pub(crate) articles: Vec<Article>,
    pub(crate) create_time: Timestamp,
    pub(crate) update_time: Timestamp,
}
