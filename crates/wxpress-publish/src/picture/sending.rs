//! [`Sending`]: the pictures that are on their way just now.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex as StdMutex, PoisonError, Weak},
};

use tokio::sync::{Mutex, OwnedMutexGuard};
use wxpress_store::UploadKey;

/// Makes callers with the same picture send it one after the other, so that all but the first find it remembered.
#[derive(Debug, Default)]
pub(crate) struct Sending(StdMutex<HashMap<UploadKey, Weak<Mutex<()>>>>);

impl Sending {
    /// Waits until nobody else sends this picture; the next one may when the guard is dropped.
    pub(crate) async fn turn(&self, key: &UploadKey) -> OwnedMutexGuard<()> {
        self.lock_of(key).lock_owned().await
    }

    fn lock_of(&self, key: &UploadKey) -> Arc<Mutex<()>> {
        let mut locks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        locks.retain(|_, lock| lock.strong_count() > 0);
        locks.get(key).and_then(Weak::upgrade).unwrap_or_else(|| {
            let lock = Arc::default();
            locks.insert(key.clone(), Arc::downgrade(&lock));
            lock
        })
    }
}
