//! [`JobView`]: how a job stands.

use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;
use wxpress_store::{Job, JobState, Step, StepState};

use super::{Problem, ProblemView, ToldView};
use crate::{message::Lang, publish::Outcome};

/// How a job stands.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct JobView {
    /// Its id.
    #[schema(example = "0198c1f0-7b1c-7d3e-8a55-0c2b7c3d9e11")]
    pub job_id: String,
    /// AppID of the account.
    pub appid: String,
    /// Title of the first article.
    pub title: String,
    /// `waiting`, `scheduled`, `running`, `done`, `failed`, `cancelled` or `needs_attention`.
    #[schema(example = "done")]
    pub state: &'static str,
    /// What it made, as far as it came.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result: Option<OutcomeView>,
    /// What stopped it, or what it waits out before it tries again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<ProblemView>,
    /// When it goes on by itself, in unix seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_at: Option<i64>,
    /// How often a worker has taken it.
    pub attempts: u32,
    /// Its steps, as far as they have begun; none in lists.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<StepView>,
    /// Unix seconds.
    pub created_at: i64,
    /// Unix seconds.
    pub updated_at: i64,
    /// Unix seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<i64>,
}

/// What a job made.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OutcomeView {
    /// The draft.
    pub media_id: String,
    /// What became of it: `created`, `updated` (the draft of the same `sourceId`) or `unchanged`.
    #[schema(example = "created")]
    pub action: &'static str,
    /// A temporary link to its first article.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub preview_url: Option<String>,
    /// The publication.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publish_id: Option<String>,
    /// The published articles.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub article_id: Option<String>,
    /// Their addresses.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub urls: Vec<String>,
    /// What was changed or noticed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<ToldView>,
}

/// A step of a job.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct StepView {
    /// `pictures`, `cover`, `draft`, `submit` or `watch`.
    pub step: String,
    /// `running`, `done`, `failed` or `unknown`.
    pub state: &'static str,
    /// How often it was begun.
    pub attempts: u32,
    /// What stopped it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<ProblemView>,
}

impl JobView {
    pub(crate) fn new(job: Job, steps: Vec<Step>, lang: Lang) -> Self {
        let outcome = job.result.as_deref().and_then(|result| serde_json::from_str::<Outcome>(result).ok());
        let waits = matches!(job.state, JobState::Waiting | JobState::Scheduled);
        Self {
            job_id: job.id.to_string(),
            appid: job.appid,
            title: job.subject,
            state: state_name(job.state),
            result: outcome.map(|outcome| outcome.view(lang)),
            problem: problem(job.problem.as_deref(), lang),
            next_at: job.claim_at.filter(|_| waits).map(Timestamp::as_second),
            attempts: job.attempt,
            steps: steps.into_iter().map(|step| StepView::new(step, lang)).collect(),
            created_at: job.created_at.as_second(),
            updated_at: job.updated_at.as_second(),
            ended_at: job.ended_at.map(Timestamp::as_second),
        }
    }
}

impl StepView {
    fn new(step: Step, lang: Lang) -> Self {
        Self {
            state: match step.state {
                StepState::Begun => "running",
                StepState::Done => "done",
                StepState::Failed => "failed",
                StepState::Unknown => "unknown",
            },
            problem: problem(step.problem.as_deref(), lang),
            step: step.kind,
            attempts: step.attempts,
        }
    }
}

fn problem(kept: Option<&str>, lang: Lang) -> Option<ProblemView> {
    let problem: Problem = serde_json::from_str(kept?).ok()?;
    Some(problem.view(lang))
}

/// The name of a state in answers.
pub(super) const STATES: [(&str, JobState); 7] = [
    ("waiting", JobState::Waiting),
    ("scheduled", JobState::Scheduled),
    ("running", JobState::Running),
    ("done", JobState::Done),
    ("failed", JobState::Failed),
    ("cancelled", JobState::Cancelled),
    ("needs_attention", JobState::NeedsAttention),
];

fn state_name(state: JobState) -> &'static str {
    STATES.iter().find(|(_, other)| *other == state).map_or("unknown", |(name, _)| name)
}
