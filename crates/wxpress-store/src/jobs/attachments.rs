//! Files that jobs need, known by their SHA-256.

use std::time::Duration;

use jiff::Timestamp;

use super::JobState;
use crate::{Result, Store, dialect::reading};

/// How long the files of a job that failed are kept, so that it can be tried again.
const KEPT_AFTER_FAILURE: Duration = Duration::from_secs(7 * 24 * 60 * 60);

impl Store {
    /// Whether a job needs this file: one that has not ended, or failed in the last seven days.
    pub async fn needs_attachment(&self, sha256: &[u8; 32], now: Timestamp) -> Result<bool> {
        let kept = i64::try_from(KEPT_AFTER_FAILURE.as_millis()).unwrap_or(i64::MAX);
        let needed: i64 = reading!(self.pools, |db| sqlx::query_scalar(
            "SELECT COUNT(*) FROM job_attachments JOIN jobs ON jobs.id = job_attachments.job_id \
             WHERE sha256 = $1 AND (ended_at IS NULL OR (state = $2 AND ended_at > $3))",
        )
        .bind(sha256.as_slice())
        .bind(JobState::Failed.column())
        .bind(now.as_millisecond().saturating_sub(kept))
        .fetch_one(db));
        Ok(needed > 0)
    }
}
