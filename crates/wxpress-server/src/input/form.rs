//! Reading a multipart form: its file goes to disk as it comes in, its texts stay in memory.

use axum::{
    body::BodyDataStream,
    http::{HeaderMap, header},
};
use multer::{Field, Multipart};
use wxpress_publish::{
    Code, Error,
    picture::{Spool, SpooledFile},
};

use super::{
    Input,
    body::{MAX_BODY_BYTES, broken, too_large},
};

/// Reads a form. The account's fields may stand before or after the file.
pub(super) async fn read(
    headers: &HeaderMap,
    stream: &mut BodyDataStream,
    input: &mut Input,
) -> Result<(), Error> {
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
    let boundary = multer::parse_boundary(content_type).map_err(broken)?;
    let mut form = Multipart::new(stream, boundary);
    let mut room_left = MAX_BODY_BYTES;
    while let Some(field) = form.next_field().await.map_err(broken)? {
        let name = field.name().unwrap_or("").to_owned();
        // Some clients name the part without giving the file a name.
        if field.file_name().is_some() || matches!(name.as_str(), "file" | "media") {
            if input.file.is_some() {
                return Err(Error::new(Code::InvalidForm).with("problem", "more than one file"));
            }
            input.file = Some(spool(field).await?);
        } else {
            let text = read_text(field, &mut room_left).await?;
            input.take_texts([(name, text)]);
        }
    }
    Ok(())
}

async fn spool(mut field: Field<'_>) -> Result<SpooledFile, Error> {
    let mut spool = Spool::open().await?;
    while let Some(chunk) = field.chunk().await.map_err(broken)? {
        spool.write(&chunk).await?;
    }
    spool.finish().await
}

async fn read_text(mut field: Field<'_>, room_left: &mut usize) -> Result<String, Error> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(broken)? {
        *room_left = room_left.checked_sub(chunk.len()).ok_or_else(too_large)?;
        bytes.extend_from_slice(&chunk);
    }
    String::from_utf8(bytes).map_err(broken)
}
