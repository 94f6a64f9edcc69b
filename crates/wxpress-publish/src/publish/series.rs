//! Jobs that come again and again: each, when it is taken, adds the one after it.

use sha2::{Digest as _, Sha256};
use wxpress_store::{Job, NewJob, NewRequest};

use super::Plan;
use crate::{
    app::App,
    attachment::{from_hex, hex},
    error::{Error, Result},
    message::Code,
    schedule::Repeat,
};

/// Adds the job that does the same the next time, once, however often this one is taken. Times that passed while nobody
/// worked are left out.
pub(super) async fn go_on(app: &App, job: &Job, plan: &Plan, secret: Option<String>) -> Result<()> {
    let Some(repeat) = &plan.repeat else { return Ok(()) };
    let now = app.clock.now();
    let Some(at) = Repeat::parse(repeat, &app.calendar.zone)?.next(now) else { return Ok(()) };
    let first = plan.first.clone().unwrap_or_else(|| job.id.to_string());
    // No header can hold such a name.
    let key = format!("\u{1}repeat {first} {}", at.as_second());
    let plan = Plan { first: Some(first), ..plan.clone() };
    let text = serde_json::to_vec(&plan).map_err(|error| Error::new(Code::Internal).because(error))?;
    let request = NewRequest { key, sha256: Sha256::digest(&text).into() };
    let input = app.attachments.put(text).await?;
    let next = NewJob {
        origin: job.origin.clone(),
        appid: job.appid.clone(),
        kind: job.kind.clone(),
        subject: job.subject.clone(),
        input: hex(&input),
        turn: None,
        attachments: plan.files.values().filter_map(|file| from_hex(file)).chain([input]).collect(),
        secret: secret.map(Into::into),
        due_at: at,
        replaces: None,
    };
    app.store.submit_jobs(&[next], Some(&request), now).await?;
    Ok(())
}
