//! The draft of a job: made once, or changed where its source has one.

use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use wxpress_store::{JobId, Source, SourceKey};
use wxpress_wechat::{
    Client, MediaId, Page,
    draft::{DraftArticle, DraftItem},
    errcode::INVALID_MEDIA_ID,
    limits::MAX_PAGE_ITEMS,
    material::News,
};

use super::{Plan, outcome::Action, round_trip};
use crate::{
    app::App,
    attachment::Digest256,
    draft,
    error::{Error, Result},
    ledger,
    message::Code,
    picture::https,
    warning::Warning,
};

/// Pages of the newest drafts that are searched for one whose making was not told.
const SEARCHED_PAGES: u64 = 5;
/// How far the platform's clock and ours may be apart.
const CLOCK_SKEW: Duration = Duration::from_secs(300);
/// After a picture was sent the platform may not know it for some seconds (docs/reference/wechat-api.md §6.6).
const SETTLING_TIME: Duration = Duration::from_secs(2);

/// A draft as a job leaves it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Made {
    pub(super) media_id: String,
    pub(super) action: Action,
    pub(super) preview_url: Option<String>,
    /// The source was published as it is.
    pub(super) publish_id: Option<String>,
}

/// What the step works with.
pub(super) struct Maker<'a> {
    pub(super) app: &'a App,
    pub(super) client: &'a Client,
    pub(super) plan: &'a Plan,
    pub(super) job: JobId,
    /// Since when it may have been made without anybody being told.
    pub(super) in_doubt_since: Option<Timestamp>,
}

impl Maker<'_> {
    /// Makes the draft, or changes the one that its source has.
    pub(super) async fn make(&self, mut articles: Vec<DraftArticle>) -> Result<(Made, Vec<Warning>)> {
        let mut told = Vec::new();
        let warnings = &mut told;
        let sha256 = digest(&articles)?;
        let key = self.plan.source_id.as_ref().map(|source_id| SourceKey {
            origin: self.client.platform().origin().to_owned(),
            appid: self.client.app_id().to_string(),
            source_id: source_id.clone(),
        });
        let known = match &key {
            Some(key) => self.app.store.load_source(key).await?,
            None => None,
        };
        let made = match known {
            Some(source) => self.change(&source, sha256, &mut articles, warnings).await?,
            None => None,
        };
        let (media_id, action) = match made {
            Some(Changed::Unchanged(made)) => return Ok((made, told)),
            Some(Changed::Updated(media_id)) => (media_id, Action::Updated),
            None => (self.add(&mut articles, warnings).await?, Action::Created),
        };
        let news = draft::read_back(self.client, &media_id, warnings).await;
        if let Some(key) = key {
            let source = Source {
                sha256,
                media_id: media_id.to_string(),
                seen_sha256: news.as_ref().map(seen),
                publish_id: None,
            };
            self.app.store.save_source(&key, &source, self.app.clock.now()).await?;
        }
        if let Some(news) = &news {
            warnings.extend(round_trip::changes(&articles, news));
        }
        let preview_url = news.and_then(|news| news.news_item.into_iter().next()).map(|item| https(item.url));
        let preview_url = preview_url.filter(|url| !url.is_empty());
        Ok((Made { media_id: media_id.to_string(), action, preview_url, publish_id: None }, told))
    }

    /// Makes a draft, unless it was made before and that was never told.
    async fn add(&self, articles: &mut [DraftArticle], warnings: &mut Vec<Warning>) -> Result<MediaId> {
        if let Some(since) = self.in_doubt_since {
            // The answer came, but the process died before the step was written down.
            if let Some(told) = ledger::told_to_job(self.app, self.client, draft::ADD, self.job).await? {
                return Ok(MediaId::new(told));
            }
            if let Some(found) = self.find(articles, since).await? {
                warnings.push(Warning::new(Code::DraftFound));
                return Ok(found);
            }
        }
        let drafts = self.app.drafts();
        match drafts.add_with_comments_if_possible(self.client, articles, Some(self.job), warnings).await {
            Err(error) if error.code() == Code::UnknownPicture => {
                tokio::time::sleep(SETTLING_TIME).await;
                let again = drafts
                    .add_with_comments_if_possible(self.client, articles, Some(self.job), warnings)
                    .await;
                match again {
                    // It is gone for good: whoever tries again sends it anew.
                    Err(error) if error.code() == Code::UnknownPicture => {
                        drafts.forget_pictures(self.client, articles).await;
                        Err(error)
                    }
                    again => again,
                }
            }
            added => added,
        }
    }

    /// The draft that this job made, where nobody was told: one that says the same, is not older than that, and is
    /// nobody else's.
    async fn find(&self, articles: &[DraftArticle], since: Timestamp) -> Result<Option<MediaId>> {
        let since = since.as_second() - CLOCK_SKEW.as_secs().cast_signed();
        let mut found = Vec::new();
        for number in 0..SEARCHED_PAGES {
            let count = u64::from(MAX_PAGE_ITEMS);
            let Ok(page) = Page::new(number * count, count) else { break };
            let list = self.client.draft().list(page, false).await?;
            let is_last = (list.item.len() as u64) < count
                || list.item.last().is_some_and(|oldest| oldest.update_time < since);
            for item in list.item {
                if item.update_time >= since
                    && says(&item, articles)
                    && !self.is_anothers(&item.media_id).await?
                {
                    found.push(item.media_id);
                }
            }
            if is_last {
                break;
            }
        }
        match &found[..] {
            [] => Ok(None),
            [one] => Ok(Some(one.clone())),
            several => {
                let ids: Vec<_> = several.iter().map(MediaId::as_str).collect();
                Err(Error::new(Code::DraftUndecided).with("media_ids", ids.join(", ")))
            }
        }
    }

    /// Whether the ledger has a call that made this draft, and told so.
    async fn is_anothers(&self, media_id: &MediaId) -> Result<bool> {
        let (origin, appid) = (self.client.platform().origin(), self.client.app_id().as_str());
        Ok(self.app.store.has_call_result(origin, appid, draft::ADD, media_id.as_str()).await?)
    }

    /// Changes the draft that the source has. Nothing where it has none any more, or one of another shape.
    async fn change(
        &self,
        source: &Source,
        sha256: Digest256,
        articles: &mut [DraftArticle],
        warnings: &mut Vec<Warning>,
    ) -> Result<Option<Changed>> {
        let media_id = MediaId::new(&source.media_id);
        let unchanged = |preview_url: Option<String>| {
            Changed::Unchanged(Made {
                media_id: source.media_id.clone(),
                action: Action::Unchanged,
                preview_url,
                publish_id: source.publish_id.clone(),
            })
        };
        let news = match self.client.draft().fetch(&media_id).await {
            Ok(news) => news,
            Err(error) if error.errcode() == Some(INVALID_MEDIA_ID) => {
                if source.publish_id.is_some() && source.sha256 == sha256 {
                    return Ok(Some(unchanged(None)));
                }
                let gone = if source.publish_id.is_some() { Code::SourcePublished } else { Code::DraftGone };
                warnings.push(Warning::new(gone).with("media_id", &source.media_id));
                return Ok(None);
            }
            Err(error) => return Err(error.into()),
        };
        let is_ours =
            source.seen_sha256.is_none_or(|kept| kept == seen(&news)) || self.in_doubt_since.is_some();
        if source.sha256 == sha256 && is_ours {
            let preview_url = news.news_item.into_iter().next().map(|item| https(item.url));
            return Ok(Some(unchanged(preview_url)));
        }
        if !is_ours && !self.plan.overwrite {
            return Err(Error::new(Code::DraftChangedElsewhere).with("media_id", &source.media_id));
        }
        if news.news_item.len() != articles.len() {
            warnings.push(Warning::new(Code::DraftReplaced).with("media_id", &source.media_id));
            return Ok(None);
        }
        self.app.drafts().update_all(self.client, &media_id, articles, warnings).await?;
        Ok(Some(Changed::Updated(media_id)))
    }
}

