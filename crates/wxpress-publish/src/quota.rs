//! The few calls a day that publishing takes: counted here, so that none is wasted on an answer that is known
//! (docs/reference/wechat-api.md §1.8).

use jiff::Timestamp;
use wxpress_store::DailyCalls;
use wxpress_wechat::Client;

use crate::{
    app::App,
    day, draft,
    error::{Error, Result},
    message::Code,
    warning::Warning,
};

/// Publications that a new account may hand in a day, and looks at them.
pub(crate) const NEW_ACCOUNT: u64 = 100;
/// The call that looks at a publication.
const LOOK: &str = "freepublish/get";

/// Refuses to hand one more draft in where the day has none left.
///
/// # Errors
/// [`Code::QuotaExhausted`].
pub(crate) async fn submit(app: &App, client: &Client, now: Timestamp) -> Result<()> {
    let used = handed_in(app, client, now).await?;
    within(client, draft::SUBMIT, used).await
}

/// Counts one more look at a publication, unless the day has none left.
///
/// # Errors
/// [`Code::QuotaExhausted`].
pub(crate) async fn look(app: &App, client: &Client, now: Timestamp) -> Result<()> {
    let day = day::date(now);
    let (origin, appid) = (client.platform().origin(), client.app_id().as_str());
    let calls = DailyCalls { origin, appid, endpoint: LOOK, day: &day };
    within(client, LOOK, app.store.daily_calls(calls).await?).await?;
    Ok(app.store.count_daily_call(calls).await?)
}

/// Tells where the day of a publication is full already, by what is known here.
pub(crate) async fn foresee(
    app: &App,
    client: &Client,
    at: Timestamp,
    now: Timestamp,
) -> Result<Option<Warning>> {
    let (start, end) = (day::start(at), day::end(at));
    let is_today = start <= now;
    let used = if is_today { handed_in(app, client, now).await? } else { 0 };
    let planned = app.store.count_scheduled_jobs(client.app_id().as_str(), start.max(now), end).await?;
    Ok((used + planned >= NEW_ACCOUNT).then(|| {
        Warning::new(Code::QuotaForeseen)
            .with("day", day::date(at))
            .with("publications", used + planned)
            .with("limit", NEW_ACCOUNT)
    }))
}

async fn handed_in(app: &App, client: &Client, now: Timestamp) -> Result<u64> {
    let (origin, appid) = (client.platform().origin(), client.app_id().as_str());
    Ok(app.store.count_done_calls(origin, appid, draft::SUBMIT, day::start(now)).await?)
}

/// Accounts with many followers may call more often: only the platform knows.
async fn within(client: &Client, endpoint: &'static str, used: u64) -> Result<()> {
    if used < NEW_ACCOUNT {
        return Ok(());
    }
    let quota = client.openapi().quota(&format!("/cgi-bin/{endpoint}")).await?;
    match quota.quota {
        Some(daily) if daily.remain <= 0 => Err(Error::new(Code::QuotaExhausted).with("call", endpoint)),
        _ => Ok(()),
    }
}
