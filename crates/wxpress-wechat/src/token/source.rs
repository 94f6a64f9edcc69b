//! [`TokenSource`]: the one place that fetches a credential's token, however many calls ask for it at once.

use std::{
    sync::{Arc, PoisonError, RwLock},
    time::{Duration, Instant},
};

use jiff::Timestamp;
use rand::RngExt;
use tokio::sync::{Mutex, OwnedMutexGuard};

use super::{Lease, MAX_TOKEN_CALL, StoredToken, TokenChannel, TokenStore, fetch};
use crate::{
    credential::{AccessToken, AppSecret, Credential},
    error::{Error, ErrorClass, ErrorKind, Result},
    platform::Platform,
};

/// A forced refresh is answered with the old token when the last one is younger than this (§2.2).
const FORCE_INTERVAL: Duration = Duration::from_secs(30);
/// Longest pause after failures of the network or the platform.
const MAX_PAUSE: Duration = Duration::from_secs(30);

/// Fetches and shares one credential's token.
#[derive(Debug)]
pub(crate) struct TokenSource {
    credential: Credential,
    secret: AppSecret,
    store: Arc<dyn TokenStore>,
    owner: String,
    /// What the fast path reads: no lock is held across an await.
    current: RwLock<Option<StoredToken>>,
    /// Held by the one who fetches.
    flight: Arc<Mutex<Flight>>,
}

/// What the fetchers of this process know of each other.
#[derive(Debug, Default)]
struct Flight {
    failure: Option<Failure>,
    forced_at: Option<Instant>,
}

#[derive(Debug)]
struct Failure {
    error: Error,
    at: Instant,
    /// Failures in a row.
    count: u32,
}

/// Why a token is wanted.
#[derive(Clone)]
enum Want {
    /// Any fresh one.
    Fresh,
    /// One that is not this, which the platform refused so.
    Other(AccessToken, Error),
}

impl TokenSource {
    pub(crate) fn new(credential: Credential, secret: AppSecret, store: Arc<dyn TokenStore>) -> Self {
        let owner = format!("{:032x}", rand::rng().random::<u128>());
        Self { credential, secret, store, owner, current: RwLock::default(), flight: Arc::default() }
    }

    pub(crate) fn credential(&self) -> &Credential {
        &self.credential
    }

    pub(crate) fn secret(&self) -> &AppSecret {
        &self.secret
    }

    /// A fresh token: the one at hand, the store's, or a new one.
    pub(crate) async fn token(self: &Arc<Self>, platform: &Platform) -> Result<AccessToken> {
        match self.at_hand(&Want::Fresh) {
            Some(token) => Ok(token),
            None => self.join_flight(platform, Want::Fresh).await,
        }
    }

    /// Another token than `rejected`, which the platform refused with `refusal`.
    pub(crate) async fn replace(
        self: &Arc<Self>,
        platform: &Platform,
        rejected: &AccessToken,
        refusal: Error,
    ) -> Result<AccessToken> {
        let want = Want::Other(rejected.clone(), refusal);
        match self.at_hand(&want) {
            Some(token) => Ok(token),
            None => self.join_flight(platform, want).await,
        }
    }

    fn at_hand(&self, want: &Want) -> Option<AccessToken> {
        let current = self.current.read().unwrap_or_else(PoisonError::into_inner);
        current.as_ref().filter(|stored| want.is_met_by(stored)).map(|stored| stored.token.clone())
    }

    fn keep(&self, stored: &StoredToken) -> AccessToken {
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = Some(stored.clone());
        stored.token.clone()
    }

    /// Waits for the fetch that is under way, or becomes it.
    async fn join_flight(self: &Arc<Self>, platform: &Platform, want: Want) -> Result<AccessToken> {
        let asked_at = Instant::now();
        let flight = Arc::clone(&self.flight).lock_owned().await;
        if let Some(token) = self.at_hand(&want) {
            return Ok(token);
        }
        if let Some(failure) = &flight.failure
            && (failure.at >= asked_at || failure.at.elapsed() < failure.pause())
        {
            return Err(failure.error.clone());
        }
        // In a task of its own: a caller that gives up must not take the lease or the other waiters with it.
        let (source, platform) = (Arc::clone(self), platform.clone());
        match tokio::spawn(async move { source.fly(&platform, flight, want).await }).await {
            Ok(fetched) => fetched,
            Err(stopped) => Err(Error::config("token", "the runtime shut down").with_source(stopped)),
        }
    }

    async fn fly(
        &self,
        platform: &Platform,
        mut flight: OwnedMutexGuard<Flight>,
        want: Want,
    ) -> Result<AccessToken> {
        let fetched = self.obtain(platform, &mut flight, &want).await;
        flight.failure = match &fetched {
            Ok(_) => None,
            Err(error) => {
                let count = flight.failure.as_ref().map_or(0, |failure| failure.count) + 1;
                Some(Failure { error: error.clone(), at: Instant::now(), count })
            }
        };
        fetched
    }

