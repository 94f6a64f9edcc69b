//! The steps of a job: each is written down before it is taken and again when it has ended, so that whoever goes on knows
//! what is done, and what may have been.

use jiff::Timestamp;

use super::{Lease, lease::LOST};
use crate::{
    Error, JobId, JobState, Result, Store,
    columns::{checked, checked_option, timestamp},
    dialect::{reading, writing},
};

/// A step about to be taken.
#[derive(Clone, Debug)]
pub struct NewStep {
    /// Its place among the steps of its job.
    pub ordinal: u32,
    /// What kind of step it is.
    pub kind: String,
    /// SHA-256 of what goes into it: a step that is done is done again only for another input.
    pub input_sha256: [u8; 32],
}

/// How far a step has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StepState {
    /// Begun: being taken, or its worker died amid it.
    Begun,
    /// Done.
    Done,
    /// It did not happen.
    Failed,
    /// Whether it happened is not known.
    Unknown,
}

/// How a step ended.
#[derive(Clone, Debug)]
pub struct StepOutcome {
    /// Any state but [`StepState::Begun`].
    pub state: StepState,
    /// What it made, in a form of the caller's own.
    pub output: Option<String>,
    /// What stopped it, in a form of the caller's own.
    pub problem: Option<String>,
}

/// A step of a job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// As in [`NewStep::ordinal`].
    pub ordinal: u32,
    /// As in [`NewStep::kind`].
    pub kind: String,
    /// As in [`NewStep::input_sha256`].
    pub input_sha256: [u8; 32],
    /// How far it has come.
    pub state: StepState,
    /// As in [`StepOutcome::output`].
    pub output: Option<String>,
    /// As in [`StepOutcome::problem`].
    pub problem: Option<String>,
    /// How often it was begun.
    pub attempts: u32,
    /// Since when it may have happened, in whole milliseconds: when it was begun, or first begun of the tries whose end is
    /// not known.
    pub begun_at: Timestamp,
    /// When it last ended.
    pub ended_at: Option<Timestamp>,
}

#[derive(sqlx::FromRow)]
struct StepRow {
    ordinal: i64,
    kind: String,
    input_sha256: Vec<u8>,
    state: String,
    output: Option<String>,
    problem: Option<String>,
    attempts: i64,
    begun_at: i64,
    ended_at: Option<i64>,
}

impl Store {
    /// Writes down a step before it is taken. When this returns, that is on the disk.
    ///
    /// Fails with [`Error::NotFound`] where the lease was lost.
    pub async fn begin_step(&self, lease: &Lease, step: &NewStep, now: Timestamp) -> Result<()> {
        let begun: Vec<i64> = writing!(self.pools, |db| {
            sqlx::query_scalar(
            "INSERT INTO job_steps (job_id, ordinal, kind, input_sha256, state, attempts, begun_at) \
             SELECT id, $4, $5, $6, $7, 1, $8 FROM jobs WHERE id = $1 AND attempt = $2 AND state = $3 \
             ON CONFLICT (job_id, ordinal) DO UPDATE SET \
             kind = excluded.kind, input_sha256 = excluded.input_sha256, state = excluded.state, output = NULL, \
             problem = NULL, attempts = job_steps.attempts + 1, ended_at = NULL, \
             begun_at = CASE WHEN job_steps.state IN ($7, $9) THEN job_steps.begun_at ELSE excluded.begun_at END \
             RETURNING ordinal",
        )
        .bind(lease.job.column())
        .bind(i64::from(lease.attempt))
        .bind(JobState::Running.column())
        .bind(i64::from(step.ordinal))
        .bind(checked("kind", &step.kind)?)
        .bind(step.input_sha256.as_slice())
        .bind(StepState::Begun.column())
        .bind(now.as_millisecond())
        .bind(StepState::Unknown.column())
        .fetch_all(db)
        });
        if begun.is_empty() { Err(LOST) } else { Ok(()) }
    }

    /// Writes down how a step ended. One of which nothing was known may be settled later.
    ///
    /// Fails with [`Error::NotFound`] where the lease was lost or no such step was begun, and with [`Error::Invalid`]
    /// where the state is no end.
    pub async fn end_step(
        &self,
        lease: &Lease,
        ordinal: u32,
        outcome: &StepOutcome,
        now: Timestamp,
    ) -> Result<()> {
        if outcome.state == StepState::Begun {
            return Err(Error::Invalid { field: "state", reason: "is no outcome" });
        }
        let ended: Vec<i64> = writing!(self.pools, |db| sqlx::query_scalar(
            "UPDATE job_steps SET state = $5, output = $6, problem = $7, ended_at = $8 \
             WHERE job_id = $1 AND ordinal = $4 AND state IN ($9, $10) \
             AND EXISTS (SELECT 1 FROM jobs WHERE id = $1 AND attempt = $2 AND state = $3) RETURNING ordinal",
        )
        .bind(lease.job.column())
        .bind(i64::from(lease.attempt))
        .bind(JobState::Running.column())
        .bind(i64::from(ordinal))
        .bind(outcome.state.column())
        .bind(checked_option("output", outcome.output.as_deref())?)
        .bind(checked_option("problem", outcome.problem.as_deref())?)
        .bind(now.as_millisecond())
        .bind(StepState::Begun.column())
        .bind(StepState::Unknown.column())
        .fetch_all(db));
        if ended.is_empty() { Err(LOST) } else { Ok(()) }
    }

    /// The steps of a job, in their order.
    pub async fn load_steps(&self, job: JobId) -> Result<Vec<Step>> {
        let rows: Vec<StepRow> = reading!(self.pools, |db| sqlx::query_as(
            "SELECT ordinal, kind, input_sha256, state, output, problem, attempts, begun_at, ended_at \
             FROM job_steps WHERE job_id = $1 ORDER BY ordinal"
        )
        .bind(job.column())
        .fetch_all(db));
        rows.into_iter().map(Step::try_from).collect()
    }
}

impl TryFrom<StepRow> for Step {
    type Error = Error;

    fn try_from(row: StepRow) -> Result<Self> {
        let count = |column, number: i64| number.try_into().map_err(|_| Error::Corrupt { column });
        let input_sha256 = row.input_sha256.try_into();
        Ok(Self {
            ordinal: count("job_steps.ordinal", row.ordinal)?,
            kind: row.kind,
            input_sha256: input_sha256.map_err(|_| Error::Corrupt { column: "job_steps.input_sha256" })?,
            state: StepState::from_column(&row.state)?,
            output: row.output,
            problem: row.problem,
            attempts: count("job_steps.attempts", row.attempts)?,
            begun_at: timestamp("job_steps.begun_at", row.begun_at)?,
            ended_at: row.ended_at.map(|at| timestamp("job_steps.ended_at", at)).transpose()?,
        })
    }
}

impl StepState {
    fn column(self) -> &'static str {
        match self {
            Self::Begun => "begun",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Unknown => "unknown",
        }
    }

    fn from_column(text: &str) -> Result<Self> {
        [Self::Begun, Self::Done, Self::Failed, Self::Unknown]
            .into_iter()
            .find(|state| state.column() == text)
            .ok_or(Error::Corrupt { column: "job_steps.state" })
    }
}
