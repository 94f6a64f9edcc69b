//! `/api/jobs/{jobId}/events`.

use std::{convert::Infallible, time::Duration};

use axum::{
    extract::State,
    response::sse::{Event, KeepAlive, Sse},
};
use futures_util::{Stream, stream};
use tokio::sync::broadcast::{Receiver, error::RecvError};
use wxpress_publish::{
    App, Lang,
    job::{JobView, Progress},
};

use crate::{
    answer::{Failed, Failure, OrFail},
    input::{Id, Input},
};

/// How often a job is looked at that another process may be working on.
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// Follow a job
///
/// Server-sent events: `job` whenever it stands otherwise, with what `/jobs/{jobId}` answers; `progress` while this gateway
/// works on it, with `step`, `done`, `total` and `name`. The stream ends when the job has ended or needs attention.
#[utoipa::path(get, path = "/jobs/{jobId}/events", operation_id = "followJob", tag = "jobs",
    params(("jobId" = String, Path)),
    responses((status = 200, content_type = "text/event-stream", body = String), (status = 404, body = Failure)))]
pub(super) async fn events(
    State(app): State<App>,
    Id(id): Id,
    input: Input,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Failed> {
    // Before the first look, so that nothing is missed between.
    let progress = app.progress();
    app.jobs().read(&id, input.lang).await.or_fail(input.lang)?;
    let following = Following { app, id, lang: input.lang, progress, told: None, is_over: false };
    let events = stream::unfold(following, |mut following| async move {
        let event = following.next().await?;
        Some((Ok(event), following))
    });
    Ok(Sse::new(events).keep_alive(KeepAlive::default()))
}

struct Following {
    app: App,
    id: String,
    lang: Lang,
    progress: Receiver<Progress>,
    /// The last that was told of the job.
    told: Option<String>,
    is_over: bool,
}

impl Following {
    async fn next(&mut self) -> Option<Event> {
        if self.is_over {
            return None;
        }
        loop {
            let job = self.app.jobs().read(&self.id, self.lang).await.ok()?;
            let text = serde_json::to_string(&job).ok()?;
            if self.told.as_ref() != Some(&text) {
                self.is_over = has_ended(&job);
                self.told = Some(text.clone());
                return Some(Event::default().event("job").data(text));
            }
            tokio::select! {
                now = self.progress.recv() => match now {
                    Ok(now) if now.job_id == self.id => {
                        return Event::default().event("progress").json_data(&now).ok();
                    }
                    Ok(_) | Err(RecvError::Lagged(_)) => {}
                    Err(RecvError::Closed) => return None,
                },
                () = tokio::time::sleep(LOOK_EVERY) => {}
            }
        }
    }
}

fn has_ended(job: &JobView) -> bool {
    !matches!(job.state, "waiting" | "running")
}
