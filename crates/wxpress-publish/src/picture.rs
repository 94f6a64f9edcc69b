//! Pictures: fitted to WeChat's limits, uploaded once, remembered.

mod address;

use std::borrow::Cow;

pub(crate) use address::{https, same_picture};
use bytes::Bytes;
use serde::Serialize;
use sha2::{Digest, Sha256};
use utoipa::ToSchema;
use wxpress_image::{Change, Part, Target, fit};
use wxpress_store::{Upload as Sent, UploadKind};
use wxpress_wechat::{Client, MediaId, Page, Upload, limits::MAX_PAGE_ITEMS, material::MaterialKind};

use crate::{
    account::AccountChoice,
    app::App,
    error::{Error, Result},
    file::MediaFile,
    message::Code,
    sending::{self, key, sent},
    warning::Warning,
};

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

/// A picture for the body of an article, which is no material.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ContentPicture {
    /// URL for `<img src>` in an article.
    #[schema(example = "https://mmbiz.qpic.cn/mmbiz_jpg/…/0?from=appmsg")]
    pub url: String,
}

/// What a picture is sent as.
#[derive(Debug, Clone, Copy)]
enum Purpose {
    Material,
    Thumb,
    Content,
}

impl Purpose {
    fn kind(self) -> UploadKind {
        match self {
            Self::Material => UploadKind::Image,
            Self::Thumb => UploadKind::Thumb,
            Self::Content => UploadKind::ContentImage,
        }
    }

    fn target(self) -> Target {
        match self {
            Self::Material => Target::IMAGE,
            Self::Thumb => Target::THUMB,
            Self::Content => Target::CONTENT_IMAGE,
        }
    }
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
        file: MediaFile,
    ) -> Result<(UploadedPicture, Vec<Warning>)> {
        let (sent, warnings) = self.send(choice, file, Purpose::Material).await?;
        Ok((material(sent), warnings))
    }

    /// Uploads a thumb: JPG of at most 64 KB, made so where it is not. It counts as a permanent picture.
    ///
    /// # Errors
    /// As [`Self::upload`].
    pub async fn upload_thumb(
        &self,
        choice: &AccountChoice,
        file: MediaFile,
    ) -> Result<(UploadedPicture, Vec<Warning>)> {
        let (sent, warnings) = self.send(choice, file, Purpose::Thumb).await?;
        Ok((material(sent), warnings))
    }

    /// Uploads a picture for the body of an article, JPG or PNG below 1 MiB and made so where it is not. It takes no
    /// place among the materials and has no id.
    ///
    /// # Errors
    /// As [`Self::upload`].
    pub async fn upload_content(
        &self,
        choice: &AccountChoice,
        file: MediaFile,
    ) -> Result<(ContentPicture, Vec<Warning>)> {
        let (sent, warnings) = self.send(choice, file, Purpose::Content).await?;
        Ok((ContentPicture { url: sent.url.unwrap_or_default() }, warnings))
    }

    async fn send(
        &self,
        choice: &AccountChoice,
        file: MediaFile,
        purpose: Purpose,
    ) -> Result<(Sent, Vec<Warning>)> {
        let client = self.0.client(choice).await?;
        if let Some(known) = self.0.store.load_upload(&key(&client, file.sha256, purpose.kind())).await? {
            return Ok((known, vec![Warning::new(Code::PictureReused)]));
        }
        let (file, fitted) = self.fit(file, purpose.target()).await?;
        let (sha256, mut warnings) = match &fitted {
            None => (file.sha256, Vec::new()),
            Some((bytes, warnings)) => (Sha256::digest(bytes).into(), warnings.clone()),
        };
        let upload = match fitted {
            None => file.upload(),
            Some((bytes, _)) => Upload::from_bytes(bytes),
        };
        let (sender, subject) = (client.clone(), upload.filename().to_owned());
        let call = async move {
            let added = match purpose {
                Purpose::Material => sender.material().add_image(&upload).await?,
                Purpose::Thumb => sender.material().add_thumb(&upload).await?,
                Purpose::Content => {
                    let image = sender.media().upload_img(&upload).await?;
                    return Ok(sent(None, Some(image.url)));
                }
            };
            Ok(sent(Some(added.media_id), added.url))
        };
        let key = key(&client, sha256, purpose.kind());
        let (sent, known) = sending::once(self.0, &client, key, &subject, file, call).await?;
        if known {
            warnings.push(Warning::new(Code::PictureReused));
        }
        Ok((sent, warnings))
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

    /// Fits on a thread of its own: decoding and encoding take long and much memory, so only a few at a time. Gives
    /// nothing where the file fits as it is.
    pub(crate) async fn fit(
        &self,
        file: MediaFile,
        target: Target,
    ) -> Result<(MediaFile, Option<(Bytes, Vec<Warning>)>)> {
        let broken = |error: &dyn std::fmt::Display| Error::new(Code::Internal).because(error.to_string());
        let _slot = self.0.picture_slots.acquire().await.map_err(|error| broken(&error))?;
        let fitted = tokio::task::spawn_blocking(move || {
            let bytes = file.read().map_err(|error| broken(&error))?;
            let fitted = fit(&bytes, &target)?;
            let warnings = fitted.changes.iter().filter_map(warning).collect();
            let changed = match fitted.bytes {
                Cow::Borrowed(_) => None,
                Cow::Owned(bytes) => Some((Bytes::from(bytes), warnings)),
            };
            Ok((file, changed))
        });
        fitted.await.unwrap_or_else(|error| Err(Error::new(Code::Internal).because(error)))
    }
}

fn material(sent: Sent) -> UploadedPicture {
    UploadedPicture { url: sent.url.unwrap_or_default(), media_id: sent.media_id.unwrap_or_default() }
}

/// What the sender should know; that words about a picture were cut out of it is no matter.
fn warning(change: &Change) -> Option<Warning> {
    let (code, from, to) = match change {
        Change::Converted { from, to } => (Code::PictureConverted, from.to_string(), to.to_string()),
        Change::Shrunk { from_bytes, to_bytes } => {
            (Code::PictureShrunk, from_bytes.to_string(), to_bytes.to_string())
        }
        Change::Scaled { from, to } => {
            let pixels = |(width, height): &(u32, u32)| format!("{width} × {height}");
            (Code::PictureScaled, pixels(from), pixels(to))
        }
        Change::Thinned { from, to } => (Code::PictureThinned, from.to_string(), to.to_string()),
        Change::Frozen => return Some(Warning::new(Code::PictureFrozen)),
        Change::LeftOut { part } => return Some(Warning::new(left_out(*part))),
        _ => return None,
    };
    Some(Warning::new(code).with("from", from).with("to", to))
}

fn left_out(part: Part) -> Code {
    match part {
        Part::Script => Code::DrawingScript,
        Part::Animation => Code::DrawingMovement,
        Part::Html => Code::DrawingHtml,
        Part::External => Code::DrawingExternal,
        Part::Picture => Code::DrawingPicture,
        Part::Characters => Code::DrawingCharacters,
    }
}
