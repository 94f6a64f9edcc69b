//! Back to how the sandbox started without a state.

use std::sync::Arc;

use axum::extract::State;
use http::StatusCode;

use super::ControlError;
use crate::shared::Shared;

/// `POST /_sandbox/reset`: the accounts of the start, and nothing else.
pub(super) async fn reset(State(shared): State<Arc<Shared>>) -> Result<StatusCode, ControlError> {
    {
        let mut world = shared.world();
        world.clear();
        for spec in &shared.accounts {
            world.add_account(spec.clone(), shared.knobs.clone());
        }
    }
    shared.blobs.clear();
    shared.spool.clear().await.map_err(crate::Error::Spool)?;
    shared.clock.reset();
    shared.faults().set.clear();
    shared.rids().clear();
    shared.deliveries().clear();
    {
        let mut journal = shared.journal();
        journal.requests.clear();
        journal.filterings.clear();
    }
    shared.save().await?;
    Ok(StatusCode::NO_CONTENT)
}
