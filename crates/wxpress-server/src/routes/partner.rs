//! `/api/partner/…`: the 媒体API.

mod articles;
mod videos;

use utoipa_axum::router::OpenApiRouter;
use wxpress_publish::App;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().merge(videos::routes()).merge(articles::routes())
}
