//! Articles in answers (docs/reference/wechat-api.md §6.3, §7.4).

use serde::Serialize;
use serde_json::Value;

use super::cover::Crop;
use super::{Article, ArticleType};
use crate::knobs::Knobs;
use crate::world::media::Draft;
use crate::world::publication::Published;

/// Where links lead, and whose they are.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place<'a> {
    pub(crate) origin: &'a str,
    pub(crate) biz: &'a str,
}

impl Place<'_> {
    /// The link of one article; `position` counts from 0.
    pub(crate) fn article_url(&self, mid: u64, position: usize, article: &Article) -> String {
        let (sn, chksm) = (&article.link.sn, &article.link.chksm);
        let Place { origin, biz } = self;
        format!("{origin}/s?__biz={biz}&mid={mid}&idx={}&sn={sn}&chksm={chksm}#rd", position + 1)
    }

    fn picture_url(&self, path: &str) -> String {
        if path.is_empty() { String::new() } else { format!("{}{path}", self.origin) }
    }
}

/// `news_item` with its times.
#[derive(Debug, Serialize)]
pub(crate) struct NewsBody<'a> {
    news_item: Vec<Item<'a>>,
    create_time: i64,
    update_time: i64,
}

#[derive(Debug, Serialize)]
struct Item<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    article_type: Option<ArticleType>,
    title: &'a str,
    author: &'a str,
    digest: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    content: Option<&'a str>,
    content_source_url: &'a str,
    thumb_media_id: &'a str,
    show_cover_pic: u8,
    url: String,
    thumb_url: String,
    need_open_comment: u8,
    only_fans_can_comment: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    image_info: Option<ImageInfo<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cover_info: Option<CoverInfo<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    product_info: Option<ProductInfo<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    is_deleted: Option<bool>,
}

#[derive(Debug, Serialize)]
struct ImageInfo<'a> {
    image_list: Vec<ImageItem<'a>>,
}

#[derive(Debug, Serialize)]
struct ImageItem<'a> {
    image_media_id: &'a str,
}

#[derive(Debug, Serialize)]
struct CoverInfo<'a> {
    crop_percent_list: &'a [Crop],
}

#[derive(Debug, Serialize)]
struct ProductInfo<'a> {
    footer_product_info: FooterProductInfo<'a>,
}

#[derive(Debug, Serialize)]
struct FooterProductInfo<'a> {
    product_key: &'a str,
}

impl<'a> Item<'a> {
    fn new(place: Place<'_>, mid: u64, position: usize, article: &'a Article, no_content: bool) -> Self {
        Self {
            article_type: None,
            title: &article.title,
            author: &article.author,
            digest: &article.digest,
            content: (!no_content).then_some(article.content.as_str()),
            content_source_url: &article.content_source_url,
            thumb_media_id: &article.cover.media_id,
            show_cover_pic: 0,
            url: place.article_url(mid, position, article),
            thumb_url: place.picture_url(&article.cover.path),
            need_open_comment: article.need_open_comment.into(),
            only_fans_can_comment: article.only_fans_can_comment.into(),
            image_info: None,
            cover_info: None,
            product_info: None,
            is_deleted: None,
        }
    }
}

impl<'a> NewsBody<'a> {
    /// A draft: with its type, pictures, crops and product.
    pub(crate) fn of_draft(place: Place<'_>, draft: &'a Draft, no_content: bool, knobs: &Knobs) -> Self {
        Self::new(draft, |position, article| {
            let mut item = Item::new(place, draft.mid, position, article, no_content);
            item.article_type = Some(article.kind);
            item.image_info = (article.kind == ArticleType::Newspic).then(|| ImageInfo {
                image_list: article
                    .images
                    .iter()
                    .map(|image| ImageItem { image_media_id: &image.media_id })
                    .collect(),
            });
            item.cover_info =
                knobs.return_cover_info.then_some(CoverInfo { crop_percent_list: &article.crops });
            item.product_info = article
                .product_key
                .as_deref()
                .map(|product_key| ProductInfo { footer_product_info: FooterProductInfo { product_key } });
            item
        })
    }

    /// Permanent news material: with `show_cover_pic` as it was sent.
    pub(crate) fn of_material(place: Place<'_>, news: &'a Draft) -> Self {
        Self::new(news, |position, article| Item {
            show_cover_pic: article.show_cover_pic.into(),
            ..Item::new(place, news.mid, position, article, false)
        })
    }

    /// A published article: a newspic comes without its type and pictures (docs/reference/wechat-api.md §7.4).
    pub(crate) fn of_published(place: Place<'_>, published: &'a Published, no_content: bool) -> Self {
        Self::new(&published.draft, |position, article| {
            let mut item = Item::new(place, published.mid, position, article, no_content);
            item.is_deleted = Some(published.deleted.get(position).copied().unwrap_or(false));
            item
        })
    }

    fn new(draft: &'a Draft, item: impl Fn(usize, &'a Article) -> Item<'a>) -> Self {
        Self {
            news_item: draft
                .articles
                .iter()
                .enumerate()
                .map(|(position, article)| item(position, article))
                .collect(),
            create_time: draft.create_time.as_second(),
            update_time: draft.update_time.as_second(),
        }
    }
}

/// One page of a list.
#[derive(Debug, Serialize)]
pub(crate) struct Page<T> {
    pub(crate) item: Vec<T>,
    pub(crate) total_count: usize,
    pub(crate) item_count: usize,
}

impl<T> Page<T> {
    pub(crate) fn new(item: Vec<T>, total_count: usize) -> Self {
        Self { item_count: item.len(), item, total_count }
    }
}

/// The empty `item` list that follows new ids.
pub(crate) const NO_ITEMS: &[Value] = &[];
