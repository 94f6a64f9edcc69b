//! The pictures of a job's articles, each sent once.

use std::collections::BTreeMap;

use futures_util::{StreamExt as _, stream};
use wxpress_article::{Article, ImageSource};

use super::{
    Plan,
    image_post::{self, PostPicture},
    loading::{load, name, spooled},
};
use crate::{
    account::AccountChoice,
    app::App,
    error::{Error, Result},
    message::Code,
    warning::Warning,
};

/// Pictures of one job that are fetched, fitted and sent at the same time.
const AT_ONCE: usize = 8;

/// The addresses of pictures, by how the articles name them, and the `media_id`s of those of picture messages, by
/// [`post_key`].
pub(super) type Addresses = BTreeMap<String, String>;

/// Sends the pictures of the articles; gives their addresses, and what was done to them.
///
/// # Errors
/// That of the first picture that cannot be had or sent, under its name, unless the plan allows pictures to be missing.
pub(super) async fn send(
    app: &App,
    choice: &AccountChoice,
    plan: &Plan,
    articles: &[Article],
    sent_one: impl Fn(usize, usize, &str),
) -> Result<(Addresses, Vec<Warning>)> {
    let mut sources: Vec<(ImageSource, Shown)> = Vec::new();
    for article in articles {
        let shown: Vec<_> = if image_post::is(article) {
            let pictures = image_post::pictures(article)?.into_iter();
            let source = |picture| match picture {
                PostPicture::Source(source) => Some((source, Shown::AsPost)),
                PostPicture::Material(_) => None,
            };
            pictures.filter_map(source).collect()
        } else {
            let images = article.images.iter().map(|image| &image.source);
            let own = images.filter(|source| !matches!(source, ImageSource::Platform(_)));
            own.map(|source| (source.clone(), Shown::InText)).collect()
        };
        for one in shown {
            if !sources.contains(&one) {
                sources.push(one);
            }
        }
    }
    let many = sources.len();
    let mut sending = Vec::new();
    for (source, shown) in sources {
        sending.push(async move {
            let sent = match shown {
                Shown::InText => send_one(app, choice, plan, &source).await,
                Shown::AsPost => send_post(app, choice, plan, &source).await,
            };
            (source, shown, sent)
        });
    }
    let mut sending = stream::iter(sending).buffered(AT_ONCE);
    let (mut addresses, mut warnings) = (Addresses::new(), Vec::new());
    while let Some((source, shown, sent)) = sending.next().await {
        let (address, told) = sent?;
        let key = match shown {
            Shown::InText => key(&source),
            Shown::AsPost => post_key(&source),
        };
        addresses.insert(key, address);
        warnings.extend(told.into_iter().map(|warning| warning.about(name(&source))));
        sent_one(addresses.len(), many, &name(&source));
    }
    Ok((addresses, warnings))
}

/// Where a picture is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    /// Among the words of an article.
    InText,
    /// As one of a picture message, which takes permanent pictures.
    AsPost,
}

/// How a picture of a picture message is named in [`Addresses`].
pub(super) fn post_key(source: &ImageSource) -> String {
    format!("newspic {}", key(source))
}

/// How a picture is named in [`Addresses`].
pub(super) fn key(source: &ImageSource) -> String {
    match source {
        ImageSource::Drawing { svg } => svg.clone(),
        ImageSource::Url(address)
        | ImageSource::File(address)
        | ImageSource::Data(address)
        | ImageSource::Platform(address) => address.clone(),
        _ => String::new(),
    }
}

/// Sends a picture of a picture message; gives its `media_id`.
async fn send_post(
    app: &App,
    choice: &AccountChoice,
    plan: &Plan,
    source: &ImageSource,
) -> Result<(String, Vec<Warning>)> {
    let named = |error: Error| error.about(name(source));
    if let ImageSource::Platform(address) = source {
        let client = app.client(choice).await?;
        let found = app.pictures().find(&client, address).await.map_err(named)?;
        let unknown = || named(Error::new(Code::PictureMissing).with("names", address));
        return Ok((found.ok_or_else(unknown)?.to_string(), Vec::new()));
    }
    let file = load(app, plan, source).await.map_err(named)?;
    let (sent, told) = app.pictures().upload(choice, file).await.map_err(named)?;
    let told = told.into_iter().filter(|warning| warning.code() != Code::PictureReused).collect();
    Ok((sent.media_id, told))
}

async fn send_one(
    app: &App,
    choice: &AccountChoice,
    plan: &Plan,
    source: &ImageSource,
) -> Result<(String, Vec<Warning>)> {
    let named = |error: Error| error.about(name(source));
    match try_send(app, choice, plan, source).await {
        Err(error) if plan.allow_missing && !error.is_passing() && is_of_the_picture(&error) => {
            let told =
                Warning::new(Code::PictureReplaced).with("problem", named(error).message(crate::Lang::En));
            let file = spooled(PLACEHOLDER.as_bytes()).await?;
            let (sent, _) = app.pictures().upload_content(choice, file).await?;
            Ok((sent.url, vec![told]))
        }
        sent => sent.map_err(named),
    }
}

async fn try_send(
    app: &App,
    choice: &AccountChoice,
    plan: &Plan,
    source: &ImageSource,
) -> Result<(String, Vec<Warning>)> {
    let file = load(app, plan, source).await?;
    let (sent, told) = app.pictures().upload_moving(choice, file).await?;
    // That it is there already is no matter to the writer.
    let told = told.into_iter().filter(|warning| warning.code() != Code::PictureReused).collect();
    Ok((sent.url, told))
}

/// Whether it is the picture that is at fault, not the account or the platform.
fn is_of_the_picture(error: &Error) -> bool {
    matches!(
        error.code(),
        Code::PictureMissing
            | Code::NotAPicture
            | Code::DamagedPicture
            | Code::PictureTooLarge
            | Code::PictureTooComplex
            | Code::FileTooLarge
            | Code::FetchRefused
            | Code::FetchFailed
    )
}

/// What stands where a picture is missing.
const PLACEHOLDER: &str = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1080 300'>\
    <rect width='1080' height='300' fill='#f2f2f2'/><rect x='2' y='2' width='1076' height='296' fill='none' \
    stroke='#c8c8c8' stroke-width='4' stroke-dasharray='24 16'/><text x='540' y='165' font-size='44' fill='#888' \
    text-anchor='middle'>图片缺失 · picture missing</text></svg>";
