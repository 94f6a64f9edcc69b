//! [`Background`]: long work that nobody waits for. It is broken off when the application closes and taken up again at
//! the next start.

use std::sync::Arc;

use tokio::sync::Semaphore;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

/// Works under way at the same time; more wait.
const MAX_AT_ONCE: usize = 2;

#[derive(Debug, Clone)]
pub(crate) struct Background {
    tasks: TaskTracker,
    stopped: CancellationToken,
    slots: Arc<Semaphore>,
}

impl Default for Background {
    fn default() -> Self {
        Self {
            tasks: TaskTracker::new(),
            stopped: CancellationToken::new(),
            slots: Arc::new(Semaphore::new(MAX_AT_ONCE)),
        }
    }
}

impl Background {
    /// Does `work` as soon as there is room.
    pub(crate) fn spawn(&self, work: impl Future<Output = ()> + Send + 'static) {
        let (stopped, slots) = (self.stopped.clone(), Arc::clone(&self.slots));
        self.tasks.spawn(stopped.run_until_cancelled_owned(async move {
            // The semaphore is never closed.
            let _slot = slots.acquire_owned().await;
            work.await;
        }));
    }

    /// Works that are under way or wait for room.
    pub(crate) fn waiting(&self) -> usize {
        self.tasks.len()
    }

    /// Breaks all work off.
    pub(crate) async fn stop(&self) {
        self.stopped.cancel();
        self.tasks.close();
        self.tasks.wait().await;
    }
}
