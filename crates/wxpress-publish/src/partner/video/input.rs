//! What is said of a video.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use wxpress_wechat::{
    limits::MAX_VIDEO_TAGS,
    partner::{Category, SavedVideo},
};

use crate::{
    error::{Error, Result},
    loose,
    message::Code,
};

/// What is said of a video.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct VideoInput {
    /// Title. Required.
    #[serde(default, deserialize_with = "loose::text")]
    pub title: Option<String>,
    /// Introduction.
    #[serde(default, deserialize_with = "loose::text")]
    pub description: Option<String>,
    /// Declares it original. `false` by default.
    #[serde(default, deserialize_with = "loose::flag")]
    pub original: Option<bool>,
    /// First category, as the platform numbers or names it. The table is the platform's own.
    #[serde(default, deserialize_with = "loose::text")]
    pub category: Option<String>,
    /// Second category.
    #[serde(default, deserialize_with = "loose::text")]
    pub subcategory: Option<String>,
    /// Up to five; a text is split at its commas.
    #[serde(default, deserialize_with = "loose::texts")]
    pub tags: Vec<String>,
    /// URL of the cover.
    #[serde(default, deserialize_with = "loose::text")]
    pub cover_url: Option<String>,
}

/// What is said of a video, looked through; kept in the store while it is sent.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Words {
    title: String,
    description: String,
    original: bool,
    category: Option<String>,
    subcategory: Option<String>,
    tags: Vec<String>,
    cover_url: Option<String>,
}

impl VideoInput {
    pub(super) fn into_words(self) -> Result<Words> {
        let title = self.title.filter(|title| !title.trim().is_empty());
        if self.tags.len() > MAX_VIDEO_TAGS {
            return Err(Error::new(Code::TooLong)
                .with("field", "tags")
                .with("actual", self.tags.len())
                .with("limit", MAX_VIDEO_TAGS));
        }
        Ok(Words {
            title: title.ok_or_else(|| Error::new(Code::MissingField).with("field", "title"))?,
            description: self.description.unwrap_or_default(),
            original: self.original.unwrap_or(false),
            category: self.category,
            subcategory: self.subcategory,
            tags: self.tags,
            cover_url: self.cover_url,
        })
    }
}

impl Words {
    pub(super) fn to_text(&self) -> Result<String> {
        serde_json::to_string(self).map_err(|error| Error::new(Code::Internal).because(error))
    }

    pub(super) fn from_text(text: &str) -> Result<Self> {
        serde_json::from_str(text).map_err(|error| Error::new(Code::Internal).because(error))
    }

    pub(super) fn into_saved(self) -> SavedVideo {
        SavedVideo {
            title: self.title,
            video_desc: self.description,
            declare_ori: self.original,
            newcat: self.category.as_deref().map(Category::from),
            newsubcat: self.subcategory.as_deref().map(Category::from),
            tags: self.tags,
            cover_url: self.cover_url,
        }
    }
}
