//! `media/*`: pictures for the body of an article, and files that live three days
//! (docs/reference/wechat-api.md §4).

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{
    client::{Client, Download, Endpoint, Payload, answer},
    error::{ErrorKind, Result},
    id::MediaId,
    material::{NewsMaterial, VideoDescription},
    upload::Upload,
};

// Repeatable: neither makes anything that is listed or counted, at worst a second copy of the same file.
const UPLOAD_IMG: Endpoint = Endpoint::post("media/uploadimg");
const UPLOAD: Endpoint = Endpoint::post("media/upload");
const UPLOAD_VIDEO: Endpoint = Endpoint::post("media/uploadvideo");
// A new account may call it ten times a day (§1.8): too few to spend on a repetition.
const UPLOAD_NEWS: Endpoint = Endpoint::post_once("media/uploadnews");
const FETCH: Endpoint = Endpoint::get("media/get");
const FETCH_HD_VOICE: Endpoint = Endpoint::get("media/get/jssdk");

/// The media family.
#[derive(Debug, Clone, Copy)]
pub struct Media<'a>(&'a Client);

impl Client {
    /// Pictures for article bodies, temporary files.
    pub fn media(&self) -> Media<'_> {
        Media(self)
    }
}

/// A picture that article bodies may show.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct ContentImage {
    /// Its URL, `http://mmbiz.qpic.cn/…/0`: shown inside Tencent's products only.
    pub url: String,
}

/// What a temporary file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TemporaryKind {
    /// Picture: PNG, JPEG, GIF up to 10 MB.
    Image,
    /// Sound: AMR, MP3 up to 2 MB and 60 s.
    Voice,
    /// Video: MP4 up to 10 MB.
    Video,
    /// Thumb: JPG up to 64 KB.
    Thumb,
}

impl TemporaryKind {
    fn as_str(self) -> &'static str {
        match self {
            Self::Image => "image",
            Self::Voice => "voice",
            Self::Video => "video",
            Self::Thumb => "thumb",
        }
    }
}

impl fmt::Display for TemporaryKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A temporary file. It lives three days and cannot be a cover.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct TemporaryMedia {
    /// What it is, in the platform's word; `news` and others beside those of [`TemporaryKind`].
    #[serde(rename = "type")]
    pub kind: String,
    /// Its id; for a thumb the platform calls it `thumb_media_id` (§4.1).
    #[serde(alias = "thumb_media_id")]
    pub media_id: MediaId,
    /// Unix seconds.
    #[serde(default)]
    pub created_at: i64,
}

/// A temporary file, read.
#[derive(Debug)]
#[non_exhaustive]
pub enum MediaContent {
    /// Where a video's file can be had for a while.
    Video {
        /// Its URL; the host may be a bare IP address.
        video_url: String,
    },
    /// A picture's, a voice's or a thumb's file.
    File(Download),
}

impl Media<'_> {
    /// Uploads a picture for article bodies: JPG or PNG under 1 MiB, not counted among the materials (§4.3).
    ///
    /// # Errors
    /// 40005 not JPG or PNG, 40009 too large, 40137 not decodable, 41005 empty.
    pub async fn upload_img(&self, image: &Upload) -> Result<ContentImage> {
        self.0.call(UPLOAD_IMG, &[], Payload::Upload { upload: image, fields: &[] }).await
    }

    /// Uploads a file that lives three days (§4.1).
    ///
    /// # Errors
    /// 40004 wrong kind, 40005 or 40113 wrong format, 40006 or 45001 too large, 45007 a voice too long.
    pub async fn upload(&self, kind: TemporaryKind, file: &Upload) -> Result<TemporaryMedia> {
        self.0.call(UPLOAD, &[("type", kind.as_str())], Payload::Upload { upload: file, fields: &[] }).await
    }

    /// Reads a temporary file (§4.2).
    ///
    /// # Errors
    /// 40007 unknown, expired, or a permanent id.
    pub async fn fetch(&self, media_id: &MediaId) -> Result<MediaContent> {
        #[derive(Deserialize)]
        struct Answer {
            video_url: String,
        }
        let query = [("media_id", media_id.as_str())];
        let download = self.0.download(FETCH, &query, Payload::None).await?;
        let Some(json) = download.json() else { return Ok(MediaContent::File(download)) };
        let Answer { video_url } = answer::decode(FETCH, json)?;
        Ok(MediaContent::Video { video_url })
    }

    /// Makes of an uploaded video one that a mass send may carry (§9.1).
    ///
    /// # Errors
    /// 40007 unknown video.
    pub async fn upload_video(&self, media_id: &MediaId, words: &VideoDescription) -> Result<TemporaryMedia> {
        #[derive(Serialize)]
        struct Request<'a> {
            media_id: &'a MediaId,
            title: &'a str,
            description: &'a str,
        }
        let VideoDescription { title, introduction } = words;
        self.0.post(UPLOAD_VIDEO, &Request { media_id, title, description: introduction }).await
    }

    /// Makes of 1 to 8 articles something that a mass send may carry. Drafts took its place (§5.7).
    ///
    /// # Errors
    /// 40007 cover unknown, 45002 to 45005 too long, 45103 withdrawn.
    pub async fn upload_news(&self, articles: &[NewsMaterial]) -> Result<TemporaryMedia> {
        #[derive(Serialize)]
        struct Request<'a> {
            articles: &'a [NewsMaterial],
        }
        self.0.post(UPLOAD_NEWS, &Request { articles }).await
    }

    /// Reads a voice that a web page's `uploadVoice` recorded, in its full quality: speex at 16 kHz, for verified
    /// accounts only (§4.2).
    ///
    /// # Errors
    /// 40007 unknown or expired, 48001 not verified.
    pub async fn fetch_hd_voice(&self, media_id: &MediaId) -> Result<Download> {
        let query = [("media_id", media_id.as_str())];
        let download = self.0.download(FETCH_HD_VOICE, &query, Payload::None).await?;
        match download.json() {
            None => Ok(download),
            Some(_) => Err(FETCH_HD_VOICE.error(ErrorKind::Decode("JSON instead of a voice".into()))),
        }
    }
}
