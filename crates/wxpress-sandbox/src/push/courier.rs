//! Carrying pushes out, and asking whether a callback is there.

use std::error::Error as _;
use std::sync::Arc;
use std::time::{Duration, Instant};

use reqwest::{Client, Response, redirect};
use tokio::task::JoinSet;
use tokio::time::MissedTickBehavior;

use super::delivery::{Attempt, DeliveryState};
use super::{Deliveries, Push};
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

/// The client that callbacks are reached with. It follows nobody elsewhere.
pub(crate) fn client() -> Result<Client, reqwest::Error> {
    Client::builder().no_proxy().redirect(redirect::Policy::none()).build()
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
        while under_way.len() < AT_ONCE
            && let Some(push) = shared.world().outbox.take()
        {
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
        due.iter().filter(|appid| world.desk(appid, now).is_some()).count() > 0
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
    let envelope = {
        let Deliveries { dice, .. } = &mut *shared.deliveries();
        Envelope::seal(&push.callback, &push.parties, fields, dice, time)
    };
    let request = shared.http.post(push.callback.url.clone()).query(&envelope.query);
    let sent = request.header("Content-Type", "text/xml").body(envelope.body).timeout(push.timeout).send();
    let (status, error) = match sent.await {
        Ok(response) => (Some(response.status().as_u16()), None),
        Err(error) => (None, Some(reason(error))),
    };
    let duration_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    Attempt { time, status, error, duration_ms }
}

/// Asks a callback to prove that it knows its token. `Err` says why it has not.
pub(crate) async fn check(shared: &Shared, callback: &Callback, timeout: Duration) -> Result<(), String> {
    let now = shared.clock.now();
    let (query, echostr) = check_query(callback, &mut shared.deliveries().dice, now);
    let request = shared.http.get(callback.url.clone()).query(&query).timeout(timeout);
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
