//! Scripted faults: set, shown, taken away.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use http::StatusCode;
use serde::Deserialize;

use super::{ControlError, Named, Sent};
use crate::api;
use crate::fault::{Action, Fault, When};
use crate::shared::Shared;

/// `GET /_sandbox/faults`
pub(super) async fn list(State(shared): State<Arc<Shared>>) -> Json<Vec<Fault>> {
    Json(shared.faults().set.clone())
}

#[derive(Deserialize)]
pub(super) struct NewFault {
    path: String,
    appid: Option<String>,
    nth: Option<u64>,
    every: Option<u64>,
    next: Option<u64>,
    #[serde(flatten)]
    action: Action,
}

impl NewFault {
    fn when(&self) -> Result<When, ControlError> {
        let when = match (self.nth, self.every, self.next) {
            (None, None, None) => When::Next(1),
            (Some(number), None, None) => When::Nth(number),
            (None, Some(number), None) => When::Every(number),
            (None, None, Some(number)) => When::Next(number),
            _ => return Err(ControlError::BadRequest("give one of nth, every and next".to_owned())),
        };
        if matches!(when, When::Nth(0) | When::Every(0) | When::Next(0)) {
            return Err(ControlError::BadRequest("nth, every and next count from 1".to_owned()));
        }
        Ok(when)
    }
}

/// `POST /_sandbox/faults`
pub(super) async fn add(
    State(shared): State<Arc<Shared>>,
    Sent(fault): Sent<NewFault>,
) -> Result<(StatusCode, Json<Fault>), ControlError> {
    let when = fault.when()?;
    if fault.path != "*" && api::find(&fault.path).is_none() {
        return Err(ControlError::BadRequest(format!("no call has the path {}", fault.path)));
    }
    if let Action::ServerError { status, .. } = fault.action
        && !(500..600).contains(&status)
    {
        return Err(ControlError::BadRequest("status lies from 500 to 599".to_owned()));
    }
    let added = shared.faults().add(fault.path, fault.appid, when, fault.action).clone();
    Ok((StatusCode::CREATED, Json(added)))
}

/// `DELETE /_sandbox/faults`
pub(super) async fn clear(State(shared): State<Arc<Shared>>) -> StatusCode {
    shared.faults().set.clear();
    StatusCode::NO_CONTENT
}

/// `DELETE /_sandbox/faults/{id}`
pub(super) async fn remove(
    State(shared): State<Arc<Shared>>,
    Named(id): Named<u64>,
) -> Result<StatusCode, ControlError> {
    if shared.faults().remove(id) {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(ControlError::NotFound(format!("no fault {id}")))
    }
}
