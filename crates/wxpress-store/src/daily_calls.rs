//! Calls that change nothing, and so are not in the ledger, but are few a day.

use crate::{
    Result, Store,
    columns::checked,
    dialect::{executing, reading},
};

/// A kind of call of an account, on one day.
#[derive(Clone, Copy, Debug)]
pub struct DailyCalls<'a> {
    /// Origin of the WeChat API, such as `https://api.weixin.qq.com`.
    pub origin: &'a str,
    /// AppID of the account.
    pub appid: &'a str,
    /// The call, such as `freepublish/get`.
    pub endpoint: &'a str,
    /// The date in Beijing, such as `2026-12-01`.
    pub day: &'a str,
}

impl Store {
    /// Counts one more call. Those of the account's other days are forgotten: they are of no use any more.
    pub async fn count_daily_call(&self, call: DailyCalls<'_>) -> Result<()> {
        executing!(
            self.pools,
            sqlx::query(
                "DELETE FROM daily_calls WHERE origin = $1 AND appid = $2 AND endpoint = $3 AND day <> $4"
            )
            .bind(checked("origin", call.origin)?)
            .bind(checked("appid", call.appid)?)
            .bind(checked("endpoint", call.endpoint)?)
            .bind(checked("day", call.day)?)
        );
        executing!(
            self.pools,
            sqlx::query(
                "INSERT INTO daily_calls (origin, appid, endpoint, day, used) VALUES ($1, $2, $3, $4, 1) \
                 ON CONFLICT (origin, appid, endpoint, day) DO UPDATE SET used = daily_calls.used + 1",
            )
            .bind(call.origin)
            .bind(call.appid)
            .bind(call.endpoint)
            .bind(call.day)
        );
        Ok(())
    }

    /// How many calls were counted.
    pub async fn daily_calls(&self, call: DailyCalls<'_>) -> Result<u64> {
        let used: Option<i64> = reading!(self.pools, |db| sqlx::query_scalar(
            "SELECT used FROM daily_calls WHERE origin = $1 AND appid = $2 AND endpoint = $3 AND day = $4"
        )
        .bind(checked("origin", call.origin)?)
        .bind(checked("appid", call.appid)?)
        .bind(checked("endpoint", call.endpoint)?)
        .bind(checked("day", call.day)?)
        .fetch_optional(db));
        Ok(used.unwrap_or_default().cast_unsigned())
    }
}
