//! `wxpress webhook`.

use clap::Subcommand;
use wxpress_publish::{Error, webhook::WebhookInput};

use super::{Caller, Verb};
use crate::{answer::Answer, source::Source};

/// What can be done with webhooks.
#[derive(Debug, Subcommand)]
pub(crate) enum WebhookVerb {
    /// List them, oldest first.
    List,
    /// Post the ends of jobs and publications there from now on, signed as Standard Webhooks has it. Shows the secret,
    /// this once.
    Add {
        url: String,
        /// File with a secret of one's own; one is made without it.
        #[arg(long, value_name = "FILE|-")]
        secret_file: Option<Source>,
    },
    /// Remove one.
    Remove { id: String },
    /// Try one out: the gateway tells it `webhook.test`.
    Test { id: String },
    /// List what one was told, newest first, and what became of it.
    Deliveries { id: String },
}

impl Verb for WebhookVerb {
    async fn run(self, Caller { app, .. }: &Caller) -> Result<Answer, Error> {
        let webhooks = app.webhooks();
        match self {
            Self::List => Answer::of(&webhooks.list().await?),
            Self::Add { url, secret_file } => {
                let secret = match secret_file {
                    Some(file) => Some(file.read_secret().await?),
                    None => None,
                };
                Answer::of(&webhooks.add(WebhookInput { url: Some(url), secret }).await?)
            }
            Self::Remove { id } => {
                webhooks.remove(&id).await?;
                Ok(Answer::done())
            }
            Self::Test { id } => {
                webhooks.test(&id).await?;
                Ok(Answer::done())
            }
            Self::Deliveries { id } => Answer::of(&webhooks.deliveries(&id).await?),
        }
    }
}
