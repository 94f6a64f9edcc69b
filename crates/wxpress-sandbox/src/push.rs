//! Events that the platform pushes to an account's callback (docs/reference/wechat-api.md §7.6, §9.1, §10).

pub(crate) mod courier;
mod delivery;
mod event;

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;

use crate::callback::{Callback, Parties};
use crate::world::Desk;

pub(crate) use delivery::{Deliveries, Delivery};
pub(crate) use event::Event;

/// How many pushes wait; the oldest go first.
const WAITING: usize = 1000;

/// An event on its way.
#[derive(Debug)]
pub(crate) struct Push {
    pub(crate) callback: Arc<Callback>,
    pub(crate) parties: Parties,
    /// `__biz` of the links in it.
    pub(crate) biz: String,
    pub(crate) time: Timestamp,
    /// How long the account's server has to answer.
    pub(crate) timeout: Duration,
    pub(crate) event: Event,
}

/// The pushes that nobody has taken out yet. Lost with the process.
#[derive(Debug, Default)]
pub(crate) struct Outbox(VecDeque<Push>);

impl Outbox {
    fn put(&mut self, push: Push) {
        if self.0.len() == WAITING {
            tracing::warn!("too many pushes wait: the oldest is lost");
            self.0.pop_front();
        }
        self.0.push_back(push);
    }

    /// The oldest, so many at most.
    fn take(&mut self, max: usize) -> Vec<Push> {
        self.0.drain(..max.min(self.0.len())).collect()
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }
}

impl Desk<'_> {
    /// Pushes an event, if the account has a callback.
    pub(crate) fn push(&mut self, event: impl FnOnce(&Self) -> Event) {
        let Some(callback) = self.account.callback.clone() else { return };
        let identity = &self.account.identity;
        let push = Push {
            callback,
            parties: Parties {
                appid: self.account.appid.clone(),
                account: identity.original_id(),
                openid: identity.helper_openid(),
            },
            biz: identity.biz.clone(),
            time: self.now,
            timeout: Duration::from_millis(self.account.knobs.push_timeout_ms),
            event: event(self),
        };
        self.outbox.put(push);
    }
}
