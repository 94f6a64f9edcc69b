//! A job as it is stored.

use crate::{Error, Job, JobId, JobState, Result, columns::timestamp};

#[derive(sqlx::FromRow)]
pub(super) struct JobRow {
    id: String,
    origin: String,
    appid: String,
    kind: String,
    subject: String,
    input: String,
    state: String,
    claim_at: Option<i64>,
    attempt: i64,
    is_cancel_asked: bool,
    problem: Option<String>,
    result: Option<String>,
    created_at: i64,
    updated_at: i64,
    ended_at: Option<i64>,
}

impl TryFrom<JobRow> for Job {
    type Error = Error;

    fn try_from(row: JobRow) -> Result<Self> {
        let maybe = |column, at: Option<i64>| at.map(|at| timestamp(column, at)).transpose();
        Ok(Self {
            id: JobId::from_column("jobs.id", &row.id)?,
            origin: row.origin,
            appid: row.appid,
            kind: row.kind,
            subject: row.subject,
            input: row.input,
            state: JobState::from_column(&row.state)?,
            claim_at: maybe("jobs.claim_at", row.claim_at)?,
            attempt: row.attempt.try_into().map_err(|_| Error::Corrupt { column: "jobs.attempt" })?,
            is_cancel_asked: row.is_cancel_asked,
            problem: row.problem,
            result: row.result,
            created_at: timestamp("jobs.created_at", row.created_at)?,
            updated_at: timestamp("jobs.updated_at", row.updated_at)?,
            ended_at: maybe("jobs.ended_at", row.ended_at)?,
        })
    }
}

impl JobState {
    pub(super) fn column(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Scheduled => "scheduled",
            Self::Running => "running",
            Self::NeedsAttention => "needs_attention",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }

    fn from_column(text: &str) -> Result<Self> {
        let all = [
            Self::Waiting,
            Self::Scheduled,
            Self::Running,
            Self::NeedsAttention,
            Self::Done,
            Self::Failed,
            Self::Cancelled,
        ];
        all.into_iter().find(|state| state.column() == text).ok_or(Error::Corrupt { column: "jobs.state" })
    }
}
