//! Texts that are published again and again: which draft each of them became, so that it is changed instead of made
//! twice.

use jiff::Timestamp;

use crate::{
    Error, Result, Store,
    columns::{checked, checked_option},
    dialect::{executing, reading},
};

/// Which text it is: the same file, or the same page of a site.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SourceKey {
    /// Origin of the WeChat API, such as `https://api.weixin.qq.com`.
    pub origin: String,
    /// AppID of the account.
    pub appid: String,
    /// Its name, the caller's own: a path, a slug.
    pub source_id: String,
}

/// What became of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// SHA-256 of what was sent last.
    pub sha256: [u8; 32],
    /// The draft that it became last.
    pub media_id: String,
    /// SHA-256 of the draft as it was read back right after; none where it could not be read.
    pub seen_sha256: Option<[u8; 32]>,
    /// The publication that the draft was handed in for.
    pub publish_id: Option<String>,
}

#[derive(sqlx::FromRow)]
struct SourceRow {
    sha256: Vec<u8>,
    media_id: String,
    seen_sha256: Option<Vec<u8>>,
    publish_id: Option<String>,
}

impl Store {
    /// What became of this text, where it was sent before.
    pub async fn load_source(&self, key: &SourceKey) -> Result<Option<Source>> {
        let row: Option<SourceRow> = reading!(self.pools, |db| sqlx::query_as(
            "SELECT sha256, media_id, seen_sha256, publish_id FROM sources \
             WHERE origin = $1 AND appid = $2 AND source_id = $3",
        )
        .bind(checked("origin", &key.origin)?)
        .bind(checked("appid", &key.appid)?)
        .bind(checked("source_id", &key.source_id)?)
        .fetch_optional(db));
        row.map(Source::try_from).transpose()
    }

    /// Remembers what became of this text, in place of what was known of it.
    pub async fn save_source(&self, key: &SourceKey, source: &Source, now: Timestamp) -> Result<()> {
        executing!(
            self.pools,
            sqlx::query(
                "INSERT INTO sources \
                 (origin, appid, source_id, sha256, media_id, seen_sha256, publish_id, updated_at) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8) \
                 ON CONFLICT (origin, appid, source_id) DO UPDATE SET sha256 = excluded.sha256, \
                 media_id = excluded.media_id, seen_sha256 = excluded.seen_sha256, \
                 publish_id = excluded.publish_id, updated_at = excluded.updated_at",
            )
            .bind(checked("origin", &key.origin)?)
            .bind(checked("appid", &key.appid)?)
            .bind(checked("source_id", &key.source_id)?)
            .bind(source.sha256.as_slice())
            .bind(checked("media_id", &source.media_id)?)
            .bind(source.seen_sha256.as_ref().map(<[u8; 32]>::as_slice))
            .bind(checked_option("publish_id", source.publish_id.as_deref())?)
            .bind(now.as_millisecond())
        );
        Ok(())
    }
}

impl TryFrom<SourceRow> for Source {
    type Error = Error;

    fn try_from(row: SourceRow) -> Result<Self> {
        let corrupt = |column| move |_| Error::Corrupt { column };
        Ok(Self {
            sha256: row.sha256.try_into().map_err(corrupt("sources.sha256"))?,
            media_id: row.media_id,
            seen_sha256: row
                .seen_sha256
                .map(|sha256| sha256.try_into().map_err(corrupt("sources.seen_sha256")))
                .transpose()?,
            publish_id: row.publish_id,
        })
    }
}
