//! Pictures: fitted to WeChat's limits, uploaded once, remembered.

use bytes::Bytes;
use serde::Serialize;
use sha2::{Digest, Sha256};
use utoipa::ToSchema;
use wxpress_image::{Change, Target, fit};
use wxpress_store::{UploadKey, UploadKind};
use wxpress_wechat::{Client, MediaId, Upload};

use crate::{
    account::AccountChoice,
    app::App,
    error::{Error, Result},
    ledger::{self, Intent},
    message::Code,
    warning::Warning,
};

/// The largest picture taken: what the platform takes as a permanent picture.
pub const MAX_PICTURE_BYTES: u64 = 10 << 20;

/// Pictures.
#[derive(Debug, Clone, Copy)]
pub struct Pictures<'a>(pub(crate) &'a App);

/// A picture in the account's materials.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct UploadedPicture {
    /// URL for `<img src>` in an article.
    #[schema(example = "https://mmbiz.qpic.cn/mmbiz_jpg/…/0?wx_fmt=jpeg")]
    pub url: String,
    /// Id of the material, for covers and picture messages.
    #[schema(example = "zUUtT8ZYeXzZ4slFbtnAkh7Yd-f45DbFoF9ERzVC6s4")]
    pub media_id: String,
}

impl Pictures<'_> {
    /// Uploads a picture as a permanent material, converted where its format is not taken. The same picture is sent
    /// once per account.
    ///
    /// # Errors
    /// No picture, damaged, too large, or the platform's refusal.
    pub async fn upload(
        &self,
        choice: &AccountChoice,
        picture: Bytes,
    ) -> Result<(UploadedPicture, Vec<Warning>)> {
        let client = self.0.client(choice).await?;
        self.upload_for(&client, picture).await
    }

    pub(crate) async fn upload_for(
        &self,
        client: &Client,
        picture: Bytes,
    ) -> Result<(UploadedPicture, Vec<Warning>)> {
        let actual = picture.len() as u64;
        if actual > MAX_PICTURE_BYTES {
            return Err(Error::new(Code::FileTooLarge)
                .with("actual", actual)
                .with("limit", MAX_PICTURE_BYTES));
        }
        let (fitted, mut warnings) = self.fit(picture).await?;
        let key = UploadKey {
            origin: client.platform().origin().to_owned(),
            appid: client.app_id().to_string(),
            sha256: Sha256::digest(&fitted).into(),
            kind: UploadKind::Image,
        };
        if let Some(known) = self.0.store.load_upload(&key).await?
            && let (Some(media_id), Some(url)) = (known.media_id, known.url)
        {
            warnings.push(Warning::new(Code::PictureReused));
            return Ok((UploadedPicture { url, media_id }, warnings));
        }
        let upload = Upload::from_bytes(fitted);
        let intent = Intent {
            endpoint: "material/add_material",
            request: key.sha256.to_vec(),
            subject: upload.filename().to_owned(),
        };
        let sender = client.clone();
        let call = async move { sender.material().add_image(&upload).await };
        let added =
            ledger::once(&self.0.store, client, intent, |added| Some(added.media_id.to_string()), call)
                .await?;
        let picture = UploadedPicture {
            url: secure(client, added.url.unwrap_or_default()),
            media_id: added.media_id.to_string(),
        };
        self.remember(&key, &picture).await;
        Ok((picture, warnings))
    }

    /// Forgets a material that the platform no longer has, so that its picture is sent anew next time.
    pub(crate) async fn forget(&self, client: &Client, media_id: &MediaId) {
        let (origin, appid) = (client.platform().origin(), client.app_id().as_str());
        if let Err(error) = self.0.store.forget_media_id(origin, appid, media_id.as_str()).await {
            tracing::warn!(%error, "a vanished picture could not be forgotten");
        }
    }

    /// What was uploaded stays uploaded even if the note of it is lost: next time it is sent again.
    async fn remember(&self, key: &UploadKey, picture: &UploadedPicture) {
        let upload = wxpress_store::Upload {
            media_id: Some(picture.media_id.clone()),
            url: Some(picture.url.clone()),
            created_at: jiff::Timestamp::now(),
        };
        if let Err(error) = self.0.store.save_upload(key, &upload).await {
            tracing::warn!(%error, "an upload could not be remembered");
        }
    }

    /// Fits on a thread of its own: decoding and encoding take long and much memory, so only a few at a time.
    async fn fit(&self, picture: Bytes) -> Result<(Bytes, Vec<Warning>)> {
        let stopped = |_| Error::new(Code::Internal);
        let _slot = self.0.picture_slots.acquire().await.map_err(stopped)?;
        let fitted = tokio::task::spawn_blocking(move || {
            let fitted = fit(&picture, &Target::IMAGE)?;
            let warnings = fitted.changes.iter().map(warning).collect();
            // A picture that fits is handed on as it came, not copied.
            let bytes = match fitted.bytes {
                std::borrow::Cow::Borrowed(_) => picture.clone(),
                std::borrow::Cow::Owned(bytes) => Bytes::from(bytes),
            };
            Ok((bytes, warnings))
        });
        fitted.await.unwrap_or_else(|error| Err(Error::new(Code::Internal).because(error)))
    }
}

/// The platform hands out `http:` URLs that work as `https:` too; a sandbox's stay as they are.
pub(crate) fn secure(client: &Client, url: String) -> String {
    match url.strip_prefix("http://") {
        Some(rest) if client.platform().origin().starts_with("https://") => format!("https://{rest}"),
        _ => url,
    }
}

fn warning(change: &Change) -> Warning {
    match change {
        Change::Converted { from, to } => {
            Warning::new(Code::PictureConverted).with("from", from).with("to", to)
        }
        Change::Shrunk { from_bytes, to_bytes } => {
            Warning::new(Code::PictureShrunk).with("from", from_bytes).with("to", to_bytes)
        }
        _ => Warning::new(Code::PictureFrozen),
    }
}
