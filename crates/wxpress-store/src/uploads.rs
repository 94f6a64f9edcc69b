//! Files that were sent to WeChat already, so that none is sent twice.

use jiff::Timestamp;

use crate::{
    Result, Store,
    columns::{checked, checked_option, timestamp},
    dialect::{executing, reading},
};

/// What a file was sent as (docs/reference/wechat-api.md §4.3, §5.1): the same bytes sent as another kind are another
/// upload.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum UploadKind {
    /// A picture inside an article, `media/uploadimg`: it has a URL and no `media_id`.
    ContentImage,
    /// A permanent material of type `image`.
    Image,
    /// A permanent material of type `thumb`.
    Thumb,
    /// A permanent material of type `voice`.
    Voice,
    /// A permanent material of type `video`.
    Video,
}

impl UploadKind {
    fn column(self) -> &'static str {
        match self {
            Self::ContentImage => "content_image",
            Self::Image => "image",
            Self::Thumb => "thumb",
            Self::Voice => "voice",
            Self::Video => "video",
        }
    }
}

/// What makes two uploads the same.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct UploadKey {
    /// Origin of the WeChat API that took the file, such as `https://api.weixin.qq.com`.
    pub origin: String,
    /// AppID of the account that holds it.
    pub appid: String,
    /// SHA-256 of the bytes as they were sent.
    pub sha256: [u8; 32],
    /// What it was sent as.
    pub kind: UploadKind,
}

/// What WeChat gave for a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upload {
    /// Id of the permanent material, where the kind has one.
    pub media_id: Option<String>,
    /// Address of the picture, where the kind has one.
    pub url: Option<String>,
    /// When it was sent; kept in whole milliseconds.
    pub created_at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct UploadRow {
    media_id: Option<String>,
    url: Option<String>,
    created_at: i64,
}

impl Store {
    /// What WeChat gave for this file, where it was sent before.
    pub async fn load_upload(&self, key: &UploadKey) -> Result<Option<Upload>> {
        let row: Option<UploadRow> = reading!(self.pools, |db| sqlx::query_as(
            "SELECT media_id, url, created_at FROM uploads \
                 WHERE origin = $1 AND appid = $2 AND sha256 = $3 AND kind = $4",
        )
        .bind(checked("origin", &key.origin)?)
        .bind(checked("appid", &key.appid)?)
        .bind(key.sha256.as_slice())
        .bind(key.kind.column())
        .fetch_optional(db));
        row.map(|row| {
            let created_at = timestamp("uploads.created_at", row.created_at)?;
            Ok(Upload { media_id: row.media_id, url: row.url, created_at })
        })
        .transpose()
    }

    /// Remembers an upload, in place of what was remembered of the same file.
    pub async fn save_upload(&self, key: &UploadKey, upload: &Upload) -> Result<()> {
        executing!(
            self.pools,
            sqlx::query(
                "INSERT INTO uploads (origin, appid, sha256, kind, media_id, url, created_at) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7) \
                 ON CONFLICT (origin, appid, sha256, kind) DO UPDATE SET \
                 media_id = excluded.media_id, url = excluded.url, created_at = excluded.created_at",
            )
            .bind(checked("origin", &key.origin)?)
            .bind(checked("appid", &key.appid)?)
            .bind(key.sha256.as_slice())
            .bind(key.kind.column())
            .bind(checked_option("media_id", upload.media_id.as_deref())?)
            .bind(checked_option("url", upload.url.as_deref())?)
            .bind(upload.created_at.as_millisecond())
        );
        Ok(())
    }

    /// The permanent material whose picture has this address, where it was sent from here.
    pub async fn load_media_id_by_url(&self, origin: &str, appid: &str, url: &str) -> Result<Option<String>> {
        let row: Option<(String,)> = reading!(self.pools, |db| sqlx::query_as(
            "SELECT media_id FROM uploads \
                 WHERE origin = $1 AND appid = $2 AND url = $3 AND media_id IS NOT NULL \
                 ORDER BY created_at DESC LIMIT 1",
        )
        .bind(checked("origin", origin)?)
        .bind(checked("appid", appid)?)
        .bind(checked("url", url)?)
        .fetch_optional(db));
        Ok(row.map(|(media_id,)| media_id))
    }

    /// Forgets an upload and tells whether it was known.
    pub async fn forget_upload(&self, key: &UploadKey) -> Result<bool> {
        let statement = "DELETE FROM uploads WHERE origin = $1 AND appid = $2 AND sha256 = $3 AND kind = $4";
        let forgotten = executing!(
            self.pools,
            sqlx::query(statement)
                .bind(checked("origin", &key.origin)?)
                .bind(checked("appid", &key.appid)?)
                .bind(key.sha256.as_slice())
                .bind(key.kind.column())
        );
        Ok(forgotten > 0)
    }

    /// Forgets every upload that gave this `media_id`, as when WeChat answers 40007 to it (docs/reference/errcodes.tsv).
    /// Gives how many there were.
    pub async fn forget_media_id(&self, origin: &str, appid: &str, media_id: &str) -> Result<u64> {
        let forgotten = executing!(
            self.pools,
            sqlx::query("DELETE FROM uploads WHERE origin = $1 AND appid = $2 AND media_id = $3")
                .bind(checked("origin", origin)?)
                .bind(checked("appid", appid)?)
                .bind(checked("media_id", media_id)?)
        );
        Ok(forgotten)
    }
}
