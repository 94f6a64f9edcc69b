//! Videos of the 媒体API, for people.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::shown;
use super::state::{self, StateView};
use crate::shared::Shared;

#[derive(Template)]
#[template(path = "videos.html")]
struct VideosView {
    state: StateView,
}

/// `GET /_sandbox/videos`
pub(super) async fn page(State(shared): State<Arc<Shared>>) -> Response {
    shown(&VideosView { state: state::view(&shared) })
}
