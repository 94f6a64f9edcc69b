//! Publishing in one call: Markdown or HTML with its pictures becomes a draft, and a publication where it is asked for.
//! It is a job, so that it comes to its end once, whatever breaks meanwhile.

mod article;
mod cover;
mod draft;
mod image_post;
mod loading;
mod outcome;
mod pictures;
mod plan;
mod release;
mod request;
mod round_trip;
mod run;
mod series;
mod step;
mod timing;

use std::collections::BTreeMap;

pub(crate) use outcome::Outcome;
pub(crate) use release::awaited;
pub use request::{Attachment, PublishRequest};
pub(crate) use run::run;
use sha2::{Digest, Sha256};
use wxpress_article::{Article, ImageSource};
use wxpress_store::{NewJob, NewRequest, Submitted};
use wxpress_wechat::{Client, limits};

use self::{image_post::PostPicture, plan::Plan, timing::Timing};
use crate::{
    account::AccountChoice,
    app::App,
    article::RenderRequest,
    attachment::hex,
    cover::Cover,
    error::{Error, Result},
    job::{JobView, Problem},
    message::{Code, Lang},
    permission, quota,
    warning::Warning,
};

/// What jobs of this kind are called in the store.
const KIND: &str = "publish";
/// Longest name of a source, in characters.
const MAX_SOURCE_ID_CHARS: usize = 500;
/// Longest name of a request, in characters.
const MAX_KEY_CHARS: usize = 255;
/// Most accounts in one request.
const MAX_ACCOUNTS: usize = 50;
/// Missing pictures that are named.
const MAX_NAMED: usize = 10;

/// What became of a request.
#[derive(Debug)]
pub struct Submission {
    /// One job for each account.
    pub jobs: Vec<JobView>,
    /// What was noticed.
    pub warnings: Vec<Warning>,
}

/// Publishing.
#[derive(Debug, Clone, Copy)]
pub struct Publisher<'a>(pub(crate) &'a App);

impl Publisher<'_> {
    /// Checks a request and makes a job of it, one for each account. A `key` names the request: when it comes again, its
    /// jobs are given again.
    ///
    /// # Errors
    /// What is wrong with the articles, before anything is sent: as
    /// [`Articles::render`](crate::article::Articles::render) and [`Drafts::create`](crate::draft::Drafts::create);
    /// [`Code::PictureMissing`]; [`Code::TimePassed`] and [`Code::InQuietHours`]; [`Code::KeyTaken`] where another request
    /// had the key.
    pub async fn submit(
        &self,
        choice: &AccountChoice,
        request: PublishRequest,
        attachments: Vec<Attachment>,
        key: Option<&str>,
        lang: Lang,
    ) -> Result<Submission> {
        let now = self.0.clock.now();
        let timing = Timing::of(self.0, &request, now)?;
        let accounts = request.accounts.clone().filter(|accounts| !accounts.is_empty());
        let mut plan = plan(request, &attachments)?;
        plan.publish |= timing.publish_at.is_some();
        (plan.publish_at, plan.repeat) = (timing.publish_at, timing.repeat);
        let articles = article::render(self.0, &plan).await?;
        let account = articles.first().and_then(|article| article.meta.account.clone());
        let title = article::check(self.0, &plan, articles).await?;
        let mut choice = choice.clone();
        if choice.appid.is_none() && choice.secret.is_none() && choice.account.is_none() && accounts.is_none()
        {
            choice.account = account;
        }
        let senders = self.senders(&choice, accounts).await?;
        let request = key.map(|key| named(key, &plan, &senders)).transpose()?;
        for Attachment { name, file } in attachments {
            let (_, bytes) = self.0.pictures().off_thread(file, |bytes| Ok(bytes.to_vec())).await?;
            plan.files.insert(name, hex(&self.0.attachments.put(bytes).await?));
        }
        let text = serde_json::to_vec(&plan).map_err(|error| Error::new(Code::Internal).because(error))?;
        let input = self.0.attachments.put(text).await?;
        let needed: Vec<_> =
            plan.files.values().filter_map(|file| crate::attachment::from_hex(file)).chain([input]).collect();
        let mut warnings = Vec::new();
        if plan.publish {
            for (client, _) in &senders {
                warnings.extend(quota::foresee(self.0, client, timing.release_at, now).await?);
                if permission::may_publish(self.0, client, now).await? == Some(false) {
                    warnings.push(Warning::new(Code::PublishByHand).with("appid", client.app_id()));
                }
            }
        }
        let replaced = serde_json::to_string(&Problem::of(&Error::new(Code::JobReplaced)));
        let job = |(client, choice): (Client, AccountChoice)| NewJob {
            origin: client.platform().origin().to_owned(),
            appid: client.app_id().to_string(),
            kind: KIND.to_owned(),
            subject: title.clone(),
            input: hex(&input),
            turn: plan
                .source_id
                .as_ref()
                .map(|id| format!("{} {} {id}", client.platform().origin(), client.app_id())),
            attachments: needed.clone(),
            secret: choice.appid.and(choice.secret).map(Into::into),
            due_at: timing.due_at,
            replaces: replaced.as_ref().ok().filter(|_| plan.publish).cloned(),
        };
        let jobs: Vec<_> = senders.into_iter().map(job).collect();
        let jobs = match self.0.store.submit_jobs(&jobs, request.as_ref(), now).await? {
            Submitted::New(jobs) | Submitted::Known(jobs) => jobs,
            Submitted::KeyTaken => return Err(Error::new(Code::KeyTaken)),
        };
        self.0.job_added.notify_one();
        let jobs = jobs.into_iter().map(|job| JobView::new(job, Vec::new(), lang)).collect();
        Ok(Submission { jobs, warnings })
    }

    /// The files that an article shows, as it names them. They come with the request that publishes it.
    ///
    /// # Errors
    /// As [`Articles::render`](crate::article::Articles::render).
    pub async fn files(&self, article: RenderRequest) -> Result<Vec<String>> {
        let article = self.0.articles().article(article).await?;
        let files = sources(&article)?.into_iter().filter_map(|source| match source {
            ImageSource::File(path) => Some(path),
            _ => None,
        });
        Ok(files.collect())
    }

    /// For whom jobs are made, each with its own choice.
    async fn senders(
        &self,
        choice: &AccountChoice,
        accounts: Option<Vec<String>>,
    ) -> Result<Vec<(Client, AccountChoice)>> {
        let Some(accounts) = accounts else {
            return Ok(vec![(self.0.client(choice).await?, choice.clone())]);
        };
        if choice.appid.is_some() || choice.secret.is_some() || choice.account.is_some() {
            return Err(Error::new(Code::AtMostOneOf).with("fields", "accounts, account/appid"));
        }
        if accounts.len() > MAX_ACCOUNTS {
            return Err(Error::new(Code::TooLong)
                .with("field", "accounts")
                .with("actual", accounts.len())
                .with("limit", MAX_ACCOUNTS));
        }
        let mut senders: BTreeMap<String, (Client, AccountChoice)> = BTreeMap::new();
        for account in accounts {
            let choice = AccountChoice { account: Some(account), ..AccountChoice::default() };
            let client = self.0.client(&choice).await?;
            senders.insert(client.app_id().to_string(), (client, choice));
        }
        Ok(senders.into_values().collect())
    }
}

