//! Jobs: work that outlives requests and processes. A worker claims one for a while and shows that it lives; if it dies,
//! the next one goes on where the steps say.

mod attachments;
mod lease;
mod row;
mod steps;

use jiff::Timestamp;
use secrecy::SecretString;
use sqlx::QueryBuilder;

use crate::{
    Error, JobId, Result, Store,
    columns::{checked, checked_option, readable},
    dialect::{exclusively, executing, reading},
    seal::{Place, Sealed},
};
pub use lease::{Claim, Lease, Pause};
use row::JobRow;
pub use steps::{NewStep, Step, StepOutcome, StepState};

/// The columns of a [`JobRow`].
macro_rules! columns {
    () => {
        "id, origin, appid, kind, subject, input, state, claim_at, attempt, is_cancel_asked, problem, result, \
         created_at, updated_at, ended_at"
    };
}
pub(crate) use columns;

/// Most characters of a [`NewJob::subject`] that are kept.
const SUBJECT_MAX_CHARS: usize = 200;
/// Most jobs that [`Store::load_jobs`] gives at once.
const PAGE_MAX_JOBS: u32 = 200;

/// A job to do.
#[derive(Clone, Debug)]
pub struct NewJob {
    /// Origin of the WeChat API, such as `https://api.weixin.qq.com`.
    pub origin: String,
    /// AppID of the account.
    pub appid: String,
    /// What kind of work it is.
    pub kind: String,
    /// What it is about, in words for people such as a title. Cut after 200 characters.
    pub subject: String,
    /// What is to be done, in a form of the caller's own.
    pub input: String,
    /// The AppSecret, where it came with the request and no account is stored: sealed, and erased when the job ends.
    pub secret: Option<SecretString>,
    /// Jobs of the same turn are done one after the other, as they were added.
    pub turn: Option<String>,
    /// SHA-256 of the files that it needs; see [`Store::needs_attachment`].
    pub attachments: Vec<[u8; 32]>,
    /// When it may begin, in whole milliseconds.
    pub due_at: Timestamp,
    /// It takes the place of the scheduled jobs of its turn, which are cancelled; what these have as their problem then.
    pub replaces: Option<String>,
}

/// A request that named itself, such as by `Idempotency-Key`.
#[derive(Clone, Debug)]
pub struct NewRequest {
    /// Its name.
    pub key: String,
    /// SHA-256 of what it says.
    pub sha256: [u8; 32],
}

/// What became of a request for jobs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Submitted {
    /// They were added.
    New(Vec<Job>),
    /// The same request had been here; these are its jobs.
    Known(Vec<Job>),
    /// Another request had this key.
    KeyTaken,
}

/// How a job stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum JobState {
    /// It waits for a worker, or for its next try.
    Waiting,
    /// It waits for a time that somebody chose. Meanwhile newer jobs of its turn may go on.
    Scheduled,
    /// A worker has it, or had it and died.
    Running,
    /// A person has to decide.
    NeedsAttention,
    /// It did what it should.
    Done,
    /// It did not.
    Failed,
    /// A person took it back.
    Cancelled,
}

impl JobState {
    /// Whether nothing more becomes of it by itself or by a retry.
    pub fn is_ended(self) -> bool {
        matches!(self, Self::Done | Self::Failed | Self::Cancelled)
    }
}

/// A job in the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// Id, made by the store.
    pub id: JobId,
    /// As in [`NewJob::origin`].
    pub origin: String,
    /// As in [`NewJob::appid`].
    pub appid: String,
    /// As in [`NewJob::kind`].
    pub kind: String,
    /// As in [`NewJob::subject`].
    pub subject: String,
    /// As in [`NewJob::input`].
    pub input: String,
    /// How it stands.
    pub state: JobState,
    /// When a worker may next take it: the time that it waits for, or the end of the lease of the one that has it.
    pub claim_at: Option<Timestamp>,
    /// How often a worker has taken it.
    pub attempt: u32,
    /// Whether a person wants it back while a worker has it.
    pub is_cancel_asked: bool,
    /// What stopped it last, in a form of the caller's own.
    pub problem: Option<String>,
    /// What it made, in a form of the caller's own.
    pub result: Option<String>,
    /// When it was added, in whole milliseconds.
    pub created_at: Timestamp,
    /// When it last changed, its steps left aside.
    pub updated_at: Timestamp,
    /// When it was done, failed or was cancelled.
    pub ended_at: Option<Timestamp>,
}

/// Which jobs to load: those that pass every filter that is set.
#[derive(Clone, Copy, Debug)]
pub struct JobFilter<'a> {
    /// Only of this account.
    pub appid: Option<&'a str>,
    /// Only in this state.
    pub state: Option<JobState>,
    /// Only those added before this one: the last of a page opens the next.
    pub before: Option<JobId>,
    /// At most so many, and 200 at most.
    pub limit: u32,
}

