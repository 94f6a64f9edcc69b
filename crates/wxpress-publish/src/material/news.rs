//! News materials, which drafts took the place of in 2022 (docs/reference/wechat-api.md §5.7).

use serde::Deserialize;
use utoipa::ToSchema;
use wxpress_wechat::{
    MediaId,
    draft::DraftArticle,
    errcode::{API_UNSUPPORTED, INVALID_MEDIA_ID},
    material::NewsMaterial,
};

use super::{Materials, UploadedMaterial};
use crate::{
    account::AccountChoice,
    content,
    draft::{ArticleInput, DraftInput},
    error::{Error, Result},
    ledger::{self, Intent},
    loose,
    message::Code,
    warning::Warning,
};

/// An article of a news material.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NewsInput {
    /// The article, as in a draft.
    #[serde(flatten)]
    pub article: ArticleInput,
    /// Shows the cover above the text. `false` by default.
    #[serde(default, deserialize_with = "loose::flag")]
    pub show_cover_pic: Option<bool>,
}

impl Materials<'_> {
    /// Makes a news material of up to eight articles. The platform withdrew the call in 2022 and says so;
    /// [`Drafts::create`](crate::draft::Drafts::create) took its place.
    ///
    /// # Errors
    /// [`Code::NewsRetired`]; fields that the platform would refuse; its refusal.
    pub async fn add_news(
        &self,
        choice: &AccountChoice,
        articles: Vec<NewsInput>,
    ) -> Result<(UploadedMaterial, Vec<Warning>)> {
        let (articles, warnings) = self.news(articles).await?;
        let client = self.0.client(choice).await?;
        let intent = Intent {
            endpoint: "material/add_news".into(),
            request: serde_json::to_vec(&articles)
                .map_err(|error| Error::new(Code::Internal).because(error))?,
            subject: articles.first().map(|news| news.article.title.clone()).unwrap_or_default(),
        };
        let sender = client.clone();
        let call = async move { sender.material().add_news(&articles).await };
        let added = ledger::once(self.0, &client, intent, |id: &MediaId| Some(id.to_string()), call).await;
        let media_id = added.map_err(|error| retired(error, Code::UnknownPicture, ""))?;
        Ok((UploadedMaterial { media_id: media_id.to_string() }, warnings))
    }

    /// Replaces one article of a news material, `index` counted from 0. Withdrawn like [`Self::add_news`].
    ///
    /// # Errors
    /// [`Code::NewsRetired`]; fields that the platform would refuse; its refusal.
    pub async fn update_news(
        &self,
        choice: &AccountChoice,
        media_id: &str,
        index: usize,
        article: NewsInput,
    ) -> Result<Vec<Warning>> {
        let (articles, warnings) = self.news(vec![article]).await?;
        let client = self.0.client(choice).await?;
        for article in &articles {
            let updated = client.material().update_news(&MediaId::new(media_id), index, article).await;
            updated.map_err(|error| retired(error, Code::UnknownMaterial, media_id))?;
        }
        Ok(warnings)
    }

    async fn news(&self, inputs: Vec<NewsInput>) -> Result<(Vec<NewsMaterial>, Vec<Warning>)> {
        let covers: Vec<_> = inputs.iter().map(|news| news.show_cover_pic.unwrap_or(false)).collect();
        let articles = Some(inputs.into_iter().map(|news| news.article).collect());
        let input = DraftInput { articles, ..DraftInput::default() };
        let (articles, warnings) =
            content::off_thread(self.0, move |platform| input.into_articles(platform)).await?;
        let news = |(article, show_cover_pic): (DraftArticle, bool)| match article {
            DraftArticle::News(article) => Ok(NewsMaterial { article, show_cover_pic }),
            _ => Err(Error::new(Code::InvalidField).with("field", "articleType").with("problem", "news?")),
        };
        let articles: Result<_> = articles.into_iter().zip(covers).map(news).collect();
        Ok((articles?, warnings))
    }
}

fn retired(error: impl Into<Error>, unknown: Code, media_id: &str) -> Error {
    let error = error.into();
    match error.errcode() {
        Some(API_UNSUPPORTED) => error.recoded(Code::NewsRetired),
        _ => error.naming(INVALID_MEDIA_ID, unknown, "media_id", media_id),
    }
}
