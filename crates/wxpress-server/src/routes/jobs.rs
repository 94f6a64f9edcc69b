//! `/api/jobs…`.

mod events;

use axum::extract::State;
use utoipa_axum::{router::OpenApiRouter, routes};
use wxpress_publish::{
    App,
    job::{JobList, JobQuery, JobView},
};

use crate::{
    answer::{Answer, Done, Envelope, Failure, OrFail},
    input::{Id, Input},
};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(read))
        .routes(routes!(cancel))
        .routes(routes!(retry))
        .routes(routes!(events::events))
}

/// List jobs
///
/// Newest first, without their steps.
#[utoipa::path(get, path = "/jobs", operation_id = "listJobs", tag = "jobs", params(JobQuery),
    responses((status = 200, body = Envelope<JobList>), (status = 400, body = Failure)))]
async fn list(State(app): State<App>, input: Input) -> Answer<JobList> {
    let query: JobQuery = input.parse()?;
    Ok(Done::new(app.jobs().list(&query, input.lang).await.or_fail(input.lang)?, input.lang))
}

/// Read a job
///
/// How it stands, what it made and what stopped it.
#[utoipa::path(get, path = "/jobs/{jobId}", operation_id = "readJob", tag = "jobs",
    params(("jobId" = String, Path)),
    responses((status = 200, body = Envelope<JobView>), (status = 404, body = Failure)))]
async fn read(State(app): State<App>, Id(id): Id, input: Input) -> Answer<JobView> {
    Ok(Done::new(app.jobs().read(&id, input.lang).await.or_fail(input.lang)?, input.lang))
}

/// Cancel a job
///
/// What it made already, such as a draft, stays. One that is being worked on ends after its step.
#[utoipa::path(post, path = "/jobs/{jobId}/cancel", operation_id = "cancelJob", tag = "jobs",
    params(("jobId" = String, Path)),
    responses((status = 200, body = Envelope<JobView>), (status = 404, body = Failure), (status = 409, body = Failure)))]
async fn cancel(State(app): State<App>, Id(id): Id, input: Input) -> Answer<JobView> {
    Ok(Done::new(app.jobs().cancel(&id, input.lang).await.or_fail(input.lang)?, input.lang))
}

/// Retry a job
///
/// One that failed or needs attention goes on where it stopped; what is done is not done again.
#[utoipa::path(post, path = "/jobs/{jobId}/retry", operation_id = "retryJob", tag = "jobs",
    params(("jobId" = String, Path)),
    responses((status = 200, body = Envelope<JobView>), (status = 404, body = Failure), (status = 409, body = Failure)))]
async fn retry(State(app): State<App>, Id(id): Id, input: Input) -> Answer<JobView> {
    Ok(Done::new(app.jobs().retry(&id, input.lang).await.or_fail(input.lang)?, input.lang))
}
