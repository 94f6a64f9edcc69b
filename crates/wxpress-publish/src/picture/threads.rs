//! The threads on which pictures are fitted.

use std::{
    fmt,
    panic::{AssertUnwindSafe, catch_unwind},
};

use rayon::{ThreadPool, ThreadPoolBuilder};
use tokio::sync::{Semaphore, oneshot};

use crate::{
    error::{Error, Result},
    message::Code,
};

/// How much less urgent than the others' their work is: about a third.
#[cfg(target_os = "linux")]
const NICENESS: i32 = 5;

/// A few threads of their own for pictures. Decoding and encoding take long and much memory, which an allocator keeps for
/// the thread that it was freed on: always the same few threads bound it.
pub(crate) struct PictureThreads {
    pool: ThreadPool,
    /// Those who wait do so here, with nothing in memory yet.
    free: Semaphore,
}

impl PictureThreads {
    /// So many pictures at the same time.
    ///
    /// # Errors
    /// [`Code::Internal`] where the system has no more threads.
    pub(crate) fn new(count: usize) -> Result<Self> {
        let count = count.max(1);
        let pool = ThreadPoolBuilder::new()
            .num_threads(count)
            .thread_name(|number| format!("picture-{number}"))
            .start_handler(|_| give_way())
            .build()
            .map_err(|error| Error::new(Code::Internal).because(error))?;
        Ok(Self { pool, free: Semaphore::new(count) })
    }

    /// Waits for a free thread and works on it. A caller that goes away lets the work come to its end.
    ///
    /// # Errors
    /// Those of the work, and [`Code::Internal`] where it panics, which a decoder may on a hostile file.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let _turn = self.free.acquire().await.map_err(|error| Error::new(Code::Internal).because(error))?;
        let (sender, done) = oneshot::channel();
        self.pool.spawn(move || {
            let worked = catch_unwind(AssertUnwindSafe(work))
                .unwrap_or_else(|_| Err(Error::new(Code::Internal).because("a picture's decoder panicked")));
            // Nobody waits any more.
            let _ = sender.send(worked);
        });
        done.await.unwrap_or_else(|stopped| Err(Error::new(Code::Internal).because(stopped)))
    }
}

/// Leaves the cores to requests that wait for an answer, as far as the system can do that for one thread.
fn give_way() {
    #[cfg(target_os = "linux")]
    if let Err(error) = rustix::process::setpriority_process(None, NICENESS) {
        tracing::debug!(%error, "the threads for pictures are as urgent as all others");
    }
}

impl fmt::Debug for PictureThreads {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PictureThreads").field("count", &self.pool.current_num_threads()).finish()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    };

    use super::*;

    #[tokio::test]
    async fn no_more_than_its_threads_work_at_once() {
        let threads = Arc::new(PictureThreads::new(2).unwrap());
        let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let mut runs = tokio::task::JoinSet::new();
        for _ in 0..12 {
            let (threads, now, most) = (Arc::clone(&threads), Arc::clone(&now), Arc::clone(&most));
            runs.spawn(async move {
                let work = move || {
                    most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    std::thread::sleep(std::time::Duration::from_millis(5));
                    now.fetch_sub(1, Ordering::SeqCst);
                    Ok(())
                };
                threads.run(work).await
            });
        }
        while let Some(run) = runs.join_next().await {
            run.unwrap().unwrap();
        }
        assert_eq!(most.load(Ordering::SeqCst), 2);
    }

    #[tokio::test]
    async fn a_panic_is_an_error_and_the_thread_goes_on() {
        let threads = PictureThreads::new(1).unwrap();
        let failed: Result<()> = threads.run(|| panic!("as a decoder may")).await;
        assert_eq!(failed.unwrap_err().code(), Code::Internal);
        assert_eq!(threads.run(|| Ok(7)).await.unwrap(), 7);
    }
}
