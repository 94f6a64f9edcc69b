//! Drafts and articles as they are shown.

use serde::Serialize;
use utoipa::ToSchema;
use wxpress_wechat::{Page, draft::NewsItem, material::News};

use crate::picture::https;

/// A page of drafts.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DraftList {
    /// The drafts, newest first.
    pub items: Vec<DraftView>,
    /// All drafts of the account.
    pub total_count: u64,
    /// Drafts skipped.
    pub offset: u64,
    /// Drafts on this page.
    pub item_count: usize,
}

/// A draft.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DraftView {
    /// Its id.
    pub media_id: String,
    /// Its articles.
    pub articles: Vec<ArticleView>,
    /// Unix seconds; `null` where the platform does not say.
    pub create_time: Option<i64>,
    /// Unix seconds.
    pub update_time: i64,
}

/// An article as the platform gives it back.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ArticleView {
    /// `news` or `newspic`.
    pub article_type: String,
    /// Title.
    pub title: String,
    /// Author.
    pub author: String,
    /// Digest.
    pub digest: String,
    /// Content as the platform rewrote it; `null` in lists without content.
    pub content: Option<String>,
    /// Where 阅读原文 leads.
    pub content_source_url: String,
    /// Cover.
    pub thumb_media_id: Option<String>,
    /// URL of the cover.
    pub thumb_url: String,
    /// Preview page of a draft, permanent page of a publication.
    pub url: String,
    /// Whether readers may comment.
    pub need_open_comment: bool,
    /// Whether only followers may comment.
    pub only_fans_can_comment: bool,
    /// The pictures of a `newspic`.
    pub images: Vec<String>,
    /// Whether a published article was deleted since.
    pub is_deleted: bool,
}

pub(super) fn list(list: wxpress_wechat::draft::DraftList, page: Page) -> DraftList {
    let items: Vec<_> = list
        .item
        .into_iter()
        .map(|item| DraftView {
            update_time: item.update_time,
            ..draft(item.media_id.to_string(), item.content)
        })
        .collect();
    DraftList { total_count: list.total_count, offset: page.offset(), item_count: items.len(), items }
}

pub(super) fn draft(media_id: String, news: News) -> DraftView {
    DraftView {
        media_id,
        create_time: Some(news.create_time).filter(|time| *time != 0),
        update_time: news.update_time,
        articles: articles(news.news_item),
    }
}

pub(crate) fn articles(items: Vec<NewsItem>) -> Vec<ArticleView> {
    items.into_iter().map(article).collect()
}

fn article(item: NewsItem) -> ArticleView {
    let images = item.image_info.map(|info| info.image_list).unwrap_or_default();
    ArticleView {
        article_type: item.article_type.unwrap_or_else(|| "news".to_owned()),
        title: item.title,
        author: item.author,
        digest: item.digest,
        content: item.content,
        content_source_url: item.content_source_url,
        thumb_media_id: item.thumb_media_id.map(|id| id.to_string()),
        thumb_url: https(item.thumb_url),
        url: https(item.url),
        need_open_comment: item.need_open_comment,
        only_fans_can_comment: item.only_fans_can_comment,
        images: images.into_iter().map(|image| image.image_media_id.to_string()).collect(),
        is_deleted: item.is_deleted,
    }
}
