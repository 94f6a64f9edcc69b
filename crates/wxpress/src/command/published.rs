//! `wxpress published`.

use clap::Subcommand;
use wxpress_publish::Error;

use super::{Caller, Verb};
use crate::{answer::Answer, arguments::PageArguments};

/// What can be done with publications.
#[derive(Debug, Subcommand)]
pub(crate) enum PublishedVerb {
    /// List them, newest first.
    List {
        #[command(flatten)]
        page: PageArguments,
        /// Show the articles' content, too.
        #[arg(long)]
        with_content: bool,
    },
    /// Tell how one stands.
    Status { publish_id: String },
    /// Show one with its articles' content.
    Show { article_id: String },
    /// Delete one for good.
    Delete {
        article_id: String,
        /// Only this article, counted from 1; 0 for all of them.
        #[arg(long, default_value_t = 0)]
        index: u32,
    },
}

impl Verb for PublishedVerb {
    async fn run(self, Caller { app, choice, lang, .. }: &Caller) -> Result<Answer, Error> {
        let publications = app.publications();
        match self {
            Self::List { page, with_content } => {
                let (list, warnings) = publications.list(choice, page.into(), with_content).await?;
                Ok(Answer::of(&list)?.with(warnings))
            }
            Self::Status { publish_id } => {
                Answer::of(&publications.status(choice, &publish_id, *lang).await?)
            }
            Self::Show { article_id } => Answer::of(&publications.read(choice, &article_id).await?),
            Self::Delete { article_id, index } => {
                publications.delete(choice, &article_id, Some(index)).await?;
                Ok(Answer::done())
            }
        }
    }
}
