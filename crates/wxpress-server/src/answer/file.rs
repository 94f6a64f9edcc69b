//! A file of the platform's, passed on as it comes.

use axum::{
    body::Body,
    http::{HeaderValue, header},
    response::Response,
};
use wxpress_publish::Download;

/// Streams a file with the platform's word for its type, its length and its name, where these are known.
pub(crate) fn file(file: Download) -> Response {
    let value = |text: &str| HeaderValue::from_str(text).ok();
    let content_type = file.content_type().and_then(value);
    let name = file.filename().unwrap_or("file").replace(['"', '\\'], "");
    let name = value(&format!("attachment; filename=\"{name}\""));
    let length = file.len_bytes();
    let mut response = Response::new(Body::from_stream(file.into_stream()));
    let headers = response.headers_mut();
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    if let Some(content_type) = content_type {
        headers.insert(header::CONTENT_TYPE, content_type);
    }
    if let Some(name) = name {
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    if let Some(length) = length {
        headers.insert(header::CONTENT_LENGTH, length.into());
    }
    response
}
