//! What the material calls answer.

use serde::Deserialize;

use crate::{draft::NewsItem, id::MediaId};

/// A material just made.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct AddedMaterial {
    /// Its permanent id.
    pub media_id: MediaId,
    /// The picture's URL; absent for voices and videos.
    #[serde(default)]
    pub url: Option<String>,
}

/// How many materials the account holds, those made on the admin site included (§5.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct MaterialCount {
    /// Voices.
    pub voice_count: u64,
    /// Videos.
    pub video_count: u64,
    /// Pictures, thumbs among them.
    pub image_count: u64,
    /// News materials from the time before drafts.
    pub news_count: u64,
}

/// A page of materials of one kind.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct MaterialList {
    /// The materials, newest first.
    #[serde(default)]
    pub item: Vec<MaterialItem>,
    /// All materials of this kind.
    #[serde(default)]
    pub total_count: u64,
    /// The materials on this page, by the platform's count.
    #[serde(default)]
    pub item_count: u64,
}

/// One material in a list: which fields are there depends on its kind (§5.6).
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct MaterialItem {
    /// Its id.
    pub media_id: MediaId,
    /// The name of the uploaded file, as it was sent.
    #[serde(default)]
    pub name: Option<String>,
    /// Unix seconds.
    #[serde(default)]
    pub update_time: i64,
    /// The picture's URL.
    #[serde(default)]
    pub url: Option<String>,
    /// The video's description.
    #[serde(default)]
    pub description: Option<String>,
    /// The video's tags.
    #[serde(default)]
    pub tags: Vec<String>,
    /// The articles of a news material.
    #[serde(default)]
    pub content: Option<News>,
}

/// The articles of a news material, a draft or a publication.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct News {
    /// The articles in their order.
    #[serde(default)]
    pub news_item: Vec<NewsItem>,
    /// Unix seconds.
    #[serde(default)]
    pub create_time: i64,
    /// Unix seconds.
    #[serde(default)]
    pub update_time: i64,
}

/// A permanent video: where its file can be had for a while.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct VideoMaterial {
    /// Title given at the upload.
    #[serde(default)]
    pub title: String,
    /// Description given at the upload.
    #[serde(default)]
    pub description: String,
    /// URL of the file; its host may be a bare IP address (§5.3).
    pub down_url: String,
}
