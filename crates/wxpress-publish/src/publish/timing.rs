//! When a job does its work: checked when it comes, and looked at again when its draft is made.

use jiff::{SignedDuration, Timestamp};

use super::{Plan, PublishRequest};
use crate::{
    app::App,
    error::{Error, Result},
    message::Code,
    schedule::{Repeat, When, zone},
};

/// How late a draft may be handed in and still be in the time that was chosen for it.
const ON_TIME: SignedDuration = SignedDuration::from_secs(60);

/// When the work of a request is done.
#[derive(Debug, Clone, Default)]
pub(super) struct Timing {
    /// When the draft is handed in, as it is kept.
    pub(super) publish_at: Option<String>,
    /// When all of it is done again, as it is kept.
    pub(super) repeat: Option<String>,
    /// When the job begins.
    pub(super) due_at: Timestamp,
    /// When the draft is handed in, as far as that can be told.
    pub(super) release_at: Timestamp,
}

impl Timing {
    /// Reads what a request says.
    ///
    /// # Errors
    /// [`Code::InvalidField`], [`Code::AtMostOneOf`], [`Code::TimePassed`], [`Code::InQuietHours`].
    pub(super) fn of(app: &App, request: &PublishRequest, now: Timestamp) -> Result<Self> {
        let here = match &request.zone {
            Some(name) => zone("zone", name)?,
            None => app.calendar.zone.clone(),
        };
        let at_most_one = |fields: &str| Err(Error::new(Code::AtMostOneOf).with("fields", fields));
        match (&request.publish_at, &request.repeat) {
            (None, None) => Ok(Self { due_at: now, release_at: now, ..Self::default() }),
            (Some(_), Some(_)) => at_most_one("publishAt, repeat"),
            (Some(_), None) if request.publish == Some(false) => Err(Error::new(Code::InvalidField)
                .with("field", "publish")
                .with("problem", "false (publishAt)")),
            (Some(text), None) => {
                let when = When::parse(text, &here)?;
                when.not_passed(now)?;
                let at = when.instant();
                if let Some(end) = quiet_until(app, at) {
                    let end = end.to_zoned(app.calendar.zone.clone()).strftime("%H:%M").to_string();
                    return Err(Error::new(Code::InQuietHours)
                        .with("time", when.to_string())
                        .with("end", end));
                }
                Ok(Self {
                    publish_at: Some(when.to_string()),
                    repeat: None,
                    due_at: now,
                    release_at: at.max(now),
                })
            }
            (None, Some(_)) if request.source_id.is_some() => at_most_one("repeat, sourceId"),
            (None, Some(text)) => {
                let repeat = Repeat::parse(text, &here)?;
                let at = repeat.next(now).unwrap_or(now);
                Ok(Self {
                    publish_at: None,
                    repeat: Some(repeat.as_str().to_owned()),
                    due_at: at,
                    release_at: at,
                })
            }
        }
    }
}

/// Until when a draft that is ready waits before it is handed in; nothing where it does not.
///
/// # Errors
/// [`Code::InvalidField`] where the time zone of the plan is not known any more.
pub(super) fn waits_until(app: &App, plan: &Plan, now: Timestamp) -> Result<Option<Timestamp>> {
    let chosen = match &plan.publish_at {
        Some(kept) => Some(When::parse(kept, &app.calendar.zone)?.instant()),
        None => None,
    };
    if let Some(at) = chosen.filter(|at| *at > now) {
        return Ok(Some(at));
    }
    let is_on_time = chosen.is_some_and(|at| now.duration_since(at) <= ON_TIME);
    Ok(if is_on_time { None } else { quiet_until(app, now) })
}

fn quiet_until(app: &App, at: Timestamp) -> Option<Timestamp> {
    app.calendar.quiet_hours?.end(at, &app.calendar.zone)
}