impl Default for JobFilter<'_> {
    /// The 200 newest jobs.
    fn default() -> Self {
        Self { appid: None, state: None, before: None, limit: PAGE_MAX_JOBS }
    }
}

impl Store {
    /// Adds jobs, all or none. A request that names itself adds its jobs once, however often it comes.
    ///
    /// Fails with [`Error::Invalid`] where a text contains a NUL character.
    pub async fn submit_jobs(
        &self,
        jobs: &[NewJob],
        request: Option<&NewRequest>,
        now: Timestamp,
    ) -> Result<Submitted> {
        let now = now.as_millisecond();
        let mut sealed = Vec::new();
        for job in jobs {
            for (field, text) in
                [("origin", &job.origin), ("appid", &job.appid), ("kind", &job.kind), ("input", &job.input)]
            {
                checked(field, text)?;
            }
            checked_option("turn", job.turn.as_deref())?;
            let id = JobId::new();
            let row = id.column();
            let secret =
                job.secret.as_ref().map(|secret| self.sealer.seal(secret_of(&row), secret)).transpose()?;
            sealed.push((id, secret));
        }
        let key = checked_option("key", request.map(|request| request.key.as_str()))?;
        let known: Option<Vec<u8>> = exclusively!(self.pools, "requests", |tx| {
            let known: Option<Vec<u8>> = match key {
                None => None,
                Some(key) => {
                    sqlx::query_scalar("SELECT sha256 FROM requests WHERE key = $1")
                        .bind(key)
                        .fetch_optional(&mut *tx)
                        .await?
                }
            };
            if known.is_none() {
                if let Some(request) = request {
                    sqlx::query("INSERT INTO requests (key, sha256, created_at) VALUES ($1, $2, $3)")
                        .bind(&request.key)
                        .bind(request.sha256.as_slice())
                        .bind(now)
                        .execute(&mut *tx)
                        .await?;
                }
                for (job, (id, secret)) in jobs.iter().zip(&sealed) {
                    if let (Some(turn), Some(problem)) = (&job.turn, &job.replaces) {
                        sqlx::query(
                            "UPDATE jobs SET state = $3, claim_at = NULL, secret = NULL, secret_key_id = NULL, \
                             problem = $4, ended_at = $5, updated_at = $5 WHERE turn = $1 AND state = $2",
                        )
                        .bind(turn)
                        .bind(JobState::Scheduled.column())
                        .bind(JobState::Cancelled.column())
                        .bind(problem)
                        .bind(now)
                        .execute(&mut *tx)
                        .await?;
                    }
                    sqlx::query(
                        "INSERT INTO jobs (id, origin, appid, kind, subject, input, secret, secret_key_id, \
                         request_key, state, claim_at, owner, attempt, is_cancel_asked, created_at, updated_at, turn) \
                         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, '', 0, FALSE, $12, $12, $13)",
                    )
                    .bind(id.column())
                    .bind(&job.origin)
                    .bind(&job.appid)
                    .bind(&job.kind)
                    .bind(readable(&job.subject, SUBJECT_MAX_CHARS))
                    .bind(&job.input)
                    .bind(secret.as_ref().map(|secret| secret.bytes.as_slice()))
                    .bind(secret.as_ref().map(|secret| secret.key_id.as_str()))
                    .bind(key)
                    .bind(if job.due_at.as_millisecond() > now { JobState::Scheduled } else { JobState::Waiting }.column())
                    .bind(job.due_at.as_millisecond())
                    .bind(now)
                    .bind(&job.turn)
                    .execute(&mut *tx)
                    .await?;
                    for sha256 in &job.attachments {
                        sqlx::query(
                            "INSERT INTO job_attachments (job_id, sha256) VALUES ($1, $2) ON CONFLICT DO NOTHING",
                        )
                        .bind(id.column())
                        .bind(sha256.as_slice())
                        .execute(&mut *tx)
                        .await?;
                    }
                }
            }
            known
        });
        match (known, request) {
            (Some(known), Some(request)) if known == request.sha256 => {
                Ok(Submitted::Known(self.load_jobs_of_request(&request.key).await?))
            }
            (Some(_), _) => Ok(Submitted::KeyTaken),
            (None, _) => {
                let mut added = Vec::new();
                for (id, _) in sealed {
                    added.push(self.load_job(id).await?.ok_or(Error::NotFound { what: "job" })?);
                }
                Ok(Submitted::New(added))
            }
        }
    }

    async fn load_jobs_of_request(&self, key: &str) -> Result<Vec<Job>> {
        let rows: Vec<JobRow> = reading!(self.pools, |db| sqlx::query_as(concat!(
            "SELECT ",
            columns!(),
            " FROM jobs WHERE request_key = $1 ORDER BY id"
        ))
        .bind(key)
        .fetch_all(db));
        rows.into_iter().map(Job::try_from).collect()
    }

