//! `comment/*`: what readers write below an article (docs/reference/wechat-api.md §9.2).

mod list;

pub use list::{BadCommentPage, Comment, CommentKind, CommentList, CommentPage, CommentReply};
use serde::{Serialize, de::IgnoredAny};

use crate::{
    client::{Client, Endpoint},
    error::Result,
    id::{MsgDataId, UserCommentId, as_number},
};

const OPEN: Endpoint = Endpoint::post("comment/open");
const CLOSE: Endpoint = Endpoint::post("comment/close");
const LIST: Endpoint = Endpoint::post("comment/list");
const ELECT: Endpoint = Endpoint::post("comment/markelect");
const UNELECT: Endpoint = Endpoint::post("comment/unmarkelect");
const DELETE: Endpoint = Endpoint::post_once("comment/delete");
const REPLY: Endpoint = Endpoint::post_once("comment/reply/add");
const DELETE_REPLY: Endpoint = Endpoint::post_once("comment/reply/delete");

/// The comment family: every call fails with 88000 on an account without comments, and with 88001 for an unknown
/// `msg_data_id`.
#[derive(Debug, Clone, Copy)]
pub struct Comments<'a>(&'a Client);

impl Client {
    /// Readers' comments.
    pub fn comment(&self) -> Comments<'_> {
        Comments(self)
    }
}

/// The article that comments hang on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CommentedArticle {
    /// The mass send's or the publication's `msg_data_id`.
    #[serde(serialize_with = "as_number")]
    pub msg_data_id: MsgDataId,
    /// Its place among the articles, counted from 0.
    pub index: u32,
}

#[derive(Serialize)]
struct OfArticle<'a, T> {
    #[serde(flatten)]
    article: &'a CommentedArticle,
    #[serde(flatten)]
    rest: T,
}

#[derive(Serialize)]
struct One<'a> {
    #[serde(serialize_with = "as_number")]
    user_comment_id: &'a UserCommentId,
    #[serde(skip_serializing_if = "Option::is_none")]
    content: Option<&'a str>,
}

impl Comments<'_> {
    /// Lets readers comment on a sent article.
    pub async fn open(&self, article: &CommentedArticle) -> Result<()> {
        self.0.post(OPEN, article).await.map(|_: IgnoredAny| ())
    }

    /// Ends commenting on a sent article.
    pub async fn close(&self, article: &CommentedArticle) -> Result<()> {
        self.0.post(CLOSE, article).await.map(|_: IgnoredAny| ())
    }

    /// Lists an article's comments of one kind.
    ///
    /// # Errors
    /// 88002 and 88011 the article is restricted, 88010 the page is too large.
    pub async fn list(
        &self,
        article: &CommentedArticle,
        kind: CommentKind,
        page: CommentPage,
    ) -> Result<CommentList> {
        #[derive(Serialize)]
        struct Rest {
            #[serde(flatten)]
            page: CommentPage,
            #[serde(rename = "type")]
            kind: CommentKind,
        }
        self.0.post(LIST, &OfArticle { article, rest: Rest { page, kind } }).await
    }

    /// Puts a comment among the elected ones (精选), which every reader sees.
    ///
    /// # Errors
    /// 88003 too many elected, 88004 deleted by its writer, 88008 unknown.
    pub async fn elect(&self, article: &CommentedArticle, comment: &UserCommentId) -> Result<()> {
        self.act(ELECT, article, comment, None).await
    }

    /// Takes a comment off the elected ones.
    ///
    /// # Errors
    /// 88004 deleted by its writer, 88008 unknown.
    pub async fn unelect(&self, article: &CommentedArticle, comment: &UserCommentId) -> Result<()> {
        self.act(UNELECT, article, comment, None).await
    }

    /// Deletes a comment for good.
    ///
    /// # Errors
    /// 88004 deleted by its writer, 88008 unknown.
    pub async fn delete(&self, article: &CommentedArticle, comment: &UserCommentId) -> Result<()> {
        self.act(DELETE, article, comment, None).await
    }

    /// Answers a comment; one answer each.
    ///
    /// # Errors
    /// 87014 words refused, 88005 answered already, 88007 empty or too long, 88008 unknown. May end
    /// [`Ambiguous`](crate::ErrorClass::Ambiguous).
    pub async fn reply(
        &self,
        article: &CommentedArticle,
        comment: &UserCommentId,
        content: &str,
    ) -> Result<()> {
        self.act(REPLY, article, comment, Some(content)).await
    }

    /// Deletes the answer to a comment.
    ///
    /// # Errors
    /// 88008 unknown comment, 88009 not answered.
    pub async fn delete_reply(&self, article: &CommentedArticle, comment: &UserCommentId) -> Result<()> {
        self.act(DELETE_REPLY, article, comment, None).await
    }

    async fn act(
        &self,
        endpoint: Endpoint,
        article: &CommentedArticle,
        comment: &UserCommentId,
        content: Option<&str>,
    ) -> Result<()> {
        let rest = One { user_comment_id: comment, content };
        self.0.post(endpoint, &OfArticle { article, rest }).await.map(|_: IgnoredAny| ())
    }
}
