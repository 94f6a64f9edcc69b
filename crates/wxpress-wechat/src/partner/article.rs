//! `publish/*`: articles of the 媒体API (docs/reference/wechat-api.md §8.3).

use std::num::NonZeroU32;

use serde::{Deserialize, Deserializer, Serialize, de::IgnoredAny};

use crate::{
    client::{Client, Endpoint},
    error::Result,
    id::{ByMediaId, MediaId},
    json::flag,
};

const UPLOAD: Endpoint = Endpoint::post_once("publish/uploadnews");
const SUBMIT: Endpoint = Endpoint::post_once("publish/submit");
const UPDATE: Endpoint = Endpoint::post("publish/update");
const DELETE: Endpoint = Endpoint::post_once("publish/delete");
const QUERY: Endpoint = Endpoint::post("publish/query");

/// The words in which the platform says that an article was submitted before. The document gives no number for it.
const SUBMITTED_BEFORE: [&str; 2] = ["abnormal status", "invalid status"];

/// Articles of the 媒体API.
#[derive(Debug, Clone, Copy)]
pub struct PartnerArticles<'a>(pub(super) &'a Client);

/// An article to upload. Texts are counted in Unicode code points.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct PartnerArticle {
    /// Cover: a permanent picture or thumb.
    pub thumb_media_id: MediaId,
    /// Author.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// Title, up to 64 characters.
    pub title: String,
    /// Where 阅读原文 leads. The App Store only by a short link of `itunes.es` or `appsto.re` that ends with
    /// `#wechat_redirect`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_source_url: Option<String>,
    /// Content as HTML. Links (`<a href>`) only on accounts with WeChat Pay.
    pub content: String,
    /// Digest, up to 120 characters; without it the platform takes the first 64 characters of the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub digest: Option<String>,
    /// Whether the cover is shown above the text.
    #[serde(with = "flag")]
    pub show_cover_pic: bool,
    /// Whether readers may comment.
    #[serde(with = "flag")]
    pub need_open_comment: bool,
    /// Whether only followers may comment.
    #[serde(with = "flag")]
    pub only_fans_can_comment: bool,
}

/// An article in the library, not yet submitted.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct UploadedArticle {
    /// Its id: all other calls want it.
    pub media_id: MediaId,
    /// Unix seconds; the field is `create_at` on the wire.
    #[serde(default, alias = "created_at")]
    pub create_at: i64,
}

/// What became of a call that only an unsubmitted article takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// It is done.
    Done,
    /// Nothing changed: the article was submitted before.
    SubmittedBefore,
}

/// How an article stands.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct ArticleStatus {
    /// Its state.
    #[serde(rename = "status")]
    pub state: ArticleState,
    /// Its page, `http://mp.weixin.qq.com/s?…`, once published.
    #[serde(default, deserialize_with = "crate::id::none_if_empty")]
    pub url: Option<String>,
}

/// State of an article; on the wire it is Chinese text.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ArticleState {
    /// 未提交: not submitted.
    Unsubmitted,
    /// 审核中: in review.
    InReview,
    /// 发布成功: published.
    Published,
    /// 审核未通过: refused by the review.
    Refused,
    /// Words that the document does not name.
    Other(String),
}

impl<'de> Deserialize<'de> for ArticleState {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        let words = String::deserialize(deserializer)?;
        Ok(match words.as_str() {
            "未提交" => Self::Unsubmitted,
            "审核中" => Self::InReview,
            "发布成功" => Self::Published,
            "审核未通过" => Self::Refused,
            _ => Self::Other(words),
        })
    }
}

#[derive(Deserialize)]
struct Done {
    #[serde(default)]
    errmsg: String,
}

