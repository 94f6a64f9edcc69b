//! The right of one worker to work on a job, for a while. Whatever a worker writes names its lease: one that has lost it,
//! and does not know yet, writes nothing.

use std::time::Duration;

use jiff::Timestamp;

use super::{JobRow, columns};
use crate::{
    Error, Job, JobId, JobState, NewDelivery, Result, Store,
    columns::{checked, checked_option},
    dialect::{Pools, exclusively, executing},
    webhooks::insert_deliveries,
};

/// The right to work on a job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lease {
    /// The job.
    pub job: JobId,
    /// Which attempt at the job it is: no two workers have the same one.
    pub attempt: u32,
}

/// A job that a worker has taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The job, as it was taken.
    pub job: Job,
    /// The right to work on it.
    pub lease: Lease,
}

/// How long a job waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pause {
    /// Until when, in whole milliseconds.
    pub until: Timestamp,
    /// Somebody chose that time: [`JobState::Scheduled`].
    pub is_scheduled: bool,
    /// What may end it earlier; see [`Store::wake_jobs`].
    pub awaits: Option<String>,
}

/// Takes the job that may be taken longest. Those that wait for each other's rows on PostgreSQL would all want the same
/// one.
macro_rules! claim {
    ($lock:literal) => {
        concat!(
            "UPDATE jobs SET state = $1, claim_at = $2, owner = $3, attempt = attempt + 1, awaits = NULL, \
             updated_at = $4 WHERE id = (SELECT id FROM jobs WHERE claim_at <= $4 AND NOT EXISTS (SELECT 1 FROM \
             jobs other WHERE other.turn = jobs.turn AND other.id <> jobs.id AND (other.state = $1 OR \
             (other.id < jobs.id AND other.state = $5))) ORDER BY claim_at LIMIT 1",
            $lock,
            ") RETURNING ",
            columns!()
        )
    };
}

impl Store {
    /// Takes a job whose time has come, or whose worker has not shown that it lives, for at most `ttl`; none where there
    /// is none. `owner` names the process, for people.
    pub async fn claim_job(&self, owner: &str, now: Timestamp, ttl: Duration) -> Result<Option<Claim>> {
        checked("owner", owner)?;
        let until = end(now, ttl);
        let now = now.as_millisecond();
        let (running, waiting) = (JobState::Running.column(), JobState::Waiting.column());
        let claimed: std::result::Result<Vec<JobRow>, sqlx::Error> = match &self.pools {
            Pools::Sqlite { write, .. } => {
                let claim = sqlx::query_as(claim!("")).bind(running).bind(until).bind(owner);
                claim.bind(now).bind(waiting).fetch_all(write).await
            }
            Pools::Postgres(pool) => {
                let claim =
                    sqlx::query_as(claim!(" FOR UPDATE SKIP LOCKED")).bind(running).bind(until).bind(owner);
                claim.bind(now).bind(waiting).fetch_all(pool).await
            }
        };
        let rows = match claimed {
            // Another process took one of the same turn at the same moment.
            Err(sqlx::Error::Database(refusal)) if refusal.is_unique_violation() => Vec::new(),
            claimed => claimed?,
        };
        rows.into_iter()
            .next()
            .map(|row| {
                let job = Job::try_from(row)?;
                let lease = Lease { job: job.id, attempt: job.attempt };
                Ok(Claim { job, lease })
            })
            .transpose()
    }

    /// When the next job may be taken, none where all have ended.
    pub async fn next_claim_at(&self) -> Result<Option<Timestamp>> {
        let at: Option<i64> = crate::dialect::reading!(self.pools, |db| sqlx::query_scalar(
            "SELECT MIN(claim_at) FROM jobs WHERE claim_at IS NOT NULL"
        )
        .fetch_one(db));
        at.map(|at| crate::columns::timestamp("jobs.claim_at", at)).transpose()
    }

    /// Lets the jobs of an account go on that wait for this, or for anything. Gives how many did.
    pub async fn wake_jobs(&self, appid: &str, awaited: Option<&str>, now: Timestamp) -> Result<u64> {
        let woken = executing!(
            self.pools,
            sqlx::query(
                "UPDATE jobs SET claim_at = $3 WHERE appid = $1 AND awaits = COALESCE($2, awaits) AND state = $4 \
                 AND claim_at > $3",
            )
            .bind(checked("appid", appid)?)
            .bind(checked_option("awaits", awaited)?)
            .bind(now.as_millisecond())
            .bind(JobState::Waiting.column())
        );
        Ok(woken)
    }

