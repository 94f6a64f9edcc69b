//! Voices, looked at before they are sent.

use std::io;

use wxpress_wechat::{FileFormat, limits::MAX_VOICE_PLAYTIME, playtime};

use crate::{
    error::{Error, Result},
    file::MediaFile,
    message::Code,
};

/// A voice of one of `formats`, of at most `max_bytes` and 60 s. One whose length cannot be read is left to the platform.
pub(crate) async fn checked(file: MediaFile, formats: &[FileFormat], max_bytes: u64) -> Result<MediaFile> {
    if !formats.contains(&file.format()) {
        let names: Vec<_> = formats.iter().map(|format| format.extension()).collect();
        return Err(Error::new(Code::NotAVoice).with("formats", names.join(" / ")));
    }
    if file.len_bytes() > max_bytes {
        return Err(Error::new(Code::FileTooLarge).with("limit", max_bytes));
    }
    let looked = tokio::task::spawn_blocking(move || Ok((playtime(&file.read()?), file))).await;
    let (length, file) = looked
        .map_err(io::Error::other)
        .and_then(|looked| looked)
        .map_err(|error: io::Error| Error::new(Code::CannotSpool).with("problem", &error).because(error))?;
    match length {
        // In whole seconds: encoders pad the end of what plays for just a minute.
        Some(length) if length.as_secs() > MAX_VOICE_PLAYTIME.as_secs() => {
            Err(Error::new(Code::VoiceTooLong)
                .with("actual", format!("{:.1}", length.as_secs_f64()))
                .with("limit", MAX_VOICE_PLAYTIME.as_secs()))
        }
        _ => Ok(file),
    }
}
