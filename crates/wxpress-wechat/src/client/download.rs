//! [`Download`]: a file, or the JSON that stands in its place.

use bytes::Bytes;
use futures_util::{Stream, stream};
use reqwest::{Response, header};

use super::{Endpoint, Reading, answer, transport_error};
use crate::{error::Result, limits::MAX_IMAGE_BYTES};

/// An answer that is either a file, streamed, or JSON, whole. Which one is decided by the first byte, because errors
/// come under any content type (docs/reference/wechat-api.md §1.4, §5.3).
#[derive(Debug)]
pub struct Download {
    endpoint: Endpoint,
    content_type: Option<String>,
    filename: Option<String>,
    len_bytes: Option<u64>,
    first: Bytes,
    json: bool,
    /// On the heap: it is by far the largest part.
    rest: Option<Box<Response>>,
}

impl Reading for Download {
    type Output = Self;
    const MAX_FILE_BYTES: u64 = MAX_IMAGE_BYTES;

    async fn read(endpoint: Endpoint, mut response: Response) -> Result<Self> {
        let text =
            |name| response.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let content_type = text(header::CONTENT_TYPE);
        let filename = text(header::CONTENT_DISPOSITION).as_deref().and_then(parse_filename);
        let len_bytes = response.content_length();
        let first =
            response.chunk().await.map_err(|error| transport_error(endpoint, error))?.unwrap_or_default();
        if first.first() != Some(&b'{') {
            return Ok(Self {
                endpoint,
                content_type,
                filename,
                len_bytes,
                first,
                json: false,
                rest: Some(Box::new(response)),
            });
        }
        let mut bytes = first.to_vec();
        bytes.extend(answer::read(endpoint, response).await?);
        answer::verdict(endpoint, &bytes)?;
        Ok(Self { endpoint, content_type, filename, len_bytes, first: bytes.into(), json: true, rest: None })
    }
}

impl Download {
    /// The whole JSON text as the platform sent it, if that is what came instead of a file.
    pub fn json(&self) -> Option<&[u8]> {
        self.json.then_some(&self.first[..])
    }

    /// The type that the platform gives the file.
    pub fn content_type(&self) -> Option<&str> {
        self.content_type.as_deref()
    }

    /// The name that the platform gives the file.
    pub fn filename(&self) -> Option<&str> {
        self.filename.as_deref()
    }

    /// Length in bytes, where announced.
    pub fn len_bytes(&self) -> Option<u64> {
        self.len_bytes
    }

    /// The file's bytes as they arrive.
    pub fn into_stream(self) -> impl Stream<Item = Result<Bytes>> + Send + 'static {
        let Self { endpoint, first, rest, .. } = self;
        stream::unfold((Some(first), rest), move |(first, rest)| async move {
            match (first, rest) {
                (Some(first), rest) if !first.is_empty() => Some((Ok(first), (None, rest))),
                (_, Some(mut response)) => match response.chunk().await {
                    Ok(chunk) => chunk.map(|chunk| (Ok(chunk), (None, Some(response)))),
                    Err(error) => Some((Err(transport_error(endpoint, error)), (None, None))),
                },
                (_, None) => None,
            }
        })
    }
}

/// The name in `attachment; filename="…"`.
fn parse_filename(disposition: &str) -> Option<String> {
    let (_, name) = disposition.split_once("filename=")?;
    let name = name.split(';').next().unwrap_or(name).trim().trim_matches('"');
    (!name.is_empty()).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_names() {
        assert_eq!(parse_filename("attachment; filename=\"a b.jpg\"").as_deref(), Some("a b.jpg"));
        assert_eq!(parse_filename("attachment; filename=a.jpg; x=y").as_deref(), Some("a.jpg"));
        assert_eq!(parse_filename("attachment"), None);
    }
}
