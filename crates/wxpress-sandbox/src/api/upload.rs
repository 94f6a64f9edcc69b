//! Taking in uploads: the form, the type, the size, the bytes (docs/reference/wechat-api.md §4, §5).

use std::time::Duration;

use bytes::Bytes;
use serde::Deserialize;
use serde_json::Value;

use super::Call;
use crate::answer::Refusal;
use crate::blob::BlobId;
use crate::errcode::Errcode;
use crate::json::{Text, parse_object};
use crate::multipart::{self, BoundaryHabits, MultipartError, Part};
use crate::picture::{self, FileFormat};
use crate::voice;
use crate::world::media::{MediaKind, StoredFile};

const KIB: u64 = 1024;
const MIB: u64 = 1024 * KIB;
/// Voices that play longer are 45007.
const VOICE_MAX: Duration = Duration::from_secs(60);

/// Where an upload is to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Destination {
    /// `media/uploadimg`
    ArticlePicture,
    /// `material/add_material`
    Material,
    /// `media/upload`
    Temporary,
}

/// An upload that was taken in.
#[derive(Debug)]
pub(crate) struct Upload {
    /// `Image` for article pictures, which name no type.
    pub(crate) kind: MediaKind,
    pub(crate) file: StoredFile,
    pub(crate) format: FileFormat,
    /// What describes a permanent video.
    pub(crate) description: VideoDescription,
}

/// The `description` of a permanent video.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct VideoDescription {
    pub(crate) title: Text,
    pub(crate) introduction: Text,
}

/// Why an upload was not taken in.
#[derive(Debug)]
pub(crate) enum Rejection {
    /// HTTP 412 by the gateway.
    PreconditionFailed,
    Refusal(Refusal),
}

impl<T: Into<Refusal>> From<T> for Rejection {
    fn from(refusal: T) -> Self {
        Self::Refusal(refusal.into())
    }
}

/// Checks an upload and keeps its file.
pub(crate) async fn take_in(
    call: &Call<'_>,
    destination: Destination,
    content_type: &str,
    body: &Bytes,
) -> Result<Upload, Rejection> {
    let habits = BoundaryHabits {
        accept_missing: call.knobs.accept_missing_boundary,
        refuse_quoted: call.knobs.quoted_boundary_refused,
    };
    let parts = multipart::parse(content_type, habits, body).map_err(|error| match error {
        MultipartError::NotMultipart => Errcode::MEDIA_DATA_MISSING.into(),
        MultipartError::NoBoundary => Errcode::EMPTY_MEDIA_DATA.into(),
        MultipartError::Malformed => Rejection::PreconditionFailed,
    })?;
    let kind = match destination {
        Destination::ArticlePicture => MediaKind::Image,
        Destination::Material | Destination::Temporary => {
            let name = call.query.value("type").map(str::to_owned).or_else(|| field(&parts, "type"));
            name.as_deref().and_then(MediaKind::parse).ok_or(Errcode::INVALID_MEDIA_TYPE)?
        }
    };
    let (name, bytes) = medium(&parts)?;
    let format = check_format(call, destination, kind, name, bytes)?;
    check_size(call, destination, kind, bytes.len() as u64)?;
    let description = if destination == Destination::Material && kind == MediaKind::Video {
        describe(call, &parts)?
    } else {
        VideoDescription::default()
    };
    let (pixels, blob) = examine(call, kind, format, bytes).await?;
    call.shared.blobs.save(&blob, bytes).await.map_err(|error| {
        tracing::error!(error = &error as &dyn std::error::Error, "cannot keep an uploaded file");
        Errcode::SYSTEM_ERROR
    })?;
    let file = StoredFile {
        blob,
        name: name.to_owned(),
        content_type: format.content_type().to_owned(),
        extension: format.extension().to_owned(),
        pixels,
    };
    Ok(Upload { kind, file, format, description })
}

/// The JSON text that describes a video: a form field without a filename, or in the query as some clients send it
/// (docs/reference/wechat-api.md §5.1).
fn describe(call: &Call<'_>, parts: &[Part]) -> Result<VideoDescription, Errcode> {
    let in_query = || call.query.value("description").filter(|_| call.knobs.description_in_query);
    let text = field(parts, "description").or_else(|| in_query().map(str::to_owned));
    let (object, _) = parse_object(text.unwrap_or_default().as_bytes(), call.reading())
        .ok_or(Errcode::DATA_FORMAT_ERROR)?;
    VideoDescription::deserialize(Value::Object(object)).map_err(|_| Errcode::DATA_FORMAT_ERROR)
}

fn field(parts: &[Part], name: &str) -> Option<String> {
    let part = parts.iter().find(|part| part.name == name && part.filename.is_none())?;
    Some(String::from_utf8_lossy(&part.bytes).into_owned())
}

