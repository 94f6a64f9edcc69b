//! The routes: each a thin face of one function of `wxpress-publish`.

mod accounts;
mod articles;
pub(crate) mod callback;
mod comments;
mod drafts;
mod health;
mod jobs;
mod mass;
mod materials;
mod media;
mod partner;
mod platform;
mod publish;
mod published;
mod uploads;
mod webhooks;
mod wechat;

use axum::{Json, Router, routing::get};
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use wxpress_publish::App;

use crate::openapi::{Description, document};

/// All routes that the document describes, without an application behind them.
pub(crate) fn described() -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(Description::openapi())
        .nest(
            "/api",
            OpenApiRouter::new()
                .merge(accounts::routes())
                .merge(callback::routes())
                .merge(articles::routes())
                .merge(uploads::routes())
                .merge(drafts::routes())
                .merge(materials::routes())
                .merge(media::routes())
                .merge(published::routes())
                .merge(publish::routes())
                .merge(jobs::routes())
                .merge(webhooks::routes())
                .merge(partner::routes())
                .merge(mass::routes())
                .merge(comments::routes())
                .merge(platform::routes())
                .merge(wechat::routes()),
        )
        .merge(health::routes())
}

/// All routes, on `app`.
pub(crate) fn router(app: App) -> Router {
    let (router, _) = described().split_for_parts();
    let document = document();
    let router = router.merge(callback::pushes());
    router.route("/api/openapi.json", get(async move || Json(document.clone()))).with_state(app)
}
