//! `wxpress job`.

use clap::Subcommand;
use wxpress_publish::{Error, job::JobQuery};

use super::{Caller, Verb, publish};
use crate::answer::Answer;

/// What can be done with jobs.
#[derive(Debug, Subcommand)]
pub(crate) enum JobVerb {
    /// List them, newest first.
    List {
        /// Only in this state: waiting, scheduled, running, done, failed, cancelled, needs_attention.
        #[arg(long)]
        state: Option<String>,
        /// Jobs to show, 1 to 200.
        #[arg(long, default_value_t = 20)]
        count: u64,
        /// Only those added before this one.
        #[arg(long, value_name = "JOB_ID")]
        before: Option<String>,
    },
    /// Tell how one stands, step by step.
    Show { job_id: String },
    /// Have one that failed or needs attention go on, and wait for it.
    Retry { job_id: String },
    /// Take one back. What it made already stays.
    Cancel { job_id: String },
}

impl Verb for JobVerb {
    async fn run(self, caller: &Caller) -> Result<Answer, Error> {
        let Caller { app, choice, lang, .. } = caller;
        let jobs = app.jobs();
        match self {
            Self::List { state, count, before } => {
                let query = JobQuery { state, appid: choice.appid.clone(), before, count: Some(count) };
                Answer::of(&jobs.list(&query, *lang).await?)
            }
            Self::Show { job_id } => Answer::of(&jobs.read(&job_id, *lang).await?),
            Self::Retry { job_id } => {
                let job = jobs.retry(&job_id, *lang).await?;
                publish::follow(caller, vec![job]).await
            }
            Self::Cancel { job_id } => Answer::of(&jobs.cancel(&job_id, *lang).await?),
        }
    }
}
