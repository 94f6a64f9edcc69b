//! How much memory the bodies of all requests together may take.

use std::sync::{Arc, LazyLock};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Most memory for bodies at any time; a request waits until there is room for its own.
const MAX_KIB: usize = 128 << 10;

static ROOM: LazyLock<Arc<Semaphore>> = LazyLock::new(|| Arc::new(Semaphore::new(MAX_KIB)));

/// Waits for room for a body of this length. Taken whole before the first byte is read: bodies that took it bit by bit
/// could end up waiting for each other.
pub(super) async fn for_body(len_bytes: usize) -> Option<OwnedSemaphorePermit> {
    let kibibytes = u32::try_from((len_bytes >> 10) + 1).unwrap_or(u32::MAX);
    // The semaphore is never closed.
    Arc::clone(&ROOM).acquire_many_owned(kibibytes).await.ok()
}
