//! The journal, and the log of the content filter.

use std::sync::Arc;

use axum::Json;
use axum::extract::{RawQuery, State};
use http::StatusCode;

use crate::journal::{Entry, Filtering};
use crate::query::Query;
use crate::shared::Shared;

/// `GET /_sandbox/journal`: the last 10,000 requests, oldest first; `?path=` picks those of one path.
pub(super) async fn list(State(shared): State<Arc<Shared>>, RawQuery(query): RawQuery) -> Json<Vec<Entry>> {
    let query = Query::parse(query.as_deref().unwrap_or_default());
    let path = query.value("path");
    let journal = shared.journal();
    Json(
        journal.requests.iter().filter(|entry| path.is_none_or(|path| entry.path == path)).cloned().collect(),
    )
}

/// `DELETE /_sandbox/journal`
pub(super) async fn clear(State(shared): State<Arc<Shared>>) -> StatusCode {
    let mut journal = shared.journal();
    journal.requests.clear();
    journal.filterings.clear();
    StatusCode::NO_CONTENT
}

/// `GET /_sandbox/filter`: what became of the last 1,000 contents, oldest first; `?media_id=` picks one draft.
pub(super) async fn list_findings(
    State(shared): State<Arc<Shared>>,
    RawQuery(query): RawQuery,
) -> Json<Vec<Filtering>> {
    let query = Query::parse(query.as_deref().unwrap_or_default());
    let media_id = query.value("media_id");
    let journal = shared.journal();
    let chosen = journal.filterings.iter().filter(|entry| media_id.is_none_or(|id| entry.media_id == id));
    Json(chosen.cloned().collect())
}
