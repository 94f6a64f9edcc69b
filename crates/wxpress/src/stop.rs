//! The word to stop.

/// Listens for Ctrl-C and SIGTERM from the call on; what it gives ends at the first of them.
#[cfg(unix)]
pub(crate) fn asked() -> impl Future<Output = ()> + Send {
    use tokio::signal::unix::{SignalKind, signal};

    let [mut interrupt, mut terminate] = [SignalKind::interrupt(), SignalKind::terminate()].map(signal);
    async move {
        tokio::select! {
            () = received(&mut interrupt) => {}
            () = received(&mut terminate) => {}
        }
    }
}

#[cfg(unix)]
async fn received(signal: &mut std::io::Result<tokio::signal::unix::Signal>) {
    match signal {
        Ok(signal) => {
            signal.recv().await;
        }
        Err(error) => never(error).await,
    }
}

/// Ends at Ctrl-C.
#[cfg(not(unix))]
pub(crate) async fn asked() {
    if let Err(error) = tokio::signal::ctrl_c().await {
        never(&error).await;
    }
}

async fn never(error: &std::io::Error) {
    tracing::warn!(%error, "the word to stop cannot be listened for");
    std::future::pending::<()>().await;
}
