//! `GET /_sandbox/`: a page of links for people.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::shown;
use super::state::{self, StateView};
use crate::shared::Shared;

#[derive(Template)]
#[template(path = "index.html")]
struct IndexView {
    state: StateView,
}

/// `GET /_sandbox/`
pub(super) async fn page(State(shared): State<Arc<Shared>>) -> Response {
    shown(&IndexView { state: state::view(&shared) })
}
