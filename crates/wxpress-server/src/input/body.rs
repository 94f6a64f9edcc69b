//! Reading a body: bounded, and drained when it is too large, or the client would see a broken pipe instead of our 413.

use axum::{
    body::{BodyDataStream, HttpBody},
    extract::Request,
    http::{HeaderMap, header},
};
use bytes::{Bytes, BytesMut};
use futures_util::StreamExt;
use serde_json::{Map, Value};
use tokio::sync::OwnedSemaphorePermit;
use wxpress_publish::{Code, Error, RawBody, Warning, json};

use super::{Input, form, room};

/// The largest body but for files: a draft of eight articles of 1 MiB, and its other fields.
const MAX_BODY_BYTES: usize = 9 << 20;
/// The largest body that is handed to the platform as it is: a picture of 10 MB in a form.
const MAX_RAW_BYTES: usize = 11 << 20;
/// How much of a refused body is read and thrown away before the answer.
const MAX_DRAINED_BYTES: usize = 64 << 20;

/// The most bytes of a body, carried as an extension by a route that takes more than others.
#[derive(Debug, Clone, Copy)]
pub(crate) struct BodyLimit(pub(crate) usize);

/// Reads the request's body into `input`. A route that takes larger files carries its [`SpoolLimits`] as an extension.
pub(super) async fn read(request: Request, input: &mut Input) -> Result<(), Error> {
    let (parts, body) = request.into_parts();
    // Known, and 0, where there is no body at all; not known where it comes in chunks.
    let length = body.size_hint().exact();
    let mut stream = body.into_data_stream();
    let limits = parts.extensions.get().cloned().unwrap_or_default();
    let form_limits = parts.extensions.get().copied();
    let max_bytes = parts.extensions.get().map_or(MAX_BODY_BYTES, |BodyLimit(bytes)| *bytes);
    let read = if content_type(&parts.headers) == "multipart/form-data" && length != Some(0) {
        form::read(&parts.headers, length, &mut stream, &limits, form_limits, input).await
    } else {
        read_stream(&parts.headers, length, &mut stream, max_bytes, input).await
    };
    if read.is_err() {
        drain(stream).await;
    }
    read
}

/// Reads the request's body as it is, with its media type; `None` where there is none.
pub(crate) async fn read_raw(
    request: Request,
) -> Result<(Option<RawBody>, Option<OwnedSemaphorePermit>), Error> {
    let (parts, body) = request.into_parts();
    let length = body.size_hint().exact().map(|bytes| usize::try_from(bytes).unwrap_or(usize::MAX));
    let mut stream = body.into_data_stream();
    if length.is_some_and(|bytes| bytes > MAX_RAW_BYTES) {
        drain(stream).await;
        return Err(too_large(MAX_RAW_BYTES));
    }
    let room = room::for_body(length.unwrap_or(MAX_RAW_BYTES)).await;
    let bytes = match collect(&mut stream, MAX_RAW_BYTES).await {
        Ok(bytes) => bytes,
        Err(error) => {
            drain(stream).await;
            return Err(error);
        }
    };
    if bytes.is_empty() {
        return Ok((None, room));
    }
    let content_type = parts.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let content_type = content_type.unwrap_or("application/json; charset=utf-8").to_owned();
    Ok((Some(RawBody { content_type, bytes }), room))
}

async fn read_stream(
    headers: &HeaderMap,
    length: Option<u64>,
    stream: &mut BodyDataStream,
    max_bytes: usize,
    input: &mut Input,
) -> Result<(), Error> {
    if length == Some(0) {
        return Ok(());
    }
    let content_type = content_type(headers);
    let expected = length.map_or(max_bytes, |bytes| usize::try_from(bytes).unwrap_or(usize::MAX));
    if expected > max_bytes {
        return Err(too_large(max_bytes));
    }
    input.room = room::for_body(expected).await;
    let bytes = collect(stream, max_bytes).await?;
    if bytes.is_empty() {
        return Ok(());
    }
    match content_type.as_str() {
        // Many clients name JSON a form or a text, or say nothing.
        "application/x-www-form-urlencoded" if !looks_like_json(&bytes) => {
            let pairs: Vec<(String, String)> = serde_urlencoded::from_bytes(&bytes).map_err(broken)?;
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

pub(super) fn too_large(max_bytes: usize) -> Error {
    Error::new(Code::BodyTooLarge).with("limit", max_bytes)
}

pub(super) fn broken(error: impl std::fmt::Display) -> Error {
    Error::new(Code::InvalidForm).with("problem", error)
}

fn content_type(headers: &HeaderMap) -> String {
    let value = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
    value.split(';').next().unwrap_or("").trim().to_ascii_lowercase()
}

async fn collect(stream: &mut BodyDataStream, max_bytes: usize) -> Result<Bytes, Error> {
    let mut bytes = BytesMut::new();
    while let Some(chunk) = stream.next().await {
        let chunk = chunk.map_err(broken)?;
        if bytes.len() + chunk.len() > max_bytes {
            return Err(too_large(max_bytes));
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes.freeze())
}

async fn drain(mut stream: BodyDataStream) {
    let mut drained = 0;
    while let Some(Ok(chunk)) = stream.next().await {
        drained += chunk.len();
        if drained > MAX_DRAINED_BYTES {
            break;
        }
    }
}

fn looks_like_json(bytes: &[u8]) -> bool {
    bytes.trim_ascii_start().starts_with(b"{")
}

fn read_json(bytes: &[u8], input: &mut Input) -> Result<(), Error> {
    let invalid = |problem: &dyn std::fmt::Display| Error::new(Code::InvalidJson).with("problem", problem);
    let text = std::str::from_utf8(bytes).map_err(|error| invalid(&error))?;
    let text = text.trim_start_matches('\u{feff}');
    let value: Value = match serde_json::from_str(text) {
        Ok(value) => value,
        Err(error) => {
            // A raw line break inside a string is a frequent slip of shell scripts, and its meaning is clear.
            let escaped = json::escape_controls(text);
            let value = serde_json::from_str(&escaped).map_err(|_| invalid(&error))?;
            input.warnings.push(Warning::new(Code::RawControls));
            value
        }
    };
    let object: Map<String, Value> = match value {
        Value::Object(object) => object,
        _ => return Err(Error::new(Code::NotAnObject)),
    };
    input.take_object(object);
    Ok(())
}
