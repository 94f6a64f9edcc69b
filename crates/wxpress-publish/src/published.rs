//! Publications: their status, their articles, their end.

use serde::Serialize;
use utoipa::ToSchema;
use wxpress_wechat::{
    ArticleId, PublishId,
    errcode::{INVALID_ARGUMENT, INVALID_ARTICLE_ID},
    freepublish::PublishState,
};

use crate::{
    account::AccountChoice,
    app::App,
    draft::ArticleView,
    error::{Error, Result},
    ledger::{self, Intent},
    message::{Code, Filled, Lang},
    page::PageQuery,
    picture::https,
    warning::Warning,
};

/// Publications.
#[derive(Debug, Clone, Copy)]
pub struct Publications<'a>(pub(crate) &'a App);

/// How a publication stands.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PublicationStatus {
    /// The publication.
    pub publish_id: String,
    /// `published`, `publishing`, `originality_failed`, `publish_failed`, `review_refused`, `deleted_by_owner`,
    /// `banned` or `unknown_state`.
    pub status: &'static str,
    /// The platform's number, 0 to 6.
    pub status_code: i64,
    /// The status in words.
    pub message: String,
    /// Whether it will not change by itself any more.
    #[serde(rename = "final")]
    pub is_final: bool,
    /// Id of the published articles, once published.
    pub article_id: Option<String>,
    /// The published articles, once published.
    pub articles: Vec<PublishedUrl>,
    /// The articles that failed, counted from 1.
    pub failed_indexes: Vec<u32>,
}

/// Where a published article is.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PublishedUrl {
    /// Its place in the publication, counted from 1.
    pub index: u32,
    /// Its permanent URL.
    pub url: String,
}

/// A page of publications.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PublicationList {
    /// The publications, newest first.
    pub items: Vec<PublicationView>,
    /// All publications of the account.
    pub total_count: u64,
    /// Publications skipped.
    pub offset: u64,
    /// Publications on this page.
    pub item_count: usize,
}

/// A publication.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PublicationView {
    /// Its id.
    pub article_id: String,
    /// Its articles.
    pub articles: Vec<ArticleView>,
    /// Unix seconds; `null` where the platform does not say.
    pub create_time: Option<i64>,
    /// Unix seconds.
    pub update_time: i64,
}

impl Publications<'_> {
    /// How a publication stands, told in `lang`. A new account may ask 100 times a day.
    pub async fn status(
        &self,
        choice: &AccountChoice,
        publish_id: &str,
        lang: Lang,
    ) -> Result<PublicationStatus> {
        let client = self.0.client(choice).await?;
        let status = client.freepublish().status(&PublishId::new(publish_id)).await.map_err(|error| {
            Error::from(error).naming(INVALID_ARGUMENT, Code::UnknownPublication, "publish_id", publish_id)
        })?;
        let code = code(status.state);
        let args = [("state", status.state.code().to_string())];
        let url = |article: wxpress_wechat::freepublish::PublishedUrl| PublishedUrl {
            index: article.idx,
            url: https(article.article_url),
        };
        Ok(PublicationStatus {
            publish_id: status.publish_id.to_string(),
            status: code.as_str(),
            status_code: status.state.code(),
            message: Filled(code.template(lang), &args).to_string(),
            is_final: status.state.is_final(),
            article_id: status.article_id.map(|id| id.to_string()),
            articles: status.articles.into_iter().map(url).collect(),
            failed_indexes: status.fail_idx,
        })
    }

    /// Lists publications, newest first, without the articles' content unless it is asked for.
    pub async fn list(
        &self,
        choice: &AccountChoice,
        page: PageQuery,
        with_content: bool,
    ) -> Result<(PublicationList, Vec<Warning>)> {
        let mut warnings = Vec::new();
        let page = page.page(&mut warnings)?;
        let list = self.0.client(choice).await?.freepublish().list(page, with_content).await?;
        let view = |item: wxpress_wechat::freepublish::PublishedItem| PublicationView {
            article_id: item.article_id.to_string(),
            create_time: Some(item.content.create_time).filter(|time| *time != 0),
            // Older answers have the time inside only.
            update_time: if item.update_time == 0 { item.content.update_time } else { item.update_time },
            articles: crate::draft::articles(item.content.news_item),
        };
        let items: Vec<_> = list.item.into_iter().map(view).collect();
        let list = PublicationList {
            total_count: list.total_count,
            offset: page.offset(),
            item_count: items.len(),
            items,
        };
        Ok((list, warnings))
    }

    /// Reads a publication with its articles' content.
    pub async fn read(&self, choice: &AccountChoice, article_id: &str) -> Result<PublicationView> {
        let client = self.0.client(choice).await?;
        let news = client.freepublish().fetch(&ArticleId::new(article_id)).await;
        let news = news.map_err(|error| refused(error, article_id))?;
        Ok(PublicationView {
            article_id: article_id.to_owned(),
            create_time: Some(news.create_time).filter(|time| *time != 0),
            update_time: news.update_time,
            articles: crate::draft::articles(news.news_item),
        })
    }

    /// Deletes a published article for good: the `index`-th of its publication counted from 1, or all of them.
    pub async fn delete(&self, choice: &AccountChoice, article_id: &str, index: Option<u32>) -> Result<()> {
        let client = self.0.client(choice).await?;
        let (sender, id) = (client.clone(), ArticleId::new(article_id));
        let call = async move { sender.freepublish().delete(&id, index).await };
        let intent = Intent {
            endpoint: "freepublish/delete".into(),
            request: format!("{article_id} {}", index.unwrap_or(0)).into_bytes(),
            subject: article_id.to_owned(),
        };
        let deleted = ledger::once(self.0, &client, intent, |()| None, call).await;
        deleted.map_err(|error| refused(error, article_id))
    }
}

/// Tells an article that the platform does not know by its id.
fn refused(error: impl Into<Error>, article_id: &str) -> Error {
    error.into().naming(INVALID_ARTICLE_ID, Code::UnknownArticle, "article_id", article_id)
}

pub(crate) fn code(state: PublishState) -> Code {
    match state {
        PublishState::Published => Code::Published,
        PublishState::Publishing => Code::Publishing,
        PublishState::OriginalityFailed => Code::OriginalityFailed,
        PublishState::Failed => Code::PublishFailed,
        PublishState::ReviewRefused => Code::ReviewRefused,
        PublishState::DeletedByOwner => Code::DeletedByOwner,
        PublishState::Banned => Code::Banned,
        _ => Code::UnknownState,
    }
}
