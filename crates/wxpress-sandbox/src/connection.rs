//! A handle on the connection that a request came over, so that a fault can cut it.

use std::net::SocketAddr;
use std::sync::Arc;

use tokio::sync::Notify;

/// The connection of a request; every request carries one as an extension.
#[derive(Debug, Clone)]
pub(crate) struct Connection {
    pub(crate) peer: SocketAddr,
    reset: Arc<Notify>,
}

impl Connection {
    pub(crate) fn new(peer: SocketAddr) -> Self {
        Self { peer, reset: Arc::default() }
    }

    /// Asks for the connection to be reset. The caller must then wait for its end and not answer.
    pub(crate) fn reset(&self) {
        self.reset.notify_one();
    }

    /// Waits until a reset is asked for.
    pub(crate) async fn reset_asked(&self) {
        self.reset.notified().await;
    }
}
