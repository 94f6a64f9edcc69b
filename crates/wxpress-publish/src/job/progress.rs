//! [`Progress`]: how far this process has come with a job.

use serde::Serialize;
use tokio::sync::broadcast;
use wxpress_store::JobId;

use crate::app::App;

/// How far this process has come with a job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Progress {
    /// The job.
    pub job_id: String,
    /// Its step: `pictures`, `cover`, `draft`, `submit` or `watch`.
    pub step: &'static str,
    /// Parts of the step that are done.
    pub done: usize,
    /// Parts that it has; 0 where it has only itself.
    pub total: usize,
    /// The part that was done last, such as the name of a picture.
    pub name: String,
}

impl Progress {
    pub(crate) fn of(job: JobId, step: &'static str) -> Self {
        Self { job_id: job.to_string(), step, done: 0, total: 0, name: String::new() }
    }

    pub(crate) fn at(self, done: usize, total: usize, name: &str) -> Self {
        Self { done, total, name: name.to_owned(), ..self }
    }
}

impl App {
    /// How far this process comes with its jobs, from now on. Those who listen too slowly miss some of it.
    pub fn progress(&self) -> broadcast::Receiver<Progress> {
        self.progress.subscribe()
    }

    pub(crate) fn tell_progress(&self, progress: Progress) {
        // Nobody may be listening.
        let _ = self.progress.send(progress);
    }
}
