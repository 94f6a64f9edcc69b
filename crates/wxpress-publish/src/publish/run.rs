//! Working on a job: step after step, each written down before it is taken and again when it has ended.

use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use sha2::{Digest as _, Sha256};
use tokio_util::sync::CancellationToken;
use wxpress_article::Article;
use wxpress_store::{Claim, Job, Lease, NewStep, Pause, Source, SourceKey, Step, StepOutcome, StepState};
use wxpress_wechat::{Client, draft::DraftArticle};

use super::{
    Outcome, Plan, article,
    cover::{self, CoverUse},
    draft::{self, Made, Maker},
    outcome::Action,
    pictures::{self, Addresses},
    release::{self, Released},
    series,
    step::{StepKind, next_try},
    timing,
};
use crate::{
    account::AccountChoice,
    app::App,
    attachment::{Digest256, from_hex},
    error::{Error, Result},
    job::{Asked, Ended, Problem, Progress, Told},
    message::Code,
    quota,
    warning::Warning,
};

/// Works on a job until it ends, has to wait, or the process is to stop.
pub(crate) async fn run(app: App, claim: Claim, asked: Asked, stop: CancellationToken) -> Ended {
    let (attempt, clock) = (claim.lease.attempt, app.clock.clone());
    let (worked, awaits, so_far) = match Run::open(app, claim, asked, stop).await {
        Ok(mut run) => (run.all().await, run.awaits, run.so_far),
        Err(error) => (Err(Halt::At(error, attempt)), None, None),
    };
    let so_far = so_far.and_then(|outcome| serde_json::to_string(&outcome).ok());
    let pause = |until| Pause { until, is_scheduled: false, awaits };
    match worked {
        Ok(outcome) => match serde_json::to_string(&outcome) {
            Ok(result) => Ended::Done(result),
            Err(error) => Ended::Failed { problem: Error::new(Code::Internal).because(error), so_far: None },
        },
        Err(Halt::Stopped) => Ended::Later { pause: pause(clock.now()), problem: None },
        Err(Halt::Cancelled) => Ended::Cancelled,
        Err(Halt::Until(at)) => Ended::Later { pause: pause(at), problem: None },
        Err(Halt::Scheduled(at)) => {
            Ended::Later { pause: Pause { is_scheduled: true, ..pause(at) }, problem: None }
        }
        Err(Halt::At(error, tries)) => match next_try(&error, tries, clock.now()) {
            Some(at) => Ended::Later { pause: pause(at), problem: Some(error) },
            None => match error.code() {
                Code::DraftUndecided
                | Code::DraftChangedElsewhere
                | Code::OutcomeUnknown
                | Code::PublicationHidden
                | Code::MayNotPublish => Ended::NeedsAttention { problem: error, so_far },
                _ => Ended::Failed { problem: error, so_far },
            },
        },
    }
}

/// Why work does not go on for now.
enum Halt {
    /// A step failed, after so many tries.
    At(Error, u32),
    /// There is nothing to do before this time.
    Until(Timestamp),
    /// Its time has not come.
    Scheduled(Timestamp),
    /// The process is to stop.
    Stopped,
    /// A person took it back.
    Cancelled,
}

type Stepped<T> = std::result::Result<T, Halt>;

impl From<wxpress_store::Error> for Halt {
    fn from(error: wxpress_store::Error) -> Self {
        Self::At(error.into(), 1)
    }
}

struct Run {
    app: App,
    job: Job,
    lease: Lease,
    asked: Asked,
    stop: CancellationToken,
    plan: Plan,
    choice: AccountChoice,
    client: Client,
    /// As far as they had come when the job was taken.
    steps: Vec<Step>,
    told: Vec<Told>,
    /// What may let it go on before its time.
    awaits: Option<String>,
    /// What it has made already.
    so_far: Option<Outcome>,
}

/// Where a step stands before it is taken.
enum Begun<T> {
    /// It is done, and made this.
    Done(T),
    /// It is to be taken now.
    Now(Doing),
}

/// A step that is being taken.
struct Doing {
    kind: StepKind,
    tries: u32,
    /// Since when it may have happened without anybody being told.
    in_doubt_since: Option<Timestamp>,
}

/// What is kept of a step that is done.
#[derive(Serialize, Deserialize)]
struct Kept<T> {
    made: T,
    told: Vec<Told>,
}

impl Run {
    async fn open(app: App, claim: Claim, asked: Asked, stop: CancellationToken) -> Result<Self> {
        let Claim { job, lease } = claim;
        let input = from_hex(&job.input)
            .ok_or_else(|| Error::new(Code::AttachmentLost).with("problem", &job.input))?;
        let plan = app.attachments.read(&input).await?;
        let plan: Plan =
            serde_json::from_slice(&plan).map_err(|error| Error::new(Code::Internal).because(error))?;
        let secret = app.store.load_job_secret(job.id).await?;
        let secret = secret.map(|secret| secrecy::ExposeSecret::expose_secret(&secret).to_owned());
        series::go_on(&app, &job, &plan, secret.clone()).await?;
        let choice = AccountChoice { appid: Some(job.appid.clone()), secret, account: None };
        let client = app.client(&choice).await?;
        let steps = app.store.load_steps(job.id).await?;
        Ok(Self {
            app,
            job,
            lease,
            asked,
            stop,
            plan,
            choice,
            client,
            steps,
            told: Vec::new(),
            awaits: None,
            so_far: None,
        })
    }

