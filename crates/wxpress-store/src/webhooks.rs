//! Webhooks: whom events are told, and what became of each telling.

use std::time::Duration;

use jiff::Timestamp;
use secrecy::SecretString;

use crate::{
    DeliveryId, Error, Result, Store, WebhookId,
    columns::{checked, now_millis, readable, timestamp},
    dialect::{Pools, executing, reading},
    seal::{Place, Sealed},
};

/// How long a telling that ended is listed.
const KEPT: Duration = Duration::from_secs(30 * 24 * 60 * 60);
/// Most characters of a problem that are kept.
const PROBLEM_MAX_CHARS: usize = 300;
/// Most tellings that [`Store::load_deliveries`] gives at once.
const PAGE_MAX_DELIVERIES: u32 = 200;

/// Somebody who is told of events. `Debug` does not show the secret.
#[derive(Clone, Debug)]
pub struct Webhook {
    /// Id, made by the store.
    pub id: WebhookId,
    /// Where events go.
    pub url: String,
    /// What they are signed with, sealed at rest.
    pub secret: SecretString,
    /// When it was added, in whole milliseconds.
    pub created_at: Timestamp,
}

/// A telling to be done.
#[derive(Clone, Debug)]
pub struct NewDelivery {
    /// Whom it is for.
    pub webhook: WebhookId,
    /// What happened, such as `job.done`.
    pub event: String,
    /// The body that is sent.
    pub body: String,
}

/// How far a telling is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeliveryState {
    /// It is tried, or tried again.
    Waiting,
    /// The receiver took it.
    Done,
    /// It was given up.
    Failed,
}

/// A telling, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// Id, made by the store.
    pub id: DeliveryId,
    /// Whom it is for.
    pub webhook: WebhookId,
    /// As in [`NewDelivery::event`].
    pub event: String,
    /// As in [`NewDelivery::body`].
    pub body: String,
    /// How far it is.
    pub state: DeliveryState,
    /// How often it was tried.
    pub attempts: u32,
    /// When it is next tried.
    pub next_at: Option<Timestamp>,
    /// HTTP status of the last answer.
    pub status: Option<u16>,
    /// Why it was not taken last.
    pub problem: Option<String>,
    /// When the event happened, in whole milliseconds.
    pub created_at: Timestamp,
    /// When it was taken or given up.
    pub ended_at: Option<Timestamp>,
}

/// What became of one try.
#[derive(Clone, Debug)]
pub struct DeliveryOutcome {
    /// HTTP status of the answer, where one came.
    pub status: Option<u16>,
    /// Why it was not taken; none where it was.
    pub problem: Option<String>,
    /// When it is tried again; none where it is not.
    pub next_at: Option<Timestamp>,
}

#[derive(sqlx::FromRow)]
struct DeliveryRow {
    id: String,
    webhook_id: String,
    event: String,
    body: String,
    state: String,
    attempts: i64,
    next_at: Option<i64>,
    status: Option<i64>,
    problem: Option<String>,
    created_at: i64,
    ended_at: Option<i64>,
}

macro_rules! columns {
    () => {
        "id, webhook_id, event, body, state, attempts, next_at, status, problem, created_at, ended_at"
    };
}

/// Takes the telling that waits longest.
macro_rules! claim {
    ($lock:literal) => {
        concat!(
            "UPDATE deliveries SET next_at = $2, attempts = attempts + 1 WHERE id = (SELECT id FROM deliveries \
             WHERE next_at <= $1 ORDER BY next_at LIMIT 1",
            $lock,
            ") RETURNING ",
            columns!()
        )
    };
}

/// Adds tellings inside of a transaction.
macro_rules! insert_deliveries {
    ($tx:expr, $deliveries:expr, $now:expr) => {
        for delivery in $deliveries {
            sqlx::query(
                "INSERT INTO deliveries (id, webhook_id, event, body, state, attempts, next_at, created_at) \
                 SELECT $1, id, $3, $4, 'waiting', 0, $5, $5 FROM webhooks WHERE id = $2",
            )
            .bind($crate::DeliveryId::new().column())
            .bind(delivery.webhook.column())
            .bind(&delivery.event)
            .bind(&delivery.body)
            .bind($now)
            .execute(&mut *$tx)
            .await?;
        }
    };
}
pub(crate) use insert_deliveries;

impl Store {
    /// Adds a webhook.
    pub async fn insert_webhook(&self, url: &str, secret: SecretString) -> Result<Webhook> {
        let (id, now) = (WebhookId::new(), now_millis());
        let row = id.column();
        let sealed = self.sealer.seal(secret_of(&row), &secret)?;
        executing!(
            self.pools,
            sqlx::query(
                "INSERT INTO webhooks (id, url, secret, secret_key_id, created_at) VALUES ($1, $2, $3, $4, $5)"
            )
            .bind(&row)
            .bind(checked("url", url)?)
            .bind(&sealed.bytes)
            .bind(&sealed.key_id)
            .bind(now)
        );
        Ok(Webhook { id, url: url.to_owned(), secret, created_at: timestamp("webhooks.created_at", now)? })
    }

    /// All webhooks, oldest first.
    pub async fn load_webhooks(&self) -> Result<Vec<Webhook>> {
        let rows: Vec<(String, String, Vec<u8>, String, i64)> = reading!(self.pools, |db| sqlx::query_as(
            "SELECT id, url, secret, secret_key_id, created_at FROM webhooks ORDER BY id"
        )
        .fetch_all(db));
        let open = |(id, url, bytes, key_id, created_at): (String, String, Vec<u8>, String, i64)| {
            Ok(Webhook {
                secret: self.sealer.open(secret_of(&id), &Sealed { bytes, key_id })?,
                id: WebhookId::from_column("webhooks.id", &id)?,
                url,
                created_at: timestamp("webhooks.created_at", created_at)?,
            })
        };
        rows.into_iter().map(open).collect()
    }

