//! Jobs: work that goes on whatever becomes of its caller, and of this process.

mod problem;
mod progress;
mod view;
mod worker;

use std::time::Duration;

pub(crate) use problem::{Problem, Told};
pub use problem::{ProblemView, ToldView};
pub use progress::Progress;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
pub use view::{JobView, OutcomeView, StepView};
pub(crate) use worker::{Asked, Ended};
use wxpress_store::{JobFilter, JobId, JobState};

use crate::{
    app::App,
    error::{Error, Result},
    loose,
    message::{Code, Lang},
    webhook,
};

/// Jobs on a page where it does not say how many.
const PAGE_JOBS: u32 = 20;
/// Longest time that somebody waits for a job.
pub const MAX_WAIT: Duration = Duration::from_secs(100);
/// How often a job that is waited for is looked at, where another process works on it.
const LOOK_EVERY: Duration = Duration::from_millis(200);

/// Jobs.
#[derive(Debug, Clone, Copy)]
pub struct Jobs<'a>(pub(crate) &'a App);

/// Which jobs to list.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", default)]
#[into_params(parameter_in = Query)]
pub struct JobQuery {
    /// Only in this state: `waiting`, `scheduled`, `running`, `done`, `failed`, `cancelled`, `needs_attention`.
    #[serde(deserialize_with = "loose::text")]
    pub state: Option<String>,
    /// Only of this AppID.
    #[serde(deserialize_with = "loose::text")]
    pub appid: Option<String>,
    /// Only those added before this one: `jobId` of the last of a page opens the next.
    #[serde(deserialize_with = "loose::text")]
    pub before: Option<String>,
    /// Jobs on the page, 1 to 200; 20 by default.
    #[serde(deserialize_with = "loose::number")]
    pub count: Option<u64>,
}

/// A page of jobs.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct JobList {
    /// The jobs, newest first.
    pub items: Vec<JobView>,
}

impl App {
    /// Works on jobs, and tells webhooks of them, from now on, until the application closes.
    pub fn work_on_jobs(&self) {
        let (app, stop) = (self.clone(), self.stop_working.clone());
        self.calls.spawn(worker::run(app.clone(), stop.clone()));
        self.calls.spawn(webhook::run(app, stop));
    }
}

impl Jobs<'_> {
    /// How a job stands.
    ///
    /// # Errors
    /// [`Code::UnknownJob`].
    pub async fn read(&self, id: &str, lang: Lang) -> Result<JobView> {
        let id = parse(id)?;
        let job = self.0.store.load_job(id).await?.ok_or_else(|| unknown(id))?;
        let steps = self.0.store.load_steps(id).await?;
        Ok(JobView::new(job, steps, lang))
    }

    /// Lists jobs, newest first.
    ///
    /// # Errors
    /// [`Code::InvalidField`], [`Code::OutOfRange`].
    pub async fn list(&self, query: &JobQuery, lang: Lang) -> Result<JobList> {
        let state = query.state.as_deref().map(|name| {
            let known = view::STATES.iter().find(|(known, _)| *known == name);
            known.map(|(_, state)| *state).ok_or_else(|| {
                let names: Vec<_> = view::STATES.iter().map(|(known, _)| *known).collect();
                Error::new(Code::InvalidField)
                    .with("field", "state")
                    .with("problem", format!("{name:?} ({})", names.join(", ")))
            })
        });
        let limit = match query.count {
            None => PAGE_JOBS,
            Some(count) => {
                u32::try_from(count).ok().filter(|count| (1..=200).contains(count)).ok_or_else(|| {
                    Error::new(Code::OutOfRange)
                        .with("field", "count")
                        .with("min", 1)
                        .with("max", 200)
                        .with("actual", count)
                })?
            }
        };
        let filter = JobFilter {
            appid: query.appid.as_deref(),
            state: state.transpose()?,
            before: query.before.as_deref().map(parse).transpose()?,
            limit,
        };
        let jobs = self.0.store.load_jobs(filter).await?;
        Ok(JobList { items: jobs.into_iter().map(|job| JobView::new(job, Vec::new(), lang)).collect() })
    }

    /// Takes a job back. What it made already stays.
    ///
    /// # Errors
    /// [`Code::UnknownJob`]; [`Code::JobEnded`].
    pub async fn cancel(&self, id: &str, lang: Lang) -> Result<JobView> {
        let job = parse(id)?;
        if !self.0.store.cancel_job(job, self.0.clock.now()).await? {
            self.read(id, lang).await?;
            return Err(Error::new(Code::JobEnded).with("job", job));
        }
        self.0.job_changed.notify_waiters();
        self.read(id, lang).await
    }

    /// Has a job that stopped go on where it stopped.
    ///
    /// # Errors
    /// [`Code::UnknownJob`]; [`Code::JobNotStopped`].
    pub async fn retry(&self, id: &str, lang: Lang) -> Result<JobView> {
        let job = parse(id)?;
        if !self.0.store.retry_job(job, self.0.clock.now()).await? {
            self.read(id, lang).await?;
            return Err(Error::new(Code::JobNotStopped).with("job", job));
        }
        self.0.job_added.notify_one();
        self.read(id, lang).await
    }

    /// Waits until a job has ended, waits for its time, or a person has to decide, and for `longest` at most.
    ///
    /// # Errors
    /// [`Code::UnknownJob`].
    pub async fn wait(&self, id: &str, longest: Duration, lang: Lang) -> Result<JobView> {
        let job = parse(id)?;
        let until = tokio::time::Instant::now() + longest.min(MAX_WAIT);
        loop {
            let changed = self.0.job_changed.notified();
            let state = self.0.store.load_job(job).await?.ok_or_else(|| unknown(job))?.state;
            let stands = state.is_ended() || matches!(state, JobState::NeedsAttention | JobState::Scheduled);
            if stands || tokio::time::Instant::now() >= until {
                return self.read(id, lang).await;
            }
            tokio::select! {
                () = changed => {}
                () = tokio::time::sleep(LOOK_EVERY) => {}
                () = tokio::time::sleep_until(until) => {}
            }
        }
    }
}

impl Jobs<'_> {
    /// What stopped a job; nothing where it goes on by itself or is done.
    ///
    /// # Errors
    /// [`Code::UnknownJob`].
    pub async fn failure(&self, id: &str) -> Result<Option<Error>> {
        let id = parse(id)?;
        let job = self.0.store.load_job(id).await?.ok_or_else(|| unknown(id))?;
        let kept = job.problem.as_deref().and_then(|problem| serde_json::from_str(problem).ok());
        Ok(match job.state {
            JobState::Failed | JobState::NeedsAttention => {
                Some(kept.map_or_else(|| Error::new(Code::Internal), Error::kept))
            }
            JobState::Cancelled => Some(Error::new(Code::Stopped)),
            JobState::Waiting | JobState::Scheduled | JobState::Running | JobState::Done => None,
        })
    }
}

fn parse(id: &str) -> Result<JobId> {
    id.parse().map_err(|_| Error::new(Code::UnknownJob).with("job", id))
}

fn unknown(id: JobId) -> Error {
    Error::new(Code::UnknownJob).with("job", id)
}
