//! `material/upload_video`: videos up to 2 GB, sent in blocks (docs/reference/wechat-api.md §8.2).

mod file;
mod status;

use std::num::NonZeroUsize;

use bytes::Bytes;
pub use file::{Block, VideoFile};
use futures_util::{Stream, StreamExt, stream};
use serde::{Deserialize, Serialize, de::IgnoredAny};
pub use status::{OriginalState, VideoState, VideoStatus};

use crate::{
    client::{Client, Endpoint, Payload},
    error::Result,
    id::{MediaId, Vid},
    json::flag,
};

// A second vid for the same file, a block sent twice and a second finish do no harm.
const INIT: Endpoint = Endpoint::post("material/upload_video?action=init_upload");
const BLOCK: Endpoint = Endpoint::post("material/upload_video?action=upload_block");
const FINISH: Endpoint = Endpoint::post("material/upload_video?action=upload_finish");
const SAVE: Endpoint = Endpoint::post_once("material/upload_video?action=save_video");
const STATUS: Endpoint = Endpoint::post("material/upload_video?action=query_status");

/// Blocks read ahead of those being sent.
const READ_AHEAD: usize = 2;

/// Videos of the 媒体API.
#[derive(Debug, Clone, Copy)]
pub struct PartnerVideos<'a>(pub(super) &'a Client);

/// What `init_upload` wants to know of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NewVideo<'a> {
    /// Its name.
    pub filename: &'a str,
    /// SHA-1 of the whole file in hexadecimal digits.
    pub filesha: &'a str,
    /// Its length in bytes, up to [`MAX_PARTNER_VIDEO_BYTES`](crate::limits::MAX_PARTNER_VIDEO_BYTES).
    pub filesize: u64,
}

/// The words that go with a video.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SavedVideo {
    /// Title.
    pub title: String,
    /// Introduction.
    pub video_desc: String,
    /// Whether it is declared original.
    pub declare_ori: bool,
    /// First category.
    pub newcat: Option<Category>,
    /// Second category.
    pub newsubcat: Option<Category>,
    /// Up to five.
    pub tags: Vec<String>,
    /// URL of its cover.
    pub cover_url: Option<String>,
}

/// A category of the platform. Its table is not public, so it is taken as it comes, number or text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Category {
    /// A number.
    Number(i64),
    /// A text.
    Text(String),
}

impl From<&str> for Category {
    fn from(text: &str) -> Self {
        text.parse().map_or_else(|_| Self::Text(text.to_owned()), Self::Number)
    }
}

impl PartnerVideos<'_> {
    /// Opens an upload.
    pub async fn init_upload(self, video: &NewVideo<'_>) -> Result<Vid> {
        #[derive(Deserialize)]
        struct Answer {
            vid: Vid,
        }
        let payload = Payload::json(INIT, video)?;
        self.0.call(INIT, &[], payload).await.map(|answer: Answer| answer.vid)
    }

    /// Sends one block of at most 1 MiB; `part_num` counts from 1. Any order; a block sent again takes the place of
    /// the first.
    pub async fn upload_block(self, vid: &Vid, part_num: u32, part_sha: &str, bytes: Bytes) -> Result<()> {
        let number = part_num.to_string();
        let query = [("vid", vid.as_str()), ("part_sha", part_sha), ("part_num", number.as_str())];
        self.0.call(BLOCK, &query, Payload::octets(bytes)).await.map(|_: IgnoredAny| ())
    }

    /// Sends the blocks of `numbers`, up to `parallel` at a time, each repeated alone where that helps. Gives the
    /// number of each block once it is acknowledged, so that an upload that breaks off can go on from there. Memory is
    /// bounded by `parallel` and a few blocks more.
    pub fn upload_blocks<'a>(
        self,
        vid: &'a Vid,
        file: &'a VideoFile,
        numbers: impl IntoIterator<Item = u32, IntoIter: Send> + Send + 'a,
        parallel: NonZeroUsize,
    ) -> impl Stream<Item = Result<u32>> + Send + 'a
    where
        Self: 'a,
    {
        let send = move |block: Result<Block>| async move {
            let Block { number, sha1, bytes } = block?;
            self.upload_block(vid, number, &sha1, bytes).await.map(|()| number)
        };
        stream::iter(numbers)
            .map(|number| file.read(number))
            .buffered(READ_AHEAD)
            .map(send)
            .buffer_unordered(parallel.get())
    }

    /// Closes an upload: the platform puts the blocks together and compares the whole file's SHA-1.
    pub async fn upload_finish(self, vid: &Vid) -> Result<()> {
        let query = [("vid", vid.as_str())];
        self.0.call(FINISH, &query, Payload::None).await.map(|_: IgnoredAny| ())
    }

    /// Makes a material of a finished upload and hands it to transcoding and review.
    ///
    /// # Errors
    /// May end [`Ambiguous`](crate::ErrorClass::Ambiguous).
    pub async fn save_video(self, vid: &Vid, words: &SavedVideo) -> Result<MediaId> {
        #[derive(Serialize)]
        struct Request<'a> {
            title: &'a str,
            video_desc: &'a str,
            content: &'a Vid,
            #[serde(with = "flag")]
            declare_ori: bool,
            #[serde(skip_serializing_if = "Option::is_none")]
            newcat: Option<&'a Category>,
            // Spelt so on the wire.
            #[serde(rename = "newsbcat", skip_serializing_if = "Option::is_none")]
            newsubcat: Option<&'a Category>,
            #[serde(skip_serializing_if = "<[_]>::is_empty")]
            tags: &'a [String],
            #[serde(skip_serializing_if = "Option::is_none")]
            cover_url: Option<&'a str>,
        }
        #[derive(Deserialize)]
        struct Answer {
            media_id: MediaId,
        }
        let request = Request {
            title: &words.title,
            video_desc: &words.video_desc,
            content: vid,
            declare_ori: words.declare_ori,
            newcat: words.newcat.as_ref(),
            newsubcat: words.newsubcat.as_ref(),
            tags: &words.tags,
            cover_url: words.cover_url.as_deref(),
        };
        let payload = Payload::json(SAVE, &request)?;
        self.0.call(SAVE, &[], payload).await.map(|answer: Answer| answer.media_id)
    }

    /// How far transcoding and review are.
    pub async fn query_status(self, media_id: &MediaId) -> Result<VideoStatus> {
        let query = [("media_id", media_id.as_str())];
        self.0.call(STATUS, &query, Payload::None).await
    }
}
