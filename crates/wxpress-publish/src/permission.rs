//! What an account may do by API: learnt from what the platform answers, so that it can be told before the work
//! (docs/reference/wechat-api.md §7.1).

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use wxpress_store::Permission;
use wxpress_wechat::{Client, Page, errcode::API_UNAUTHORIZED};

use crate::{app::App, error::Result};

/// The five calls of publications, which are granted and withdrawn together.
const PUBLISHING: &str = "freepublish";
/// How long what was seen counts: accounts are verified, and lose it again.
const KEPT: SignedDuration = SignedDuration::from_hours(24);
/// Longest time that asking holds a request up.
const MAX_TIME: Duration = Duration::from_secs(5);

/// Whether an account may publish by API; none where that cannot be told now. The platform is asked once a day.
pub(crate) async fn may_publish(app: &App, client: &Client, now: Timestamp) -> Result<Option<bool>> {
    let since = now.checked_sub(KEPT).unwrap_or(Timestamp::MIN);
    if let Some(known) = app.store.load_permission(publishing(client), since).await? {
        return Ok(Some(known));
    }
    let Ok(page) = Page::new(0, 1) else { return Ok(None) };
    let answer = tokio::time::timeout(MAX_TIME, client.freepublish().list(page, false)).await;
    let granted = match answer {
        Ok(Ok(_)) => true,
        Ok(Err(error)) if error.errcode() == Some(API_UNAUTHORIZED) => false,
        // What else is wrong the job will tell.
        Ok(Err(_)) | Err(_) => return Ok(None),
    };
    learn(app, client, granted, now).await;
    Ok(Some(granted))
}

/// Remembers what a call has shown.
pub(crate) async fn learn(app: &App, client: &Client, granted: bool, now: Timestamp) {
    if let Err(error) = app.store.save_permission(publishing(client), granted, now).await {
        tracing::warn!(%error, "what an account may do could not be remembered");
    }
}

fn publishing(client: &Client) -> Permission<'_> {
    Permission { origin: client.platform().origin(), appid: client.app_id().as_str(), name: PUBLISHING }
}