    /// Shows that the worker lives, and keeps its job for `ttl` from now. Gives whether a person wants it back.
    ///
    /// Fails with [`Error::NotFound`] where the lease was lost.
    pub async fn extend_lease(&self, lease: &Lease, now: Timestamp, ttl: Duration) -> Result<bool> {
        let asked: Vec<bool> = crate::dialect::writing!(self.pools, |db| {
            sqlx::query_scalar(
            "UPDATE jobs SET claim_at = $4 WHERE id = $1 AND attempt = $2 AND state = $3 RETURNING is_cancel_asked"
        )
        .bind(lease.job.column())
        .bind(i64::from(lease.attempt))
        .bind(JobState::Running.column())
        .bind(end(now, ttl))
        .fetch_all(db)
        });
        asked.into_iter().next().ok_or(LOST)
    }

    /// Lets go of a job until a later time.
    ///
    /// Fails with [`Error::NotFound`] where the lease was lost.
    pub async fn postpone_job(
        &self,
        lease: &Lease,
        pause: &Pause,
        problem: Option<&str>,
        now: Timestamp,
    ) -> Result<()> {
        let state = if pause.is_scheduled { JobState::Scheduled } else { JobState::Waiting };
        let postponed = executing!(
            self.pools,
            sqlx::query(
                "UPDATE jobs SET state = $4, claim_at = $5, problem = $6, updated_at = $7, awaits = $8 \
                 WHERE id = $1 AND attempt = $2 AND state = $3",
            )
            .bind(lease.job.column())
            .bind(i64::from(lease.attempt))
            .bind(JobState::Running.column())
            .bind(state.column())
            .bind(pause.until.as_millisecond())
            .bind(checked_option("problem", problem)?)
            .bind(now.as_millisecond())
            .bind(checked_option("awaits", pause.awaits.as_deref())?)
        );
        if postponed == 0 { Err(LOST) } else { Ok(()) }
    }

    /// Brings a job to its end, or to where a person has to decide, and adds the tellings of it: both or none. What secret
    /// it held is erased at its end.
    ///
    /// Fails with [`Error::NotFound`] where the lease was lost, and with [`Error::Invalid`] for a state in which it would
    /// go on by itself.
    pub async fn settle_job(
        &self,
        lease: &Lease,
        state: JobState,
        result: Option<&str>,
        problem: Option<&str>,
        told: &[NewDelivery],
        now: Timestamp,
    ) -> Result<()> {
        if !state.is_ended() && state != JobState::NeedsAttention {
            return Err(Error::Invalid { field: "state", reason: "is no end" });
        }
        let ended_at = state.is_ended().then_some(now.as_millisecond());
        let (result, problem) = (checked_option("result", result)?, checked_option("problem", problem)?);
        let job = lease.job.column();
        macro_rules! settle {
            () => {
                sqlx::query(
                    "UPDATE jobs SET state = $4, claim_at = NULL, result = COALESCE($5, result), problem = $6, \
                     secret = CASE WHEN $7 IS NULL THEN secret END, \
                     secret_key_id = CASE WHEN $7 IS NULL THEN secret_key_id END, \
                     ended_at = $7, updated_at = $8 WHERE id = $1 AND attempt = $2 AND state = $3",
                )
                .bind(&job)
                .bind(i64::from(lease.attempt))
                .bind(JobState::Running.column())
                .bind(state.column())
                .bind(result)
                .bind(problem)
                .bind(ended_at)
                .bind(now.as_millisecond())
            };
        }
        let settled = if told.is_empty() {
            executing!(self.pools, settle!())
        } else {
            exclusively!(self.pools, "deliveries", |tx| {
                let settled = settle!().execute(&mut *tx).await?.rows_affected();
                if settled > 0 {
                    insert_deliveries!(tx, told, now.as_millisecond());
                }
                settled
            })
        };
        if settled == 0 { Err(LOST) } else { Ok(()) }
    }
}

/// Another worker has it, or it was taken back.
pub(super) const LOST: Error = Error::NotFound { what: "lease on the job" };

fn end(now: Timestamp, ttl: Duration) -> i64 {
    now.as_millisecond().saturating_add(i64::try_from(ttl.as_millis()).unwrap_or(i64::MAX))
}
