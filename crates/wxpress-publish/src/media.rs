//! Temporary media: files that live three days (docs/reference/wechat-api.md §4).

use serde::Serialize;
use utoipa::ToSchema;
use wxpress_image::Target;
use wxpress_wechat::{
    Download, FileFormat, MediaId, Upload,
    errcode::INVALID_MEDIA_ID,
    limits::{MAX_VIDEO_BYTES, MAX_VOICE_BYTES},
    media::{MediaContent, TemporaryKind},
};

use crate::{
    account::AccountChoice,
    app::App,
    error::{Error, Result},
    file::MediaFile,
    ledger,
    message::Code,
    voice,
    warning::Warning,
};

/// What a temporary file lives.
const LIFE_SECONDS: i64 = 3 * 86_400;

/// Temporary media.
#[derive(Debug, Clone, Copy)]
pub struct Media<'a>(pub(crate) &'a App);

/// A temporary file on the platform.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TemporaryFile {
    /// `image`, `voice`, `video` or `thumb`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Its id. It cannot be a cover.
    pub media_id: String,
    /// Unix seconds.
    pub created_at: i64,
    /// When the platform forgets it, Unix seconds: three days later.
    pub expires_at: i64,
}

/// A temporary file, read.
#[derive(Debug)]
pub enum MediaAnswer {
    /// A picture's, a voice's or a thumb's file.
    File(Download),
    /// Where a video's file can be had.
    Video(TemporaryVideo),
}

/// Where a temporary video's file can be had.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TemporaryVideo {
    /// URL of the file, for a while.
    pub video_url: String,
}

impl Media<'_> {
    /// Uploads a file for three days: `image` (JPG, PNG, GIF up to 10 MB), `voice` (AMR, MP3 up to 2 MB and 60 s),
    /// `video` (MP4 up to 10 MB) or `thumb` (JPG up to 64 KB). Pictures of other formats are converted.
    ///
    /// # Errors
    /// A file that the platform would refuse, before it is sent; then the platform's refusal.
    pub async fn upload(
        &self,
        choice: &AccountChoice,
        kind: Option<&str>,
        file: MediaFile,
    ) -> Result<(TemporaryFile, Vec<Warning>)> {
        let kind = parse_kind(kind)?;
        let client = self.0.client(choice).await?;
        let (file, fitted) = match kind {
            TemporaryKind::Image => self.0.pictures().fit(file, Target::TEMPORARY).await?,
            TemporaryKind::Thumb => self.0.pictures().fit(file, Target::THUMB).await?,
            TemporaryKind::Voice => {
                (voice::checked(file, &[FileFormat::Amr, FileFormat::Mp3], MAX_VOICE_BYTES).await?, None)
            }
            TemporaryKind::Video => (checked_video(file)?, None),
        };
        let (upload, warnings) = match fitted {
            Some((bytes, warnings)) => (Upload::from_bytes(bytes), warnings),
            None => (file.upload(), Vec::new()),
        };
        let call = async move {
            let sent = client.media().upload(kind, &upload).await;
            // The temporary file must outlive the sending, though the caller be gone.
            drop(file);
            sent
        };
        let sent = ledger::through(self.0, call).await?;
        let view = TemporaryFile {
            kind: kind.to_string(),
            media_id: sent.media_id.to_string(),
            created_at: sent.created_at,
            expires_at: sent.created_at + LIFE_SECONDS,
        };
        Ok((view, warnings))
    }

    /// Reads a temporary file, a video's too, from the URL that the platform gives for it.
    pub async fn file(&self, choice: &AccountChoice, media_id: &str) -> Result<Download> {
        match self.read(choice, media_id).await? {
            MediaAnswer::File(file) => Ok(file),
            MediaAnswer::Video(TemporaryVideo { video_url }) => {
                Ok(self.0.client(choice).await?.fetch_file(&video_url).await?)
            }
        }
    }

    /// Reads a voice that a web page recorded, in its full quality: speex at 16 kHz, on verified accounts only.
    pub async fn read_hd_voice(&self, choice: &AccountChoice, media_id: &str) -> Result<Download> {
        let voice = self.0.client(choice).await?.media().fetch_hd_voice(&MediaId::new(media_id)).await;
        voice.map_err(|error| unknown(error, media_id))
    }

    /// Reads a temporary file, streamed, or where a video's file can be had.
    pub async fn read(&self, choice: &AccountChoice, media_id: &str) -> Result<MediaAnswer> {
        let content = self.0.client(choice).await?.media().fetch(&MediaId::new(media_id)).await;
        match content.map_err(|error| unknown(error, media_id))? {
            MediaContent::File(file) => Ok(MediaAnswer::File(file)),
            MediaContent::Video { video_url } => Ok(MediaAnswer::Video(TemporaryVideo { video_url })),
            _ => Err(Error::new(Code::Internal)),
        }
    }
}

/// A video that the platform takes as one piece.
pub(crate) fn checked_video(file: MediaFile) -> Result<MediaFile> {
    if file.format() != FileFormat::Mp4 {
        return Err(Error::new(Code::NotAVideo));
    }
    if file.len_bytes() > MAX_VIDEO_BYTES {
        return Err(Error::new(Code::FileTooLarge).with("limit", MAX_VIDEO_BYTES));
    }
    Ok(file)
}

/// Tells a file that the platform does not know by its id.
fn unknown(error: impl Into<Error>, media_id: &str) -> Error {
    error.into().naming(INVALID_MEDIA_ID, Code::UnknownMedia, "media_id", media_id)
}

fn parse_kind(kind: Option<&str>) -> Result<TemporaryKind> {
    match kind {
        None | Some("" | "image") => Ok(TemporaryKind::Image),
        Some("voice") => Ok(TemporaryKind::Voice),
        Some("video") => Ok(TemporaryKind::Video),
        Some("thumb") => Ok(TemporaryKind::Thumb),
        Some(other) => Err(Error::new(Code::InvalidField)
            .with("field", "type")
            .with("problem", format!("{other:?} (image, voice, video, thumb)"))),
    }
}
