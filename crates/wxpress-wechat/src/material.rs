//! `material/*`: the account's permanent files (docs/reference/wechat-api.md §5).

mod item;
mod news;

use std::fmt;

pub use item::{AddedMaterial, MaterialCount, MaterialItem, MaterialList, News, VideoMaterial};
pub use news::NewsMaterial;
use serde::{Deserialize, Serialize};

use crate::{
    client::{Client, Download, Endpoint, Payload, answer, encode},
    error::Result,
    id::{ByMediaId, MediaId},
    page::Page,
    upload::Upload,
};

const ADD: Endpoint = Endpoint::post_once("material/add_material");
const FETCH: Endpoint = Endpoint::post("material/get_material");
const DELETE: Endpoint = Endpoint::post_once("material/del_material");
const COUNT: Endpoint = Endpoint::get("material/get_materialcount");
const LIST: Endpoint = Endpoint::post("material/batchget_material");

/// The material family.
#[derive(Debug, Clone, Copy)]
pub struct Material<'a>(&'a Client);

impl Client {
    /// Permanent files.
    pub fn material(&self) -> Material<'_> {
        Material(self)
    }
}

/// What a material is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MaterialKind {
    /// Picture, thumbs included.
    Image,
    /// Sound.
    Voice,
    /// Video.
    Video,
    /// Articles from the time before drafts.
    News,
}

impl fmt::Display for MaterialKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Image => "image",
            Self::Voice => "voice",
            Self::Video => "video",
            Self::News => "news",
        })
    }
}

/// The words that go with a video.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VideoDescription {
    /// Title.
    pub title: String,
    /// Introduction, may be empty.
    pub introduction: String,
}

/// A permanent material, read.
#[derive(Debug)]
#[non_exhaustive]
pub enum MaterialContent {
    /// Articles.
    News(News),
    /// A video's words and URL.
    Video(VideoMaterial),
    /// A picture's or a voice's file.
    File(Download),
}

impl Material<'_> {
    /// Adds a picture: bmp, png, jpeg, gif up to 10 MB (§5.1). Its id may be a cover.
    ///
    /// # Errors
    /// 40005 or 40113 wrong format, 40009 or 45001 too large, 40137 not decodable, 45034 store full.
    pub async fn add_image(&self, image: &Upload) -> Result<AddedMaterial> {
        self.add("image", image, &[]).await
    }

    /// Adds a thumb: JPG up to 64 KB. It counts as a picture; a picture may be a cover as well.
    pub async fn add_thumb(&self, thumb: &Upload) -> Result<AddedMaterial> {
        self.add("thumb", thumb, &[]).await
    }

    /// Adds a voice: mp3, wma, wav, amr up to 2 MB and 60 s ([`playtime`](crate::playtime) tells).
    ///
    /// # Errors
    /// 40005 or 40113 wrong format, 40010 or 45001 too large, 45007 too long.
    pub async fn add_voice(&self, voice: &Upload) -> Result<AddedMaterial> {
        self.add("voice", voice, &[]).await
    }

    /// Adds a video: MP4 up to 10 MB, with its words.
    pub async fn add_video(&self, video: &Upload, words: &VideoDescription) -> Result<AddedMaterial> {
        let words = String::from_utf8_lossy(&encode(ADD, words)?).into_owned();
        self.add("video", video, &[("description", words)]).await
    }

    async fn add(
        &self,
        kind: &str,
        upload: &Upload,
        fields: &[(&'static str, String)],
    ) -> Result<AddedMaterial> {
        self.0.call(ADD, &[("type", kind)], Payload::Upload { upload, fields }).await
    }

    /// Reads a material (§5.3).
    ///
    /// # Errors
    /// 40007 unknown id.
    pub async fn fetch(&self, media_id: &MediaId) -> Result<MaterialContent> {
        let payload = Payload::json(FETCH, &ByMediaId { media_id })?;
        let download = self.0.download(FETCH, &[], payload).await?;
        let Some(json) = download.json() else { return Ok(MaterialContent::File(download)) };
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Answer {
            Video(VideoMaterial),
            News(News),
        }
        Ok(match answer::decode(FETCH, json)? {
            Answer::Video(video) => MaterialContent::Video(video),
            Answer::News(news) => MaterialContent::News(news),
        })
    }

    /// Deletes a material for good. Drafts that use it as a cover are then refused (§5.4).
    ///
    /// # Errors
    /// 40007 unknown id, 48005 or 45060 used by a menu or an auto-reply.
    pub async fn delete(&self, media_id: &MediaId) -> Result<()> {
        self.0.post(DELETE, &ByMediaId { media_id }).await.map(|_: serde::de::IgnoredAny| ())
    }

    /// Counts the materials.
    pub async fn count(&self) -> Result<MaterialCount> {
        self.0.fetch(COUNT).await
    }

    /// Lists materials of one kind, newest first.
    pub async fn list(&self, kind: MaterialKind, page: Page) -> Result<MaterialList> {
        #[derive(Serialize)]
        struct Request {
            #[serde(rename = "type")]
            kind: MaterialKind,
            #[serde(flatten)]
            page: Page,
        }
        self.0.post(LIST, &Request { kind, page }).await
    }
}
