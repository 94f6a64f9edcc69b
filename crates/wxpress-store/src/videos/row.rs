//! A video as it is stored.

use super::{Video, VideoKey, VideoState};
use crate::{Error, Result, VideoId, columns::timestamp};

#[derive(sqlx::FromRow)]
pub(super) struct VideoRow {
    id: String,
    origin: String,
    appid: String,
    sha1: Vec<u8>,
    size_bytes: i64,
    filename: String,
    words: String,
    path: Option<String>,
    vid: Option<String>,
    state: String,
    media_id: Option<String>,
    problem: Option<String>,
    created_at: i64,
    updated_at: i64,
}

impl VideoState {
    pub(super) fn column(self) -> &'static str {
        match self {
            Self::Sending => "sending",
            Self::Finished => "finished",
            Self::Saving => "saving",
            Self::Saved => "saved",
        }
    }

    fn from_column(text: &str) -> Result<Self> {
        [Self::Sending, Self::Finished, Self::Saving, Self::Saved]
            .into_iter()
            .find(|state| state.column() == text)
            .ok_or(Error::Corrupt { column: "videos.state" })
    }
}

impl TryFrom<VideoRow> for Video {
    type Error = Error;

    fn try_from(row: VideoRow) -> Result<Self> {
        Ok(Self {
            id: VideoId::from_column("videos.id", &row.id)?,
            key: VideoKey {
                origin: row.origin,
                appid: row.appid,
                sha1: row.sha1.try_into().map_err(|_| Error::Corrupt { column: "videos.sha1" })?,
                size_bytes: row.size_bytes.cast_unsigned(),
            },
            filename: row.filename,
            words: row.words,
            path: row.path,
            vid: row.vid,
            state: VideoState::from_column(&row.state)?,
            media_id: row.media_id,
            problem: row.problem,
            created_at: timestamp("videos.created_at", row.created_at)?,
            updated_at: timestamp("videos.updated_at", row.updated_at)?,
        })
    }
}
