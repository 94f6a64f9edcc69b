//! Readers' comments on what was published or sent in masses (docs/reference/wechat-api.md §9.2).

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Desk;
use super::outcome::Outcome;
use super::record::Record;
use crate::article::Article;

/// The article that comments belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct ArticlePlace {
    /// Of the publication or the mass send.
    pub(crate) msg_data_id: u64,
    /// From 0.
    pub(crate) index: usize,
}

/// Whether a comment is still there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum CommentState {
    There,
    DeletedByReader,
    DeletedByOwner,
}

/// What a reader wrote.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Comment {
    /// From 1 under each article.
    pub(crate) user_comment_id: u64,
    pub(crate) openid: String,
    pub(crate) create_time: Timestamp,
    pub(crate) content: String,
    pub(crate) is_elected: bool,
    pub(crate) reply: Option<CommentReply>,
    pub(crate) state: CommentState,
}

/// What the author answered.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct CommentReply {
    pub(crate) content: String,
    pub(crate) create_time: Timestamp,
}

/// The comments on one article.
#[derive(Debug, Default)]
pub(crate) struct Thread {
    /// As `comment/open` or `comment/close` left it; before that as the article was written.
    pub(crate) open: Option<bool>,
    pub(crate) comments: BTreeMap<u64, Comment>,
}

/// The comments on all articles of an account.
#[derive(Debug, Default)]
pub(crate) struct Comments(BTreeMap<ArticlePlace, Thread>);

impl Comments {
    pub(crate) fn thread(&self, place: ArticlePlace) -> Option<&Thread> {
        self.0.get(&place)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (ArticlePlace, &Thread)> {
        self.0.iter().map(|(place, thread)| (*place, thread))
    }

    /// Adds or changes a comment.
    pub(crate) fn put(&mut self, place: ArticlePlace, comment: Comment) {
        self.0.entry(place).or_default().comments.insert(comment.user_comment_id, comment);
    }

    /// Opens or closes an article to comments.
    pub(crate) fn switch(&mut self, place: ArticlePlace, open: bool) {
        self.0.entry(place).or_default().open = Some(open);
    }
}

/// An article that could have comments.
#[derive(Debug)]
pub(crate) enum Commentable<'a> {
    Article(&'a Article),
    /// The platform banned it.
    Banned,
    /// It was never there, or was deleted.
    Nothing,
}

impl Desk<'_> {
    /// Looks an article up among publications and mass sends.
    pub(crate) fn commentable(&self, place: ArticlePlace) -> Commentable<'_> {
        let ArticlePlace { msg_data_id, index } = place;
        let holdings = &self.holdings;
        let (articles, deleted) = if let Some(publication) = holdings.find_publication(msg_data_id) {
            if publication.outcome == Outcome::Banned && !publication.is_pending() {
                return Commentable::Banned;
            }
            let article_id = publication.article_id.as_deref();
            let Some(published) = article_id.and_then(|article_id| holdings.published.find(article_id))
            else {
                return Commentable::Nothing;
            };
            (&published.draft.articles, &published.deleted)
        } else {
            let sent = holdings.mass.find_sent_articles(msg_data_id).and_then(|send| send.sent_articles());
            let Some(sent) = sent else { return Commentable::Nothing };
            (&sent.draft.articles, &sent.deleted)
        };
        match articles.get(index) {
            Some(article) if deleted.get(index) == Some(&false) => Commentable::Article(article),
            _ => Commentable::Nothing,
        }
    }

    /// Adds or changes a comment.
    pub(crate) fn put_comment(&mut self, place: ArticlePlace, comment: Comment) {
        self.log.put(|| Record::Comment {
            appid: self.account.appid.clone(),
            place,
            comment: comment.clone(),
        });
        self.holdings.comments.put(place, comment);
    }

    /// Opens or closes an article to comments.
    pub(crate) fn switch_comments(&mut self, place: ArticlePlace, open: bool) {
        self.log.put(|| Record::CommentSwitch { appid: self.account.appid.clone(), place, open });
        self.holdings.comments.switch(place, open);
    }
}
