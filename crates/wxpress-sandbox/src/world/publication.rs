//! Publications: submitted, then after a while published or failed (docs/reference/wechat-api.md §7).

use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Desk;
use super::media::Draft;
use super::outcome::Outcome;
use super::record::Record;
use crate::article::Link;
use crate::push::Event;

/// A submitted draft. Its number is the `publish_id` and the `mid` of the article links.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Publication {
    pub(crate) publish_id: u64,
    pub(crate) draft_id: String,
    /// The draft as it was submitted; dropped when the publication has ended.
    pub(crate) submitted: Option<Arc<Draft>>,
    pub(crate) due: Timestamp,
    pub(crate) outcome: Outcome,
    /// How many articles were submitted.
    pub(crate) article_count: usize,
    /// The published article, once `outcome` is reached and no failure.
    pub(crate) article_id: Option<String>,
}

impl Publication {
    /// Whether it is still in status 1.
    pub(crate) fn is_pending(&self) -> bool {
        self.submitted.is_some()
    }
}

/// A published article: one or several texts under one `article_id`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Published {
    pub(crate) mid: u64,
    pub(crate) draft: Draft,
    /// By position: whether the owner deleted that text, or the platform banned it.
    pub(crate) deleted: Vec<bool>,
}

impl Published {
    /// Whether nothing of it can be read any more.
    pub(crate) fn is_all_deleted(&self) -> bool {
        self.deleted.iter().all(|deleted| *deleted)
    }
}

impl Desk<'_> {
    /// Ends the publications that are due: they become articles and their drafts go (docs/reference/wechat-api.md
    /// §6.6), or they fail and the drafts stay. Then the mass sends.
    pub(super) fn settle(&mut self) {
        for mut publication in self.holdings.due_publications(self.now) {
            let appid = self.account.appid.clone();
            if let (Some(submitted), Outcome::Published | Outcome::Banned) =
                (publication.submitted.take(), &publication.outcome)
            {
                let mut draft = Arc::unwrap_or_clone(submitted);
                draft.update_time = publication.due;
                for article in &mut draft.articles {
                    article.link = Link::deal(self.dice);
                }
                let deleted = vec![publication.outcome == Outcome::Banned; draft.articles.len()];
                let published = Arc::new(Published { mid: publication.publish_id, draft, deleted });
                let article_id = self.account.identity.deal_article_id(self.dice);
                publication.article_id = Some(article_id.clone());
                self.holdings.drafts.remove(&publication.draft_id);
                self.holdings.published.put(article_id.clone(), Arc::clone(&published));
                let media_id = publication.draft_id.clone();
                self.log.put(|| Record::DraftGone { appid: appid.clone(), media_id });
                self.log.put(|| Record::Published { appid: appid.clone(), article_id, published });
            }
            self.push(|desk| Event::PublishJobFinish {
                name: desk.account.knobs.publish_event.clone(),
                publication: publication.clone(),
                published: publication
                    .article_id
                    .as_deref()
                    .and_then(|article_id| desk.holdings.published.find(article_id))
                    .cloned(),
            });
            self.holdings.put_publication(publication.clone());
            self.log.put(|| Record::Publication { appid, publication });
        }
        self.settle_mass();
    }
}
