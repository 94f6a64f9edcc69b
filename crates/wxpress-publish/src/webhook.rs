//! Webhooks: other programs are told of the ends of jobs and publications.

mod event;
mod sending;
mod signature;

use base64::{Engine as _, prelude::BASE64_STANDARD};
pub(crate) use event::{job_ended, publication_ended};
use jiff::Timestamp;
use reqwest::Url;
use secrecy::{ExposeSecret as _, SecretString};
pub(crate) use sending::{Sender, run};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use wxpress_store::{Delivery, DeliveryState, NewDelivery, Webhook, WebhookId};

use crate::{
    app::App,
    error::{Error, Result},
    loose,
    message::Code,
};

/// Most webhooks.
const MAX_WEBHOOKS: usize = 20;
/// Longest address, in characters.
const MAX_URL_CHARS: usize = 2000;
/// Shortest secret of one's own, in characters.
const MIN_SECRET_CHARS: usize = 16;
/// Longest secret, in characters.
const MAX_SECRET_CHARS: usize = 200;
/// Tellings on a list.
const LISTED: u32 = 50;

/// Webhooks.
#[derive(Debug, Clone, Copy)]
pub struct Webhooks<'a>(pub(crate) &'a App);

/// A webhook to add.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct WebhookInput {
    /// Where events are posted to, `http` or `https`.
    #[serde(default, deserialize_with = "loose::text")]
    #[schema(example = "https://example.com/hooks/wxpress")]
    pub url: Option<String>,
    /// What events are signed with, 16 to 200 characters; one is made where none is given. `whsec_` and Base64, as
    /// Standard Webhooks has it, or any other text.
    #[serde(default, deserialize_with = "loose::text")]
    #[schema(write_only)]
    pub secret: Option<String>,
}

impl std::fmt::Debug for WebhookInput {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("WebhookInput").field("url", &self.url).finish_non_exhaustive()
    }
}

/// A webhook.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct WebhookView {
    /// Its id.
    pub id: String,
    /// Where events are posted to.
    pub url: String,
    /// What events are signed with: shown once, when it is added; `***` later.
    pub secret: String,
    /// Unix seconds.
    pub created_at: i64,
}

/// What became of telling an event to a webhook.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeliveryView {
    /// Its id, which the receiver gets as `webhook-id`.
    pub id: String,
    /// What happened: `job.done`, `job.failed`, `job.cancelled`, `job.needs_attention`, `publication.ended`,
    /// `webhook.test`.
    #[schema(example = "job.done")]
    pub event: String,
    /// `waiting`, `done`, or `failed` where it was given up.
    pub state: &'static str,
    /// How often it was tried.
    pub attempts: u32,
    /// HTTP status of the last answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// Why it was not taken last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
    /// When it is next tried, in unix seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_at: Option<i64>,
    /// When the event happened, in unix seconds.
    pub created_at: i64,
    /// When it was taken or given up, in unix seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<i64>,
}

