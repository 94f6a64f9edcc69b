//! Callbacks: what was pushed to them, and whether they are there.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::State;
use serde::Serialize;

use super::{ControlError, Named};
use crate::push::{Delivery, courier};
use crate::shared::Shared;

/// `GET /_sandbox/pushes`: the last 1,000, oldest first.
pub(super) async fn list(State(shared): State<Arc<Shared>>) -> Json<Vec<Delivery>> {
    Json(shared.deliveries().list())
}

/// Whether a callback answered as it should.
#[derive(Serialize)]
pub(super) struct Checked {
    passed: bool,
    /// What was wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

/// `POST /_sandbox/accounts/{appid}/check-callback`: asks as the developer console does when it saves a URL.
pub(super) async fn check(
    State(shared): State<Arc<Shared>>,
    Named(appid): Named<String>,
) -> Result<Json<Checked>, ControlError> {
    let (callback, timeout_ms) = {
        let world = shared.world();
        let member = world.members.get(&appid);
        let account = &member.ok_or_else(|| ControlError::NotFound(format!("no account {appid}")))?.account;
        let callback = account.callback.clone();
        let callback =
            callback.ok_or_else(|| ControlError::Conflict("the account has no callback".to_owned()))?;
        (callback, account.knobs.push_timeout_ms)
    };
    let reason = courier::check(&shared, &callback, Duration::from_millis(timeout_ms)).await.err();
    Ok(Json(Checked { passed: reason.is_none(), reason }))
}
