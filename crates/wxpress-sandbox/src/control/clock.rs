//! The clock: shown, moved, set, stopped.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::{ControlError, Sent};
use crate::clock::Clock;
use crate::shared::Shared;

/// The sandbox's time.
#[derive(Serialize)]
pub(super) struct ClockView {
    now: Timestamp,
    stopped: bool,
}

impl From<&Clock> for ClockView {
    fn from(clock: &Clock) -> Self {
        Self { now: clock.now(), stopped: clock.is_stopped() }
    }
}

/// `GET /_sandbox/clock`
pub(super) async fn show(State(shared): State<Arc<Shared>>) -> Json<ClockView> {
    Json(ClockView::from(&shared.clock))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Change {
    stop: Option<bool>,
    set: Option<Timestamp>,
    advance_seconds: Option<i64>,
}

/// `POST /_sandbox/clock`: stops or starts, then sets, then moves.
pub(super) async fn change(
    State(shared): State<Arc<Shared>>,
    Sent(change): Sent<Change>,
) -> Result<Json<ClockView>, ControlError> {
    if let Some(stop) = change.stop {
        shared.clock.stop(stop);
    }
    if let Some(target) = change.set {
        shared.clock.set(target);
    }
    if let Some(seconds) = change.advance_seconds {
        let moved = shared.clock.advance(SignedDuration::from_secs(seconds));
        moved.ok_or_else(|| ControlError::BadRequest("that leaves the calendar".to_owned()))?;
    }
    Ok(Json(ClockView::from(&shared.clock)))
}
