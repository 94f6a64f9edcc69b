//! Pictures and videos.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use http::header::{CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, REFERER};
use http::{HeaderMap, StatusCode};
use url::Url;

use crate::shared::Shared;
use crate::world::Picture;

/// What pages outside of Tencent's see instead of a picture.
const PLACEHOLDER: &str = include_str!("../../templates/placeholder.svg");

/// `GET /mmbiz_jpg/KEY/640`: every size is served as it was uploaded.
pub(super) async fn picture(
    State(shared): State<Arc<Shared>>,
    Path((key, _size)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    let Some(picture) = find(&shared, &key) else { return StatusCode::NOT_FOUND.into_response() };
    if is_protected(&shared, &picture) && is_foreign(&shared, &headers) {
        return ([(CONTENT_TYPE, "image/svg+xml")], PLACEHOLDER).into_response();
    }
    serve(&shared, &picture).await
}

/// `GET /vweixinp.tc.qq.com/1007_….f10.mp4`
pub(super) async fn video(State(shared): State<Arc<Shared>>, Path(file): Path<String>) -> Response {
    match find(&shared, &file) {
        Some(picture) => serve(&shared, &picture).await,
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn find(shared: &Shared, key: &str) -> Option<Picture> {
    shared.world().pictures.get(key).cloned()
}

fn is_protected(shared: &Shared, picture: &Picture) -> bool {
    let world = shared.world();
    world.members.get(&picture.appid).is_some_and(|owner| owner.account.knobs.hotlink_protection)
}

/// Whether a page elsewhere shows the picture.
fn is_foreign(shared: &Shared, headers: &HeaderMap) -> bool {
    let Some(referer) = headers.get(REFERER).and_then(|value| value.to_str().ok()) else { return false };
    let Ok(referer) = Url::parse(referer) else { return true };
    let host = referer.host_str().unwrap_or_default();
    let is_tencent = host == "qq.com" || host.ends_with(".qq.com");
    let is_here = Url::parse(&shared.origin).is_ok_and(|origin| origin.origin() == referer.origin());
    !is_tencent && !is_here
}

async fn serve(shared: &Shared, picture: &Picture) -> Response {
    match shared.blobs.open(&picture.file.blob).await {
        Some(content) => {
            let headers = [
                (CONTENT_TYPE, picture.file.content_type.clone()),
                (CONTENT_LENGTH, content.size().to_string()),
                (CACHE_CONTROL, "max-age=2592000".to_owned()),
            ];
            (headers, content.into_body()).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
