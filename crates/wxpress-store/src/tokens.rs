//! Access tokens of the WeChat API, kept so that processes share them and a restart finds them, and the lease that lets
//! one process at a time fetch the next one (docs/reference/wechat-api.md §2.4).

use std::time::Duration;

use jiff::Timestamp;
use secrecy::SecretString;

use crate::{
    Result, Store,
    columns::{checked, now_millis, timestamp},
    dialect::{executing, reading, writing},
    seal::{Place, Sealed},
};

/// How long a row without a live token or lease is kept.
const KEPT_FOR: Duration = Duration::from_hours(24);

/// An access token. `Debug` does not show it.
#[derive(Clone, Debug)]
pub struct StoredToken {
    /// The token, of any length, sealed at rest.
    pub token: SecretString,
    /// When it was fetched; kept in whole milliseconds.
    pub fetched_at: Timestamp,
    /// When WeChat stops to accept it; kept in whole milliseconds.
    pub expires_at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct TokenRow {
    token: Vec<u8>,
    token_key_id: String,
    fetched_at: i64,
    expires_at: i64,
}

impl Store {
    /// The token last saved under `key`, expired or not.
    ///
    /// Fails with [`Error::Sealed`](crate::Error::Sealed) where the row was tampered with.
    pub async fn load_token(&self, key: &str) -> Result<Option<StoredToken>> {
        let statement = "SELECT token, token_key_id, fetched_at, expires_at FROM tokens \
                         WHERE key = $1 AND token IS NOT NULL";
        checked("key", key)?;
        let row: Option<TokenRow> =
            reading!(self.pools, |db| sqlx::query_as(statement).bind(key).fetch_optional(db));
        let Some(row) = row else { return Ok(None) };
        let sealed = Sealed { bytes: row.token, key_id: row.token_key_id };
        Ok(Some(StoredToken {
            token: self.sealer.open(token_of(key), &sealed)?,
            fetched_at: timestamp("tokens.fetched_at", row.fetched_at)?,
            expires_at: timestamp("tokens.expires_at", row.expires_at)?,
        }))
    }

    /// Saves the token fetched under the lease with this fence. `false`, and nothing is stored, where a later lease has
    /// been granted or a token with a later fence saved: the token at hand may be dead by now.
    pub async fn save_token(&self, key: &str, token: &StoredToken, fence: i64) -> Result<bool> {
        let sealed = self.sealer.seal(token_of(key), &token.token)?;
        let saved = executing!(
            self.pools,
            sqlx::query(
                "INSERT INTO tokens \
                 (key, token, token_key_id, fetched_at, expires_at, fence, lease_owner, lease_until) \
                 VALUES ($1, $2, $3, $4, $5, $6, '', 0) \
                 ON CONFLICT (key) DO UPDATE SET \
                 token = excluded.token, token_key_id = excluded.token_key_id, \
                 fetched_at = excluded.fetched_at, expires_at = excluded.expires_at, fence = excluded.fence \
                 WHERE tokens.fence <= excluded.fence",
            )
            .bind(checked("key", key)?)
            .bind(&sealed.bytes)
            .bind(&sealed.key_id)
            .bind(token.fetched_at.as_millisecond())
            .bind(token.expires_at.as_millisecond())
            .bind(fence)
        );
        Ok(saved > 0)
    }

    /// Asks for the right to fetch the next token of `key`, for at most `ttl`. Gives the fence of the lease, greater
    /// than every earlier one of this key, or `None` while the lease of another owner lives. An owner that asks again
    /// gets a new lease, which ends its former one.
    ///
    /// `owner` names a process. Leases end by the clock of the process that asks; a clock that is wrong costs a second
    /// fetch at worst, since the fence keeps the older token from being saved over the newer one.
    pub async fn lease_token(&self, key: &str, owner: &str, ttl: Duration) -> Result<Option<i64>> {
        let now = now_millis();
        // A fence is the time at which it was granted, so that it grows even where the row was purged in between.
        let fences: Vec<i64> = writing!(self.pools, |db| {
            sqlx::query_scalar(
                "INSERT INTO tokens (key, fence, lease_owner, lease_until) VALUES ($1, $2, $3, $4) \
                 ON CONFLICT (key) DO UPDATE SET \
                 fence = CASE WHEN tokens.fence < excluded.fence THEN excluded.fence ELSE tokens.fence + 1 END, \
                 lease_owner = excluded.lease_owner, lease_until = excluded.lease_until \
                 WHERE tokens.lease_owner = excluded.lease_owner OR tokens.lease_until <= $2 \
                 RETURNING fence",
            )
            .bind(checked("key", key)?)
            .bind(now)
            .bind(checked("owner", owner)?)
            .bind(now.saturating_add(millis(ttl)))
            .fetch_all(db)
        });
        if !fences.is_empty() {
            self.purge_one_token(now).await?;
        }
        Ok(fences.into_iter().next())
    }

    /// Gives a lease back before its time. Nothing happens where it has been taken over.
    pub async fn release_token_lease(&self, key: &str, fence: i64) -> Result<()> {
        executing!(
            self.pools,
            sqlx::query("UPDATE tokens SET lease_until = 0 WHERE key = $1 AND fence = $2")
                .bind(checked("key", key)?)
                .bind(fence)
        );
        Ok(())
    }

    /// Deletes one row that nobody needs any more. As a lease makes at most one row, one a lease keeps the table small,
    /// also against callers who try one wrong AppSecret after the other; and two deletes of one row never deadlock.
    async fn purge_one_token(&self, now: i64) -> Result<()> {
        // The outer conditions hold for the row as it is when it is deleted: a lease may have revived it.
        executing!(
            self.pools,
            sqlx::query(
                "DELETE FROM tokens WHERE key = (SELECT key FROM tokens \
                 WHERE lease_until < $1 AND (expires_at IS NULL OR expires_at < $1) LIMIT 1) \
                 AND lease_until < $1 AND (expires_at IS NULL OR expires_at < $1)",
            )
            .bind(now.saturating_sub(millis(KEPT_FOR)))
        );
        Ok(())
    }
}

fn token_of(key: &str) -> Place<'_> {
    Place { table: "tokens", column: "token", row: key }
}

fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}
