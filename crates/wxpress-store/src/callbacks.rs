//! Callbacks: what the platform's console and this side have agreed upon, and the pushes that came.

use std::time::Duration;

use jiff::Timestamp;
use secrecy::SecretString;

use crate::{
    AccountId, Result, Store,
    columns::{checked, timestamp},
    dialect::{executing, reading},
    seal::{Place, Sealed},
};

/// How long a push is known again. The platform repeats one within seconds.
const KEPT: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// What was agreed upon for the callback of an account.
#[derive(Clone, Debug)]
pub struct Callback {
    /// Token and key in a form of the caller's own, sealed at rest.
    pub secret: SecretString,
    /// Whether pushes are encrypted.
    pub is_encrypted: bool,
    /// When it was set, in whole milliseconds.
    pub updated_at: Timestamp,
}

impl Store {
    /// Sets the callback of an account, over the one that it has.
    pub async fn save_callback(&self, account: AccountId, callback: &Callback) -> Result<()> {
        let row = account.column();
        let secret = self.sealer.seal(secret_of(&row), &callback.secret)?;
        executing!(
            self.pools,
            sqlx::query(
                "INSERT INTO callbacks (account_id, secret, secret_key_id, is_encrypted, updated_at) \
                 VALUES ($1, $2, $3, $4, $5) ON CONFLICT (account_id) DO UPDATE SET secret = $2, \
                 secret_key_id = $3, is_encrypted = $4, updated_at = $5",
            )
            .bind(&row)
            .bind(&secret.bytes)
            .bind(&secret.key_id)
            .bind(callback.is_encrypted)
            .bind(callback.updated_at.as_millisecond())
        );
        Ok(())
    }

    /// The callback of an account.
    pub async fn load_callback(&self, account: AccountId) -> Result<Option<Callback>> {
        let row = account.column();
        let found: Option<(Vec<u8>, String, bool, i64)> = reading!(self.pools, |db| sqlx::query_as(
            "SELECT secret, secret_key_id, is_encrypted, updated_at FROM callbacks WHERE account_id = $1"
        )
        .bind(&row)
        .fetch_optional(db));
        let Some((bytes, key_id, is_encrypted, updated_at)) = found else { return Ok(None) };
        Ok(Some(Callback {
            secret: self.sealer.open(secret_of(&row), &Sealed { bytes, key_id })?,
            is_encrypted,
            updated_at: timestamp("callbacks.updated_at", updated_at)?,
        }))
    }

    /// Forgets the callback of an account, and tells whether it had one.
    pub async fn delete_callback(&self, account: AccountId) -> Result<bool> {
        let deleted = executing!(
            self.pools,
            sqlx::query("DELETE FROM callbacks WHERE account_id = $1").bind(account.column())
        );
        Ok(deleted > 0)
    }

    /// Notes that a push came, and tells whether it came for the first time.
    pub async fn note_push(&self, appid: &str, key: &str, now: Timestamp) -> Result<bool> {
        let kept = i64::try_from(KEPT.as_millis()).unwrap_or(i64::MAX);
        executing!(
            self.pools,
            sqlx::query("DELETE FROM pushes WHERE received_at < $1")
                .bind(now.as_millisecond().saturating_sub(kept))
        );
        let noted = executing!(
            self.pools,
            sqlx::query(
                "INSERT INTO pushes (appid, key, received_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING"
            )
            .bind(checked("appid", appid)?)
            .bind(checked("key", key)?)
            .bind(now.as_millisecond())
        );
        Ok(noted > 0)
    }
}

fn secret_of(row: &str) -> Place<'_> {
    Place { table: "callbacks", column: "secret", row }
}
