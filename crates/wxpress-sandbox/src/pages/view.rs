//! The templates of the pages.

use askama::Template;
use axum::body::Body;
use axum::response::{IntoResponse, Response};
use http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use http::{HeaderValue, StatusCode};

/// An article, or the preview of a draft.
#[derive(Template)]
#[template(path = "article.html")]
pub(super) struct ArticleView<'a> {
    pub(super) title: &'a str,
    pub(super) author: &'a str,
    pub(super) digest: &'a str,
    pub(super) date: String,
    pub(super) cover: &'a str,
    /// HTML of news.
    pub(super) html: Option<&'a str>,
    /// Plain text of a newspic.
    pub(super) text: &'a str,
    /// Paths of the pictures of a newspic.
    pub(super) pictures: Vec<&'a str>,
    pub(super) source_url: &'a str,
    pub(super) is_preview: bool,
    pub(super) comments: bool,
}

/// A page that says one thing.
#[derive(Template)]
#[template(path = "notice.html")]
pub(super) struct NoticeView {
    pub(super) message: &'static str,
}

/// Turns a template into a page that runs no script but ours.
pub(super) fn page(status: StatusCode, template: &impl Template) -> Response {
    let Ok(html) = template.render() else { return StatusCode::INTERNAL_SERVER_ERROR.into_response() };
    let mut response = Response::new(Body::from(html));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(
        CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("script-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'"),
    );
    response
}
