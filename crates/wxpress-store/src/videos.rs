//! Videos on their way to WeChat in blocks, so that an upload that breaks off goes on where it was
//! (docs/reference/wechat-api.md §8.2).

mod row;

use std::collections::BTreeSet;

use jiff::Timestamp;
use row::VideoRow;
use sqlx::AssertSqlSafe;

use crate::{
    Error, Result, Store, VideoId,
    columns::{checked, checked_option, now_millis, readable},
    dialect::{executing, reading, relaxed, writing},
};

/// The columns of a [`VideoRow`].
macro_rules! columns {
    () => {
        "id, origin, appid, sha1, size_bytes, filename, words, path, vid, state, media_id, problem, created_at, \
         updated_at"
    };
}

/// Most characters of [`Video::problem`] that are kept.
const PROBLEM_MAX_CHARS: usize = 2_000;
/// Most videos that [`Store::load_videos`] gives at once.
const PAGE_MAX_VIDEOS: u32 = 200;

/// What makes two videos the same.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct VideoKey {
    /// Origin of the WeChat API, such as `https://api.weixin.qq.com`.
    pub origin: String,
    /// AppID of the account.
    pub appid: String,
    /// SHA-1 of the file.
    pub sha1: [u8; 20],
    /// Its length in bytes.
    pub size_bytes: u64,
}

/// A video to upload.
#[derive(Clone, Debug)]
pub struct NewVideo {
    /// The file and its account.
    pub key: VideoKey,
    /// The file's name.
    pub filename: String,
    /// What is to be said of it, in a form of the caller's own.
    pub words: String,
    /// Where the file is, where it belongs to the store's owner and not to the user.
    pub path: Option<String>,
}

/// How far a video has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum VideoState {
    /// Its blocks are being sent.
    Sending,
    /// WeChat has put the blocks together.
    Finished,
    /// It is being made a material; after a crash, whether it became one is not known.
    Saving,
    /// It is a material.
    Saved,
}

/// A video in the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Video {
    /// Id, made by the store.
    pub id: VideoId,
    /// The file and its account.
    pub key: VideoKey,
    /// As in [`NewVideo::filename`].
    pub filename: String,
    /// As in [`NewVideo::words`].
    pub words: String,
    /// As in [`NewVideo::path`].
    pub path: Option<String>,
    /// WeChat's id of the upload, once opened.
    pub vid: Option<String>,
    /// How far it has come.
    pub state: VideoState,
    /// Id of the material, once it is one.
    pub media_id: Option<String>,
    /// Why the last attempt stopped, in words for people.
    pub problem: Option<String>,
    /// When it was first seen, in whole milliseconds.
    pub created_at: Timestamp,
    /// When it last changed, its blocks left aside.
    pub updated_at: Timestamp,
}

impl Store {
    /// Writes down a video before anything of it is sent. One that is known keeps its progress and takes the new words
    /// and, if there is one, the new path.
    ///
    /// Fails with [`Error::Invalid`] where a text contains a NUL character.
    pub async fn begin_video(&self, new: &NewVideo) -> Result<Video> {
        let key = &new.key;
        let rows: Vec<VideoRow> = writing!(self.pools, |db| {
            sqlx::query_as(concat!(
                "INSERT INTO videos (id, origin, appid, sha1, size_bytes, filename, words, path, state, created_at, \
                 updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10) \
                 ON CONFLICT (origin, appid, sha1, size_bytes) DO UPDATE SET \
                 filename = excluded.filename, words = excluded.words, \
                 path = COALESCE(excluded.path, videos.path), problem = NULL, updated_at = excluded.updated_at \
                 RETURNING ",
                columns!()
            ))
            .bind(VideoId::new().column())
            .bind(checked("origin", &key.origin)?)
            .bind(checked("appid", &key.appid)?)
            .bind(key.sha1.as_slice())
            .bind(key.size_bytes.cast_signed())
            .bind(checked("filename", &new.filename)?)
            .bind(checked("words", &new.words)?)
            .bind(checked_option("path", new.path.as_deref())?)
            .bind(VideoState::Sending.column())
            .bind(now_millis())
            .fetch_all(db)
        });
        rows.into_iter().next().ok_or(Error::NotFound { what: "video" })?.try_into()
    }

