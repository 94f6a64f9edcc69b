//! An article, given by flags or as the gateway takes it.

use clap::Args;
use serde::{Deserialize, de::DeserializeOwned};
use wxpress_publish::{
    Code, Error,
    draft::{ArticleInput, DraftInput},
    field_name, json,
    material::NewsInput,
    partner::PartnerArticleInput,
};

use crate::source::Source;

/// An article.
#[derive(Debug, Args)]
pub(crate) struct ArticleArguments {
    /// Title.
    #[arg(long)]
    title: Option<String>,

    /// Author.
    #[arg(long)]
    author: Option<String>,

    /// Digest; the platform takes the beginning of the text where there is none.
    #[arg(long)]
    digest: Option<String>,

    /// Cover, a permanent picture; without it the first picture of the content that is one.
    #[arg(long, value_name = "MEDIA_ID")]
    cover: Option<String>,

    /// HTML of the content.
    #[arg(long, value_name = "FILE|-")]
    content: Option<Source>,

    /// Where 阅读原文 leads.
    #[arg(long, value_name = "URL")]
    source_url: Option<String>,

    /// Open comments.
    #[arg(long, overrides_with = "no_comments")]
    comments: bool,

    /// Close comments.
    #[arg(long, overrides_with = "comments")]
    no_comments: bool,

    /// Only followers may comment.
    #[arg(long)]
    fans_only: bool,

    /// All of it as a JSON object, as the gateway takes it.
    #[arg(long, value_name = "FILE|-", conflicts_with_all = ["title", "author", "digest", "cover", "content",
        "source_url", "comments", "no_comments", "fans_only"])]
    json_input: Option<Source>,
}

impl ArticleArguments {
    pub(crate) async fn draft(self) -> Result<DraftInput, Error> {
        match &self.json_input {
            Some(source) => read_json(source).await,
            None => Ok(DraftInput { article: self.article().await?, articles: None }),
        }
    }

    pub(crate) async fn article(self) -> Result<ArticleInput, Error> {
        if let Some(source) = &self.json_input {
            return read_json(source).await;
        }
        Ok(ArticleInput {
            content: self.content().await?,
            need_open_comment: self.open_comments(),
            only_fans_can_comment: self.fans_only.then_some(true),
            title: self.title,
            author: self.author,
            digest: self.digest,
            thumb_media_id: self.cover,
            content_source_url: self.source_url,
            ..ArticleInput::default()
        })
    }

    pub(crate) async fn partner_article(self, show_cover: bool) -> Result<PartnerArticleInput, Error> {
        let show_cover = show_cover.then_some(true);
        if let Some(source) = &self.json_input {
            let article: PartnerArticleInput = read_json(source).await?;
            return Ok(PartnerArticleInput {
                show_cover_pic: show_cover.or(article.show_cover_pic),
                ..article
            });
        }
        Ok(PartnerArticleInput {
            content: self.content().await?,
            need_open_comment: self.open_comments(),
            only_fans_can_comment: self.fans_only.then_some(true),
            title: self.title,
            author: self.author,
            digest: self.digest,
            thumb_media_id: self.cover,
            content_source_url: self.source_url,
            show_cover_pic: show_cover,
        })
    }

    pub(crate) async fn news(self, show_cover: bool) -> Result<Vec<NewsInput>, Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum News {
            Several { articles: Vec<NewsInput> },
            One(Box<NewsInput>),
        }
        match &self.json_input {
            Some(source) => Ok(match read_json(source).await? {
                News::Several { articles } => articles,
                News::One(article) => vec![*article],
            }),
            None => Ok(vec![self.news_article(show_cover).await?]),
        }
    }

    pub(crate) async fn news_article(self, show_cover: bool) -> Result<NewsInput, Error> {
        match &self.json_input {
            Some(source) => read_json(source).await,
            None => {
                Ok(NewsInput { article: self.article().await?, show_cover_pic: show_cover.then_some(true) })
            }
        }
    }

    async fn content(&self) -> Result<Option<String>, Error> {
        match &self.content {
            Some(source) => source.read_text().await.map(Some),
            None => Ok(None),
        }
    }

    fn open_comments(&self) -> Option<bool> {
        (self.comments || self.no_comments).then_some(self.comments)
    }
}

async fn read_json<T: DeserializeOwned>(source: &Source) -> Result<T, Error> {
    let invalid = |error: serde_json::Error| Error::new(Code::InvalidJson).with("problem", error);
    let body = json::from_slice(&source.read().await?).map_err(invalid)?;
    serde_json::from_value(field_name::in_camel_case(body)).map_err(invalid)
}
