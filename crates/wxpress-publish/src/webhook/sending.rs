//! Telling: signed, tried again for two days, and given up then.

use std::{sync::Arc, time::Duration};

use jiff::Timestamp;
use reqwest::{Client, StatusCode, header::CONTENT_TYPE, redirect};
use secrecy::ExposeSecret as _;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use wxpress_store::{Delivery, DeliveryOutcome, Webhook};

use super::signature::sign;
use crate::{
    app::App,
    error::{Error, Result},
    message::Code,
};

/// Tellings at the same time.
const AT_ONCE: usize = 4;
/// How long a receiver may take.
const MAX_TIME: Duration = Duration::from_secs(10);
/// How long a telling is left to whoever has taken it.
const LEASE: Duration = Duration::from_secs(30);
/// How often tellings whose time has come are looked for.
const LOOK_EVERY: Duration = Duration::from_secs(2);
/// Seconds between the tries.
const PAUSES: [u64; 7] = [5, 30, 120, 600, 3600, 6 * 3600, 24 * 3600];

/// Posts to webhooks. Whoever may call the gateway chooses them, so that they may lie anywhere.
#[derive(Debug, Clone)]
pub(crate) struct Sender(Client);

impl Sender {
    pub(crate) fn new() -> Result<Self> {
        let client = Client::builder()
            .redirect(redirect::Policy::none())
            .timeout(MAX_TIME)
            .user_agent(concat!("wxpress/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(|error| Error::new(Code::Misconfigured).with("problem", &error).because(error))?;
        Ok(Self(client))
    }

    /// Tells once; gives the status of the answer, or why none came.
    async fn post(&self, webhook: &Webhook, delivery: &Delivery) -> std::result::Result<StatusCode, String> {
        let (id, seconds) = (delivery.id.to_string(), Timestamp::now().as_second());
        let signature = sign(webhook.secret.expose_secret(), &id, seconds, &delivery.body);
        let request = self
            .0
            .post(&webhook.url)
            .header(CONTENT_TYPE, "application/json")
            .header("webhook-id", id)
            .header("webhook-timestamp", seconds)
            .header("webhook-signature", signature.ok_or("the secret is no Base64")?)
            .body(delivery.body.clone());
        match request.send().await {
            Ok(answer) => Ok(answer.status()),
            Err(error) => {
                // The address stays out of it: it may hold a password.
                let error = error.without_url();
                let mut cause: &dyn std::error::Error = &error;
                while let Some(deeper) = cause.source() {
                    cause = deeper;
                }
                Err(cause.to_string())
            }
        }
    }
}

/// Tells until told to stop.
pub(crate) async fn run(app: App, stop: CancellationToken) {
    let slots = Arc::new(Semaphore::new(AT_ONCE));
    while !stop.is_cancelled() {
        let slot = tokio::select! {
            () = stop.cancelled() => break,
            slot = Arc::clone(&slots).acquire_owned() => slot,
        };
        let Ok(slot) = slot else { break };
        match app.store.claim_delivery(app.clock.now(), LEASE).await {
            Ok(Some(delivery)) => {
                let app = app.clone();
                app.clone().calls.spawn(async move {
                    let _slot = slot;
                    if let Err(error) = tell(&app, delivery).await {
                        tracing::warn!(%error, "what became of telling a webhook could not be written down");
                    }
                });
            }
            Ok(None) => tokio::select! {
                () = stop.cancelled() => break,
                () = app.telling_added.notified() => {}
                () = tokio::time::sleep(LOOK_EVERY) => {}
            },
            Err(error) => {
                tracing::warn!(%error, "webhooks cannot be told");
                tokio::time::sleep(LOOK_EVERY).await;
            }
        }
    }
}

async fn tell(app: &App, delivery: Delivery) -> Result<()> {
    let webhooks = app.store.load_webhooks().await?;
    let Some(webhook) = webhooks.iter().find(|webhook| webhook.id == delivery.webhook) else {
        return Ok(());
    };
    let answer = app.webhook_sender.post(webhook, &delivery).await;
    let now = app.clock.now();
    let status = answer.as_ref().ok().map(StatusCode::as_u16);
    let problem = match &answer {
        Ok(status) if status.is_success() => None,
        Ok(status) => Some(format!("HTTP {status}")),
        Err(problem) => Some(problem.clone()),
    };
    // Gone is the word for never again.
    let next_at = if status == Some(410) { None } else { next_try(delivery.attempts, now) };
    if let Some(problem) = &problem {
        tracing::info!(webhook.id = %webhook.id, delivery.id = %delivery.id, problem, "a webhook was not told");
    }
    let outcome = DeliveryOutcome { status, problem, next_at };
    Ok(app.store.note_delivery(delivery.id, &outcome, now).await?)
}

fn next_try(attempts: u32, now: Timestamp) -> Option<Timestamp> {
    let pause = PAUSES.get(usize::try_from(attempts).ok()?.checked_sub(1)?)?;
    Some(now + Duration::from_secs(*pause))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_tried_for_more_than_a_day() {
        let now = Timestamp::UNIX_EPOCH;
        let pauses: Vec<_> = (1..=8).map(|tries| next_try(tries, now).map(Timestamp::as_second)).collect();
        assert_eq!(pauses[0], Some(5));
        assert_eq!((pauses[6], pauses[7]), (Some(24 * 3600), None));
    }
}
