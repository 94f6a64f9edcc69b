//! `wxpress draft`.

use clap::Subcommand;
use wxpress_publish::Error;

use super::{Caller, Verb};
use crate::{
    answer::Answer,
    arguments::{ArticleArguments, PageArguments},
};

/// What can be done with drafts.
#[derive(Debug, Subcommand)]
pub(crate) enum DraftVerb {
    /// Make one, of one article, or of up to eight with --json-input.
    Create(ArticleArguments),
    /// List them, newest first.
    List {
        #[command(flatten)]
        page: PageArguments,
        /// Show the articles' content, too.
        #[arg(long)]
        with_content: bool,
    },
    /// Count them.
    Count,
    /// Show one with its articles' content.
    Show { media_id: String },
    /// Replace one of its articles. Author, link, cover and comment switches that are left out stay.
    Update {
        media_id: String,
        /// Place of the article in the draft, counted from 0.
        #[arg(long, default_value_t = 0)]
        index: usize,
        #[command(flatten)]
        article: ArticleArguments,
    },
    /// Delete one for good.
    Delete { media_id: String },
    /// Hand one in for publication; `wxpress published status` tells what becomes of it.
    Publish { media_id: String },
    /// Tell whether the draft box is open, which every account's is by now.
    Switch {
        /// Open it, for good.
        #[arg(long)]
        open: bool,
    },
}

impl Verb for DraftVerb {
    async fn run(self, Caller { app, choice, .. }: &Caller) -> Result<Answer, Error> {
        let drafts = app.drafts();
        match self {
            Self::Create(article) => {
                let (created, warnings) = drafts.create(choice, article.draft().await?).await?;
                Ok(Answer::of(&created)?.with(warnings))
            }
            Self::List { page, with_content } => {
                let (list, warnings) = drafts.list(choice, page.into(), with_content).await?;
                Ok(Answer::of(&list)?.with(warnings))
            }
            Self::Count => Answer::of(&drafts.count(choice).await?),
            Self::Show { media_id } => Answer::of(&drafts.read(choice, &media_id).await?),
            Self::Update { media_id, index, article } => {
                let warnings = drafts.update(choice, &media_id, index, article.article().await?).await?;
                Ok(Answer::done().with(warnings))
            }
            Self::Delete { media_id } => {
                drafts.delete(choice, &media_id).await?;
                Ok(Answer::done())
            }
            Self::Switch { open: false } => Answer::of(&app.platform_calls().draft_switch(choice).await?),
            Self::Switch { open: true } => Answer::of(&app.platform_calls().open_drafts(choice).await?),
            Self::Publish { media_id } => Answer::of(&drafts.publish(choice, &media_id).await?),
        }
    }
}
