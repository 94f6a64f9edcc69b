//! The articles of a plan, rendered and checked.

use std::sync::Arc;

use wxpress_article::{Article, ImageRef};
use wxpress_wechat::draft::DraftArticle;

use super::{
    Plan, complete,
    cover::CoverUse,
    image_post::{self, PostPicture},
    pictures,
};
use crate::{app::App, content, draft::ArticleInput, error::Result, warning::Warning};

/// Renders the articles of a plan.
pub(super) async fn render(app: &App, plan: &Plan) -> Result<Vec<Article>> {
    let mut articles = Vec::new();
    for request in &plan.articles {
        articles.push(app.articles().article(request.clone()).await?);
    }
    Ok(articles)
}

/// Refuses what the platform would refuse, as far as that shows before anything is sent; gives the first title.
pub(super) async fn check(app: &App, plan: &Plan, articles: Vec<Article>) -> Result<String> {
    complete(plan, &articles)?;
    let title = articles.first().and_then(|article| article.meta.title.clone()).unwrap_or_default();
    let whole = Arc::new(articles);
    content::off_thread(app, move |platform| {
        for (at, article) in whole.iter().enumerate() {
            let cover = CoverUse { media_id: "-".to_owned(), ..CoverUse::default() };
            let nothing = |_: &str| Some(String::new());
            input(article, &cover, nothing)?.into_article(
                platform,
                &place(at, whole.len()),
                &mut Vec::new(),
            )?;
        }
        Ok(())
    })
    .await?;
    Ok(title)
}

/// The articles as the platform takes them.
pub(super) async fn ready(
    app: &App,
    articles: &Arc<Vec<Article>>,
    covers: Vec<CoverUse>,
    address: impl Fn(&str) -> Option<String> + Send + 'static,
) -> Result<(Vec<DraftArticle>, Vec<Warning>)> {
    let articles = Arc::clone(articles);
    content::off_thread(app, move |platform| {
        let mut warnings = Vec::new();
        let mut ready = Vec::new();
        for (at, (article, cover)) in articles.iter().zip(&covers).enumerate() {
            let input = input(article, cover, &address)?;
            ready.push(input.into_article(platform, &place(at, articles.len()), &mut warnings)?);
        }
        Ok((ready, warnings))
    })
    .await
}

/// What stands before the names of an article's fields in messages.
fn place(at: usize, many: usize) -> String {
    if many == 1 { String::new() } else { format!("articles[{at}].") }
}

fn input(
    article: &Article,
    cover: &CoverUse,
    address: impl Fn(&str) -> Option<String>,
) -> Result<ArticleInput> {
    let meta = article.meta.clone();
    if image_post::is(article) {
        let media_id = |picture| match picture {
            PostPicture::Material(media_id) => Some(media_id),
            PostPicture::Source(source) => address(&pictures::post_key(&source)),
        };
        return Ok(ArticleInput {
            title: meta.title,
            content: Some(image_post::text(article)),
            article_type: meta.article_type,
            images: Some(image_post::pictures(article)?.into_iter().filter_map(media_id).collect()),
            need_open_comment: meta.need_open_comment,
            only_fans_can_comment: meta.only_fans_can_comment,
            ..ArticleInput::default()
        });
    }
    let crop = |crop: &Option<String>| crop.as_deref().and_then(|crop| crop.parse().ok());
    Ok(ArticleInput {
        title: meta.title,
        content: Some(article.with_images(|image: &ImageRef| address(&pictures::key(&image.source)))),
        article_type: meta.article_type,
        thumb_media_id: Some(cover.media_id.clone()),
        author: meta.author,
        digest: meta.digest,
        content_source_url: meta.content_source_url,
        need_open_comment: meta.need_open_comment,
        only_fans_can_comment: meta.only_fans_can_comment,
        pic_crop_235_1: crop(&cover.pic_crop_235_1),
        pic_crop_1_1: crop(&cover.pic_crop_1_1),
        ..ArticleInput::default()
    })
}
