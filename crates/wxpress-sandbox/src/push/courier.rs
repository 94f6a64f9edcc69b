//! Carrying pushes out, and asking whether a callback is there.

use std::error::Error as _;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use http::StatusCode;
use http::header::CONTENT_TYPE;
use reqwest::{Client, Response, redirect};
use tokio::task::JoinSet;
use tokio::time::MissedTickBehavior;

use super::Push;
use super::delivery::{Attempt, DeliveryState};
use crate::article::render::Place;
use crate::callback::{Callback, Envelope, check_query};
use crate::shared::Shared;

/// How often it is looked for what has ended, and for pushes.
const TICK: Duration = Duration::from_millis(50);
/// Pushes carried at once.
const AT_ONCE: usize = 16;
/// How often a push is carried again that nobody took.
const REDELIVERIES: usize = 3;
/// How much of the answer to a check is read.
const ANSWER_MAX_BYTES: usize = 1024;

/// The client that callbacks are reached with; it follows nobody elsewhere. Made for the first of them, for it fails
/// where no certificates are installed, and a sandbox without callbacks needs none.
#[derive(Debug, Default)]
pub(crate) struct CallbackClient(OnceLock<Client>);

impl CallbackClient {
    fn client(&self) -> Result<&Client, reqwest::Error> {
        if let Some(client) = self.0.get() {
            return Ok(client);
        }
        let client = Client::builder().no_proxy().redirect(redirect::Policy::none()).build()?;
        Ok(self.0.get_or_init(|| client))
    }
}

/// Carries pushes out until it is dropped.
pub(crate) async fn run(shared: Arc<Shared>) {
    let mut ticks = tokio::time::interval(TICK);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut under_way = JoinSet::new();
    loop {
        ticks.tick().await;
        settle(&shared).await;
        while under_way.try_join_next().is_some() {}
        let pushes = shared.world().outbox.take(AT_ONCE - under_way.len());
        for push in pushes {
            under_way.spawn(deliver(Arc::clone(&shared), push));
        }
    }
}

/// Ends what is due on accounts that want to be told; others learn it at their next call.
async fn settle(shared: &Shared) {
    let now = shared.clock.now();
    let has_ended = {
        let mut world = shared.world();
        let due: Vec<String> = world
            .members
            .values()
            .filter(|member| member.account.callback.is_some() && member.holdings.is_due(now))
            .map(|member| member.account.appid.clone())
            .collect();
        for appid in &due {
            // What is due ends when the desk is opened.
            world.desk(appid, now);
        }
        !due.is_empty()
    };
    if has_ended && let Err(error) = shared.save().await {
        tracing::error!(error = &error as &dyn std::error::Error, "cannot keep the state");
    }
}

async fn deliver(shared: Arc<Shared>, push: Push) {
    let fields = push.event.fields(Place { origin: &shared.origin, biz: &push.biz }, push.time);
    let id = shared.deliveries().begin(&push, fields.clone());
    for left in (0..=REDELIVERIES).rev() {
        let attempt = attempt(&shared, &push, &fields).await;
        let state = match (attempt.was_taken(), left) {
            (true, _) => DeliveryState::Taken,
            (false, 0) => DeliveryState::GivenUp,
            (false, _) => DeliveryState::UnderWay,
        };
        shared.deliveries().note(id, attempt, state);
        if state == DeliveryState::Taken {
            return;
        }
    }
}

async fn attempt(shared: &Shared, push: &Push, fields: &str) -> Attempt {
    let (started, time) = (Instant::now(), shared.clock.now());
    let envelope = Envelope::seal(&push.callback, &push.parties, fields, &mut shared.deliveries().dice, time);
    let (status, error) = match post(shared, push, envelope).await {
        Ok(status) => (Some(status.as_u16()), None),
        Err(error) => (None, Some(reason(error))),
    };
    let duration_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    Attempt { time, status, error, duration_ms }
}

async fn post(shared: &Shared, push: &Push, envelope: Envelope) -> Result<StatusCode, reqwest::Error> {
    let request = shared.callback_client.client()?.post(push.callback.url.clone()).query(&envelope.query);
    let request = request.header(CONTENT_TYPE, "text/xml").body(envelope.body).timeout(push.timeout);
    Ok(request.send().await?.status())
}

/// Asks a callback to prove that it knows its token. `Err` says why it has not.
pub(crate) async fn check(shared: &Shared, callback: &Callback, timeout: Duration) -> Result<(), String> {
    let now = shared.clock.now();
    let (query, echostr) = check_query(callback, &mut shared.deliveries().dice, now);
    let client = shared.callback_client.client().map_err(reason)?;
    let request = client.get(callback.url.clone()).query(&query).timeout(timeout);
    let response = request.send().await.map_err(reason)?;
    let status = response.status();
    if !status.is_success() {
        return Err(format!("it answered {status}"));
    }
    let answer = start_of(response).await.map_err(reason)?;
    if answer == echostr.as_bytes() {
        Ok(())
    } else {
        Err(format!("it answered `{}` instead of the echostr", String::from_utf8_lossy(&answer)))
    }
}

async fn start_of(mut response: Response) -> Result<Vec<u8>, reqwest::Error> {
    let mut start = Vec::new();
    while start.len() < ANSWER_MAX_BYTES
        && let Some(chunk) = response.chunk().await?
    {
        start.extend_from_slice(&chunk);
    }
    start.truncate(ANSWER_MAX_BYTES);
    Ok(start)
}

/// Why there was no answer, without the address, whose query is signed.
fn reason(error: reqwest::Error) -> String {
    let error = error.without_url();
    if error.is_timeout() {
        return "no answer in time".to_owned();
    }
    error.source().map_or_else(|| error.to_string(), |source| format!("{error}: {source}"))
}