    /// The job with this id.
    pub async fn load_job(&self, id: JobId) -> Result<Option<Job>> {
        let row: Option<JobRow> = reading!(self.pools, |db| sqlx::query_as(concat!(
            "SELECT ",
            columns!(),
            " FROM jobs WHERE id = $1"
        ))
        .bind(id.column())
        .fetch_optional(db));
        row.map(Job::try_from).transpose()
    }

    /// The jobs that pass the filter, newest first.
    pub async fn load_jobs(&self, filter: JobFilter<'_>) -> Result<Vec<Job>> {
        let texts = [
            (" AND appid = ", checked_option("appid", filter.appid)?.map(str::to_owned)),
            (" AND state = ", filter.state.map(|state| state.column().to_owned())),
            (" AND id < ", filter.before.map(JobId::column)),
        ];
        let limit = i64::from(filter.limit.min(PAGE_MAX_JOBS));
        let rows: Vec<JobRow> = reading!(self.pools, |db| async {
            let mut query = QueryBuilder::new(concat!("SELECT ", columns!(), " FROM jobs WHERE TRUE"));
            for (condition, value) in texts {
                if let Some(value) = value {
                    query.push(condition).push_bind(value);
                }
            }
            query.push(" ORDER BY id DESC LIMIT ").push_bind(limit);
            query.build_query_as().fetch_all(db).await
        });
        rows.into_iter().map(Job::try_from).collect()
    }

    /// How many jobs of an account are scheduled from one instant until before another.
    pub async fn count_scheduled_jobs(&self, appid: &str, from: Timestamp, until: Timestamp) -> Result<u64> {
        let count: i64 = reading!(self.pools, |db| {
            sqlx::query_scalar(
            "SELECT COUNT(*) FROM jobs WHERE appid = $1 AND state = $2 AND claim_at >= $3 AND claim_at < $4"
        )
        .bind(checked("appid", appid)?)
        .bind(JobState::Scheduled.column())
        .bind(from.as_millisecond())
        .bind(until.as_millisecond())
        .fetch_one(db)
        });
        Ok(count.cast_unsigned())
    }

    /// The AppSecret that came with a job, until it ends.
    ///
    /// Fails with [`Error::Sealed`] where the row was tampered with.
    pub async fn load_job_secret(&self, id: JobId) -> Result<Option<SecretString>> {
        let row: Option<(Vec<u8>, String)> = reading!(self.pools, |db| sqlx::query_as(
            "SELECT secret, secret_key_id FROM jobs WHERE id = $1 AND secret IS NOT NULL"
        )
        .bind(id.column())
        .fetch_optional(db));
        row.map(|(bytes, key_id)| self.sealer.open(secret_of(&id.column()), &Sealed { bytes, key_id }))
            .transpose()
    }

    /// Takes a job back. One that a worker has is taken back by the worker, which [`Store::extend_lease`] tells.
    ///
    /// Gives whether there was something to take back.
    pub async fn cancel_job(&self, id: JobId, now: Timestamp) -> Result<bool> {
        let cancelled = executing!(
            self.pools,
            sqlx::query(
                "UPDATE jobs SET \
                 is_cancel_asked = TRUE, \
                 state = CASE WHEN state = $2 THEN state ELSE $3 END, \
                 claim_at = CASE WHEN state = $2 THEN claim_at END, \
                 secret = CASE WHEN state = $2 THEN secret END, \
                 secret_key_id = CASE WHEN state = $2 THEN secret_key_id END, \
                 ended_at = CASE WHEN state = $2 THEN ended_at ELSE $4 END, \
                 updated_at = $4 WHERE id = $1 AND state IN ($2, $5, $6, $7)",
            )
            .bind(id.column())
            .bind(JobState::Running.column())
            .bind(JobState::Cancelled.column())
            .bind(now.as_millisecond())
            .bind(JobState::Waiting.column())
            .bind(JobState::NeedsAttention.column())
            .bind(JobState::Scheduled.column())
        );
        Ok(cancelled > 0)
    }

    /// Has a job that stopped go on where its steps say. Gives whether it had stopped.
    pub async fn retry_job(&self, id: JobId, now: Timestamp) -> Result<bool> {
        let retried = executing!(
            self.pools,
            sqlx::query(
                "UPDATE jobs SET state = $2, claim_at = $3, is_cancel_asked = FALSE, problem = NULL, \
                 ended_at = NULL, updated_at = $3 WHERE id = $1 AND state IN ($4, $5)",
            )
            .bind(id.column())
            .bind(JobState::Waiting.column())
            .bind(now.as_millisecond())
            .bind(JobState::NeedsAttention.column())
            .bind(JobState::Failed.column())
        );
        Ok(retried > 0)
    }
}

fn secret_of(row: &str) -> Place<'_> {
    Place { table: "jobs", column: "secret", row }
}