/// The part `media`: absent, without filename or empty is 41005, a name without extension 40113.
fn medium(parts: &[Part]) -> Result<(&str, &Bytes), Errcode> {
    let part = parts.iter().find(|part| part.name == "media").ok_or(Errcode::MEDIA_DATA_MISSING)?;
    let name = part.filename.as_deref().filter(|name| !name.is_empty()).ok_or(Errcode::MEDIA_DATA_MISSING)?;
    if part.bytes.is_empty() {
        return Err(Errcode::MEDIA_DATA_MISSING);
    }
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
    match last.rsplit_once('.') {
        Some((_, extension)) if !extension.is_empty() => Ok((name, &part.bytes)),
        _ => Err(Errcode::UNSUPPORTED_FILE_TYPE),
    }
}

/// Bytes that WeChat knows no format of are 40113; a format, or an extension, that has no place here is 40005.
fn check_format(
    call: &Call<'_>,
    destination: Destination,
    kind: MediaKind,
    name: &str,
    bytes: &[u8],
) -> Result<FileFormat, Errcode> {
    use FileFormat::{Amr, Bmp, Gif, Jpeg, Mp3, Mp4, Png, Wav, Wma};
    let format = FileFormat::sniff(bytes).ok_or(Errcode::UNSUPPORTED_FILE_TYPE)?;
    let (formats, extensions): (&[FileFormat], &[&str]) = match (kind, destination) {
        (MediaKind::Image, Destination::ArticlePicture) => (&[Jpeg, Png], &["jpg", "jpeg", "png"]),
        (MediaKind::Image, Destination::Temporary) if !call.knobs.temporary_bmp => {
            (&[Jpeg, Png, Gif], &["jpg", "jpeg", "png", "gif"])
        }
        (MediaKind::Image, Destination::Temporary | Destination::Material) => {
            (&[Jpeg, Png, Gif, Bmp], &["jpg", "jpeg", "png", "gif", "bmp"])
        }
        (MediaKind::Thumb, _) => (&[Jpeg], &["jpg", "jpeg"]),
        (MediaKind::Voice, Destination::Temporary) => (&[Amr, Mp3], &["amr", "mp3"]),
        (MediaKind::Voice, _) => (&[Mp3, Wma, Wav, Amr], &["mp3", "wma", "wav", "amr"]),
        (MediaKind::Video, _) => (&[Mp4], &["mp4"]),
    };
    let extension = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    if formats.contains(&format) && extensions.contains(&extension.as_str()) {
        Ok(format)
    } else {
        Err(Errcode::INVALID_FILE_TYPE)
    }
}

fn check_size(call: &Call<'_>, destination: Destination, kind: MediaKind, size: u64) -> Result<(), Errcode> {
    let knobs = &call.knobs;
    let (max_bytes, errcode) = match (kind, destination) {
        // Exactly 1 MiB is refused here (docs/reference/wechat-api.md §4.3).
        (MediaKind::Image, Destination::ArticlePicture) => {
            (knobs.uploadimg_max_bytes.saturating_sub(1), Errcode::INVALID_IMAGE_SIZE)
        }
        (MediaKind::Image, Destination::Temporary) => {
            (knobs.temporary_image_max_bytes, Errcode::INVALID_IMAGE_SIZE)
        }
        (MediaKind::Image, Destination::Material) => (knobs.image_max_bytes, Errcode::INVALID_IMAGE_SIZE),
        (MediaKind::Thumb, _) => (64 * KIB, Errcode::INVALID_MEDIA_SIZE),
        (MediaKind::Voice, Destination::Temporary) => (2 * MIB, Errcode::INVALID_MEDIA_SIZE),
        (MediaKind::Voice, _) => (knobs.voice_max_bytes, Errcode::INVALID_MEDIA_SIZE),
        (MediaKind::Video, _) => (10 * MIB, Errcode::INVALID_MEDIA_SIZE),
    };
    if size > max_bytes { Err(errcode) } else { Ok(()) }
}

/// Decodes pictures, measures voices and hashes files away from the async threads, a few at a time. A picture that
/// cannot be decoded is 40137, a voice that cannot be played 40005, one that plays too long 45007.
async fn examine(
    call: &Call<'_>,
    kind: MediaKind,
    format: FileFormat,
    bytes: &Bytes,
) -> Result<(Option<(u32, u32)>, BlobId), Errcode> {
    let _turn = call.shared.decoding.acquire().await.map_err(|_| Errcode::SYSTEM_ERROR)?;
    let bytes = bytes.clone();
    tokio::task::spawn_blocking(move || {
        if kind == MediaKind::Voice {
            let length = voice::play_length(format, &bytes).ok_or(Errcode::INVALID_FILE_TYPE)?;
            if length > VOICE_MAX {
                return Err(Errcode::PLAYTIME_OUT_OF_LIMIT);
            }
        }
        let pixels =
            picture::measure(format, &bytes).map_err(|picture::Undecodable| Errcode::INVALID_IMAGE_FORMAT)?;
        Ok((pixels, BlobId::of(&bytes)))
    })
    .await
    .map_err(|_| Errcode::SYSTEM_ERROR)?
}