impl Webhooks<'_> {
    /// Adds a webhook; its view shows its secret, this once.
    ///
    /// # Errors
    /// [`Code::MissingField`], [`Code::InvalidField`], [`Code::TooLong`]; [`Code::TooManyWebhooks`].
    pub async fn add(&self, input: WebhookInput) -> Result<WebhookView> {
        let url = input.url.ok_or_else(|| Error::new(Code::MissingField).with("field", "url"))?;
        too_long("url", &url, MAX_URL_CHARS)?;
        let is_web = Url::parse(&url).is_ok_and(|url| matches!(url.scheme(), "http" | "https"));
        if !is_web {
            return Err(invalid("url", "http://, https://"));
        }
        let secret = match input.secret {
            None => made_secret(),
            Some(secret) => {
                too_long("secret", &secret, MAX_SECRET_CHARS)?;
                let is_short = secret.chars().count() < MIN_SECRET_CHARS;
                if is_short || signature::key(&secret).is_none() {
                    return Err(invalid("secret", "16…200; whsec_ + Base64"));
                }
                secret
            }
        };
        if self.0.store.load_webhooks().await?.len() >= MAX_WEBHOOKS {
            return Err(Error::new(Code::TooManyWebhooks).with("limit", MAX_WEBHOOKS));
        }
        let webhook = self.0.store.insert_webhook(&url, SecretString::from(secret)).await?;
        let secret = webhook.secret.expose_secret().to_owned();
        Ok(WebhookView { secret, ..view(webhook) })
    }

    /// All webhooks, oldest first.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn list(&self) -> Result<Vec<WebhookView>> {
        Ok(self.0.store.load_webhooks().await?.into_iter().map(view).collect())
    }

    /// Forgets a webhook and what it was told.
    ///
    /// # Errors
    /// [`Code::UnknownWebhook`].
    pub async fn remove(&self, id: &str) -> Result<()> {
        if self.0.store.delete_webhook(parse(id)?).await? { Ok(()) } else { Err(unknown(id)) }
    }

    /// Tells a webhook that nothing happened, to try it out.
    ///
    /// # Errors
    /// [`Code::UnknownWebhook`].
    pub async fn test(&self, id: &str) -> Result<()> {
        let webhook = self.known(id).await?;
        let now = self.0.clock.now();
        let body = event::body("webhook.test", now, &serde_json::json!({}))?;
        let delivery = NewDelivery { webhook, event: "webhook.test".to_owned(), body };
        self.0.store.insert_deliveries(&[delivery], now).await?;
        self.0.telling_added.notify_one();
        Ok(())
    }

    /// What a webhook was told, the 50 newest, newest first.
    ///
    /// # Errors
    /// [`Code::UnknownWebhook`].
    pub async fn deliveries(&self, id: &str) -> Result<Vec<DeliveryView>> {
        let webhook = self.known(id).await?;
        let deliveries = self.0.store.load_deliveries(webhook, LISTED).await?;
        Ok(deliveries.into_iter().map(DeliveryView::from).collect())
    }

    async fn known(&self, id: &str) -> Result<WebhookId> {
        let webhook = parse(id)?;
        let known = self.0.store.load_webhooks().await?;
        known.iter().any(|known| known.id == webhook).then_some(webhook).ok_or_else(|| unknown(id))
    }
}

impl From<Delivery> for DeliveryView {
    fn from(delivery: Delivery) -> Self {
        Self {
            id: delivery.id.to_string(),
            event: delivery.event,
            state: match delivery.state {
                DeliveryState::Waiting => "waiting",
                DeliveryState::Done => "done",
                DeliveryState::Failed => "failed",
            },
            attempts: delivery.attempts,
            status: delivery.status,
            problem: delivery.problem,
            next_at: delivery.next_at.map(Timestamp::as_second),
            created_at: delivery.created_at.as_second(),
            ended_at: delivery.ended_at.map(Timestamp::as_second),
        }
    }
}

fn view(webhook: Webhook) -> WebhookView {
    WebhookView {
        id: webhook.id.to_string(),
        url: webhook.url,
        secret: "***".to_owned(),
        created_at: webhook.created_at.as_second(),
    }
}

fn made_secret() -> String {
    let bytes = [Uuid::new_v4().into_bytes(), Uuid::new_v4().into_bytes()].concat();
    format!("{}{}", signature::PREFIX, BASE64_STANDARD.encode(bytes))
}

fn parse(id: &str) -> Result<WebhookId> {
    id.parse().map_err(|_| unknown(id))
}

fn unknown(id: &str) -> Error {
    Error::new(Code::UnknownWebhook).with("webhook", id)
}

fn invalid(field: &'static str, expected: &str) -> Error {
    Error::new(Code::InvalidField).with("field", field).with("problem", expected)
}

fn too_long(field: &'static str, text: &str, limit: usize) -> Result<()> {
    let actual = text.chars().count();
    if actual <= limit {
        return Ok(());
    }
    Err(Error::new(Code::TooLong).with("field", field).with("actual", actual).with("limit", limit))
}
