//! Drafts: made, listed, read, changed, deleted, handed in for publication.

mod content;
mod input;
mod view;

pub use input::{ArticleInput, DraftInput, ImageInfoInput, NewsPicImageInput};
use serde::Serialize;
use utoipa::ToSchema;
pub(crate) use view::articles;
pub use view::{ArticleView, DraftList, DraftView};
use wxpress_wechat::{Client, MediaId, draft::DraftArticle, freepublish::Submitted};

use crate::{
    account::AccountChoice,
    app::App,
    error::{Error, Result},
    ledger::{self, Intent},
    message::{Code, Lang},
    page::PageQuery,
    picture,
    warning::Warning,
};

/// The account has no comments.
const WITHOUT_COMMENTS: i64 = 88000;
/// An id, here the cover's, is unknown.
const INVALID_MEDIA_ID: i64 = 40007;

/// Drafts.
#[derive(Debug, Clone, Copy)]
pub struct Drafts<'a>(pub(crate) &'a App);

/// A draft just made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CreatedDraft {
    /// Its id, until it is published.
    #[schema(example = "zUUtT8ZYeXzZ4slFbtnAkpgGKyqnTsjtUvMdVBRWJVk")]
    pub media_id: String,
    /// A temporary link to its first article, for looking at it; `null` where it could not be read back.
    #[schema(example = "https://mp.weixin.qq.com/s?__biz=…&mid=100000006&idx=1&sn=…#rd")]
    pub preview_url: Option<String>,
}

/// A draft handed in for publication.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SubmittedDraft {
    /// Asks for the publication's status.
    #[schema(example = "2247483655")]
    pub publish_id: String,
    /// Id for comments, where the platform sends it.
    pub msg_data_id: Option<String>,
}

/// A number of drafts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DraftCount {
    /// All drafts of the account.
    pub total_count: u64,
}

