//! `/api/publish`.

use std::time::Duration;

use axum::{Extension, extract::State, http::HeaderMap};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};
use wxpress_publish::{
    App, Code, Error,
    article::MAX_REQUEST_BYTES,
    file::{MAX_PICTURE_BYTES, SpoolLimits},
    job::{JobView, MAX_WAIT},
    loose,
    publish::{Attachment, PublishRequest},
};

use crate::{
    answer::{Answer, Done, Envelope, Failure, OrFail},
    input::{BodyLimit, FormFile, FormLimits, Input},
};

/// Most files of one request: the pictures of eight articles.
const MAX_FILES: usize = 200;
/// Most bytes of them together.
const MAX_TOTAL_BYTES: u64 = 200 << 20;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(publish))
        .route_layer(Extension(BodyLimit(MAX_REQUEST_BYTES)))
        .route_layer(Extension(SpoolLimits { max_bytes: MAX_PICTURE_BYTES, ..SpoolLimits::default() }))
        .route_layer(Extension(FormLimits { max_files: MAX_FILES, max_total_bytes: MAX_TOTAL_BYTES }))
}

/// How long to wait for the job.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Waiting {
    /// Seconds to wait until the job has ended, at most 100; `true` for as long as that. Without it the answer comes at
    /// once.
    #[serde(default, deserialize_with = "loose::text")]
    #[param(example = "60")]
    wait: Option<String>,
}

/// The jobs of a request.
#[derive(Serialize, ToSchema)]
struct Jobs {
    /// The job of the first account.
    #[serde(flatten)]
    first: Option<JobView>,
    /// One for each account.
    jobs: Vec<JobView>,
}

/// Publish in one call
///
/// Markdown or HTML becomes a draft with its pictures and its cover, and a publication with `publish=true` or, later, with
/// `publishAt`. Pictures lie
/// in the text (`data:`), on the web, or come as further files of a multipart form, named as the text names them; there the
/// text itself may be a file `.md` or `.html`. The answer is a job, one for each account, which goes on whatever becomes of
/// the connection; `wait` waits for it, and then its `state` tells how it ended. An `Idempotency-Key` makes a repeated
/// request give the same jobs again.
#[utoipa::path(post, path = "/publish", operation_id = "publish", tag = "jobs", params(Waiting,
    ("Idempotency-Key" = Option<String>, Header, description = "Name of the request, up to 255 characters")),
    request_body = PublishRequest,
    responses((status = 200, body = Envelope<Jobs>), (status = 400, body = Failure), (status = 413, body = Failure)))]
async fn publish(State(app): State<App>, headers: HeaderMap, mut input: Input) -> Answer<Jobs> {
    let lang = input.lang;
    let mut attachments = Vec::new();
    for part in input.files() {
        match format_of_text(&part) {
            Some(format) => {
                let text = part.file.read_text().await.or_fail(lang)?;
                input.take_text("content", text);
                input.take_text("format", format.to_owned());
            }
            None => {
                attachments.push(Attachment { name: part.filename.unwrap_or(part.field), file: part.file });
            }
        }
    }
    let (choice, request): (_, PublishRequest) = (input.account()?, input.parse()?);
    let Waiting { wait } = input.parse()?;
    let wait = wait.as_deref().map(seconds).transpose().or_fail(lang)?.flatten();
    let key = headers.get("idempotency-key").map(|key| {
        key.to_str().map_err(|_| {
            Error::new(Code::InvalidField).with("field", "Idempotency-Key").with("problem", "ASCII")
        })
    });
    let key = key.transpose().or_fail(lang)?;
    let submitted = app.publisher().submit(&choice, request, attachments, key, lang).await.or_fail(lang)?;
    let mut jobs = submitted.jobs;
    if let Some(wait) = wait {
        let until = std::time::Instant::now() + wait;
        for job in &mut jobs {
            let left = until.saturating_duration_since(std::time::Instant::now());
            *job = app.jobs().wait(&job.job_id, left, lang).await.or_fail(lang)?;
        }
    }
    Ok(Done::new(Jobs { first: jobs.first().cloned(), jobs }, lang)
        .with(input.warnings)
        .with(submitted.warnings))
}

/// The format of a file that is the article itself.
fn format_of_text(part: &FormFile) -> Option<&'static str> {
    let name = part.filename.as_deref()?.to_ascii_lowercase();
    let (_, extension) = name.rsplit_once('.')?;
    match extension {
        "md" | "markdown" => Some("markdown"),
        "html" | "htm" => Some("html"),
        _ => None,
    }
}

/// `30`, `30s`, `true`; nothing for `0` and `false`.
fn seconds(text: &str) -> Result<Option<Duration>, Error> {
    match text.trim().strip_suffix("s").unwrap_or(text.trim()) {
        "true" => Ok(Some(MAX_WAIT)),
        "false" | "0" | "" => Ok(None),
        number => match number.parse().ok().filter(|seconds| *seconds <= MAX_WAIT.as_secs()) {
            Some(seconds) => Ok(Some(Duration::from_secs(seconds))),
            None => Err(Error::new(Code::OutOfRange)
                .with("field", "wait")
                .with("min", 0)
                .with("max", MAX_WAIT.as_secs())
                .with("actual", text)),
        },
    }
}