    /// The video of this file.
    pub async fn load_video_of(&self, key: &VideoKey) -> Result<Option<Video>> {
        let row: Option<VideoRow> = reading!(self.pools, |db| sqlx::query_as(concat!(
            "SELECT ",
            columns!(),
            " FROM videos WHERE origin = $1 AND appid = $2 AND sha1 = $3 AND size_bytes = $4"
        ))
        .bind(checked("origin", &key.origin)?)
        .bind(checked("appid", &key.appid)?)
        .bind(key.sha1.as_slice())
        .bind(key.size_bytes.cast_signed())
        .fetch_optional(db));
        row.map(Video::try_from).transpose()
    }

    /// The video with this id.
    pub async fn load_video(&self, id: VideoId) -> Result<Option<Video>> {
        let statement = concat!("SELECT ", columns!(), " FROM videos WHERE id = $1");
        let row: Option<VideoRow> =
            reading!(self.pools, |db| sqlx::query_as(statement).bind(id.column()).fetch_optional(db));
        row.map(Video::try_from).transpose()
    }

    /// The video of an account that WeChat knows by this vid.
    pub async fn load_video_by_vid(&self, origin: &str, appid: &str, vid: &str) -> Result<Option<Video>> {
        let row: Option<VideoRow> = reading!(self.pools, |db| sqlx::query_as(concat!(
            "SELECT ",
            columns!(),
            " FROM videos WHERE origin = $1 AND appid = $2 AND vid = $3 ORDER BY id DESC LIMIT 1"
        ))
        .bind(checked("origin", origin)?)
        .bind(checked("appid", appid)?)
        .bind(checked("vid", vid)?)
        .fetch_optional(db));
        row.map(Video::try_from).transpose()
    }

    /// An account's videos, newest first: at most `limit`, and 200 at most.
    pub async fn load_videos(&self, origin: &str, appid: &str, limit: u32) -> Result<Vec<Video>> {
        let rows: Vec<VideoRow> = reading!(self.pools, |db| sqlx::query_as(concat!(
            "SELECT ",
            columns!(),
            " FROM videos WHERE origin = $1 AND appid = $2 ORDER BY id DESC LIMIT $3"
        ))
        .bind(checked("origin", origin)?)
        .bind(checked("appid", appid)?)
        .bind(i64::from(limit.min(PAGE_MAX_VIDEOS)))
        .fetch_all(db));
        rows.into_iter().map(Video::try_from).collect()
    }

    /// The videos whose files belong to the store's owner, oldest first: those that are not through yet.
    pub async fn load_own_videos(&self) -> Result<Vec<Video>> {
        let rows: Vec<VideoRow> = reading!(self.pools, |db| sqlx::query_as(concat!(
            "SELECT ",
            columns!(),
            " FROM videos WHERE path IS NOT NULL ORDER BY id"
        ))
        .fetch_all(db));
        rows.into_iter().map(Video::try_from).collect()
    }

    /// The blocks that are acknowledged under the video's vid.
    pub async fn load_video_blocks(&self, id: VideoId) -> Result<BTreeSet<u32>> {
        let numbers: Vec<i64> = reading!(self.pools, |db| sqlx::query_scalar(
            "SELECT number FROM video_blocks WHERE video_id = $1"
        )
        .bind(id.column())
        .fetch_all(db));
        let number =
            |number| u32::try_from(number).map_err(|_| Error::Corrupt { column: "video_blocks.number" });
        numbers.into_iter().map(number).collect()
    }

