//! `wxpress publish`.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    time::Duration,
};

use clap::Args;
use jiff::Timestamp;
use wxpress_publish::{
    Code, Error, Warning,
    article::RenderRequest,
    file::{MAX_PICTURE_BYTES, MediaFile},
    job::{JobView, Progress},
    publish::{Attachment, PublishRequest},
};

use super::{Caller, Verb};
use crate::{
    answer::Answer,
    arguments::{RenderingArguments, with_text},
    source::Source,
    step, terminal,
};

/// A job that does not go on for so long is not waited for.
const PATIENCE: Duration = Duration::from_secs(600);
/// How often a job is looked at.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// Publishes articles.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub(crate) struct PublishVerb {
    /// The article, in Markdown or HTML; several become the articles of one draft.
    #[arg(value_name = "FILE|-", required = true)]
    files: Vec<Source>,

    /// Hand the draft in for publication, too, and watch it.
    #[arg(long)]
    publish: bool,

    /// Hand the draft in at this time: `2026-12-01 08:00`, the same with a time zone behind it, or RFC 3339. The draft is
    /// made at once; a gateway on the same data does the rest.
    #[arg(long, value_name = "TIME")]
    at: Option<String>,

    /// Do all of it again and again, at the times of this cron expression, such as `0 8 * * 1`.
    #[arg(long, value_name = "CRON", conflicts_with_all = ["at", "source_id"])]
    repeat: Option<String>,

    /// Cover: a file, an address, or `media_id:…`; instead of the front matter's.
    #[arg(long, value_name = "FILE|URL|media_id:ID")]
    cover: Option<String>,

    /// Where 阅读原文 leads.
    #[arg(long, value_name = "URL")]
    source_url: Option<String>,

    /// What to call the text, so that it changes its draft when it is published again. By default the path of its file.
    #[arg(long, value_name = "NAME", conflicts_with = "new")]
    source_id: Option<String>,

    /// Make another draft, although this file has one.
    #[arg(long)]
    new: bool,

    /// Lose what somebody changed in the draft on the platform meanwhile.
    #[arg(long)]
    overwrite: bool,

    /// Go on without pictures that cannot be had; placeholders stand for them.
    #[arg(long)]
    allow_missing: bool,

    /// Name of this call: made again under the same name, it gives the same job.
    #[arg(long, value_name = "NAME")]
    key: Option<String>,

    /// Publish for several stored accounts, each with a draft of its own.
    #[arg(long, value_name = "NAME|ID|APPID", value_delimiter = ',')]
    accounts: Vec<String>,

    /// Leave the job to a gateway on the same data, instead of doing it.
    #[arg(long)]
    detach: bool,

    #[command(flatten)]
    rendering: RenderingArguments,
}

impl Verb for PublishVerb {
    async fn run(self, caller: &Caller) -> Result<Answer, Error> {
        let Self { files, cover, key, detach, .. } = self;
        let template = RenderRequest {
            cover: cover.clone(),
            content_source_url: self.source_url,
            ..self.rendering.request()?
        };
        let mut attachments = BTreeMap::new();
        if let Some(cover) = cover.filter(|cover| Path::new(cover).is_file()) {
            attachments.insert(cover.clone(), open(Path::new(&cover)).await?);
        }
        let (mut articles, mut first) = (Vec::new(), None);
        for file in files {
            let article = with_text(template.clone(), &file)?;
            let folder = match &file {
                Source::File(path) => path.parent().map(Path::to_path_buf).unwrap_or_default(),
                Source::Stdin => PathBuf::new(),
            };
            for name in caller.app.publisher().files(article.clone()).await? {
                let path = folder.join(&name);
                // What is not there is told with all others that are not.
                if !attachments.contains_key(&name) && path.is_file() {
                    attachments.insert(name, open(&path).await?);
                }
            }
            articles.push(article);
            first = first.or(match file {
                Source::File(path) => std::path::absolute(path).ok(),
                Source::Stdin => None,
            });
        }
        let is_new = self.new || self.repeat.is_some();
        let of_file = || first.map(|path| path.display().to_string()).filter(|_| !is_new);
        let request = PublishRequest {
            articles: Some(articles),
            publish: Some(self.publish || self.at.is_some()),
            publish_at: self.at,
            repeat: self.repeat,
            source_id: self.source_id.or_else(of_file),
            allow_missing: Some(self.allow_missing),
            overwrite: Some(self.overwrite),
            accounts: Some(self.accounts),
            ..PublishRequest::default()
        };
        let attachments = attachments.into_iter().map(|(name, file)| Attachment { name, file }).collect();
        let publisher = caller.app.publisher();
        let submitted =
            publisher.submit(&caller.choice, request, attachments, key.as_deref(), caller.lang).await?;
        let jobs = submitted.jobs;
        let answer = if detach { answer(&jobs)? } else { follow(caller, jobs).await? };
        Ok(answer.with(submitted.warnings))
    }
}

async fn open(path: &Path) -> Result<MediaFile, Error> {
    MediaFile::open_within(path, MAX_PICTURE_BYTES).await
}

/// Works on jobs until these have ended, tells how far they are, and answers with them.
///
/// # Errors
/// What stopped the first of them that did not do what it should.
pub(super) async fn follow(caller: &Caller, jobs: Vec<JobView>) -> Result<Answer, Error> {
    let Caller { app, lang, json, .. } = caller;
    let mut progress = app.progress();
    app.work_on_jobs();
    let telling = async {
        let mut last = None;
        while let Ok(now) = progress.recv().await {
            if !json && jobs.iter().any(|job| job.job_id == now.job_id) && last.as_ref() != Some(&now) {
                terminal::tell(words(&now, *lang));
                last = Some(now);
            }
        }
    };
    let ending = async {
        let mut ended = Vec::new();
        for job in &jobs {
            ended.push(end(caller, job).await?);
        }
        Ok::<_, Error>(ended)
    };
    let ended = tokio::select! {
        () = telling => Err(Error::new(Code::Stopped)),
        ended = ending => ended,
    }?;
    for job in &ended {
        if let Some(failure) = app.jobs().failure(&job.job_id).await? {
            return Err(failure);
        }
    }
    answer(&ended)
}

/// The job at its end, or where it waits for longer than people do.
async fn end(Caller { app, lang, .. }: &Caller, job: &JobView) -> Result<JobView, Error> {
    loop {
        let now = app.jobs().wait(&job.job_id, LOOK_EVERY, *lang).await?;
        let soon = (Timestamp::now() + PATIENCE).as_second();
        let waits_long = now.next_at.is_some_and(|at| at > soon);
        if waits_long || !matches!(now.state, "waiting" | "running") {
            return Ok(now);
        }
    }
}

fn answer(jobs: &[JobView]) -> Result<Answer, Error> {
    let is_scheduled = jobs.iter().any(|job| job.state == "scheduled");
    let answer = match jobs {
        [job] => Answer::of(job)?,
        _ => Answer::of(&jobs)?,
    };
    let warning = is_scheduled.then(|| Warning::new(Code::GatewayNeeded));
    Ok(answer.with(warning.into_iter().collect()))
}

/// What is being done, in a line.
fn words(now: &Progress, lang: wxpress_publish::Lang) -> String {
    let doing = Warning::new(step::word(now.step)).message(lang);
    if now.total == 0 { doing } else { format!("{doing} {}/{} {}", now.done, now.total, now.name) }
}
