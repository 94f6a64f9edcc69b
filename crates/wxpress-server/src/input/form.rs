//! Reading a multipart form: its file goes to disk as it comes in, its texts stay in memory.

use axum::{
    body::BodyDataStream,
    http::{HeaderMap, header},
};
use multer::{Constraints, Field, Multipart, SizeLimit};
use wxpress_publish::{
    Code, Error,
    file::{MediaFile, Spool, SpoolLimits},
};

use super::{
    Input,
    body::{broken, too_large},
    room,
};

/// Most bytes of a form's texts together: an article of 1 MiB and its other fields.
const MAX_TEXT_BYTES: usize = 2 << 20;
/// Bytes of boundaries and part headers.
const MAX_FRAME_BYTES: u64 = 64 << 10;
/// What a field takes in memory beside its name and its text.
const FIELD_BYTES: usize = 128;

/// How many files a form may have, carried as an extension by a route that takes several.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FormLimits {
    /// Most files.
    pub(crate) max_files: usize,
    /// Most bytes of all files together.
    pub(crate) max_total_bytes: u64,
}

/// A file of a form.
#[derive(Debug)]
pub(crate) struct FormFile {
    /// The field.
    pub(crate) field: String,
    /// The name that the form gives the file.
    pub(crate) filename: Option<String>,
    /// The file.
    pub(crate) file: MediaFile,
}

/// Reads a form. The account's fields may stand before or after the file.
pub(super) async fn read(
    headers: &HeaderMap,
    length: Option<u64>,
    stream: &mut BodyDataStream,
    limits: &SpoolLimits,
    form_limits: Option<FormLimits>,
    input: &mut Input,
) -> Result<(), Error> {
    let form_limits = form_limits.unwrap_or(FormLimits { max_files: 1, max_total_bytes: limits.max_bytes });
    let whole = form_limits.max_total_bytes + MAX_TEXT_BYTES as u64 + MAX_FRAME_BYTES;
    // Gigabytes are not written to disk first.
    if length.is_some_and(|bytes| bytes > whole) {
        return Err(file_too_large(limits));
    }
    let unreadable = |error| unreadable(error, limits);
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
    let boundary = multer::parse_boundary(content_type).map_err(broken)?;
    let constraints = Constraints::new().size_limit(SizeLimit::new().whole_stream(whole));
    let mut form = Multipart::with_constraints(stream, boundary, constraints);
    input.room = room::for_body(MAX_TEXT_BYTES).await;
    let mut room_left = MAX_TEXT_BYTES;
    while let Some(field) = form.next_field().await.map_err(unreadable)? {
        let name = field.name().unwrap_or("").to_owned();
        // Some clients name the part without giving the file a name.
        if field.file_name().is_some() || matches!(name.as_str(), "file" | "media") {
            if input.files.len() == form_limits.max_files {
                let problem = match form_limits.max_files {
                    1 => "more than one file".to_owned(),
                    many => format!("more than {many} files"),
                };
                return Err(Error::new(Code::InvalidForm).with("problem", problem));
            }
            let filename = field.file_name().map(str::to_owned);
            let file = spool(field, limits).await?;
            input.files.push(FormFile { field: name, filename, file });
        } else {
            // A field costs its name and its place, too.
            room_left =
                room_left.checked_sub(name.len() + FIELD_BYTES).ok_or_else(|| too_large(MAX_TEXT_BYTES))?;
            let text = read_text(field, &mut room_left, limits).await?;
            input.take_texts([(name, text)]);
        }
    }
    // What the texts did not take is given back before the file is sent on.
    if let Some(room) = &mut input.room {
        drop(room.split(room_left >> 10));
    }
    Ok(())
}

fn unreadable(error: multer::Error, limits: &SpoolLimits) -> Error {
    match error {
        multer::Error::StreamSizeExceeded { .. } => file_too_large(limits),
        other => broken(other),
    }
}

fn file_too_large(limits: &SpoolLimits) -> Error {
    Error::new(Code::FileTooLarge).with("limit", limits.max_bytes)
}

async fn spool(mut field: Field<'_>, limits: &SpoolLimits) -> Result<MediaFile, Error> {
    let mut spool = Spool::open(limits).await?;
    while let Some(chunk) = field.chunk().await.map_err(|error| unreadable(error, limits))? {
        spool.write(&chunk).await?;
    }
    spool.finish().await
}

async fn read_text(
    mut field: Field<'_>,
    room_left: &mut usize,
    limits: &SpoolLimits,
) -> Result<String, Error> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(|error| unreadable(error, limits))? {
        *room_left = room_left.checked_sub(chunk.len()).ok_or_else(|| too_large(MAX_TEXT_BYTES))?;
        bytes.extend_from_slice(&chunk);
    }
    String::from_utf8(bytes).map_err(broken)
}