/// The document names the words of these refusals but no number, not even whether there is one.
fn change(answer: Result<Done>) -> Result<Change> {
    let submitted_before = |text: &str| SUBMITTED_BEFORE.iter().any(|words| text.contains(words));
    match answer {
        Ok(done) if submitted_before(&done.errmsg) => Ok(Change::SubmittedBefore),
        Ok(_) => Ok(Change::Done),
        Err(error) if error.api().is_some_and(|api| submitted_before(&api.text)) => {
            Ok(Change::SubmittedBefore)
        }
        Err(error) => Err(error),
    }
}

impl PartnerArticles<'_> {
    /// Puts one article into the library, unsubmitted: it can be looked at on the platform's site under 媒体API,
    /// changed and deleted. Its videos must have passed their review.
    ///
    /// # Errors
    /// 40007 cover unknown, 45003 title and 45004 digest too long, 40218 or 48014 a video that is not the account's
    /// own or not passed, 44001 `empty media data` (never from here: the JSON is sound UTF-8). May end
    /// [`Ambiguous`](crate::ErrorClass::Ambiguous).
    pub async fn upload(self, article: &PartnerArticle) -> Result<UploadedArticle> {
        #[derive(Serialize)]
        struct Request<'a> {
            articles: [&'a PartnerArticle; 1],
        }
        self.0.post(UPLOAD, &Request { articles: [article] }).await
    }

    /// Submits an article to the review; what passes is published. 200 a day, of which a deletion gives none back.
    ///
    /// # Errors
    /// 40007 unknown. May end [`Ambiguous`](crate::ErrorClass::Ambiguous): [`Self::status`] tells.
    pub async fn submit(self, media_id: &MediaId) -> Result<Change> {
        #[derive(Serialize)]
        struct Request<'a> {
            media_id: &'a MediaId,
            msgtype: &'static str,
        }
        change(self.0.post(SUBMIT, &Request { media_id, msgtype: "mpnews" }).await)
    }

    /// Replaces the `index`-th article, counted from 1 (which is the only one there is), unless it was submitted.
    ///
    /// # Errors
    /// 40007 unknown article or cover, 40114 no such index, and those of [`Self::upload`].
    pub async fn update(
        self,
        media_id: &MediaId,
        index: NonZeroU32,
        article: &PartnerArticle,
    ) -> Result<Change> {
        #[derive(Serialize)]
        struct Request<'a> {
            media_id: &'a MediaId,
            index: NonZeroU32,
            articles: &'a PartnerArticle,
        }
        change(self.0.post(UPDATE, &Request { media_id, index, articles: article }).await)
    }

    /// Deletes the `index`-th article, counted from 1, or all of them, published ones too.
    ///
    /// # Errors
    /// 40007 unknown, 40114 no such index.
    pub async fn delete(self, media_id: &MediaId, index: Option<NonZeroU32>) -> Result<()> {
        #[derive(Serialize)]
        struct Request<'a> {
            media_id: &'a MediaId,
            index: u32,
        }
        let request = Request { media_id, index: index.map_or(0, NonZeroU32::get) };
        self.0.post(DELETE, &request).await.map(|_: IgnoredAny| ())
    }

    /// How an article stands.
    ///
    /// # Errors
    /// 40007 unknown.
    pub async fn status(self, media_id: &MediaId) -> Result<ArticleStatus> {
        self.0.post(QUERY, &ByMediaId { media_id }).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::{ApiError, ErrorKind};

    #[test]
    fn what_was_submitted_before_is_told_with_and_without_a_number() {
        let told = |errmsg: &str| change(Ok(Done { errmsg: errmsg.into() })).unwrap();
        assert_eq!(told("submit success"), Change::Done);
        assert_eq!(told("abnormal status"), Change::SubmittedBefore);
        let refused = |text: &str| change(Err(SUBMIT.error(ErrorKind::Api(ApiError::new(900_100, text)))));
        assert_eq!(refused("invalid status rid: 1-2-3").unwrap(), Change::SubmittedBefore);
        assert_eq!(refused("invalid media_id").unwrap_err().errcode(), Some(900_100));
    }
}