fn plan(request: PublishRequest, attachments: &[Attachment]) -> Result<Plan> {
    let PublishRequest { article, articles, publish, source_id, allow_missing, overwrite, .. } = request;
    let articles = match articles {
        None => vec![article],
        Some(_) if article != RenderRequest::default() => {
            return Err(Error::new(Code::AtMostOneOf).with("fields", "articles, content/markdown/html/…"));
        }
        Some(articles) if articles.is_empty() => {
            return Err(Error::new(Code::MissingField).with("field", "articles"));
        }
        Some(articles) if articles.len() > limits::MAX_ARTICLES => {
            return Err(Error::new(Code::TooManyArticles)
                .with("actual", articles.len())
                .with("limit", limits::MAX_ARTICLES));
        }
        Some(articles) => articles,
    };
    too_long("sourceId", source_id.as_deref(), MAX_SOURCE_ID_CHARS)?;
    // The digests are known before the files are kept.
    let files = attachments.iter().map(|file| (file.name.clone(), hex(&file.file.sha256))).collect();
    Ok(Plan {
        articles,
        files,
        publish: publish.unwrap_or_default(),
        source_id,
        allow_missing: allow_missing.unwrap_or_default(),
        overwrite: overwrite.unwrap_or_default(),
        ..Plan::default()
    })
}

fn too_long(field: &'static str, text: Option<&str>, limit: usize) -> Result<()> {
    let actual = text.map_or(0, |text| text.chars().count());
    if actual <= limit {
        return Ok(());
    }
    Err(Error::new(Code::TooLong).with("field", field).with("actual", actual).with("limit", limit))
}

/// The request under its name: the same plan for the same accounts is the same request.
fn named(key: &str, plan: &Plan, senders: &[(Client, AccountChoice)]) -> Result<NewRequest> {
    too_long("Idempotency-Key", Some(key), MAX_KEY_CHARS)?;
    let accounts: Vec<_> = senders.iter().map(|(client, _)| client.app_id().as_str()).collect();
    let whole =
        serde_json::to_vec(&(plan, accounts)).map_err(|error| Error::new(Code::Internal).because(error))?;
    Ok(NewRequest { key: key.to_owned(), sha256: Sha256::digest(&whole).into() })
}

/// The pictures that an article and its cover need, each once.
fn sources(article: &Article) -> Result<Vec<ImageSource>> {
    if image_post::is(article) {
        let source = |picture| match picture {
            PostPicture::Source(source) => Some(source),
            PostPicture::Material(_) => None,
        };
        return Ok(image_post::pictures(article)?.into_iter().filter_map(source).collect());
    }
    let mut sources: Vec<_> = article.images.iter().map(|image| image.source.clone()).collect();
    if let Cover::Given(source) = Cover::of(article)? {
        sources.push(source);
    }
    Ok(sources)
}

/// Refuses a plan that names files that did not come with it.
fn complete(plan: &Plan, articles: &[Article]) -> Result<()> {
    let mut missing = Vec::new();
    for article in articles {
        for source in sources(article)? {
            if let ImageSource::File(path) = source
                && plan.file(&path).is_none()
                && !missing.contains(&path)
            {
                missing.push(path);
            }
        }
    }
    if missing.is_empty() || plan.allow_missing {
        return Ok(());
    }
    let more = if missing.len() > MAX_NAMED { ", …" } else { "" };
    missing.truncate(MAX_NAMED);
    Err(Error::new(Code::PictureMissing).with("names", missing.join(", ") + more))
}
