//! What became of pushes, for `GET /_sandbox/pushes`.

use std::collections::VecDeque;

use jiff::Timestamp;
use serde::Serialize;
use url::Url;

use super::Push;
use crate::callback::Mode;
use crate::dice::Dice;

/// How many deliveries are remembered; the oldest go first.
const REMEMBERED: usize = 1000;

/// A push with all attempts to deliver it.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Delivery {
    id: u64,
    appid: String,
    event: String,
    url: Url,
    mode: Mode,
    /// When it happened, on the sandbox's clock.
    time: Timestamp,
    /// What the event says, in plain.
    fields: String,
    attempts: Vec<Attempt>,
    state: DeliveryState,
}

/// How far a delivery is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum DeliveryState {
    UnderWay,
    Taken,
    GivenUp,
}

/// One request to the account's server.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Attempt {
    pub(crate) time: Timestamp,
    /// Absent when there was no answer in time.
    pub(crate) status: Option<u16>,
    /// Why there was none.
    pub(crate) error: Option<String>,
    pub(crate) duration_ms: u64,
}

impl Attempt {
    /// Whether the server took the push: any 2xx will do.
    pub(crate) fn was_taken(&self) -> bool {
        self.status.is_some_and(|status| (200..300).contains(&status))
    }
}

/// The last deliveries, and the dice that they are signed with. They have their own, so that the ids of calls do not
/// depend on when a push leaves.
#[derive(Debug)]
pub(crate) struct Deliveries {
    pub(crate) dice: Dice,
    next_id: u64,
    kept: VecDeque<Delivery>,
}

impl Deliveries {
    pub(crate) fn new(seed: u64) -> Self {
        Self { dice: Dice::of_account(seed, "pushes"), next_id: 1, kept: VecDeque::new() }
    }

    /// Notes a delivery that begins; tells its number.
    pub(super) fn begin(&mut self, push: &Push, fields: String) -> u64 {
        let id = self.next_id;
        self.next_id += 1;
        if self.kept.len() == REMEMBERED {
            self.kept.pop_front();
        }
        self.kept.push_back(Delivery {
            id,
            appid: push.parties.appid.clone(),
            event: push.event.name().to_owned(),
            url: push.callback.url.clone(),
            mode: push.callback.mode(),
            time: push.time,
            fields,
            attempts: Vec::new(),
            state: DeliveryState::UnderWay,
        });
        id
    }

    /// Notes an attempt of a delivery, and what the delivery has come to.
    pub(super) fn note(&mut self, id: u64, attempt: Attempt, state: DeliveryState) {
        if let Some(delivery) = self.kept.iter_mut().find(|delivery| delivery.id == id) {
            delivery.attempts.push(attempt);
            delivery.state = state;
        }
    }

    /// Oldest first.
    pub(crate) fn list(&self) -> Vec<Delivery> {
        self.kept.iter().cloned().collect()
    }

    pub(crate) fn clear(&mut self) {
        self.kept.clear();
    }
}
