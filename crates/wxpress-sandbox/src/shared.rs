//! What all requests share.

use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::{SignedDuration, Timestamp};
use tokio::sync::Semaphore;

use crate::account::AccountSpec;
use crate::blob::BlobStore;
use crate::clock::Clock;
use crate::error::Error;
use crate::fault::Faults;
use crate::journal::Journal;
use crate::knobs::Knobs;
use crate::push::Deliveries;
use crate::push::courier::CallbackClient;
use crate::rid::RidMemory;
use crate::spool::Spool;
use crate::state_file::StateFile;
use crate::world::World;

/// The sandbox behind its sockets. No lock in here is held over an await.
#[derive(Debug)]
pub(crate) struct Shared {
    /// Where picture and article links lead, without a slash at the end.
    pub(crate) origin: String,
    /// What `POST /_sandbox/reset` makes anew.
    pub(crate) accounts: Vec<AccountSpec>,
    /// What new accounts start with.
    pub(crate) knobs: Knobs,
    pub(crate) clock: Clock,
    pub(crate) blobs: BlobStore,
    pub(crate) spool: Spool,
    /// How many pictures are decoded at once.
    pub(crate) decoding: Semaphore,
    pub(crate) state_file: Option<StateFile>,
    pub(crate) world: Mutex<World>,
    pub(crate) journal: Mutex<Journal>,
    pub(crate) faults: Mutex<Faults>,
    pub(crate) rids: Mutex<RidMemory>,
    pub(crate) deliveries: Mutex<Deliveries>,
    /// What callbacks are reached with.
    pub(crate) callback_client: CallbackClient,
}

impl Shared {
    pub(crate) fn world(&self) -> MutexGuard<'_, World> {
        lock(&self.world)
    }

    pub(crate) fn journal(&self) -> MutexGuard<'_, Journal> {
        lock(&self.journal)
    }

    pub(crate) fn faults(&self) -> MutexGuard<'_, Faults> {
        lock(&self.faults)
    }

    pub(crate) fn rids(&self) -> MutexGuard<'_, RidMemory> {
        lock(&self.rids)
    }

    pub(crate) fn deliveries(&self) -> MutexGuard<'_, Deliveries> {
        lock(&self.deliveries)
    }

    /// Writes what changed to the state file, if there is one.
    pub(crate) async fn save(&self) -> Result<(), Error> {
        match &self.state_file {
            Some(file) => file.append(|| self.world().log.take()).await,
            None => Ok(()),
        }
    }

    /// A time so many milliseconds after `start`.
    pub(crate) fn after(start: Timestamp, milliseconds: u64) -> Timestamp {
        let span = SignedDuration::from_millis(i64::try_from(milliseconds).unwrap_or(i64::MAX));
        start.checked_add(span).unwrap_or(Timestamp::MAX)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
