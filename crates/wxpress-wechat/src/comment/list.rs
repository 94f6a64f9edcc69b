//! What `comment/list` takes and answers.

use serde::{Deserialize, Serialize};

use crate::{
    id::{OpenId, UserCommentId, none_if_empty},
    json::flag,
    limits::MAX_PAGE_COMMENTS,
};

/// Which comments are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(into = "u8")]
pub enum CommentKind {
    /// All.
    All,
    /// Those that are not elected.
    Ordinary,
    /// The elected ones (精选).
    Elected,
}

impl From<CommentKind> for u8 {
    fn from(kind: CommentKind) -> Self {
        match kind {
            CommentKind::All => 0,
            CommentKind::Ordinary => 1,
            CommentKind::Elected => 2,
        }
    }
}

/// `begin` and `count` of the list: 1 to 49 comments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct CommentPage {
    begin: u64,
    count: u8,
}

/// A page of no comments or of more than the platform gives at once (88010).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("count is {count}, must be 1 to {MAX_PAGE_COMMENTS}")]
pub struct BadCommentPage {
    /// The count that was asked for.
    pub count: u64,
}

impl CommentPage {
    /// `count` comments (1 to 49) from the `begin`-th on, counted from 0.
    ///
    /// # Errors
    /// [`BadCommentPage`] for any other count.
    pub fn new(begin: u64, count: u64) -> Result<Self, BadCommentPage> {
        match u8::try_from(count) {
            Ok(small @ 1..=MAX_PAGE_COMMENTS) => Ok(Self { begin, count: small }),
            _ => Err(BadCommentPage { count }),
        }
    }
}

impl Default for CommentPage {
    /// The first 49.
    fn default() -> Self {
        Self { begin: 0, count: MAX_PAGE_COMMENTS }
    }
}

/// A page of comments.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct CommentList {
    /// All comments of the kind.
    #[serde(default)]
    pub total: u64,
    /// Those on this page.
    #[serde(default)]
    pub comment: Vec<Comment>,
}

/// A reader's comment.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct Comment {
    /// Its id, below its article.
    pub user_comment_id: UserCommentId,
    /// Who wrote it; absent for one who did not write as a WeChat user.
    #[serde(default, deserialize_with = "none_if_empty")]
    pub openid: Option<OpenId>,
    /// Unix seconds.
    #[serde(default)]
    pub create_time: i64,
    /// Its text.
    #[serde(default)]
    pub content: String,
    /// Whether it is elected; the platform's field is `comment_type`.
    #[serde(default, rename = "comment_type", with = "flag")]
    pub is_elected: bool,
    /// The account's answer.
    #[serde(default)]
    pub reply: Option<CommentReply>,
}

/// The account's answer to a comment.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct CommentReply {
    /// Its text.
    #[serde(default)]
    pub content: String,
    /// Unix seconds.
    #[serde(default)]
    pub create_time: i64,
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(0, false)]
    #[case(1, true)]
    #[case(49, true)]
    #[case(50, false)]
    fn a_page_has_1_to_49_comments(#[case] count: u64, #[case] fits: bool) {
        assert_eq!(CommentPage::new(7, count).is_ok(), fits);
    }
}