    /// Forgets a webhook with its tellings, and tells whether there was one.
    pub async fn delete_webhook(&self, id: WebhookId) -> Result<bool> {
        let deleted =
            executing!(self.pools, sqlx::query("DELETE FROM webhooks WHERE id = $1").bind(id.column()));
        Ok(deleted > 0)
    }

    /// Adds tellings, all or none.
    pub async fn insert_deliveries(&self, deliveries: &[NewDelivery], now: Timestamp) -> Result<()> {
        let now = now.as_millisecond();
        crate::dialect::exclusively!(self.pools, "deliveries", |tx| {
            insert_deliveries!(tx, deliveries, now);
        });
        Ok(())
    }

    /// Takes a telling whose time has come, for at most `ttl`; none where there is none.
    pub async fn claim_delivery(&self, now: Timestamp, ttl: Duration) -> Result<Option<Delivery>> {
        let now = now.as_millisecond();
        let until = now.saturating_add(i64::try_from(ttl.as_millis()).unwrap_or(i64::MAX));
        let rows: Vec<DeliveryRow> = match &self.pools {
            Pools::Sqlite { write, .. } => {
                sqlx::query_as(claim!("")).bind(now).bind(until).fetch_all(write).await?
            }
            Pools::Postgres(pool) => {
                let claim = sqlx::query_as(claim!(" FOR UPDATE SKIP LOCKED"));
                claim.bind(now).bind(until).fetch_all(pool).await?
            }
        };
        rows.into_iter().next().map(Delivery::try_from).transpose()
    }

    /// Notes what became of a try. Tellings that ended long ago are forgotten.
    pub async fn note_delivery(
        &self,
        id: DeliveryId,
        outcome: &DeliveryOutcome,
        now: Timestamp,
    ) -> Result<()> {
        let state = match outcome {
            DeliveryOutcome { problem: None, .. } => DeliveryState::Done,
            DeliveryOutcome { next_at: Some(_), .. } => DeliveryState::Waiting,
            DeliveryOutcome { .. } => DeliveryState::Failed,
        };
        let now = now.as_millisecond();
        executing!(
            self.pools,
            sqlx::query(
                "UPDATE deliveries SET state = $2, next_at = $3, status = $4, problem = $5, ended_at = $6 \
                 WHERE id = $1",
            )
            .bind(id.column())
            .bind(state.column())
            .bind(outcome.next_at.filter(|_| state == DeliveryState::Waiting).map(Timestamp::as_millisecond))
            .bind(outcome.status.map(i64::from))
            .bind(outcome.problem.as_deref().map(|problem| readable(problem, PROBLEM_MAX_CHARS)))
            .bind((state != DeliveryState::Waiting).then_some(now))
        );
        executing!(
            self.pools,
            sqlx::query("DELETE FROM deliveries WHERE ended_at < $1")
                .bind(now.saturating_sub(i64::try_from(KEPT.as_millis()).unwrap_or(i64::MAX)))
        );
        Ok(())
    }

    /// What a webhook was told, newest first, at most `limit` and 200.
    pub async fn load_deliveries(&self, webhook: WebhookId, limit: u32) -> Result<Vec<Delivery>> {
        let rows: Vec<DeliveryRow> = reading!(self.pools, |db| sqlx::query_as(concat!(
            "SELECT ",
            columns!(),
            " FROM deliveries WHERE webhook_id = $1 ORDER BY id DESC LIMIT $2"
        ))
        .bind(webhook.column())
        .bind(i64::from(limit.min(PAGE_MAX_DELIVERIES)))
        .fetch_all(db));
        rows.into_iter().map(Delivery::try_from).collect()
    }
}

impl TryFrom<DeliveryRow> for Delivery {
    type Error = Error;

    fn try_from(row: DeliveryRow) -> Result<Self> {
        let maybe = |column, at: Option<i64>| at.map(|at| timestamp(column, at)).transpose();
        let corrupt = |column| Error::Corrupt { column };
        Ok(Self {
            id: DeliveryId::from_column("deliveries.id", &row.id)?,
            webhook: WebhookId::from_column("deliveries.webhook_id", &row.webhook_id)?,
            event: row.event,
            body: row.body,
            state: DeliveryState::from_column(&row.state)?,
            attempts: row.attempts.try_into().map_err(|_| corrupt("deliveries.attempts"))?,
            next_at: maybe("deliveries.next_at", row.next_at)?,
            status: row.status.map(u16::try_from).transpose().map_err(|_| corrupt("deliveries.status"))?,
            problem: row.problem,
            created_at: timestamp("deliveries.created_at", row.created_at)?,
            ended_at: maybe("deliveries.ended_at", row.ended_at)?,
        })
    }
}

impl DeliveryState {
    fn column(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Done => "done",
            Self::Failed => "failed",
        }
    }

    fn from_column(text: &str) -> Result<Self> {
        [Self::Waiting, Self::Done, Self::Failed]
            .into_iter()
            .find(|state| state.column() == text)
            .ok_or(Error::Corrupt { column: "deliveries.state" })
    }
}

fn secret_of(row: &str) -> Place<'_> {
    Place { table: "webhooks", column: "secret", row }
}