/// What became of a draft that was there.
enum Changed {
    Updated(MediaId),
    Unchanged(Made),
}

/// SHA-256 of what is sent.
pub(super) fn digest(articles: &[DraftArticle]) -> Result<Digest256> {
    let sent = serde_json::to_vec(articles).map_err(|error| Error::new(Code::Internal).because(error))?;
    Ok(Sha256::digest(&sent).into())
}

/// SHA-256 of what a person can change in a draft.
fn seen(news: &News) -> Digest256 {
    let mut hash = Sha256::new();
    for item in &news.news_item {
        let thumb = item.thumb_media_id.as_ref().map_or("", MediaId::as_str);
        let content = item.content.as_deref().unwrap_or_default();
        for text in [&item.title, &item.author, &item.digest, content, &item.content_source_url, thumb] {
            hash.update(text.len().to_le_bytes());
            hash.update(text);
        }
    }
    hash.finalize().into()
}

/// Whether a draft has the titles, authors, links and covers of these articles.
fn says(item: &DraftItem, articles: &[DraftArticle]) -> bool {
    let items = &item.content.news_item;
    items.len() == articles.len()
        && items.iter().zip(articles).all(|(item, article)| match article {
            DraftArticle::News(article) => {
                item.title == article.title
                    && item.author == article.author.as_deref().unwrap_or_default()
                    && item.content_source_url == article.content_source_url.as_deref().unwrap_or_default()
                    && item.thumb_media_id.as_ref().is_none_or(|thumb| *thumb == article.thumb_media_id)
            }
            DraftArticle::NewsPic(article) => {
                item.title == article.title
                    && item.article_type.as_deref().is_none_or(|kind| kind == "newspic")
                    && item.thumb_media_id.as_ref().is_none_or(|thumb| article.images.first() == Some(thumb))
            }
            _ => false,
        })
}
