//! Pictures: fitted to WeChat's limits, uploaded once, remembered.

mod address;
mod fitted;
mod threads;

use std::borrow::Cow;

pub(crate) use address::{https, same_picture};
use bytes::Bytes;
pub use fitted::fitted;
use serde::Serialize;
use sha2::{Digest, Sha256};
pub(crate) use threads::PictureThreads;
use utoipa::ToSchema;
use wxpress_image::{Fitted, Format, Target};
use wxpress_store::{CallOutcome, CallState, Upload as Sent, UploadKind};
use wxpress_wechat::{
    Client, MediaId, Page, Upload,
    limits::MAX_PAGE_ITEMS,
    material::{MaterialItem, MaterialKind},
};

use crate::{
    account::AccountChoice,
    app::App,
    cover::{self, CoverCrops, Frames},
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
    /// The parts that the frames of a cover show.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub crops: Option<CoverCrops>,
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

    /// Uploads a cover: a permanent picture, JPG or PNG and made so where it is not, with the parts that its frames show.
    ///
    /// # Errors
    /// As [`Self::upload`]; [`Code::NotACover`], before anything is sent.
    pub async fn upload_cover(
        &self,
        choice: &AccountChoice,
        file: MediaFile,
    ) -> Result<(UploadedPicture, Vec<Warning>)> {
        self.upload_framed_cover(choice, file, Frames::default()).await
    }

    /// The same, with what is said of the parts.
    pub(crate) async fn upload_framed_cover(
        &self,
        choice: &AccountChoice,
        file: MediaFile,
        said: Frames<'_>,
    ) -> Result<(UploadedPicture, Vec<Warning>)> {
        let [wide, square] = [said.wide, said.square].map(|said| said.map(str::to_owned));
        let client = self.0.client(choice).await?;
        let look = move |bytes: &[u8]| {
            let said = Frames { wide: wide.as_deref(), square: square.as_deref() };
            let (fitted, subject, mut warnings) = cover::fitted(bytes, &Target::COVER)?;
            warnings.retain(|warning| warning.code() != Code::PictureCleaned);
            Ok((new_bytes(fitted), warnings, CoverCrops::of(&subject, said)?))
        };
        let (file, (bytes, mut warnings, crops)) = self.off_thread(file, look).await?;
        let (sent, known) = self.send_once(&client, file, bytes, Purpose::Material).await?;
        if known {
            warnings.push(Warning::new(Code::PictureReused));
        }
        Ok((UploadedPicture { crops: Some(crops), ..material(sent) }, warnings))
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

    /// Uploads a picture for the body of an article as [`Self::upload_content`] does; one that moves as a permanent
    /// material, because only there it goes on moving.
    pub(crate) async fn upload_moving(
        &self,
        choice: &AccountChoice,
        file: MediaFile,
    ) -> Result<(ContentPicture, Vec<Warning>)> {
        let (file, moves) = if matches!(Format::sniff(file.head()), Some(Format::Gif | Format::WebP)) {
            self.off_thread(file, |bytes| Ok(wxpress_image::moves(bytes))).await?
        } else {
            (file, false)
        };
        if !moves {
            return self.upload_content(choice, file).await;
        }
        let (sent, warnings) = self.send(choice, file, Purpose::Material).await?;
        Ok((ContentPicture { url: sent.url.unwrap_or_default() }, warnings))
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
        let (bytes, mut warnings) =
            fitted.map_or_else(Default::default, |(bytes, warnings)| (Some(bytes), warnings));
        let (sent, known) = self.send_once(&client, file, bytes, purpose).await?;
        if known {
            warnings.push(Warning::new(Code::PictureReused));
        }
        Ok((sent, warnings))
    }

    /// Sends a file, or what it became, unless that was sent before; tells whether it was.
    async fn send_once(
        &self,
        client: &Client,
        file: MediaFile,
        fitted: Option<Bytes>,
        purpose: Purpose,
    ) -> Result<(Sent, bool)> {
        let sha256 = fitted.as_ref().map_or(file.sha256, |bytes| Sha256::digest(bytes).into());
        let upload = fitted.map_or_else(|| file.upload(), Upload::from_bytes);
        let filename = upload.filename().to_owned();
        let search = async move {
            match purpose {
                Purpose::Material => self.find_lost(client, sha256, &filename).await,
                Purpose::Thumb | Purpose::Content => Ok(None),
            }
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
        sending::once(self.0, client, key(client, sha256, purpose.kind()), &subject, file, search, call).await
    }

    /// A picture that was sent before without anybody being told: its name has a part of its hash. The calls that sent it
    /// are settled.
    async fn find_lost(&self, client: &Client, sha256: [u8; 32], filename: &str) -> Result<Option<Sent>> {
        let (origin, appid) = (client.platform().origin(), client.app_id().as_str());
        let store = &self.0.store;
        // What is written down there is the SHA-256 of what tells one picture from another.
        let request = Sha256::digest(sha256).into();
        let calls = store.load_open_calls(origin, appid, sending::ADD_MATERIAL, &request).await?;
        if calls.is_empty() {
            return Ok(None);
        }
        let find = |item: &MaterialItem| item.name.as_deref() == Some(filename);
        let Some(found) = self.search(client, find).await? else { return Ok(None) };
        let found = sent(Some(found.media_id), found.url);
        store.save_upload(&key(client, sha256, UploadKind::Image), &found).await?;
        for call in calls {
            let outcome = CallOutcome {
                state: CallState::Done,
                result: found.media_id.clone(),
                errcode: None,
                rid: None,
                detail: None,
            };
            store.record_outcome(call, outcome).await?;
        }
        Ok(Some(found))
    }

    /// The material of the picture at this address of the platform, as far as it is known: remembered from its
    /// upload, or among the account's newest pictures. Nothing is fetched from the address itself.
    pub(crate) async fn find(&self, client: &Client, url: &str) -> Result<Option<MediaId>> {
        let (origin, appid) = (client.platform().origin(), client.app_id().as_str());
        let url = https(url.to_owned());
        if let Some(media_id) = self.0.store.load_media_id_by_url(origin, appid, &url).await? {
            return Ok(Some(MediaId::new(media_id)));
        }
        let is_it = |item: &MaterialItem| item.url.as_deref().is_some_and(|own| same_picture(own, &url));
        Ok(self.search(client, is_it).await?.map(|found| found.media_id))
    }

    /// One of the account's newest pictures.
    async fn search(
        &self,
        client: &Client,
        is_it: impl Fn(&MaterialItem) -> bool + Send,
    ) -> Result<Option<MaterialItem>> {
        for number in 0..SEARCHED_PAGES {
            let count = u64::from(MAX_PAGE_ITEMS);
            let Ok(page) = Page::new(number * count, count) else { break };
            let list = client.material().list(MaterialKind::Image, page).await?;
            let ended = (list.item.len() as u64) < count;
            if let Some(found) = list.item.into_iter().find(&is_it) {
                return Ok(Some(found));
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

    /// Fits a picture. Gives nothing where the file fits as it is.
    pub(crate) async fn fit(
        &self,
        file: MediaFile,
        target: Target,
    ) -> Result<(MediaFile, Option<(Bytes, Vec<Warning>)>)> {
        let fit = move |bytes: &[u8]| {
            let (fitted, mut warnings) = fitted(bytes, &target)?;
            // Nobody who uploads a picture needs to hear of it.
            warnings.retain(|warning| warning.code() != Code::PictureCleaned);
            Ok(new_bytes(fitted).map(|bytes| (bytes, warnings)))
        };
        self.off_thread(file, fit).await
    }

    /// Works on a picture on one of the threads for them.
    pub(crate) async fn off_thread<T: Send + 'static>(
        &self,
        file: MediaFile,
        work: impl FnOnce(&[u8]) -> Result<T> + Send + 'static,
    ) -> Result<(MediaFile, T)> {
        let work = move || {
            let bytes = file.read().map_err(|error| Error::new(Code::Internal).because(error))?;
            work(&bytes).map(|done| (file, done))
        };
        self.0.picture_threads.run(work).await
    }
}

/// What a picture became; nothing where it fitted as it was.
fn new_bytes(fitted: Fitted<'_>) -> Option<Bytes> {
    match fitted.bytes {
        Cow::Borrowed(_) => None,
        Cow::Owned(bytes) => Some(Bytes::from(bytes)),
    }
}

fn material(sent: Sent) -> UploadedPicture {
    UploadedPicture {
        url: sent.url.unwrap_or_default(),
        media_id: sent.media_id.unwrap_or_default(),
        crops: None,
    }
}
