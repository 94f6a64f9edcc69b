//! Workers: they take jobs whose time has come, show that they live while they work, and write down how it ended.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use wxpress_store::{Claim, Job, JobState, Lease, Pause};

use super::Problem;
use crate::{
    app::App,
    error::{Error, Result},
    publish, webhook,
};

/// Jobs worked on at the same time.
const JOBS_AT_ONCE: usize = 8;
/// How often jobs of other processes, and those of dead ones, are looked for.
const LOOK_EVERY: Duration = Duration::from_millis(500);
/// How often files that no job needs are removed.
const SWEEP_EVERY: Duration = Duration::from_secs(60 * 60);

/// How work on a job ended, for now.
#[derive(Debug)]
pub(crate) enum Ended {
    /// It did what it should; what it made, in JSON.
    Done(String),
    /// It goes on later.
    Later {
        /// When.
        pause: Pause,
        /// What stopped it; nothing where it only waits.
        problem: Option<Error>,
    },
    /// A person has to decide.
    NeedsAttention {
        /// What.
        problem: Error,
        /// What it has made already, in JSON.
        so_far: Option<String>,
    },
    /// It did not do what it should.
    Failed {
        /// Why.
        problem: Error,
        /// What it has made already, in JSON.
        so_far: Option<String>,
    },
    /// A person took it back.
    Cancelled,
}

/// What a worker tells the work that it does.
#[derive(Debug, Clone, Default)]
pub(crate) struct Asked {
    cancel: Arc<AtomicBool>,
}

impl Asked {
    /// Whether a person wants the job back, which is heard between its steps.
    pub(crate) fn to_cancel(&self) -> bool {
        self.cancel.load(Ordering::Relaxed)
    }
}

/// Takes jobs until told to stop, then lets those that are under way come to the end of their step.
pub(super) async fn run(app: App, stop: CancellationToken) {
    let owner = format!("{}-{}", std::process::id(), uuid::Uuid::new_v4().simple());
    let slots = Arc::new(Semaphore::new(JOBS_AT_ONCE));
    let mut sweep = tokio::time::interval(SWEEP_EVERY);
    while !stop.is_cancelled() {
        tokio::select! {
            () = stop.cancelled() => break,
            _ = sweep.tick() => {
                if let Err(error) = app.attachments.sweep(&app.store, app.clock.now()).await {
                    tracing::warn!(%error, "files that no job needs could not be removed");
                }
            }
            slot = Arc::clone(&slots).acquire_owned() => {
                let Ok(slot) = slot else { break };
                match app.store.claim_job(&owner, app.clock.now(), app.job_lease).await {
                    Ok(Some(claim)) => {
                        let (app, stop) = (app.clone(), stop.clone());
                        app.clone().calls.spawn(async move {
                            let _slot = slot;
                            Box::pin(work(&app, claim, &stop)).await;
                        });
                    }
                    Ok(None) => tokio::select! {
                        () = stop.cancelled() => break,
                        () = app.job_added.notified() => {}
                        () = tokio::time::sleep(LOOK_EVERY) => {}
                    },
                    Err(error) => {
                        tracing::warn!(%error, "no job could be taken");
                        tokio::time::sleep(LOOK_EVERY).await;
                    }
                }
            }
        }
    }
}

async fn work(app: &App, claim: Claim, stop: &CancellationToken) {
    let (whole, lease) = (claim.job.clone(), claim.lease.clone());
    let job = whole.id;
    let asked = Asked::default();
    asked.cancel.store(claim.job.is_cancel_asked, Ordering::Relaxed);
    tracing::info!(job.id = %job, attempt = lease.attempt, "a job is taken");
    let ended = tokio::select! {
        ended = publish::run(app.clone(), claim, asked.clone(), stop.clone()) => ended,
        () = show_life(app, &lease, &asked) => {
            tracing::warn!(job.id = %job, "another worker has the job");
            return;
        }
    };
    tracing::info!(job.id = %job, ?ended, "a job is left");
    if let Err(error) = settle(app, whole, &lease, ended).await {
        tracing::warn!(job.id = %job, %error, "how a job ended could not be written down");
    }
    app.job_changed.notify_waiters();
}

/// Extends the lease again and again; ends when it is lost.
async fn show_life(app: &App, lease: &Lease, asked: &Asked) {
    loop {
        tokio::time::sleep(app.job_lease / 3).await;
        match app.store.extend_lease(lease, app.clock.now(), app.job_lease).await {
            Ok(cancel) => asked.cancel.store(cancel, Ordering::Relaxed),
            Err(wxpress_store::Error::NotFound { .. }) => return,
            Err(error) => tracing::warn!(%error, "a lease could not be extended"),
        }
    }
}

async fn settle(app: &App, job: Job, lease: &Lease, ended: Ended) -> Result<()> {
    let now = app.clock.now();
    let (state, result, problem) = match ended {
        Ended::Later { pause, problem } => {
            let problem = problem.as_ref().and_then(kept);
            return Ok(app.store.postpone_job(lease, &pause, problem.as_deref(), now).await?);
        }
        Ended::Done(result) => (JobState::Done, Some(result), None),
        Ended::NeedsAttention { problem, so_far } => (JobState::NeedsAttention, so_far, kept(&problem)),
        Ended::Failed { problem, so_far } => (JobState::Failed, so_far, kept(&problem)),
        Ended::Cancelled => (JobState::Cancelled, None, None),
    };
    let ended_at = state.is_ended().then_some(now);
    let stands = Job {
        state,
        claim_at: None,
        result: result.clone(),
        problem: problem.clone(),
        updated_at: now,
        ended_at,
        ..job
    };
    let told = webhook::job_ended(app, stands).await?;
    app.store.settle_job(lease, state, result.as_deref(), problem.as_deref(), &told, now).await?;
    if !told.is_empty() {
        app.telling_added.notify_one();
    }
    Ok(())
}

fn kept(problem: &Error) -> Option<String> {
    serde_json::to_string(&Problem::of(problem)).ok()
}
