//! Calls that must not be repeated: intent before, outcome after, run to the end whatever becomes of the caller.

use std::borrow::Cow;

use sha2::{Digest, Sha256};
use wxpress_store::{CallFilter, CallId, CallOutcome, CallState, JobId, NewCall, Store};
use wxpress_wechat::{Client, ErrorClass};

use crate::{
    app::App,
    error::{Error, Result},
};

/// A call about to be made.
pub(crate) struct Intent {
    /// The platform's name of the call, such as `draft/add`.
    pub(crate) endpoint: Cow<'static, str>,
    /// What tells this request from another one of the same kind.
    pub(crate) request: Vec<u8>,
    /// A few words for the person who reads the ledger.
    pub(crate) subject: String,
}

/// Writes the intent, makes the call, writes its outcome. The work runs in a task of its own: a caller that goes away
/// neither stops the call half-way nor leaves its outcome unwritten.
pub(crate) async fn once<T, F>(
    app: &App,
    client: &Client,
    intent: Intent,
    result_of: fn(&T) -> Option<String>,
    call: F,
) -> Result<T>
where
    T: Send + 'static,
    F: Future<Output = wxpress_wechat::Result<T>> + Send + 'static,
{
    let new = NewCall {
        origin: client.platform().origin().to_owned(),
        appid: client.app_id().to_string(),
        endpoint: intent.endpoint.into_owned(),
        request_sha256: Sha256::digest(&intent.request).into(),
        subject: intent.subject,
    };
    let store = app.store.clone();
    let task = app.calls.spawn(async move {
        let id = store.record_intent(new).await?;
        let ended = call.await;
        if let Err(error) = &ended
            && error.class() == ErrorClass::Ambiguous
        {
            tracing::warn!(call.id = %id, %error, "it is unknown whether a call took effect");
        }
        record(&store, id, outcome(&ended, result_of)).await;
        ended.map_err(|error| match error.class() {
            ErrorClass::Ambiguous => Error::outcome_unknown(error, id),
            _ => Error::from(error),
        })
    });
    task.await.unwrap_or_else(|stopped| Err(Error::new(crate::Code::Internal).because(stopped)))
}

/// The request of a job's only call to an endpoint: whoever goes on with the job finds by it what became of the call.
pub(crate) fn of_job(job: JobId) -> Vec<u8> {
    format!("job {job}").into_bytes()
}

/// What a job's call to an endpoint made, where that was told.
pub(crate) async fn told_to_job(
    app: &App,
    client: &Client,
    endpoint: &str,
    job: JobId,
) -> Result<Option<String>> {
    let (origin, appid) = (client.platform().origin(), client.app_id().as_str());
    let request = Sha256::digest(of_job(job)).into();
    Ok(app.store.load_call_result(origin, appid, endpoint, &request).await?)
}

/// Makes a call that may be repeated, but runs to its end whatever becomes of the caller.
pub(crate) async fn through<T, F>(app: &App, call: F) -> Result<T>
where
    T: Send + 'static,
    F: Future<Output = wxpress_wechat::Result<T>> + Send + 'static,
{
    let ended = app.calls.spawn(call).await;
    ended.map_err(|stopped| Error::new(crate::Code::Internal).because(stopped))?.map_err(Error::from)
}

/// Logs the calls that a process began and never ended, most likely because it was killed: a person has to look what
/// became of them. Calls that another process is making just now are among them.
pub(crate) async fn tell_unfinished(store: &Store) -> Result<()> {
    let filter = CallFilter { state: Some(CallState::Intent), ..CallFilter::default() };
    for call in store.load_calls(filter).await? {
        tracing::warn!(
            call.id = %call.id,
            wechat.endpoint = call.endpoint,
            appid = call.appid,
            subject = call.subject,
            intent_at = %call.intent_at,
            "a call was begun and its outcome is not known; look whether it took effect"
        );
    }
    Ok(())
}

fn outcome<T>(ended: &wxpress_wechat::Result<T>, result_of: fn(&T) -> Option<String>) -> CallOutcome {
    match ended {
        Ok(value) => CallOutcome {
            state: CallState::Done,
            result: result_of(value),
            errcode: None,
            rid: None,
            detail: None,
        },
        Err(error) => {
            let unknown = error.class() == ErrorClass::Ambiguous;
            CallOutcome {
                state: if unknown { CallState::Unknown } else { CallState::Refused },
                result: None,
                errcode: error.errcode(),
                rid: error.api().and_then(|api| api.rid.clone()),
                detail: Some(error.to_string()),
            }
        }
    }
}

/// A lost note of a call that was made is no reason to tell its caller that it failed.
async fn record(store: &Store, id: CallId, outcome: CallOutcome) {
    match store.record_outcome(id, outcome).await {
        Ok(()) => tracing::debug!(call.id = %id, "the outcome of a call is written down"),
        Err(error) => {
            tracing::error!(call.id = %id, %error, "the outcome of a call could not be written down");
        }
    }
}
