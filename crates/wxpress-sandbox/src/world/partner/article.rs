//! Articles of the 媒体API: unsubmitted, reviewed, then published or not (docs/reference/wechat-api.md §8.3).

use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::answer::Refusal;
use crate::article::Article;
use crate::article::render::Place;
use crate::errcode::Errcode;
use crate::world::Desk;
use crate::world::record::Record;

/// An article, from its upload on.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct PartnerArticle {
    pub(crate) article: Article,
    pub(crate) update_time: Timestamp,
    pub(crate) submission: Option<Submission>,
}

/// That an article was submitted, and what becomes of it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Submission {
    /// The `mid` of its link.
    pub(crate) mid: u64,
    /// When the review ends.
    pub(crate) reviewed: Timestamp,
    pub(crate) review: Review,
}

/// How the review of an article ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Review {
    #[default]
    Published,
    Rejected,
}

/// The `status` of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ArticleStatus {
    Unsubmitted,
    Reviewing,
    Published,
    Rejected,
}

impl ArticleStatus {
    /// The document's words.
    pub(crate) fn text(self) -> &'static str {
        match self {
            Self::Unsubmitted => "未提交",
            Self::Reviewing => "审核中",
            Self::Published => "发布成功",
            Self::Rejected => "审核未通过",
        }
    }
}

impl PartnerArticle {
    pub(crate) fn status(&self, now: Timestamp) -> ArticleStatus {
        match &self.submission {
            None => ArticleStatus::Unsubmitted,
            Some(submission) if now < submission.reviewed => ArticleStatus::Reviewing,
            Some(Submission { review: Review::Published, .. }) => ArticleStatus::Published,
            Some(Submission { review: Review::Rejected, .. }) => ArticleStatus::Rejected,
        }
    }

    /// Its link, once it is published.
    pub(crate) fn url(&self, place: Place<'_>, now: Timestamp) -> Option<String> {
        let submission = self.submission.as_ref()?;
        (self.status(now) == ArticleStatus::Published)
            .then(|| place.article_url(submission.mid, 0, &self.article))
    }
}

impl Desk<'_> {
    pub(crate) fn find_partner_article(&self, media_id: &str) -> Result<Arc<PartnerArticle>, Refusal> {
        let article = self.holdings.partner.articles.find(media_id);
        article.cloned().ok_or_else(|| Errcode::INVALID_MEDIA_ID.into())
    }

    /// Adds or changes an article.
    pub(crate) fn put_partner_article(&mut self, media_id: String, article: PartnerArticle) {
        let article = Arc::new(article);
        self.log.put(|| Record::PartnerArticle {
            appid: self.account.appid.clone(),
            media_id: media_id.clone(),
            article: Arc::clone(&article),
        });
        self.holdings.partner.articles.put(media_id, article);
    }

    pub(crate) fn remove_partner_article(&mut self, media_id: String) {
        self.holdings.partner.articles.remove(&media_id);
        self.log.put(|| Record::PartnerArticleGone { appid: self.account.appid.clone(), media_id });
    }
}
