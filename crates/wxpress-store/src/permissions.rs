//! What accounts may do by API, as far as it was seen.

use jiff::Timestamp;

use crate::{
    Result, Store,
    columns::checked,
    dialect::{executing, reading},
};

/// Something that an account may do, or not.
#[derive(Clone, Copy, Debug)]
pub struct Permission<'a> {
    /// Origin of the WeChat API, such as `https://api.weixin.qq.com`.
    pub origin: &'a str,
    /// AppID of the account.
    pub appid: &'a str,
    /// What it is, such as `freepublish`.
    pub name: &'a str,
}

impl Store {
    /// Notes whether an account may do something.
    pub async fn save_permission(
        &self,
        permission: Permission<'_>,
        is_granted: bool,
        now: Timestamp,
    ) -> Result<()> {
        executing!(
            self.pools,
            sqlx::query(
                "INSERT INTO permissions (origin, appid, name, is_granted, seen_at) VALUES ($1, $2, $3, $4, $5) \
                 ON CONFLICT (origin, appid, name) DO UPDATE SET is_granted = $4, seen_at = $5",
            )
            .bind(checked("origin", permission.origin)?)
            .bind(checked("appid", permission.appid)?)
            .bind(checked("name", permission.name)?)
            .bind(is_granted)
            .bind(now.as_millisecond())
        );
        Ok(())
    }

    /// Whether an account may do something; none where that was not seen since an instant.
    pub async fn load_permission(
        &self,
        permission: Permission<'_>,
        since: Timestamp,
    ) -> Result<Option<bool>> {
        let seen: Option<bool> = reading!(self.pools, |db| {
            sqlx::query_scalar(
            "SELECT is_granted FROM permissions WHERE origin = $1 AND appid = $2 AND name = $3 AND seen_at >= $4"
        )
        .bind(checked("origin", permission.origin)?)
        .bind(checked("appid", permission.appid)?)
        .bind(checked("name", permission.name)?)
        .bind(since.as_millisecond())
        .fetch_optional(db)
        });
        Ok(seen)
    }
}
