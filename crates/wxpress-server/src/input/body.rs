//! Reading a body: bounded, and drained when it is too large, or the client would see a broken pipe instead of our 413.

use axum::{
    body::Body,
    extract::Request,
    http::{HeaderMap, header},
};
use bytes::{Bytes, BytesMut};
use futures_util::stream;
use http_body_util::BodyExt;
use multer::Multipart;
use serde_json::{Map, Value};
use wxpress_publish::{Code, Error, Warning, json, picture::MAX_PICTURE_BYTES};

use super::Input;

/// The largest body: a picture of 10 MiB and its form, or a draft of eight articles of 1 MiB.
const MAX_BODY_BYTES: usize = (10 << 20) + (1 << 20);
/// How much of a too large body is read and thrown away before the answer.
const MAX_DRAINED_BYTES: usize = 64 << 20;

/// Reads the request's body into `input`.
pub(super) async fn read(request: Request, input: &mut Input) -> Result<(), Error> {
    let (parts, body) = request.into_parts();
    let bytes = collect(body).await?;
    if bytes.is_empty() {
        return Ok(());
    }
    let content_type = content_type(&parts.headers);
    match content_type.as_str() {
        "multipart/form-data" => read_form(&parts.headers, bytes, input).await,
        // Many clients name JSON a form or a text, or say nothing.
        "application/x-www-form-urlencoded" if !looks_like_json(&bytes) => {
            let pairs: Vec<(String, String)> = serde_urlencoded::from_bytes(&bytes)
                .map_err(|error| Error::new(Code::InvalidForm).with("problem", error))?;
            input.take_texts(pairs);
            Ok(())
        }
        "" | "application/json" | "text/plain" | "application/x-www-form-urlencoded" => {
            read_json(&bytes, input)
        }
        _ if content_type.ends_with("+json") => read_json(&bytes, input),
        other => Err(Error::new(Code::UnsupportedBody).with("type", other)),
    }
}

fn content_type(headers: &HeaderMap) -> String {
    let value = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
    value.split(';').next().unwrap_or("").trim().to_ascii_lowercase()
}

async fn collect(mut body: Body) -> Result<Bytes, Error> {
    let mut bytes = BytesMut::new();
    let mut dropped = 0;
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|error| Error::new(Code::InvalidForm).with("problem", error))?;
        let Ok(data) = frame.into_data() else { continue };
        if dropped > 0 || bytes.len() + data.len() > MAX_BODY_BYTES {
            dropped += data.len();
            bytes = BytesMut::new();
            if dropped > MAX_DRAINED_BYTES {
                break;
            }
            continue;
        }
        bytes.extend_from_slice(&data);
    }
    if dropped > 0 {
        Err(Error::new(Code::BodyTooLarge).with("limit", MAX_BODY_BYTES))
    } else {
        Ok(bytes.freeze())
    }
}

fn looks_like_json(bytes: &[u8]) -> bool {
    bytes.trim_ascii_start().starts_with(b"{")
}

fn read_json(bytes: &[u8], input: &mut Input) -> Result<(), Error> {
    let invalid = |problem: &dyn std::fmt::Display| Error::new(Code::InvalidJson).with("problem", problem);
    let text = std::str::from_utf8(bytes).map_err(|error| invalid(&error))?;
    let text = text.trim_start_matches('\u{feff}');
    let object: Map<String, Value> = match serde_json::from_str(text) {
        Ok(object) => object,
        Err(error) => {
            // A raw line break inside a string is a frequent slip of shell scripts, and its meaning is clear.
            let escaped = json::escape_controls(text);
            let object = serde_json::from_str(&escaped).map_err(|_| invalid(&error))?;
            input.warnings.push(Warning::new(Code::RawControls));
            object
        }
    };
    input.take_object(object);
    Ok(())
}

async fn read_form(headers: &HeaderMap, bytes: Bytes, input: &mut Input) -> Result<(), Error> {
    let invalid = |error: multer::Error| Error::new(Code::InvalidForm).with("problem", error);
    let header = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
    let boundary = multer::parse_boundary(header).map_err(invalid)?;
    let mut form = Multipart::new(stream::iter([Ok::<_, std::convert::Infallible>(bytes)]), boundary);
    while let Some(field) = form.next_field().await.map_err(invalid)? {
        let name = field.name().unwrap_or("").to_owned();
        // Clients call the file what they like as long as there is only one.
        let is_file = field.file_name().is_some() || matches!(name.as_str(), "file" | "media");
        if !is_file {
            input.take_texts([(name, field.text().await.map_err(invalid)?)]);
            continue;
        }
        let bytes = field.bytes().await.map_err(invalid)?;
        let actual = bytes.len() as u64;
        if actual > MAX_PICTURE_BYTES {
            return Err(Error::new(Code::FileTooLarge)
                .with("actual", actual)
                .with("limit", MAX_PICTURE_BYTES));
        }
        if input.file.replace(bytes).is_some() {
            return Err(Error::new(Code::InvalidForm).with("problem", "more than one file"));
        }
    }
    Ok(())
}
