//! [`NewsItem`]: an article as the platform gives it back.

use serde::{Deserialize, Serialize};

use super::product::footer_product;
use crate::{
    id::{MediaId, ProductKey, none_if_empty},
    json::flag,
    material::News,
};

/// An article read back from a draft, a publication or an old news material (docs/reference/wechat-api.md §6.3, §7.4).
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct NewsItem {
    /// Title.
    #[serde(default)]
    pub title: String,
    /// Author, may be empty.
    #[serde(default)]
    pub author: String,
    /// Digest, the platform's own where none was given.
    #[serde(default)]
    pub digest: String,
    /// Content as the platform rewrote it (§6.6); absent where the call asked for lists without content.
    #[serde(default)]
    pub content: Option<String>,
    /// Where 阅读原文 leads.
    #[serde(default)]
    pub content_source_url: String,
    /// Cover; absent for a cover that was cropped on the admin site.
    #[serde(default, deserialize_with = "none_if_empty")]
    pub thumb_media_id: Option<MediaId>,
    /// URL of the cover.
    #[serde(default)]
    pub thumb_url: String,
    /// A draft's temporary preview page, or the published article's permanent page.
    #[serde(default)]
    pub url: String,
    /// Whether readers may comment.
    #[serde(default, with = "flag")]
    pub need_open_comment: bool,
    /// Whether only followers may comment.
    #[serde(default, with = "flag")]
    pub only_fans_can_comment: bool,
    /// Whether a published article was deleted since.
    #[serde(default, with = "flag")]
    pub is_deleted: bool,
    /// `news` or `newspic`; older and published articles lack it.
    #[serde(default)]
    pub article_type: Option<String>,
    /// The pictures of a newspic.
    #[serde(default)]
    pub image_info: Option<ImageInfo>,
    /// Product shown below a newspic.
    #[serde(default, rename = "product_info", with = "footer_product")]
    pub footer_product: Option<ProductKey>,
}

/// The pictures of a newspic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ImageInfo {
    /// In their order.
    #[serde(default)]
    pub image_list: Vec<NewsPicImage>,
}

/// One picture of a newspic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct NewsPicImage {
    /// Its permanent id.
    pub image_media_id: MediaId,
}

/// A page of drafts.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct DraftList {
    /// The drafts, newest first.
    #[serde(default)]
    pub item: Vec<DraftItem>,
    /// All drafts of the account.
    #[serde(default)]
    pub total_count: u64,
    /// The drafts on this page.
    #[serde(default)]
    pub item_count: u64,
}

/// One draft in a list.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct DraftItem {
    /// Its id.
    pub media_id: MediaId,
    /// Its articles.
    pub content: News,
    /// Unix seconds.
    #[serde(default)]
    pub update_time: i64,
}