impl Drafts<'_> {
    /// Makes a draft and reads its preview link back. Without a cover a plain one is used; on an account without
    /// comments the draft is made without them. Both are told as warnings.
    ///
    /// # Errors
    /// Fields that the platform would refuse, found before anything is sent; then the platform's refusal; then
    /// [`Code::OutcomeUnknown`].
    pub async fn create(
        &self,
        choice: &AccountChoice,
        input: DraftInput,
    ) -> Result<(CreatedDraft, Vec<Warning>)> {
        let (mut articles, mut warnings) = input.into_articles(&self.0.platform)?;
        let client = self.0.client(choice).await?;
        self.cover_uncovered(&client, &mut articles, &mut warnings).await?;

        let media_id = match self.add(&client, &articles).await {
            Err(error) if error.errcode() == Some(WITHOUT_COMMENTS) && close_comments(&mut articles) => {
                warnings.push(Warning::new(Code::CommentsOff));
                self.add(&client, &articles).await?
            }
            added => added?,
        };
        let preview_url = match client.draft().fetch(&media_id).await {
            Ok(news) => news.news_item.into_iter().next().map(|item| picture::secure(&client, item.url)),
            Err(error) => {
                let problem = Error::from(error).message(Lang::En);
                warnings.push(Warning::new(Code::PreviewUnavailable).with("problem", problem));
                None
            }
        };
        Ok((CreatedDraft { media_id: media_id.to_string(), preview_url }, warnings))
    }

    async fn add(&self, client: &Client, articles: &[DraftArticle]) -> Result<MediaId> {
        let intent = Intent {
            endpoint: "draft/add",
            request: serde_json::to_vec(articles)
                .map_err(|error| Error::new(Code::Internal).because(error))?,
            subject: articles.first().map(input::title).unwrap_or_default().to_owned(),
        };
        let (sender, sent) = (client.clone(), articles.to_vec());
        let call = async move { sender.draft().add(&sent).await };
        let added = ledger::once(&self.0.store, client, intent, |id| Some(id.to_string()), call).await;
        if added.as_ref().is_err_and(|error| error.errcode() == Some(INVALID_MEDIA_ID)) {
            for media_id in articles.iter().flat_map(input::pictures) {
                self.0.pictures().forget(client, media_id).await;
            }
        }
        added
    }

    async fn cover_uncovered(
        &self,
        client: &Client,
        articles: &mut [DraftArticle],
        warnings: &mut Vec<Warning>,
    ) -> Result<()> {
        for article in articles {
            if let DraftArticle::News(article) = article
                && article.thumb_media_id.as_str().is_empty()
            {
                let cover = wxpress_image::plain_cover()?;
                let (cover, _) = self.0.pictures().upload_for(client, cover.into()).await?;
                article.thumb_media_id = MediaId::new(cover.media_id);
                if warnings.iter().all(|warning| warning.code() != Code::DefaultCover) {
                    warnings.push(Warning::new(Code::DefaultCover));
                }
            }
        }
        Ok(())
    }

    /// Lists drafts, newest first, without the articles' content unless it is asked for.
    pub async fn list(
        &self,
        choice: &AccountChoice,
        page: PageQuery,
        with_content: bool,
    ) -> Result<DraftList> {
        let page = page.page()?;
        let client = self.0.client(choice).await?;
        let list = client.draft().list(page, with_content).await?;
        Ok(view::list(&client, list, page))
    }

    /// Counts the drafts.
    pub async fn count(&self, choice: &AccountChoice) -> Result<DraftCount> {
        let total_count = self.0.client(choice).await?.draft().count().await?;
        Ok(DraftCount { total_count })
    }

    /// Reads a draft with its articles' content.
    pub async fn read(&self, choice: &AccountChoice, media_id: &str) -> Result<DraftView> {
        let client = self.0.client(choice).await?;
        let news = client.draft().fetch(&MediaId::new(media_id)).await?;
        Ok(view::draft(&client, media_id.to_owned(), news))
    }

    /// Replaces one article of a draft, by its `index` from 0. A cover that is left out stays.
    pub async fn update(
        &self,
        choice: &AccountChoice,
        media_id: &str,
        index: usize,
        input: ArticleInput,
    ) -> Result<Vec<Warning>> {
        let mut warnings = Vec::new();
        let mut article = input.into_article(&self.0.platform, "", &mut warnings)?;
        let client = self.0.client(choice).await?;
        let media_id = MediaId::new(media_id);
        if let DraftArticle::News(news) = &mut article
            && news.thumb_media_id.as_str().is_empty()
        {
            let current = client.draft().fetch(&media_id).await?.news_item.into_iter().nth(index);
            news.thumb_media_id = current.and_then(|item| item.thumb_media_id).unwrap_or_default();
        }
        match client.draft().update(&media_id, index, &article).await {
            Err(error)
                if error.errcode() == Some(WITHOUT_COMMENTS)
                    && close_comments(std::slice::from_mut(&mut article)) =>
            {
                client.draft().update(&media_id, index, &article).await?;
                warnings.push(Warning::new(Code::CommentsOff));
            }
            updated => updated?,
        }
        Ok(warnings)
    }

    /// Deletes a draft for good.
    pub async fn delete(&self, choice: &AccountChoice, media_id: &str) -> Result<()> {
        let client = self.0.client(choice).await?;
        let (sender, id) = (client.clone(), MediaId::new(media_id));
        let call = async move { sender.draft().delete(&id).await };
        ledger::once(&self.0.store, &client, by_id("draft/delete", media_id), |()| None, call).await
    }

    /// Hands a draft in for publication. Its status is asked for by the `publishId`.
    pub async fn publish(&self, choice: &AccountChoice, media_id: &str) -> Result<SubmittedDraft> {
        let client = self.0.client(choice).await?;
        let (sender, id) = (client.clone(), MediaId::new(media_id));
        let call = async move { sender.freepublish().submit(&id).await };
        let result = |submitted: &Submitted| Some(submitted.publish_id.to_string());
        let submitted =
            ledger::once(&self.0.store, &client, by_id("freepublish/submit", media_id), result, call).await?;
        Ok(SubmittedDraft {
            publish_id: submitted.publish_id.to_string(),
            msg_data_id: submitted.msg_data_id.map(|id| id.to_string()),
        })
    }
}

fn by_id(endpoint: &'static str, media_id: &str) -> Intent {
    Intent { endpoint, request: media_id.as_bytes().to_vec(), subject: media_id.to_owned() }
}

/// Closes comments; says whether any were open.
fn close_comments(articles: &mut [DraftArticle]) -> bool {
    let mut changed = false;
    for article in articles {
        if let Some(open) = input::comments(article) {
            changed |= std::mem::take(open);
        }
    }
    changed
}