    /// Writes down acknowledged blocks. Outlives the process; a power cut may forget the last ones, which are then sent
    /// again and do no harm.
    pub async fn record_video_blocks(&self, id: VideoId, numbers: &[u32]) -> Result<()> {
        if numbers.is_empty() {
            return Ok(());
        }
        // Nothing but an id and numbers of ours.
        let rows: Vec<String> = numbers.iter().map(|number| format!("('{id}', {number})")).collect();
        let insert = format!(
            "INSERT INTO video_blocks (video_id, number) VALUES {} ON CONFLICT (video_id, number) DO NOTHING",
            rows.join(", ")
        );
        relaxed!(self.pools, sqlx::query(AssertSqlSafe(insert)));
        Ok(())
    }

    /// Starts the video's upload under a new vid: no block of it is acknowledged yet. Tells whether the video still had
    /// the state and the vid it was loaded with; otherwise another process was faster, and nothing changes.
    pub async fn restart_video(&self, video: &Video, vid: &str) -> Result<bool> {
        let known = checked_option("vid", video.vid.as_deref())?;
        executing!(
            self.pools,
            sqlx::query(
                "DELETE FROM video_blocks WHERE video_id = $1 AND EXISTS \
                 (SELECT 1 FROM videos WHERE id = $1 AND state = $2 AND vid IS NOT DISTINCT FROM $3)",
            )
            .bind(video.id.column())
            .bind(video.state.column())
            .bind(known)
        );
        let restarted = executing!(
            self.pools,
            sqlx::query(
                "UPDATE videos SET vid = $4, state = $5, media_id = NULL, problem = NULL, updated_at = $6 \
                 WHERE id = $1 AND state = $2 AND vid IS NOT DISTINCT FROM $3",
            )
            .bind(video.id.column())
            .bind(video.state.column())
            .bind(known)
            .bind(checked("vid", vid)?)
            .bind(VideoState::Sending.column())
            .bind(now_millis())
        );
        Ok(restarted > 0)
    }

    /// Takes a video from one state to the next; tells whether it was in the first. Of several who try, one succeeds.
    pub async fn advance_video(&self, id: VideoId, from: VideoState, to: VideoState) -> Result<bool> {
        let advanced = executing!(
            self.pools,
            sqlx::query("UPDATE videos SET state = $3, updated_at = $4 WHERE id = $1 AND state = $2")
                .bind(id.column())
                .bind(from.column())
                .bind(to.column())
                .bind(now_millis())
        );
        Ok(advanced > 0)
    }

    /// The video is a material; its file is no longer needed.
    pub async fn complete_video(&self, id: VideoId, media_id: &str) -> Result<()> {
        executing!(
            self.pools,
            sqlx::query(
                "UPDATE videos SET state = $2, media_id = $3, path = NULL, problem = NULL, updated_at = $4 \
                 WHERE id = $1",
            )
            .bind(id.column())
            .bind(VideoState::Saved.column())
            .bind(checked("media_id", media_id)?)
            .bind(now_millis())
        );
        Ok(())
    }

    /// Notes why an attempt stopped, unless another one has made the video a material. The text is cut after 2,000
    /// characters.
    pub async fn note_video_problem(&self, id: VideoId, problem: &str) -> Result<()> {
        executing!(
            self.pools,
            sqlx::query("UPDATE videos SET problem = $2, updated_at = $3 WHERE id = $1 AND state <> $4")
                .bind(id.column())
                .bind(readable(problem, PROBLEM_MAX_CHARS))
                .bind(now_millis())
                .bind(VideoState::Saved.column())
        );
        Ok(())
    }

    /// Forgets a video and its progress; tells whether it was known.
    pub async fn forget_video(&self, id: VideoId) -> Result<bool> {
        let statement = "DELETE FROM videos WHERE id = $1";
        Ok(executing!(self.pools, sqlx::query(statement).bind(id.column())) > 0)
    }
}
