//! `wxpress comment`.

use clap::{Args, Subcommand};
use wxpress_publish::{
    Error,
    comment::{CommentAction, CommentInput, CommentQuery, CommentedInput},
};

use super::{Caller, Verb};
use crate::answer::Answer;

/// What can be done with comments.
#[derive(Debug, Subcommand)]
pub(crate) enum CommentVerb {
    /// Open an article to comments.
    Open(Article),
    /// Close it.
    Close(Article),
    /// List an article's comments.
    List {
        #[command(flatten)]
        article: Article,
        /// Which ones: all, ordinary or elected.
        #[arg(long = "type", value_name = "TYPE", default_value = "all")]
        kind: String,
        /// Comments to skip.
        #[arg(long, default_value_t = 0)]
        offset: u64,
        /// Comments wanted, 49 at the most.
        #[arg(long, default_value_t = 49)]
        count: u64,
    },
    /// Elect one: readers see it.
    Elect(Comment),
    /// Take that back.
    Unelect(Comment),
    /// Delete one.
    Delete(Comment),
    /// Answer one.
    Reply {
        #[command(flatten)]
        comment: Comment,
        text: String,
    },
    /// Delete the answer.
    Unreply(Comment),
}

/// An article that readers comment on.
#[derive(Debug, Args)]
pub(crate) struct Article {
    /// Its message data: a mass send or a publication gives it.
    msg_data_id: String,

    /// Its place there, counted from 0.
    #[arg(long, default_value_t = 0)]
    index: u64,
}

/// One comment.
#[derive(Debug, Args)]
pub(crate) struct Comment {
    #[command(flatten)]
    article: Article,

    /// Its id in the list.
    comment_id: String,
}

impl From<Article> for CommentedInput {
    fn from(article: Article) -> Self {
        Self { msg_data_id: Some(article.msg_data_id), index: Some(article.index) }
    }
}

impl Verb for CommentVerb {
    async fn run(self, Caller { app, choice, .. }: &Caller) -> Result<Answer, Error> {
        let comments = app.comments();
        let (Comment { article, comment_id }, action) = match self {
            Self::Open(article) => {
                comments.set_open(choice, article.into(), true).await?;
                return Ok(Answer::done());
            }
            Self::Close(article) => {
                comments.set_open(choice, article.into(), false).await?;
                return Ok(Answer::done());
            }
            Self::List { article, kind, offset, count } => {
                let query = CommentQuery { kind: Some(kind), begin: Some(offset), count: Some(count) };
                let (list, warnings) = comments.list(choice, article.into(), query).await?;
                return Ok(Answer::of(&list)?.with(warnings));
            }
            Self::Elect(comment) => (comment, CommentAction::Elect),
            Self::Unelect(comment) => (comment, CommentAction::Unelect),
            Self::Delete(comment) => (comment, CommentAction::Delete),
            Self::Reply { comment, text } => (comment, CommentAction::Reply(text)),
            Self::Unreply(comment) => (comment, CommentAction::DeleteReply),
        };
        let comment = CommentInput { comment_id: Some(comment_id) };
        comments.act(choice, article.into(), comment, action).await?;
        Ok(Answer::done())
    }
}
