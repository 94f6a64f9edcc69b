//! `draft/*`: the draft box (docs/reference/wechat-api.md §6).

mod article;
mod item;
mod product;

pub use article::{BadCrop, CropBox, DraftArticle, NewsArticle, NewsPicArticle};
pub use item::{DraftItem, DraftList, ImageInfo, NewsItem, NewsPicImage};
pub use product::{ArticleType, CardType, ProductCard};
use serde::{Deserialize, Serialize, de::IgnoredAny};

use crate::{
    client::{Client, Endpoint, Payload},
    error::Result,
    id::{ByMediaId, MediaId},
    json::flag,
    material::News,
    page::Page,
};

const ADD: Endpoint = Endpoint::post_once("draft/add");
const FETCH: Endpoint = Endpoint::post("draft/get");
const UPDATE: Endpoint = Endpoint::post("draft/update");
const DELETE: Endpoint = Endpoint::post_once("draft/delete");
const COUNT: Endpoint = Endpoint::get("draft/count");
const LIST: Endpoint = Endpoint::post("draft/batchget");
const SWITCH: Endpoint = Endpoint::post("draft/switch");

/// The draft family.
#[derive(Debug, Clone, Copy)]
pub struct Draft<'a>(&'a Client);

impl Client {
    /// The draft box.
    pub fn draft(&self) -> Draft<'_> {
        Draft(self)
    }
}

#[derive(Serialize)]
pub(crate) struct ListRequest {
    #[serde(flatten)]
    pub(crate) page: Page,
    #[serde(with = "flag")]
    pub(crate) no_content: bool,
}

impl Draft<'_> {
    /// Makes a draft of 1 to 8 articles and gives its id.
    ///
    /// # Errors
    /// 40007 cover unknown or missing, 45002–45005 and 45110 too long, 45166 content refused, 53402 cover cannot be
    /// cropped, 88000 comments wanted on an account without. May end [`Ambiguous`](crate::ErrorClass::Ambiguous).
    pub async fn add(&self, articles: &[DraftArticle]) -> Result<MediaId> {
        #[derive(Serialize)]
        struct Request<'a> {
            articles: &'a [DraftArticle],
        }
        #[derive(Deserialize)]
        struct Answer {
            media_id: MediaId,
        }
        self.0.post(ADD, &Request { articles }).await.map(|answer: Answer| answer.media_id)
    }

    /// Reads a draft.
    ///
    /// # Errors
    /// 40007 unknown, deleted or already published.
    pub async fn fetch(&self, media_id: &MediaId) -> Result<News> {
        self.0.post(FETCH, &ByMediaId { media_id }).await
    }

    /// Replaces one article of a draft, `index` counted from 0. Everything is replaced, the cover included (§6.4).
    ///
    /// # Errors
    /// 40007 unknown draft or cover, 40114 no such article, and those of [`Self::add`].
    pub async fn update(&self, media_id: &MediaId, index: usize, article: &DraftArticle) -> Result<()> {
        #[derive(Serialize)]
        struct Request<'a> {
            media_id: &'a MediaId,
            index: usize,
            articles: &'a DraftArticle,
        }
        self.0.post(UPDATE, &Request { media_id, index, articles: article }).await.map(|_: IgnoredAny| ())
    }

    /// Deletes a draft for good.
    ///
    /// # Errors
    /// 40007 unknown.
    pub async fn delete(&self, media_id: &MediaId) -> Result<()> {
        self.0.post(DELETE, &ByMediaId { media_id }).await.map(|_: IgnoredAny| ())
    }

    /// Counts the drafts.
    pub async fn count(&self) -> Result<u64> {
        #[derive(Deserialize)]
        struct Answer {
            total_count: u64,
        }
        self.0.fetch(COUNT).await.map(|answer: Answer| answer.total_count)
    }

    /// Lists drafts, newest first, with or without the articles' content.
    pub async fn list(&self, page: Page, with_content: bool) -> Result<DraftList> {
        self.0.post(LIST, &ListRequest { page, no_content: !with_content }).await
    }

    /// Whether the draft box is open for this account. It is for all since its trial ended (§6.5).
    pub async fn is_open(&self) -> Result<bool> {
        #[derive(Deserialize)]
        struct Answer {
            #[serde(default, with = "flag")]
            is_open: bool,
        }
        self.0.call(SWITCH, &[("checkonly", "1")], Payload::None).await.map(|answer: Answer| answer.is_open)
    }

    /// Opens the draft box for good, where it is not open yet: what its trial asked for (§6.5).
    pub async fn open(&self) -> Result<()> {
        self.0.call(SWITCH, &[], Payload::None).await.map(|_: IgnoredAny| ())
    }
}
