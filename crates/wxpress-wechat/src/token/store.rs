//! Where tokens are kept between calls, and how several processes agree on who fetches.

use std::{collections::HashMap, error::Error as StdError, fmt, sync::Mutex, time::Duration};

use async_trait::async_trait;
use jiff::Timestamp;

use crate::credential::{AccessToken, Credential};

/// A token and its life.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredToken {
    /// The token.
    pub token: AccessToken,
    /// When it was fetched.
    pub fetched_at: Timestamp,
    /// When the platform said it ends.
    pub expires_at: Timestamp,
}

impl StoredToken {
    /// When to fetch the next one: 300 s before the end, or half-way for a token that was short-lived when it came.
    pub fn refresh_at(&self) -> Timestamp {
        let life = self.expires_at.duration_since(self.fetched_at);
        let early = (life / 2).min(jiff::SignedDuration::from_secs(300));
        self.expires_at.checked_sub(early).unwrap_or(self.expires_at)
    }

    pub(crate) fn is_fresh(&self, now: Timestamp) -> bool {
        now < self.refresh_at()
    }
}

/// The right to fetch a token for a credential. Numbers rise with every grant, so that a holder who lost it while it
/// slept cannot overwrite what its successor saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lease(pub i64);

/// Why a store could not answer. The client logs it and goes on without the store.
pub type TokenStoreError = Box<dyn StdError + Send + Sync>;

/// Keeps tokens. In memory by default; a database lets processes share one token.
#[async_trait]
pub trait TokenStore: fmt::Debug + Send + Sync {
    /// The token saved last for `credential`, fresh or not.
    async fn load(&self, credential: &Credential) -> Result<Option<StoredToken>, TokenStoreError>;

    /// Saves `token` unless a later lease than `lease` has been granted meanwhile; says whether it was saved.
    async fn save_if_newer(
        &self,
        credential: &Credential,
        token: &StoredToken,
        lease: Lease,
    ) -> Result<bool, TokenStoreError>;

    /// Grants `owner` the right to fetch for `ttl`, unless somebody else holds it. A lease that ran out is taken over.
    async fn lease(
        &self,
        credential: &Credential,
        owner: &str,
        ttl: Duration,
    ) -> Result<Option<Lease>, TokenStoreError>;

    /// Gives the right back, so that the next one need not wait for its end.
    async fn release(&self, credential: &Credential, lease: Lease) -> Result<(), TokenStoreError>;
}

/// Keeps tokens as long as the process lives.
#[derive(Debug, Default)]
pub struct MemoryTokenStore {
    entries: Mutex<HashMap<Credential, Entry>>,
}

#[derive(Debug, Default)]
struct Entry {
    token: Option<StoredToken>,
    last_lease: i64,
    held: Option<(String, Timestamp)>,
}

impl MemoryTokenStore {
    fn with_entry<T>(&self, credential: &Credential, read: impl FnOnce(&mut Entry) -> T) -> T {
        let mut entries = self.entries.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        read(entries.entry(credential.clone()).or_default())
    }
}

#[async_trait]
impl TokenStore for MemoryTokenStore {
    async fn load(&self, credential: &Credential) -> Result<Option<StoredToken>, TokenStoreError> {
        Ok(self.with_entry(credential, |entry| entry.token.clone()))
    }

    async fn save_if_newer(
        &self,
        credential: &Credential,
        token: &StoredToken,
        lease: Lease,
    ) -> Result<bool, TokenStoreError> {
        Ok(self.with_entry(credential, |entry| {
            let newest = lease.0 >= entry.last_lease;
            if newest {
                entry.token = Some(token.clone());
            }
            newest
        }))
    }

    async fn lease(
        &self,
        credential: &Credential,
        owner: &str,
        ttl: Duration,
    ) -> Result<Option<Lease>, TokenStoreError> {
        let now = Timestamp::now();
        Ok(self.with_entry(credential, |entry| {
            if entry.held.as_ref().is_some_and(|(holder, until)| holder != owner && now < *until) {
                return None;
            }
            entry.last_lease += 1;
            entry.held = Some((owner.to_owned(), now + ttl));
            Some(Lease(entry.last_lease))
        }))
    }

    async fn release(&self, credential: &Credential, lease: Lease) -> Result<(), TokenStoreError> {
        self.with_entry(credential, |entry| {
            if entry.last_lease == lease.0 {
                entry.held = None;
            }
        });
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;

    use super::*;

    fn token(text: &str, life_secs: i64) -> StoredToken {
        let now = Timestamp::now();
        StoredToken { token: AccessToken::new(text), fetched_at: now, expires_at: now + life_secs.seconds() }
    }

    #[test]
    fn tokens_are_renewed_early() {
        let now = Timestamp::now();
        assert!(token("a", 7200).is_fresh(now + 6800.seconds()));
        assert!(!token("a", 7200).is_fresh(now + 6901.seconds()));
        // A remainder of a stable token must not be fetched again on every call.
        assert!(token("a", 100).is_fresh(now + 49.seconds()));
        assert!(!token("a", 100).is_fresh(now + 51.seconds()));
    }

    #[tokio::test]
    async fn a_lost_lease_cannot_overwrite() {
        let store = MemoryTokenStore::default();
        let credential = Credential::new("https://a", crate::AppId::new("wx1"), &crate::AppSecret::new("s"));
        let slow = store.lease(&credential, "slow", Duration::ZERO).await.unwrap().unwrap();
        let quick = store.lease(&credential, "quick", Duration::from_secs(60)).await.unwrap().unwrap();
        assert!(quick > slow);
        assert!(store.lease(&credential, "third", Duration::from_secs(60)).await.unwrap().is_none());

        assert!(store.save_if_newer(&credential, &token("quick", 7200), quick).await.unwrap());
        assert!(!store.save_if_newer(&credential, &token("slow", 7200), slow).await.unwrap());
        assert_eq!(store.load(&credential).await.unwrap().unwrap().token, AccessToken::new("quick"));

        store.release(&credential, slow).await.unwrap();
        assert!(store.lease(&credential, "third", Duration::from_secs(60)).await.unwrap().is_none());
        store.release(&credential, quick).await.unwrap();
        assert!(store.lease(&credential, "third", Duration::from_secs(60)).await.unwrap().is_some());
    }
}
