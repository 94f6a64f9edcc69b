//! Voices and videos made permanent. Pictures have their own way: [`Pictures`](crate::picture::Pictures).

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use wxpress_store::UploadKind;
use wxpress_wechat::{
    FileFormat,
    limits::MAX_VOICE_BYTES,
    material::{AddedMaterial, VideoDescription},
};

use super::Materials;
use crate::{
    account::AccountChoice,
    error::{Error, Result},
    file::MediaFile,
    ledger::{self, Intent},
    loose, media,
    message::Code,
    sending::{self, key, sent},
    voice,
    warning::Warning,
};

const VOICES: [FileFormat; 4] = [FileFormat::Mp3, FileFormat::Wma, FileFormat::Wav, FileFormat::Amr];

/// A voice or a video in the account's materials.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct UploadedMaterial {
    /// Its id.
    #[schema(example = "zUUtT8ZYeXzZ4slFbtnAkh7Yd-f45DbFoF9ERzVC6s4")]
    pub media_id: String,
}

/// The words that go with a video.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct VideoWords {
    /// Title. Required.
    #[serde(default, deserialize_with = "loose::text")]
    pub title: Option<String>,
    /// Introduction.
    #[serde(default, deserialize_with = "loose::text")]
    pub introduction: Option<String>,
}

impl VideoWords {
    pub(crate) fn into_description(self) -> Result<VideoDescription> {
        let title = self.title.ok_or_else(|| Error::new(Code::MissingField).with("field", "title"))?;
        Ok(VideoDescription { title, introduction: self.introduction.unwrap_or_default() })
    }
}

impl Materials<'_> {
    /// Uploads a voice: mp3, wma, wav or amr, up to 2 MB and 60 s. The same voice is sent once per account.
    ///
    /// # Errors
    /// [`Code::NotAVoice`], [`Code::VoiceTooLong`], [`Code::FileTooLarge`] before it is sent; then the platform's
    /// refusal; then [`Code::OutcomeUnknown`].
    pub async fn upload_voice(
        &self,
        choice: &AccountChoice,
        file: MediaFile,
    ) -> Result<(UploadedMaterial, Vec<Warning>)> {
        let file = voice::checked(file, &VOICES, MAX_VOICE_BYTES).await?;
        let client = self.0.client(choice).await?;
        let upload = file.upload();
        let key = key(&client, file.sha256, UploadKind::Voice);
        let (sender, subject) = (client.clone(), upload.filename().to_owned());
        let call = async move {
            let AddedMaterial { media_id, url, .. } = sender.material().add_voice(&upload).await?;
            Ok(sent(Some(media_id), url))
        };
        let (voice, known) =
            sending::once(self.0, &client, key, &subject, file, sending::no_search(), call).await?;
        let warnings = if known { vec![Warning::new(Code::VoiceReused)] } else { Vec::new() };
        Ok((UploadedMaterial { media_id: voice.media_id.unwrap_or_default() }, warnings))
    }

    /// Uploads a video with its words: MP4 up to 10 MB. Larger ones are for the 媒体API.
    ///
    /// # Errors
    /// [`Code::NotAVideo`], [`Code::FileTooLarge`] before it is sent; then the platform's refusal; then
    /// [`Code::OutcomeUnknown`].
    pub async fn upload_video(
        &self,
        choice: &AccountChoice,
        file: MediaFile,
        words: VideoWords,
    ) -> Result<UploadedMaterial> {
        let words = words.into_description()?;
        let file = media::checked_video(file)?;
        let client = self.0.client(choice).await?;
        let intent = Intent {
            endpoint: "material/add_material".into(),
            request: file.sha256.to_vec(),
            subject: words.title.clone(),
        };
        let sender = client.clone();
        let call = async move {
            let added = sender.material().add_video(&file.upload(), &words).await;
            // The temporary file must outlive the sending, though the caller be gone.
            drop(file);
            added
        };
        let result = |added: &AddedMaterial| Some(added.media_id.to_string());
        let added = ledger::once(self.0, &client, intent, result, call).await?;
        Ok(UploadedMaterial { media_id: added.media_id.to_string() })
    }
}
