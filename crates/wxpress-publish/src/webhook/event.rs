//! What is told.

use jiff::Timestamp;
use serde::Serialize;
use wxpress_store::{Job, JobState, NewDelivery};
use wxpress_wechat::freepublish::PublicationStatus;

use crate::{
    app::App,
    error::{Error, Result},
    job::JobView,
    message::{Code, Lang},
    picture::https,
    published,
};

#[derive(Serialize)]
struct Body<'a, T> {
    r#type: &'a str,
    timestamp: String,
    data: &'a T,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Publication<'a> {
    appid: &'a str,
    publish_id: String,
    status: &'static str,
    status_code: i64,
    article_id: Option<String>,
    urls: Vec<String>,
}

pub(super) fn body(event: &str, now: Timestamp, data: &impl Serialize) -> Result<String> {
    let body = Body { r#type: event, timestamp: now.to_string(), data };
    serde_json::to_string(&body).map_err(|error| Error::new(Code::Internal).because(error))
}

/// The tellings of a job that stands so; none where nobody is to be told.
pub(crate) async fn job_ended(app: &App, job: Job) -> Result<Vec<NewDelivery>> {
    let event = match job.state {
        JobState::Done => "job.done",
        JobState::Failed => "job.failed",
        JobState::Cancelled => "job.cancelled",
        JobState::NeedsAttention => "job.needs_attention",
        JobState::Waiting | JobState::Scheduled | JobState::Running => return Ok(Vec::new()),
    };
    let now = app.clock.now();
    tell_all(app, event, now, &JobView::new(job, Vec::new(), Lang::default())).await
}

/// The tellings of a publication's end, as the platform pushed it.
pub(crate) async fn publication_ended(
    app: &App,
    appid: &str,
    status: &PublicationStatus,
) -> Result<Vec<NewDelivery>> {
    let publication = Publication {
        appid,
        publish_id: status.publish_id.to_string(),
        status: published::code(status.state).as_str(),
        status_code: status.state.code(),
        article_id: status.article_id.as_ref().map(ToString::to_string),
        urls: status.articles.iter().map(|article| https(article.article_url.clone())).collect(),
    };
    tell_all(app, "publication.ended", app.clock.now(), &publication).await
}

async fn tell_all(app: &App, event: &str, now: Timestamp, data: &impl Serialize) -> Result<Vec<NewDelivery>> {
    let webhooks = app.store.load_webhooks().await?;
    if webhooks.is_empty() {
        return Ok(Vec::new());
    }
    let body = body(event, now, data)?;
    let telling = |webhook: wxpress_store::Webhook| NewDelivery {
        webhook: webhook.id,
        event: event.to_owned(),
        body: body.clone(),
    };
    Ok(webhooks.into_iter().map(telling).collect())
}
