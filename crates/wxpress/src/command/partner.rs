//! `wxpress partner`.

use clap::Subcommand;
use wxpress_publish::Error;

use super::{Caller, Verb};
use crate::{answer::Answer, arguments::ArticleArguments};

/// What there is of the 媒体API beside videos.
#[derive(Debug, Subcommand)]
pub(crate) enum PartnerVerb {
    /// Its articles.
    #[command(subcommand)]
    Article(ArticleVerb),
}

/// What can be done with articles of the 媒体API.
#[derive(Debug, Subcommand)]
pub(crate) enum ArticleVerb {
    /// Put one into the library, where it can be looked at before it is submitted.
    Upload {
        #[command(flatten)]
        article: ArticleArguments,
        /// Show the cover above the text.
        #[arg(long)]
        show_cover: bool,
    },
    /// Submit one to the review; what passes is published. 200 a day.
    Submit { media_id: String },
    /// Replace one that was not submitted yet.
    Update {
        media_id: String,
        /// Place of the article, counted from 1.
        #[arg(long, default_value_t = 1)]
        index: u64,
        #[command(flatten)]
        article: ArticleArguments,
        /// Show the cover above the text.
        #[arg(long)]
        show_cover: bool,
    },
    /// Delete one, published or not.
    Delete {
        media_id: String,
        /// Only this article, counted from 1; 0 for all of them.
        #[arg(long, default_value_t = 0)]
        index: u64,
    },
    /// Tell how one stands.
    Query { media_id: String },
}

impl Verb for PartnerVerb {
    async fn run(self, Caller { app, choice, lang, .. }: &Caller) -> Result<Answer, Error> {
        let Self::Article(verb) = self;
        let articles = app.partner_articles();
        match verb {
            ArticleVerb::Upload { article, show_cover } => {
                let input = article.partner_article(show_cover).await?;
                let (uploaded, warnings) = articles.upload(choice, input).await?;
                Ok(Answer::of(&uploaded)?.with(warnings))
            }
            ArticleVerb::Submit { media_id } => {
                let (submitted, warnings) = articles.submit(choice, &media_id).await?;
                Ok(Answer::of(&submitted)?.with(warnings))
            }
            ArticleVerb::Update { media_id, index, article, show_cover } => {
                let input = article.partner_article(show_cover).await?;
                let warnings = articles.update(choice, &media_id, Some(index), input).await?;
                Ok(Answer::done().with(warnings))
            }
            ArticleVerb::Delete { media_id, index } => {
                articles.delete(choice, &media_id, Some(index)).await?;
                Ok(Answer::done())
            }
            ArticleVerb::Query { media_id } => Answer::of(&articles.status(choice, &media_id, *lang).await?),
        }
    }
}
