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
use wxpress_store::{Claim, JobState, Lease, Pause};

use super::Problem;
use crate::{app::App, error::Error, publish};

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
    NeedsAttention(Error),
    /// It did not do what it should.
    Failed(Error),
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
    let (job, lease) = (claim.job.id, claim.lease.clone());
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
    if let Err(error) = settle(app, &lease, ended).await {
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

async fn settle(app: &App, lease: &Lease, ended: Ended) -> wxpress_store::Result<()> {
    let (store, now) = (&app.store, app.clock.now());
    match ended {
        Ended::Done(result) => store.settle_job(lease, JobState::Done, Some(&result), None, now).await,
        Ended::Later { pause, problem } => {
            let problem = problem.as_ref().and_then(kept);
            store.postpone_job(lease, &pause, problem.as_deref(), now).await
        }
        Ended::NeedsAttention(problem) => {
            let problem = kept(&problem);
            store.settle_job(lease, JobState::NeedsAttention, None, problem.as_deref(), now).await
        }
        Ended::Failed(problem) => {
            let problem = kept(&problem);
            store.settle_job(lease, JobState::Failed, None, problem.as_deref(), now).await
        }
        Ended::Cancelled => store.settle_job(lease, JobState::Cancelled, None, None, now).await,
    }
}

fn kept(problem: &Error) -> Option<String> {
    serde_json::to_string(&Problem::of(problem)).ok()
}
