//! Pictures: fitted to WeChat's limits, uploaded once, remembered.

mod address;
mod sending;
mod spool;

use std::borrow::Cow;

pub(crate) use address::{https, same_picture};
use bytes::Bytes;
pub(crate) use sending::Sending;
use serde::Serialize;
use sha2::{Digest, Sha256};
pub use spool::{Spool, SpooledFile};
use utoipa::ToSchema;
use wxpress_image::{Change, Target, fit};
use wxpress_store::{Store, UploadKey, UploadKind};
use wxpress_wechat::{Client, MediaId, Page, Upload, limits::MAX_PAGE_ITEMS, material::MaterialKind};

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

/// Pages of the account's newest pictures that are searched for one of a given address.
const SEARCHED_PAGES: u64 = 5;

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
        file: SpooledFile,
    ) -> Result<(UploadedPicture, Vec<Warning>)> {
        let client = self.0.client(choice).await?;
        if let Some(known) = self.known(&key(&client, file.sha256)).await? {
            return Ok((known, vec![Warning::new(Code::PictureReused)]));
        }
        let (file, fitted) = self.fit(file).await?;
        let (sha256, mut warnings) = match &fitted {
            None => (file.sha256, Vec::new()),
            Some((bytes, warnings)) => (Sha256::digest(bytes).into(), warnings.clone()),
        };
        let key = key(&client, sha256);
        let turn = self.0.sending.turn(&key).await;
        if let Some(known) = self.known(&key).await? {
            warnings.push(Warning::new(Code::PictureReused));
            return Ok((known, warnings));
        }
        let upload = match fitted {
            None => file.upload(),
            Some((bytes, _)) => Upload::from_bytes(bytes),
        };
        let intent = Intent {
            endpoint: "material/add_material",
            request: sha256.to_vec(),
            subject: upload.filename().to_owned(),
        };
        let (sender, store) = (client.clone(), self.0.store.clone());
        let call = async move {
            let added = sender.material().add_image(&upload).await?;
            let picture = UploadedPicture {
                url: https(added.url.unwrap_or_default()),
                media_id: added.media_id.to_string(),
            };
            remember(&store, &key, &picture).await;
            // The temporary file must outlive the sending, and the turn the note of it, though the caller be gone.
            drop((file, turn));
            Ok(picture)
        };
        let result = |picture: &UploadedPicture| Some(picture.media_id.clone());
        let picture = ledger::once(self.0, &client, intent, result, call).await?;
        Ok((picture, warnings))
    }

    /// The material of the picture at this address of the platform, as far as it is known: remembered from its
    /// upload, or among the account's newest pictures. Nothing is fetched from the address itself.
    pub(crate) async fn find(&self, client: &Client, url: &str) -> Result<Option<MediaId>> {
        let (origin, appid) = (client.platform().origin(), client.app_id().as_str());
        let url = https(url.to_owned());
        if let Some(media_id) = self.0.store.load_media_id_by_url(origin, appid, &url).await? {
            return Ok(Some(MediaId::new(media_id)));
        }
        for number in 0..SEARCHED_PAGES {
            let count = u64::from(MAX_PAGE_ITEMS);
            let Ok(page) = Page::new(number * count, count) else { break };
            let list = client.material().list(MaterialKind::Image, page).await?;
            let ended = (list.item.len() as u64) < count;
            let found = list
                .item
                .into_iter()
                .find(|item| item.url.as_deref().is_some_and(|own| same_picture(own, &url)));
            if let Some(found) = found {
                return Ok(Some(found.media_id));
            }
            if ended {
                break;
            }
        }
        Ok(None)
    }

    /// Forgets a material that the platform no longer has, so that its picture is sent anew next time.
    pub(crate) async fn forget(&self, client: &Client, media_id: &MediaId) {
        let (origin, appid) = (client.platform().origin(), client.app_id().as_str());
        if let Err(error) = self.0.store.forget_media_id(origin, appid, media_id.as_str()).await {
            tracing::warn!(%error, "a vanished picture could not be forgotten");
        }
    }

    async fn known(&self, key: &UploadKey) -> Result<Option<UploadedPicture>> {
        let known = self.0.store.load_upload(key).await?;
        Ok(known.and_then(|known| Some(UploadedPicture { url: known.url?, media_id: known.media_id? })))
    }

    /// Fits on a thread of its own: decoding and encoding take long and much memory, so only a few at a time. Gives
    /// nothing where the file fits as it is.
    async fn fit(&self, file: SpooledFile) -> Result<(SpooledFile, Option<(Bytes, Vec<Warning>)>)> {
        let broken = |error: &dyn std::fmt::Display| Error::new(Code::Internal).because(error.to_string());
        let _slot = self.0.picture_slots.acquire().await.map_err(|error| broken(&error))?;
        let fitted = tokio::task::spawn_blocking(move || {
            let bytes = file.read().map_err(|error| broken(&error))?;
            let fitted = fit(&bytes, &Target::IMAGE)?;
            let warnings = fitted.changes.iter().map(warning).collect();
            let changed = match fitted.bytes {
                Cow::Borrowed(_) => None,
                Cow::Owned(bytes) => Some((Bytes::from(bytes), warnings)),
            };
            Ok((file, changed))
        });
        fitted.await.unwrap_or_else(|error| Err(Error::new(Code::Internal).because(error)))
    }
}

/// What was uploaded stays uploaded even if the note of it is lost: next time it is sent again.
async fn remember(store: &Store, key: &UploadKey, picture: &UploadedPicture) {
    let upload = wxpress_store::Upload {
        media_id: Some(picture.media_id.clone()),
        url: Some(picture.url.clone()),
        created_at: jiff::Timestamp::now(),
    };
    if let Err(error) = store.save_upload(key, &upload).await {
        tracing::warn!(%error, "an upload could not be remembered");
    }
}

fn key(client: &Client, sha256: [u8; 32]) -> UploadKey {
    UploadKey {
        origin: client.platform().origin().to_owned(),
        appid: client.app_id().to_string(),
        sha256,
        kind: UploadKind::Image,
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
