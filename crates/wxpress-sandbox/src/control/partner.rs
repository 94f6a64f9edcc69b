//! Articles of the 媒体API, for people: the admin site's list, and previews of what is not published.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::state::{self, StateView};
use super::{ControlError, Named, shown};
use crate::pages;
use crate::shared::Shared;

#[derive(Template)]
#[template(path = "partner.html")]
struct PartnerView {
    state: StateView,
}

/// `GET /_sandbox/partner`
pub(super) async fn page(State(shared): State<Arc<Shared>>) -> Response {
    shown(&PartnerView { state: state::view(&shared) })
}

/// `GET /_sandbox/partner/{media_id}`
pub(super) async fn preview(
    State(shared): State<Arc<Shared>>,
    Named(media_id): Named<String>,
) -> Result<Response, ControlError> {
    let world = shared.world();
    let mut articles =
        world.members.values().filter_map(|member| member.holdings.partner.articles.find(&media_id));
    let article = articles.next();
    let article = article.ok_or_else(|| ControlError::NotFound(format!("no article {media_id}")))?;
    Ok(pages::show(&article.article, article.update_time, true))
}
