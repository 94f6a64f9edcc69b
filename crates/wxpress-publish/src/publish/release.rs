//! The publication of a job: handed in once, then watched.

use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use wxpress_store::JobId;
use wxpress_wechat::{
    Client, MediaId, Page, PublishId,
    draft::DraftArticle,
    errcode::INVALID_MEDIA_ID,
    freepublish::{PublicationStatus, PublishState, PublishedItem},
    limits::MAX_PAGE_ITEMS,
};

use crate::{
    account::AccountChoice,
    app::App,
    draft,
    error::{Error, Result},
    ledger,
    message::Code,
    permission,
    picture::https,
    published, quota,
};

/// How far the platform's clock and ours may be apart.
const CLOCK_SKEW: Duration = Duration::from_secs(300);
/// A draft that is still there after so long was not handed in.
const QUEUE_TIME: Duration = Duration::from_secs(10);

/// How long a publication takes at the least: nobody looks earlier (docs/reference/wechat-api.md §1.8).
pub(super) const FIRST_LOOK: Duration = Duration::from_secs(2);

/// What a job waits for whose publication is under way; the event that ends it lets it go on.
pub(crate) fn awaited(publish_id: &str) -> String {
    format!("publication {publish_id}")
}

/// A draft handed in.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Released {
    /// None where handing it in was never answered, and its articles were found published.
    pub(super) publish_id: Option<String>,
    pub(super) article_id: Option<String>,
    pub(super) urls: Vec<String>,
}

/// What is known of a draft whose handing in was begun and not answered.
enum Traced {
    /// It was published.
    Published(Released),
    /// It was not handed in.
    Untouched,
    /// It is gone, and what became of it does not show yet.
    Hidden,
    /// It is there, and may be waiting for its turn.
    Queued,
}

/// Hands the draft in, unless that was begun before, at `in_doubt_since`, and took effect.
///
/// # Errors
/// [`Code::OutcomeUnknown`] and [`Code::PublicationHidden`] where it does not show whether it took effect; as
/// [`Drafts::publish`](crate::draft::Drafts::publish).
pub(super) async fn submit(
    app: &App,
    choice: &AccountChoice,
    client: &Client,
    job: JobId,
    (media_id, title): (&str, &str),
    in_doubt_since: Option<Timestamp>,
) -> Result<Released> {
    if let Some(begun_at) = in_doubt_since {
        // The answer came, but the process died before the step was written down.
        if let Some(told) = ledger::told_to_job(app, client, draft::SUBMIT, job).await? {
            return Ok(Released { publish_id: Some(told), ..Released::default() });
        }
        match trace(client, media_id, title, begun_at, app.clock.now()).await? {
            Traced::Published(released) => return Ok(released),
            Traced::Untouched => {}
            Traced::Queued | Traced::Hidden => {
                return Err(Error::new(Code::PublicationHidden).with("media_id", media_id));
            }
        }
    }
    let submitted = app.drafts().publish_for(choice, media_id, Some(job)).await;
    match &submitted {
        Ok(_) => permission::learn(app, client, true, app.clock.now()).await,
        Err(error) if error.code() == Code::MayNotPublish => {
            permission::learn(app, client, false, app.clock.now()).await;
        }
        Err(_) => {}
    }
    let submitted = submitted?;
    Ok(Released { publish_id: Some(submitted.publish_id), ..Released::default() })
}

/// Looks what became of a draft whose handing in was begun at `begun_at`.
async fn trace(
    client: &Client,
    media_id: &str,
    title: &str,
    begun_at: Timestamp,
    now: Timestamp,
) -> Result<Traced> {
    match client.draft().fetch(&MediaId::new(media_id)).await {
        Ok(_) if now.duration_since(begun_at).unsigned_abs() < QUEUE_TIME => return Ok(Traced::Queued),
        Ok(_) => return Ok(Traced::Untouched),
        Err(error) if error.errcode() == Some(INVALID_MEDIA_ID) => {}
        Err(error) => return Err(error.into()),
    }
    let Ok(page) = Page::new(0, u64::from(MAX_PAGE_ITEMS)) else { return Ok(Traced::Hidden) };
    let since = begun_at.as_second() - CLOCK_SKEW.as_secs().cast_signed();
    let list = client.freepublish().list(page, false).await?;
    let is_it = |item: &PublishedItem| {
        item.update_time >= since && item.content.news_item.first().is_some_and(|first| first.title == title)
    };
    let mut found = list.item.into_iter().filter(is_it);
    Ok(match (found.next(), found.next()) {
        (Some(item), None) => Traced::Published(Released {
            publish_id: None,
            article_id: Some(item.article_id.to_string()),
            urls: item.content.news_item.into_iter().map(|item| https(item.url)).collect(),
        }),
        _ => Traced::Hidden,
    })
}

/// The published articles.
///
/// # Errors
/// [`Code::StillPublishing`] while it is under way; [`Code::NotPublished`].
pub(super) async fn look(app: &App, client: &Client, publish_id: &str) -> Result<Released> {
    quota::look(app, client, app.clock.now()).await?;
    let status = client.freepublish().status(&PublishId::new(publish_id)).await?;
    if !status.state.is_final() {
        return Err(Error::new(Code::StillPublishing).with("publish_id", publish_id));
    }
    let code = published::code(status.state);
    if status.state != PublishState::Published {
        let failed = status.fail_idx.iter().map(u32::to_string).collect::<Vec<_>>().join(", ");
        return Err(Error::new(Code::NotPublished)
            .with("status", code)
            .with("publish_id", publish_id)
            .with("articles", failed));
    }
    let PublicationStatus { article_id, articles, .. } = status;
    Ok(Released {
        publish_id: Some(publish_id.to_owned()),
        article_id: article_id.map(|id| id.to_string()),
        urls: articles.into_iter().map(|article| https(article.article_url)).collect(),
    })
}

/// The first title of a draft.
pub(super) fn title(articles: &[DraftArticle]) -> &str {
    match articles.first() {
        Some(DraftArticle::News(article)) => &article.title,
        Some(DraftArticle::NewsPic(article)) => &article.title,
        _ => "",
    }
}
