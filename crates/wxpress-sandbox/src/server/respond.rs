//! Answers on the wire: labels, gzip, and bodies that break off.

use std::io::{self, Write};
use std::time::Duration;

use axum::body::Body;
use axum::response::Response;
use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use futures_util::stream::{self, StreamExt};
use http::header::{CONTENT_DISPOSITION, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderValue, StatusCode};

use crate::api::Label;
use crate::blob::Content;

/// Smaller answers are not worth compressing; live ones of 1.5 KB come compressed.
const GZIP_FROM_BYTES: usize = 1024;

/// What goes over the wire.
#[derive(Debug)]
pub(crate) struct Reaction {
    pub(crate) status: StatusCode,
    content_type: HeaderValue,
    disposition: Option<HeaderValue>,
    compressible: bool,
    pub(crate) body: Content,
    /// Ends half-way.
    pub(crate) truncated: bool,
}

impl Reaction {
    fn new(status: StatusCode, content_type: HeaderValue, body: Content) -> Self {
        Self { status, content_type, disposition: None, compressible: true, body, truncated: false }
    }

    pub(crate) fn json(body: Bytes, label: Label) -> Self {
        let content_type = match label {
            Label::Json => "application/json; encoding=utf-8",
            Label::Plain => "text/plain",
            Label::Clean => "application/json; charset=utf-8",
        };
        Self::new(StatusCode::OK, HeaderValue::from_static(content_type), Content::Whole(body))
    }

    pub(crate) fn file(body: Content, name: &str, content_type: &str) -> Self {
        let octets = HeaderValue::from_static("application/octet-stream");
        let content_type = HeaderValue::from_str(content_type).unwrap_or(octets);
        let name = name.replace(['"', '\r', '\n'], "_");
        let disposition = HeaderValue::from_bytes(format!("attachment; filename=\"{name}\"").as_bytes()).ok();
        Self { disposition, compressible: false, ..Self::new(StatusCode::OK, content_type, body) }
    }

    /// The gateway's answer to uploads it cannot take (docs/reference/wechat-api.md §1.2).
    pub(crate) fn precondition_failed() -> Self {
        Self::page(StatusCode::PRECONDITION_FAILED)
    }

    /// A scripted 5xx page.
    pub(crate) fn server_error(status: u16) -> Self {
        Self::page(StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_GATEWAY))
    }

    fn page(status: StatusCode) -> Self {
        let html = format!(
            "<html>\r\n<head><title>{status}</title></head>\r\n<body>\r\n<center><h1>{status}</h1></center>\r\n\
             <hr><center>nginx</center>\r\n</body>\r\n</html>\r\n"
        );
        Self::new(status, HeaderValue::from_static("text/html"), Content::Whole(html.into()))
    }
}

/// Whether an `Accept-Encoding` takes gzip.
pub(crate) fn accepts_gzip(header: Option<&HeaderValue>) -> bool {
    header.and_then(|value| value.to_str().ok()).is_some_and(|codings| {
        codings.split(',').any(|coding| {
            let (name, weight) = coding.split_once(';').unwrap_or((coding, ""));
            name.trim().eq_ignore_ascii_case("gzip")
                && !matches!(weight.trim(), "q=0" | "q=0.0" | "q=0.00" | "q=0.000")
        })
    })
}

/// The response. Compressed ones keep a `Content-Length`, as live ones do.
pub(crate) fn to_response(reaction: Reaction, gzip: bool) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = reaction.status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, reaction.content_type);
    if let Some(disposition) = reaction.disposition {
        headers.insert(CONTENT_DISPOSITION, disposition);
    }
    let mut body = reaction.body;
    if gzip
        && reaction.compressible
        && let Content::Whole(bytes) = &body
        && bytes.len() >= GZIP_FROM_BYTES
        && let Ok(compressed) = compress(bytes)
    {
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        body = Content::Whole(compressed);
    }
    headers.insert(CONTENT_LENGTH, HeaderValue::from(body.size()));
    *response.body_mut() = if reaction.truncated { broken_off(body) } else { body.into_body() };
    response
}

fn compress(body: &[u8]) -> io::Result<Bytes> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(body.len() / 2), Compression::fast());
    encoder.write_all(body)?;
    Ok(encoder.finish()?.into())
}

/// A body that ends in an error after its first half, which closes the connection.
fn broken_off(body: Content) -> Body {
    let half = body.size() / 2;
    let end = stream::once(async {
        // Gives the first half time to leave.
        tokio::time::sleep(Duration::from_millis(20)).await;
        Err(io::Error::other("scripted truncation"))
    });
    Body::from_stream(body.into_stream(half).chain(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gzip_is_taken_when_offered() {
        for (value, accepted) in
            [("gzip, deflate", true), ("deflate, GZIP;q=0.5", true), ("gzip;q=0", false), ("identity", false)]
        {
            assert_eq!(accepts_gzip(Some(&HeaderValue::from_static(value))), accepted, "{value}");
        }
        assert!(!accepts_gzip(None));
    }
}
