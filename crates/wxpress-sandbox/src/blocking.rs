//! Work that would keep other requests waiting.

use tokio::runtime::{Handle, RuntimeFlavor};
use tokio::task::block_in_place;

/// Inputs up to this size are done with in a few milliseconds.
const SHORT_MAX_BYTES: usize = 64 * 1024;

/// Does something with an input of this many bytes. When it is long, other tasks move to another thread, if there is one.
pub(crate) fn run<T>(input_bytes: usize, work: impl FnOnce() -> T) -> T {
    let has_threads =
        Handle::try_current().is_ok_and(|handle| handle.runtime_flavor() == RuntimeFlavor::MultiThread);
    if has_threads && input_bytes > SHORT_MAX_BYTES { block_in_place(work) } else { work() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_work_runs_on_any_runtime() {
        assert_eq!(run(SHORT_MAX_BYTES + 1, || 1), 1);
        for mut builder in
            [tokio::runtime::Builder::new_current_thread(), tokio::runtime::Builder::new_multi_thread()]
        {
            let runtime = builder.build().unwrap();
            assert_eq!(runtime.block_on(async { run(SHORT_MAX_BYTES + 1, || 2) }), 2);
        }
    }
}
