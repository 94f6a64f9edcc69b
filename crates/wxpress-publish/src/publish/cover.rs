//! The covers of a job's articles.

use serde::{Deserialize, Serialize};
use wxpress_article::{Article, ImageSource};

use super::{
    Plan, image_post,
    loading::{load, name, spooled},
};
use crate::{
    account::AccountChoice,
    app::App,
    cover::{Cover, CoverCrops, Frames, made},
    error::{Error, Result},
    message::Code,
    picture::UploadedPicture,
    warning::Warning,
};

/// A cover, as an article names it.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct CoverUse {
    pub(super) media_id: String,
    pub(super) pic_crop_235_1: Option<String>,
    pub(super) pic_crop_1_1: Option<String>,
}

/// Sends the covers of the articles.
pub(super) async fn send_all(
    app: &App,
    choice: &AccountChoice,
    plan: &Plan,
    articles: &[Article],
) -> Result<(Vec<CoverUse>, Vec<Warning>)> {
    let (mut covers, mut warnings) = (Vec::new(), Vec::new());
    for article in articles {
        // The first of its pictures is its cover.
        if image_post::is(article) {
            covers.push(CoverUse::default());
            continue;
        }
        let (cover, told) = send(app, choice, plan, article).await?;
        covers.push(cover);
        warnings.extend(told);
    }
    Ok((covers, warnings))
}

/// Sends the cover of an article, unless it is a material already.
async fn send(
    app: &App,
    choice: &AccountChoice,
    plan: &Plan,
    article: &Article,
) -> Result<(CoverUse, Vec<Warning>)> {
    match Cover::of(article)? {
        Cover::Material(media_id) => {
            let crop = |said: &Option<String>| said.clone().filter(|said| said.contains('_'));
            let meta = &article.meta;
            let (wide, square) = (crop(&meta.pic_crop_235_1), crop(&meta.pic_crop_1_1));
            let media_id = media_id.to_string();
            Ok((CoverUse { media_id, pic_crop_235_1: wide, pic_crop_1_1: square }, Vec::new()))
        }
        Cover::Given(source) => match send_picture(app, choice, plan, article, &source).await {
            Err(error) if plan.allow_missing && error.code() == Code::PictureMissing => {
                let (cover, mut told) = send_made(app, choice, article).await?;
                told.push(Warning::new(Code::CoverReplaced).about(name(&source)));
                Ok((cover, told))
            }
            sent => sent.map_err(|error| error.about(name(&source))),
        },
        Cover::First(source) => match send_picture(app, choice, plan, article, &source).await {
            Ok((cover, mut told)) => {
                told.push(Warning::new(Code::CoverFromContent));
                Ok((cover, told))
            }
            Err(error) if matches!(error.code(), Code::NotACover | Code::NoCover) || plan.allow_missing => {
                send_made(app, choice, article).await
            }
            Err(error) => Err(error.about(name(&source))),
        },
        Cover::Made => send_made(app, choice, article).await,
    }
}

async fn send_picture(
    app: &App,
    choice: &AccountChoice,
    plan: &Plan,
    article: &Article,
    source: &ImageSource,
) -> Result<(CoverUse, Vec<Warning>)> {
    if let ImageSource::Platform(address) = source {
        let client = app.client(choice).await?;
        let found = app.pictures().find(&client, address).await?;
        let media_id = found.ok_or_else(|| Error::new(Code::NoCover).with("field", "cover"))?.to_string();
        return Ok((CoverUse { media_id, ..CoverUse::default() }, Vec::new()));
    }
    let file = load(app, plan, source).await?;
    let said =
        Frames { wide: article.meta.pic_crop_235_1.as_deref(), square: article.meta.pic_crop_1_1.as_deref() };
    let (sent, warnings) = app.pictures().upload_framed_cover(choice, file, said).await?;
    let told = warnings.into_iter().filter(|warning| warning.code() != Code::PictureReused).collect();
    Ok((used(sent), told))
}

async fn send_made(app: &App, choice: &AccountChoice, article: &Article) -> Result<(CoverUse, Vec<Warning>)> {
    let whole = article.clone();
    let (made, told) = app.picture_threads.run(move || made(&whole, &wxpress_image::Target::COVER)).await?;
    let (sent, _) = app.pictures().upload(choice, spooled(&made.bytes).await?).await?;
    Ok((used(UploadedPicture { crops: Some(made.crops), ..sent }), told))
}

fn used(sent: UploadedPicture) -> CoverUse {
    let (wide, square) = match sent.crops {
        Some(CoverCrops { pic_crop_235_1, pic_crop_1_1, .. }) => (Some(pic_crop_235_1), Some(pic_crop_1_1)),
        None => (None, None),
    };
    CoverUse { media_id: sent.media_id, pic_crop_235_1: wide, pic_crop_1_1: square }
}