    async fn all(&mut self) -> Stepped<Outcome> {
        let articles = article::render(&self.app, &self.plan).await.map_err(|error| Halt::At(error, 1))?;
        let articles = Arc::new(articles);
        let (addresses, covers) = self.pictures_and_covers(&articles).await?;
        let address = move |key: &str| addresses.get(key).cloned();
        let ready = article::ready(&self.app, &articles, covers, address).await;
        let (ready, warnings) = ready.map_err(|error| Halt::At(error, 1))?;
        self.told.extend(warnings.iter().map(Told::of));
        let draft = self.draft(ready.clone()).await?;
        let mut outcome = Outcome {
            media_id: draft.media_id.clone(),
            action: draft.action,
            preview_url: draft.preview_url.clone(),
            publish_id: draft.publish_id.clone(),
            ..Outcome::default()
        };
        let is_published = draft.action == Action::Unchanged && draft.publish_id.is_some();
        if self.plan.publish && !is_published {
            self.so_far = Some(Outcome { warnings: self.told.clone(), ..outcome.clone() });
            self.wait_for_time().await?;
            let released = self.release(&draft, release::title(&ready)).await?;
            outcome.publish_id = released.publish_id;
            outcome.article_id = released.article_id;
            outcome.urls = released.urls;
        }
        outcome.warnings = std::mem::take(&mut self.told);
        Ok(outcome)
    }

    /// Sends pictures and covers, all at the same time.
    async fn pictures_and_covers(
        &mut self,
        articles: &Arc<Vec<Article>>,
    ) -> Stepped<(Addresses, Vec<CoverUse>)> {
        let images = articles.iter().flat_map(|article| &article.images);
        let posts = articles.iter().flat_map(|article| &article.meta.image_list);
        let names: Vec<_> = images.map(|image| pictures::key(&image.source)).chain(posts.cloned()).collect();
        let pictures = self.begin(StepKind::Pictures, digest(&names)).await?;
        let named: Vec<_> = articles.iter().map(|article| format!("{:?}", article.meta)).collect();
        let covers = self.begin(StepKind::Cover, digest(&named)).await?;

        let (app, choice, plan, job) = (&self.app, &self.choice, &self.plan, self.job.id);
        let sent_one = |done, many, name: &str| {
            app.tell_progress(Progress::of(job, StepKind::Pictures.as_str()).at(done, many, name));
        };
        let sending_pictures = async {
            match &pictures {
                Begun::Done(_) => Ok((Addresses::new(), Vec::new())),
                Begun::Now(_) => pictures::send(app, choice, plan, articles, sent_one).await,
            }
        };
        let sending_covers = async {
            match &covers {
                Begun::Done(_) => Ok((Vec::new(), Vec::new())),
                Begun::Now(_) => cover::send_all(app, choice, plan, articles).await,
            }
        };
        let (sent, made) = tokio::join!(sending_pictures, sending_covers);
        let addresses = match pictures {
            Begun::Done(addresses) => Ok(addresses),
            Begun::Now(begun) => self.end(begun, sent).await,
        };
        let covers = match covers {
            Begun::Done(covers) => Ok(covers),
            Begun::Now(begun) => self.end(begun, made).await,
        };
        Ok((addresses?, covers?))
    }

    async fn draft(&mut self, ready: Vec<DraftArticle>) -> Stepped<Made> {
        let input = draft::digest(&ready).map_err(|error| Halt::At(error, 1))?;
        let begun = match self.begin(StepKind::Draft, input).await? {
            Begun::Done(made) => return Ok(made),
            Begun::Now(begun) => begun,
        };
        let maker = Maker {
            app: &self.app,
            client: &self.client,
            plan: &self.plan,
            job: self.job.id,
            in_doubt_since: begun.in_doubt_since,
        };
        let made = maker.make(ready).await;
        self.end(begun, made).await
    }

    /// Holds the draft back until its time has come and the day has room for it. One that was handed in already, or may
    /// have been, waits no more.
    async fn wait_for_time(&self) -> Stepped<()> {
        if self.steps.iter().any(|step| step.ordinal == StepKind::Submit.ordinal()) {
            return Ok(());
        }
        let now = self.app.clock.now();
        let failed = |error| Halt::At(error, 1);
        if let Some(at) = timing::waits_until(&self.app, &self.plan, now).map_err(failed)? {
            return Err(Halt::Scheduled(at));
        }
        quota::submit(&self.app, &self.client, now).await.map_err(failed)
    }

