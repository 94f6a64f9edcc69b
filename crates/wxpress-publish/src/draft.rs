//! Drafts: made, listed, read, changed, deleted, handed in for publication.

mod input;
mod view;

pub use input::{ArticleInput, DraftInput, ImageInfoInput, NewsPicImageInput};
use std::time::Duration;

use serde::Serialize;
use utoipa::ToSchema;
pub(crate) use view::articles;
pub use view::{ArticleView, DraftList, DraftView};
use wxpress_store::JobId;
use wxpress_wechat::{
    Client, MediaId,
    draft::DraftArticle,
    errcode::{API_UNAUTHORIZED, INVALID_MEDIA_ID, WITHOUT_COMMENTS},
    freepublish::Submitted,
    material::News,
};

use crate::{
    account::AccountChoice,
    app::App,
    content,
    error::{Error, Result},
    ledger::{self, Intent},
    message::{Code, Lang},
    page::PageQuery,
    picture::https,
    warning::Warning,
};

/// The call that makes a draft.
pub(crate) const ADD: &str = "draft/add";
/// The call that hands one in for publication.
pub(crate) const SUBMIT: &str = "freepublish/submit";

/// How long a new draft's preview link is waited for.
const MAX_PREVIEW_TIME: Duration = Duration::from_secs(8);

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
    /// Makes a draft and reads its preview link back. An article without a cover gets the first picture of its content
    /// as one; on an account without comments the draft is made without them. Both are told as warnings.
    ///
    /// # Errors
    /// Fields that the platform would refuse, found before anything is sent; then the platform's refusal; then
    /// [`Code::OutcomeUnknown`].
    pub async fn create(
        &self,
        choice: &AccountChoice,
        input: DraftInput,
    ) -> Result<(CreatedDraft, Vec<Warning>)> {
        let checked = content::off_thread(self.0, move |platform| input.into_articles(platform));
        let (mut articles, mut warnings) = checked.await?;
        let client = self.0.client(choice).await?;
        self.cover_uncovered(&client, &mut articles, &mut warnings).await?;

        let media_id = self.add_with_comments_if_possible(&client, &mut articles, None, &mut warnings).await;
        let media_id = match media_id {
            Err(error) if error.code() == Code::UnknownPicture => {
                self.forget_pictures(&client, &articles).await;
                return Err(error);
            }
            added => added?,
        };
        let news = read_back(&client, &media_id, &mut warnings).await;
        let first = news.and_then(|news| news.news_item.into_iter().next());
        let preview_url = first.filter(|item| !item.url.is_empty()).map(|item| https(item.url));
        Ok((CreatedDraft { media_id: media_id.to_string(), preview_url }, warnings))
    }

    /// Makes a draft, for a job where there is one; on an account without comments without them, which is told.
    ///
    /// # Errors
    /// The platform's refusal, [`Code::UnknownPicture`] where it does not know a picture; [`Code::OutcomeUnknown`].
    pub(crate) async fn add_with_comments_if_possible(
        &self,
        client: &Client,
        articles: &mut [DraftArticle],
        job: Option<JobId>,
        warnings: &mut Vec<Warning>,
    ) -> Result<MediaId> {
        match self.add(client, articles, job).await {
            Err(error) if error.errcode() == Some(WITHOUT_COMMENTS) && close_comments(articles) => {
                warnings.push(Warning::new(Code::CommentsOff));
                self.add(client, articles, job).await
            }
            added => added,
        }
    }

    async fn add(&self, client: &Client, articles: &[DraftArticle], job: Option<JobId>) -> Result<MediaId> {
        let intent = Intent {
            endpoint: ADD.into(),
            request: match job {
                Some(job) => ledger::of_job(job),
                None => {
                    serde_json::to_vec(articles).map_err(|error| Error::new(Code::Internal).because(error))?
                }
            },
            subject: articles.first().map(input::title).unwrap_or_default().to_owned(),
        };
        let (sender, sent) = (client.clone(), articles.to_vec());
        let call = async move { sender.draft().add(&sent).await };
        let added = ledger::once(self.0, client, intent, |id| Some(id.to_string()), call).await;
        added.map_err(picture_refused)
    }

    /// Forgets the pictures of articles, one of which the platform does not know: their next upload is sent anew.
    pub(crate) async fn forget_pictures(&self, client: &Client, articles: &[DraftArticle]) {
        for media_id in articles.iter().flat_map(input::pictures) {
            self.0.pictures().forget(client, media_id).await;
        }
    }

    /// Replaces the articles of a draft, one after the other.
    ///
    /// # Errors
    /// As [`Self::add_with_comments_if_possible`], but for an unknown outcome: it may be repeated.
    pub(crate) async fn update_all(
        &self,
        client: &Client,
        media_id: &MediaId,
        articles: &mut [DraftArticle],
        warnings: &mut Vec<Warning>,
    ) -> Result<()> {
        for (index, article) in articles.iter_mut().enumerate() {
            self.replace(client, media_id, index, article, warnings).await?;
        }
        Ok(())
    }

    /// Replaces one article of a draft.
    async fn replace(
        &self,
        client: &Client,
        media_id: &MediaId,
        index: usize,
        article: &mut DraftArticle,
        warnings: &mut Vec<Warning>,
    ) -> Result<()> {
        let draft = client.draft();
        let mut updated = draft.update(media_id, index, article).await;
        if updated.as_ref().is_err_and(|error| error.errcode() == Some(WITHOUT_COMMENTS))
            && close_comments(std::slice::from_mut(article))
        {
            updated = draft.update(media_id, index, article).await;
            warnings.push(Warning::new(Code::CommentsOff));
        }
        // The draft was just read, so what is unknown is a picture.
        updated.map_err(|error| picture_refused(error.into()))
    }

    async fn cover_uncovered(
        &self,
        client: &Client,
        articles: &mut [DraftArticle],
        warnings: &mut Vec<Warning>,
    ) -> Result<()> {
        for (at, article) in articles.iter_mut().enumerate() {
            let DraftArticle::News(article) = article else { continue };
            if !article.thumb_media_id.as_str().is_empty() {
                continue;
            }
            let html = article.content.clone();
            let first =
                content::off_thread(self.0, move |platform| Ok(content::first_own_picture(platform, &html)))
                    .await?;
            let cover = match first {
                Some(url) => self.0.pictures().find(client, &url).await?,
                None => None,
            };
            article.thumb_media_id =
                cover.ok_or_else(|| Error::new(Code::NoCover).with("field", format!("articles[{at}]")))?;
            warnings.push(Warning::new(Code::CoverFromContent));
        }
        Ok(())
    }

    /// Lists drafts, newest first, without the articles' content unless it is asked for.
    pub async fn list(
        &self,
        choice: &AccountChoice,
        page: PageQuery,
        with_content: bool,
    ) -> Result<(DraftList, Vec<Warning>)> {
        let mut warnings = Vec::new();
        let page = page.page(&mut warnings)?;
        let list = self.0.client(choice).await?.draft().list(page, with_content).await?;
        Ok((view::list(list, page), warnings))
    }

    /// Counts the drafts.
    pub async fn count(&self, choice: &AccountChoice) -> Result<DraftCount> {
        let total_count = self.0.client(choice).await?.draft().count().await?;
        Ok(DraftCount { total_count })
    }

    /// Reads a draft with its articles' content.
    pub async fn read(&self, choice: &AccountChoice, media_id: &str) -> Result<DraftView> {
        let client = self.0.client(choice).await?;
        let news =
            client.draft().fetch(&MediaId::new(media_id)).await.map_err(|error| refused(error, media_id))?;
        Ok(view::draft(media_id.to_owned(), news))
    }

    /// Replaces one article of a draft, by its `index` from 0. Title and content are given; author, link, cover and
    /// comment switches that are left out stay; a digest that is left out is made anew by the platform.
    pub async fn update(
        &self,
        choice: &AccountChoice,
        media_id: &str,
        index: usize,
        input: ArticleInput,
    ) -> Result<Vec<Warning>> {
        let client = self.0.client(choice).await?;
        let id = MediaId::new(media_id);
        let current = client.draft().fetch(&id).await.map_err(|error| refused(error, media_id))?;
        let current = current.news_item.into_iter().nth(index);
        let checked = content::off_thread(self.0, move |platform| {
            let mut warnings = Vec::new();
            Ok(([input.over(current).into_article(platform, "", &mut warnings)?], warnings))
        });
        let (mut article, mut warnings) = checked.await?;
        self.cover_uncovered(&client, &mut article, &mut warnings).await?;
        let [article] = &mut article;
        let replaced = self.replace(&client, &id, index, article, &mut warnings).await;
        if replaced.as_ref().is_err_and(|error| error.code() == Code::UnknownPicture) {
            self.forget_pictures(&client, std::slice::from_ref(article)).await;
        }
        replaced.map(|()| warnings)
    }

    /// Deletes a draft for good.
    pub async fn delete(&self, choice: &AccountChoice, media_id: &str) -> Result<()> {
        let client = self.0.client(choice).await?;
        let (sender, id) = (client.clone(), MediaId::new(media_id));
        let call = async move { sender.draft().delete(&id).await };
        let deleted = ledger::once(self.0, &client, by_id("draft/delete", media_id), |()| None, call).await;
        deleted.map_err(|error| refused(error, media_id))
    }

    /// Hands a draft in for publication. Its status is asked for by the `publishId`.
    pub async fn publish(&self, choice: &AccountChoice, media_id: &str) -> Result<SubmittedDraft> {
        self.publish_for(choice, media_id, None).await
    }

    /// The same, for a job where there is one.
    pub(crate) async fn publish_for(
        &self,
        choice: &AccountChoice,
        media_id: &str,
        job: Option<JobId>,
    ) -> Result<SubmittedDraft> {
        let client = self.0.client(choice).await?;
        let (sender, id) = (client.clone(), MediaId::new(media_id));
        let call = async move { sender.freepublish().submit(&id).await };
        let result = |submitted: &Submitted| Some(submitted.publish_id.to_string());
        let intent = by_id(SUBMIT, media_id);
        let request = job.map_or(intent.request, ledger::of_job);
        let intent = Intent { request, ..intent };
        let submitted = ledger::once(self.0, &client, intent, result, call).await;
        let submitted = submitted.map_err(|error| match error.errcode() {
            Some(API_UNAUTHORIZED) => error.recoded(Code::MayNotPublish),
            _ => refused(error, media_id),
        })?;
        Ok(SubmittedDraft {
            publish_id: submitted.publish_id.to_string(),
            msg_data_id: submitted.msg_data_id.map(|id| id.to_string()),
        })
    }
}