    /// Takes the store's token, or fetches one under a lease, or waits for the process that holds the lease.
    async fn obtain(&self, platform: &Platform, flight: &mut Flight, want: &Want) -> Result<AccessToken> {
        let lease_ttl = lease_ttl(platform);
        // The stable channel hands everybody the same token, so a second fetch does no harm where the holder of the
        // lease died; on the classic one it would void the holder's token, so its lease must have ended first.
        let give_up = Instant::now()
            + match platform.inner().settings.channel {
                TokenChannel::Stable => MAX_TOKEN_CALL,
                TokenChannel::Classic => lease_ttl + MAX_TOKEN_CALL,
            };
        loop {
            if let Some(stored) = self.load().await.filter(|stored| want.is_met_by(stored)) {
                return Ok(self.keep(&stored));
            }
            match self.store.lease(&self.credential, &self.owner, lease_ttl).await {
                Ok(Some(lease)) => return self.fetch_under(platform, lease, flight, want).await,
                Ok(None) if Instant::now() < give_up => {}
                Ok(None) => {
                    tracing::warn!(appid = %self.credential.app_id(), "gave up waiting for another process's token");
                    return self.fetch_new(platform, flight, want).await.map(|stored| self.keep(&stored));
                }
                Err(error) => {
                    tracing::warn!(error = &*error, "the token store cannot lease; fetching without it");
                    return self.fetch_new(platform, flight, want).await.map(|stored| self.keep(&stored));
                }
            }
            let pause = Duration::from_millis(rand::rng().random_range(40..120));
            tokio::time::sleep(pause).await;
        }
    }

    async fn fetch_under(
        &self,
        platform: &Platform,
        lease: Lease,
        flight: &mut Flight,
        want: &Want,
    ) -> Result<AccessToken> {
        // Another process may have saved one between our look and our lease.
        let fetched = match self.load().await.filter(|stored| want.is_met_by(stored)) {
            Some(stored) => Ok(stored),
            None => self.fetch_new(platform, flight, want).await,
        };
        if let Ok(stored) = &fetched {
            match self.store.save_if_newer(&self.credential, stored, lease).await {
                Ok(true) => {}
                Ok(false) => {
                    tracing::info!(appid = %self.credential.app_id(), "a newer lease overtook this token");
                }
                Err(error) => tracing::warn!(error = &*error, "the token store cannot save"),
            }
        }
        if let Err(error) = self.store.release(&self.credential, lease).await {
            tracing::warn!(error = &*error, "the token store cannot release a lease");
        }
        fetched.map(|stored| self.keep(&stored))
    }

    /// Fetches; when the stable channel hands the rejected token out again, forces a new one.
    async fn fetch_new(&self, platform: &Platform, flight: &mut Flight, want: &Want) -> Result<StoredToken> {
        let app_id = self.credential.app_id();
        let stored = fetch(platform, app_id, &self.secret, false).await?;
        let Want::Other(rejected, refusal) = want else { return Ok(stored) };
        if stored.token != *rejected {
            return Ok(stored);
        }
        let forced_lately = flight.forced_at.is_some_and(|at| at.elapsed() < FORCE_INTERVAL);
        if forced_lately || platform.inner().settings.channel == TokenChannel::Classic {
            return Err(refusal.clone());
        }
        flight.forced_at = Some(Instant::now());
        let forced = fetch(platform, app_id, &self.secret, true).await?;
        if forced.token == *rejected { Err(refusal.clone()) } else { Ok(forced) }
    }

    async fn load(&self) -> Option<StoredToken> {
        match self.store.load(&self.credential).await {
            Ok(stored) => stored,
            Err(error) => {
                tracing::warn!(error = &*error, "the token store cannot load");
                None
            }
        }
    }
}

/// Longer than all a fetch may take: two exchanges (the second one forced), each with its repeats.
fn lease_ttl(platform: &Platform) -> Duration {
    let settings = platform.inner().settings;
    let tries = u32::try_from(settings.retries).unwrap_or(u32::MAX).saturating_add(1);
    let pauses = settings.retry_delay.saturating_mul(1_u32.checked_shl(tries).unwrap_or(u32::MAX));
    MAX_TOKEN_CALL.saturating_mul(tries).saturating_add(pauses).saturating_mul(2)
}

impl Want {
    fn is_met_by(&self, stored: &StoredToken) -> bool {
        stored.is_fresh(Timestamp::now())
            && match self {
                Self::Fresh => true,
                Self::Other(rejected, _) => stored.token != *rejected,
            }
    }
}

impl Failure {
    /// How long nobody tries again: not at all after a verdict, which a person may cure at any moment; 1 s, doubled
    /// each time, after failures of the network or the platform.
    fn pause(&self) -> Duration {
        let transient = matches!(self.error.class(), ErrorClass::Busy | ErrorClass::Unavailable)
            || matches!(self.error.kind(), ErrorKind::Transport { .. });
        if !transient {
            return Duration::ZERO;
        }
        let doubled = 1_u32.checked_shl(self.count - 1).unwrap_or(u32::MAX);
        Duration::from_secs(1).saturating_mul(doubled).min(MAX_PAUSE)
    }
}
