//! [`Turns`]: one at a time for each thing, within this process.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Arc, Mutex as StdMutex, PoisonError, Weak},
};

use tokio::sync::{Mutex, OwnedMutexGuard};

/// Makes those who want to work on the same thing do so one after the other.
#[derive(Debug)]
pub(crate) struct Turns<K>(StdMutex<HashMap<K, Weak<Mutex<()>>>>);

impl<K> Default for Turns<K> {
    fn default() -> Self {
        Self(StdMutex::default())
    }
}

impl<K: Eq + Hash + Clone> Turns<K> {
    /// Waits until nobody else works on it; the next one may when the guard is dropped.
    pub(crate) async fn turn(&self, key: &K) -> OwnedMutexGuard<()> {
        self.claim(key).lock_owned().await
    }

    /// Whether anybody works on it or waits to.
    pub(crate) fn is_taken(&self, key: &K) -> bool {
        self.locks().get(key).is_some_and(|lock| lock.strong_count() > 0)
    }

    /// Waits to work on it, as long as this is held: it is taken from now on.
    pub(crate) fn claim(&self, key: &K) -> Arc<Mutex<()>> {
        let mut locks = self.locks();
        locks.retain(|_, lock| lock.strong_count() > 0);
        locks.get(key).and_then(Weak::upgrade).unwrap_or_else(|| {
            let lock = Arc::default();
            locks.insert(key.clone(), Arc::downgrade(&lock));
            lock
        })
    }

    fn locks(&self) -> std::sync::MutexGuard<'_, HashMap<K, Weak<Mutex<()>>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn one_at_a_time_for_each_thing() {
        let turns = Turns::default();
        let first = turns.turn(&1).await;
        let _other = turns.turn(&2).await;
        assert!(turns.is_taken(&1) && !turns.is_taken(&3));
        let waits = tokio::time::timeout(std::time::Duration::from_millis(20), turns.turn(&1));
        assert!(waits.await.is_err());
        drop(first);
        drop(turns.turn(&1).await);
        assert!(!turns.is_taken(&1));
    }
}
