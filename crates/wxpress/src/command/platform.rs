//! `wxpress quota`, `rid`, `ips`, `callback` and `product`: the platform itself.

use clap::{Args, Subcommand};
use wxpress_publish::{
    Error,
    platform::{CallbackCheckInput, ProductCardInput, QuotaReset},
};

use super::{Caller, Verb};
use crate::answer::Answer;

/// What can be done with quotas.
#[derive(Debug, Subcommand)]
pub(crate) enum QuotaVerb {
    /// Tell how often a call may still be made.
    Show {
        /// The call, such as /cgi-bin/draft/add.
        path: String,
    },
    /// Reset the day's quota of a call (50 times a month), or of all calls (10 times a month).
    Clear {
        /// The call; all of them where none is named.
        path: Option<String>,
        /// Prove it by the AppSecret instead of a token, for when the quota of tokens is the trouble.
        #[arg(long)]
        by_secret: bool,
    },
}

/// What can be done with the callback URL.
#[derive(Debug, Subcommand)]
pub(crate) enum CallbackVerb {
    /// Ask the platform how it reaches the URL.
    Check {
        /// What to check: all, dns or ping.
        #[arg(long, default_value = "all")]
        action: String,
        /// From whose network: DEFAULT, CHINANET, UNICOM or CAP.
        #[arg(long, default_value = "DEFAULT")]
        operator: String,
    },
}

/// What can be done with products.
#[derive(Debug, Subcommand)]
pub(crate) enum ProductVerb {
    /// Get what shows a product in an article.
    Card {
        product_id: String,
        /// The article's type: news or newspic.
        #[arg(long, default_value = "news")]
        article_type: String,
        /// The card's: large, small, text or strip.
        #[arg(long, default_value = "large")]
        card_type: String,
    },
}

/// A request to look up.
#[derive(Debug, Args)]
pub(crate) struct Rid {
    /// Such as 61725984-6126f6f9-040f19c4.
    rid: String,
}

/// The platform's addresses.
#[derive(Debug, Args)]
pub(crate) struct Ips {}

impl Verb for QuotaVerb {
    async fn run(self, Caller { app, choice, .. }: &Caller) -> Result<Answer, Error> {
        let calls = app.platform_calls();
        match self {
            Self::Show { path } => Answer::of(&calls.quota(choice, &path).await?),
            Self::Clear { path, by_secret } => {
                calls.reset_quota(choice, QuotaReset { path, by_secret: Some(by_secret) }).await?;
                Ok(Answer::done())
            }
        }
    }
}

impl Verb for CallbackVerb {
    async fn run(self, Caller { app, choice, .. }: &Caller) -> Result<Answer, Error> {
        let Self::Check { action, operator } = self;
        let input = CallbackCheckInput { action: Some(action), operator: Some(operator) };
        Answer::of(&app.platform_calls().check_callback(choice, input).await?)
    }
}

impl Verb for ProductVerb {
    async fn run(self, Caller { app, choice, .. }: &Caller) -> Result<Answer, Error> {
        let Self::Card { product_id, article_type, card_type } = self;
        let input = ProductCardInput {
            product_id: Some(product_id),
            article_type: Some(article_type),
            card_type: Some(card_type),
        };
        Answer::of(&app.platform_calls().product_card(choice, input).await?)
    }
}

impl Verb for Rid {
    async fn run(self, Caller { app, choice, .. }: &Caller) -> Result<Answer, Error> {
        Answer::of(&app.platform_calls().request(choice, &self.rid).await?)
    }
}

impl Verb for Ips {
    async fn run(self, Caller { app, choice, .. }: &Caller) -> Result<Answer, Error> {
        Answer::of(&app.platform_calls().addresses(choice).await?)
    }
}
