//! What links lead to: pictures, videos, previews of drafts, published articles.

mod article;
mod picture;
mod recognize;
mod view;

pub(crate) use self::article::show;
pub(crate) use self::recognize::Viewpoint;

use std::sync::Arc;
use std::time::Instant;

use axum::Router;
use axum::extract::Request;
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use axum::routing::get;

use crate::journal::Entry;
use crate::query::Query;
use crate::shared::Shared;

/// First parts of picture paths, by format; `sz_` ones are another data centre's.
const PICTURE_FAMILIES: [&str; 7] =
    ["mmbiz", "mmbiz_jpg", "mmbiz_png", "mmbiz_gif", "mmbiz_bmp", "sz_mmbiz_jpg", "sz_mmbiz_png"];

/// The routes of everything a person opens.
pub(crate) fn router(shared: &Arc<Shared>) -> Router<Arc<Shared>> {
    let mut router = Router::new()
        .route("/s", get(article::article_page))
        .route("/vweixinp.tc.qq.com/{file}", get(picture::video));
    for family in PICTURE_FAMILIES {
        router = router.route(&format!("/{family}/{{key}}/{{size}}"), get(picture::picture));
    }
    let shared = Arc::clone(shared);
    router.layer(from_fn(move |request, next| note(Arc::clone(&shared), request, next)))
}

/// Puts a page view into the journal.
async fn note(shared: Arc<Shared>, request: Request, next: Next) -> Response {
    let started = Instant::now();
    let mut entry = Entry {
        time: shared.clock.now(),
        method: request.method().to_string(),
        path: request.uri().path().to_owned(),
        query: Query::parse(request.uri().query().unwrap_or_default()).redacted(),
        status: 0,
        errcode: 0,
        appid: None,
        rid: None,
        request_bytes: 0,
        duration_ms: 0,
        fault: None,
        warnings: Vec::new(),
    };
    let response = next.run(request).await;
    entry.status = response.status().as_u16();
    entry.duration_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    shared.journal().note_request(entry);
    response
}