/// Reads a draft just made. It exists whatever becomes of this reading, so its maker is not kept waiting for long.
pub(crate) async fn read_back(
    client: &Client,
    media_id: &MediaId,
    warnings: &mut Vec<Warning>,
) -> Option<News> {
    let problem = match tokio::time::timeout(MAX_PREVIEW_TIME, client.draft().fetch(media_id)).await {
        Ok(Ok(news)) if news.news_item.first().is_some_and(|item| !item.url.is_empty()) => return Some(news),
        Ok(Ok(news)) => {
            warnings.push(Warning::new(Code::PreviewUnavailable).with("problem", "no link"));
            return Some(news);
        }
        Ok(Err(error)) => Error::from(error).message(Lang::En),
        Err(_) => "timed out".to_owned(),
    };
    warnings.push(Warning::new(Code::PreviewUnavailable).with("problem", problem));
    None
}

/// Tells that the platform does not know a picture that was named.
fn picture_refused(error: Error) -> Error {
    if error.errcode() == Some(INVALID_MEDIA_ID) { error.recoded(Code::UnknownPicture) } else { error }
}

/// Tells a draft that the platform does not know by its id.
fn refused(error: impl Into<Error>, media_id: &str) -> Error {
    error.into().naming(INVALID_MEDIA_ID, Code::UnknownDraft, "media_id", media_id)
}

fn by_id(endpoint: &'static str, media_id: &str) -> Intent {
    Intent { endpoint: endpoint.into(), request: media_id.as_bytes().to_vec(), subject: media_id.to_owned() }
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
