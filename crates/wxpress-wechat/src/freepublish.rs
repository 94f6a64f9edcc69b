//! `freepublish/*`: publishing drafts and what became of them (docs/reference/wechat-api.md §7).

mod status;

use serde::{Deserialize, Serialize, de::IgnoredAny};
pub use status::{PublicationStatus, PublishState, PublishedUrl};

use crate::{
    client::{Client, Endpoint},
    draft::ListRequest,
    error::Result,
    id::{ArticleId, ByMediaId, MediaId, MsgDataId, PublishId},
    material::News,
    page::Page,
};

const SUBMIT: Endpoint = Endpoint::post_once("freepublish/submit");
const STATUS: Endpoint = Endpoint::post("freepublish/get");
const DELETE: Endpoint = Endpoint::post_once("freepublish/delete");
const FETCH: Endpoint = Endpoint::post("freepublish/getarticle");
const LIST: Endpoint = Endpoint::post("freepublish/batchget");

/// The publishing family. Since July 2025 only verified accounts may use it (48001, §7.1).
#[derive(Debug, Clone, Copy)]
pub struct FreePublish<'a>(&'a Client);

impl Client {
    /// Publishing.
    pub fn freepublish(&self) -> FreePublish<'_> {
        FreePublish(self)
    }
}

/// A draft handed in for publication: queued, not yet published.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct Submitted {
    /// Asks for the publication's status.
    pub publish_id: PublishId,
    /// Id for comments, where the platform sends it.
    #[serde(default)]
    pub msg_data_id: Option<MsgDataId>,
}

/// A page of publications.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct PublishedList {
    /// The publications, newest first; mass-sent ones are not among them.
    #[serde(default)]
    pub item: Vec<PublishedItem>,
    /// All publications of the account.
    #[serde(default)]
    pub total_count: u64,
    /// The publications on this page.
    #[serde(default)]
    pub item_count: u64,
}

/// One publication in a list.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct PublishedItem {
    /// Its id.
    pub article_id: ArticleId,
    /// Its articles.
    pub content: News,
    /// Unix seconds; older answers lack it.
    #[serde(default)]
    pub update_time: i64,
}

#[derive(Serialize)]
struct ById<'a> {
    article_id: &'a ArticleId,
}

impl FreePublish<'_> {
    /// Hands a draft in. Success means queued; [`Self::status`] tells the end.
    ///
    /// # Errors
    /// 40007 unknown draft, 48001 no permission, 53503–53505 the draft cannot be published as it is. May end
    /// [`Ambiguous`](crate::ErrorClass::Ambiguous): look at the draft and the list before handing it in again.
    pub async fn submit(&self, draft: &MediaId) -> Result<Submitted> {
        self.0.post(SUBMIT, &ByMediaId { media_id: draft }).await
    }

    /// How a publication stands. A new account may ask 100 times a day (§1.8): back off.
    ///
    /// # Errors
    /// 40002 unknown id.
    pub async fn status(&self, publish_id: &PublishId) -> Result<PublicationStatus> {
        #[derive(Serialize)]
        struct Request<'a> {
            publish_id: &'a PublishId,
        }
        self.0.post(STATUS, &Request { publish_id }).await
    }

    /// Deletes a published article for good: the `index`-th of its publication counted from 1, or all of them.
    ///
    /// # Errors
    /// 53600 unknown id.
    pub async fn delete(&self, article_id: &ArticleId, index: Option<u32>) -> Result<()> {
        #[derive(Serialize)]
        struct Request<'a> {
            article_id: &'a ArticleId,
            index: u32,
        }
        self.0.post(DELETE, &Request { article_id, index: index.unwrap_or(0) }).await.map(|_: IgnoredAny| ())
    }

    /// Reads a published article.
    ///
    /// # Errors
    /// 53600 unknown id.
    pub async fn fetch(&self, article_id: &ArticleId) -> Result<News> {
        self.0.post(FETCH, &ById { article_id }).await
    }

    /// Lists publications, newest first, with or without the articles' content.
    pub async fn list(&self, page: Page, with_content: bool) -> Result<PublishedList> {
        self.0.post(LIST, &ListRequest { page, no_content: !with_content }).await
    }
}