    /// Hands the draft in and watches its publication.
    async fn release(&mut self, draft: &Made, title: &str) -> Stepped<Released> {
        let (submitted, is_new) = match self.begin(StepKind::Submit, digest(&[&draft.media_id])).await? {
            Begun::Done(submitted) => (submitted, false),
            Begun::Now(begun) => {
                let submitted = release::submit(
                    &self.app,
                    &self.choice,
                    &self.client,
                    self.job.id,
                    (&draft.media_id, title),
                    begun.in_doubt_since,
                );
                let submitted = submitted.await.map(|submitted| (submitted, Vec::new()));
                (self.end(begun, submitted).await?, true)
            }
        };
        self.remember_release(&submitted).await?;
        let Some(publish_id) = submitted.publish_id.clone() else { return Ok(submitted) };
        self.awaits = Some(release::awaited(&publish_id));
        if is_new {
            return Err(Halt::Until(self.app.clock.now() + release::FIRST_LOOK));
        }
        match self.begin(StepKind::Watch, digest(&[&publish_id])).await? {
            Begun::Done(released) => Ok(released),
            Begun::Now(begun) => {
                let seen = release::look(&self.app, &self.client, &publish_id).await;
                let seen = seen.map(|seen| (seen, Vec::new()));
                self.end(begun, seen).await
            }
        }
    }

    /// From now on the source's draft is gone because it was handed in.
    async fn remember_release(&self, released: &Released) -> Stepped<()> {
        let Some(source_id) = self.plan.source_id.clone() else { return Ok(()) };
        let key = SourceKey { origin: self.job.origin.clone(), appid: self.job.appid.clone(), source_id };
        if let Some(source) = self.app.store.load_source(&key).await? {
            let publish_id = released.publish_id.clone().or_else(|| released.article_id.clone());
            let source = Source { publish_id, ..source };
            self.app.store.save_source(&key, &source, self.app.clock.now()).await?;
        }
        Ok(())
    }

    /// Writes down that a step begins, unless it is done already for the same input.
    async fn begin<T: DeserializeOwned>(
        &mut self,
        kind: StepKind,
        input_sha256: Digest256,
    ) -> Stepped<Begun<T>> {
        let earlier = self.steps.iter().find(|step| step.ordinal == kind.ordinal());
        if let Some(step) = earlier
            && step.state == StepState::Done
            && step.input_sha256 == input_sha256
            && let Some(Ok(Kept { made, told })) = step.output.as_deref().map(serde_json::from_str)
        {
            self.told.extend::<Vec<Told>>(told);
            return Ok(Begun::Done(made));
        }
        if self.asked.to_cancel() {
            return Err(Halt::Cancelled);
        }
        if self.stop.is_cancelled() {
            return Err(Halt::Stopped);
        }
        let is_open = |step: &&Step| matches!(step.state, StepState::Begun | StepState::Unknown);
        let begun = Doing {
            kind,
            tries: earlier.map_or(0, |step| step.attempts) + 1,
            in_doubt_since: earlier.filter(is_open).map(|step| step.begun_at),
        };
        let step = NewStep { ordinal: kind.ordinal(), kind: kind.as_str().to_owned(), input_sha256 };
        self.app.store.begin_step(&self.lease, &step, self.app.clock.now()).await?;
        self.app.tell_progress(Progress::of(self.job.id, kind.as_str()));
        Ok(Begun::Now(begun))
    }

    /// Writes down how a step ended.
    async fn end<T: Serialize>(&mut self, step: Doing, worked: Result<(T, Vec<Warning>)>) -> Stepped<T> {
        let (outcome, worked) = match worked {
            Ok((made, warnings)) => {
                let told: Vec<_> = warnings.iter().map(Told::of).collect();
                let kept = Kept { made, told };
                let output = serde_json::to_string(&kept)
                    .map_err(|error| Halt::At(Error::new(Code::Internal).because(error), step.tries))?;
                (StepOutcome { state: StepState::Done, output: Some(output), problem: None }, Ok(kept))
            }
            Err(error) => {
                // What was in doubt stays so until it was read back.
                let is_open = step.in_doubt_since.is_some() || error.code() == Code::OutcomeUnknown;
                let state = if is_open { StepState::Unknown } else { StepState::Failed };
                let problem = serde_json::to_string(&Problem::of(&error)).ok();
                (StepOutcome { state, output: None, problem }, Err(Halt::At(error, step.tries)))
            }
        };
        self.app.store.end_step(&self.lease, step.kind.ordinal(), &outcome, self.app.clock.now()).await?;
        let Kept { made, told } = worked?;
        self.told.extend(told);
        Ok(made)
    }
}

fn digest(parts: &[impl AsRef<str>]) -> Digest256 {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.as_ref().len().to_le_bytes());
        hash.update(part.as_ref());
    }
    hash.finalize().into()
}
