//! Permanent materials: added, listed, counted, read, deleted.

mod news;
mod upload;

pub use news::NewsInput;
use serde::Serialize;
pub use upload::{UploadedMaterial, VideoWords};
use utoipa::ToSchema;
use wxpress_wechat::{
    Download, MediaId,
    errcode::INVALID_MEDIA_ID,
    material::{MaterialContent, MaterialKind},
};

use crate::{
    account::AccountChoice,
    app::App,
    draft::ArticleView,
    error::{Error, Result},
    ledger::{self, Intent},
    message::Code,
    page::PageQuery,
    picture::https,
    warning::Warning,
};

/// Permanent materials.
#[derive(Debug, Clone, Copy)]
pub struct Materials<'a>(pub(crate) &'a App);

/// A page of materials.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MaterialList {
    /// The materials, newest first.
    pub items: Vec<MaterialView>,
    /// All materials of this kind.
    pub total_count: u64,
    /// Materials skipped.
    pub offset: u64,
    /// Materials on this page.
    pub item_count: usize,
}

/// A material in a list.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MaterialView {
    /// Its id.
    pub media_id: String,
    /// Name of the uploaded file.
    pub name: Option<String>,
    /// The picture's URL.
    pub url: Option<String>,
    /// The video's description.
    pub description: Option<String>,
    /// The articles of a news material.
    pub articles: Vec<ArticleView>,
    /// Unix seconds.
    pub update_time: i64,
}

/// How many materials the account holds.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MaterialCount {
    /// Pictures, covers included.
    pub image_count: u64,
    /// Voices.
    pub voice_count: u64,
    /// Videos.
    pub video_count: u64,
    /// News materials from the time before drafts.
    pub news_count: u64,
}

/// A material, read.
#[derive(Debug)]
pub enum MaterialFile {
    /// A picture's or a voice's file.
    File(Download),
    /// What there is to say of a video or a news material.
    Words(MaterialWords),
}

/// A video or a news material.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MaterialWords {
    /// The video's title.
    pub title: Option<String>,
    /// The video's description.
    pub description: Option<String>,
    /// Where the video's file can be had for a while.
    pub down_url: Option<String>,
    /// The articles of a news material.
    pub articles: Vec<ArticleView>,
}

impl Materials<'_> {
    /// Lists materials of a kind: `image` (default), `thumb` (the same, which a warning tells), `voice`, `video` or
    /// `news`.
    pub async fn list(
        &self,
        choice: &AccountChoice,
        kind: Option<&str>,
        page: PageQuery,
    ) -> Result<(MaterialList, Vec<Warning>)> {
        let mut warnings = Vec::new();
        let (kind, page) = (parse_kind(kind, &mut warnings)?, page.page(&mut warnings)?);
        let list = self.0.client(choice).await?.material().list(kind, page).await?;
        let view = |item: wxpress_wechat::material::MaterialItem| MaterialView {
            media_id: item.media_id.to_string(),
            name: item.name,
            url: item.url.map(https),
            description: item.description,
            articles: crate::draft::articles(item.content.map(|news| news.news_item).unwrap_or_default()),
            update_time: item.update_time,
        };
        let items: Vec<_> = list.item.into_iter().map(view).collect();
        let list = MaterialList {
            total_count: list.total_count,
            offset: page.offset(),
            item_count: items.len(),
            items,
        };
        Ok((list, warnings))
    }

    /// Counts the materials.
    pub async fn count(&self, choice: &AccountChoice) -> Result<MaterialCount> {
        let count = self.0.client(choice).await?.material().count().await?;
        Ok(MaterialCount {
            image_count: count.image_count,
            voice_count: count.voice_count,
            video_count: count.video_count,
            news_count: count.news_count,
        })
    }

    /// Reads a material: the file itself, streamed, or the words of a video or news material.
    pub async fn read(&self, choice: &AccountChoice, media_id: &str) -> Result<MaterialFile> {
        let client = self.0.client(choice).await?;
        let content = client.material().fetch(&MediaId::new(media_id)).await;
        let content = content.map_err(|error| refused(error, media_id))?;
        let words = MaterialWords { title: None, description: None, down_url: None, articles: Vec::new() };
        Ok(match content {
            MaterialContent::File(file) => MaterialFile::File(file),
            MaterialContent::Video(video) => MaterialFile::Words(MaterialWords {
                title: Some(video.title),
                description: Some(video.description),
                down_url: Some(video.down_url),
                ..words
            }),
            MaterialContent::News(news) => MaterialFile::Words(MaterialWords {
                articles: crate::draft::articles(news.news_item),
                ..words
            }),
            _ => return Err(Error::new(Code::Internal)),
        })
    }

    /// Reads a material's file, a video's too, from the URL that the platform gives for it.
    ///
    /// # Errors
    /// [`Code::NoFile`] for a news material, which has none.
    pub async fn file(&self, choice: &AccountChoice, media_id: &str) -> Result<Download> {
        match self.read(choice, media_id).await? {
            MaterialFile::File(file) => Ok(file),
            MaterialFile::Words(MaterialWords { down_url: Some(url), .. }) => {
                Ok(self.0.client(choice).await?.fetch_file(&url).await?)
            }
            MaterialFile::Words(_) => Err(Error::new(Code::NoFile).with("media_id", media_id)),
        }
    }

    /// Deletes a material for good.
    pub async fn delete(&self, choice: &AccountChoice, media_id: &str) -> Result<()> {
        let client = self.0.client(choice).await?;
        let (sender, id) = (client.clone(), MediaId::new(media_id));
        let call = async move { sender.material().delete(&id).await };
        let intent = Intent {
            endpoint: "material/del_material".into(),
            request: media_id.as_bytes().to_vec(),
            subject: media_id.to_owned(),
        };
        // Forgotten first: a picture that is deleted but remembered would be handed out as a dead id.
        self.0.pictures().forget(&client, &MediaId::new(media_id)).await;
        let deleted = ledger::once(self.0, &client, intent, |()| None, call).await;
        deleted.map_err(|error| refused(error, media_id))
    }
}

/// Tells a material that the platform does not know by its id.
fn refused(error: impl Into<Error>, media_id: &str) -> Error {
    error.into().naming(INVALID_MEDIA_ID, Code::UnknownMaterial, "media_id", media_id)
}

fn parse_kind(kind: Option<&str>, warnings: &mut Vec<Warning>) -> Result<MaterialKind> {
    match kind {
        None | Some("" | "image") => Ok(MaterialKind::Image),
        Some("thumb") => {
            warnings.push(Warning::new(Code::ThumbsAreImages));
            Ok(MaterialKind::Image)
        }
        Some("voice") => Ok(MaterialKind::Voice),
        Some("video") => Ok(MaterialKind::Video),
        Some("news") => Ok(MaterialKind::News),
        Some(other) => Err(Error::new(Code::InvalidField)
            .with("field", "type")
            .with("problem", format!("{other:?} (image, voice, video, thumb, news)"))),
    }
}
