//! News materials: articles from the time before drafts. The platform withdrew the calls that write them in 2022 and
//! answers 45103 (docs/reference/wechat-api.md §5.7); older installations of its API still take them.

use serde::{Deserialize, Serialize, de::IgnoredAny};

use super::Material;
use crate::{client::Endpoint, draft::NewsArticle, error::Result, id::MediaId, json::flag};

const ADD: Endpoint = Endpoint::post_once("material/add_news");
const UPDATE: Endpoint = Endpoint::post("material/update_news");

/// An article of a news material.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct NewsMaterial {
    /// The article; its crops are a matter of drafts alone.
    #[serde(flatten)]
    pub article: NewsArticle,
    /// Whether the cover is shown above the content.
    #[serde(with = "flag")]
    pub show_cover_pic: bool,
}

impl Material<'_> {
    /// Adds a news material of 1 to 8 articles and gives its id.
    ///
    /// # Errors
    /// 45103 withdrawn: use [`Draft::add`](crate::draft::Draft::add); where it lives, 40007 cover unknown and 45002 to
    /// 45005 too long. May end [`Ambiguous`](crate::ErrorClass::Ambiguous).
    pub async fn add_news(&self, articles: &[NewsMaterial]) -> Result<MediaId> {
        #[derive(Serialize)]
        struct Request<'a> {
            articles: &'a [NewsMaterial],
        }
        #[derive(Deserialize)]
        struct Answer {
            media_id: MediaId,
        }
        self.0.post(ADD, &Request { articles }).await.map(|answer: Answer| answer.media_id)
    }

    /// Replaces one article of a news material, `index` counted from 0.
    ///
    /// # Errors
    /// 45103 withdrawn: use [`Draft::update`](crate::draft::Draft::update); where it lives, 40007 unknown material or
    /// cover and 40114 no such article.
    pub async fn update_news(&self, media_id: &MediaId, index: usize, article: &NewsMaterial) -> Result<()> {
        #[derive(Serialize)]
        struct Request<'a> {
            media_id: &'a MediaId,
            index: usize,
            articles: &'a NewsMaterial,
        }
        self.0.post(UPDATE, &Request { media_id, index, articles: article }).await.map(|_: IgnoredAny| ())
    }
}
