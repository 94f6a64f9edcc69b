//! Listening: loopback only, with a bound on how long a client may dawdle over a request's head.

use std::{io, net::SocketAddr, sync::Arc, time::Duration};

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
    service::TowerToHyperService,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{Semaphore, watch},
    task::JoinSet,
};

/// How long a client may take for a request's head.
const MAX_HEAD_TIME: Duration = Duration::from_secs(30);
/// How long open requests may go on after the word to stop.
const MAX_STOP_TIME: Duration = Duration::from_secs(20);
/// Connections served at the same time; more wait to be accepted.
const MAX_CONNECTIONS: usize = 4096;

/// Why the gateway cannot listen.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ListenError {
    /// An address that others can reach.
    #[error(
        "{0} can be reached by other machines, and this version has no API keys to keep them out; \
             listen on 127.0.0.1, ::1 or localhost"
    )]
    NotLoopback(SocketAddr),
    /// An address that cannot be bound.
    #[error("cannot listen on {address}: {source}")]
    Bind {
        /// The address.
        address: SocketAddr,
        /// The system's reason.
        source: io::Error,
    },
}

/// Bound sockets.
#[derive(Debug)]
pub struct Listener {
    sockets: Vec<TcpListener>,
    address: SocketAddr,
}

impl Listener {
    /// Binds all `addresses`; those after the first take its port where theirs is 0, and are left out where the
    /// machine lacks their kind of address.
    pub(crate) async fn bind(addresses: &[SocketAddr]) -> Result<Self, ListenError> {
        if let Some(open) = addresses.iter().find(|address| !address.ip().is_loopback()) {
            return Err(ListenError::NotLoopback(*open));
        }
        let mut sockets: Vec<TcpListener> = Vec::new();
        let mut first = None;
        for &wanted in addresses {
            let mut address = wanted;
            if let (0, Some(first)) = (address.port(), first) {
                address.set_port(SocketAddr::port(&first));
            }
            match TcpListener::bind(address).await {
                Ok(socket) => {
                    first.get_or_insert(socket.local_addr().unwrap_or(address));
                    sockets.push(socket);
                }
                // Machines without IPv6 say so in many ways; a taken port is said in one.
                Err(error) if first.is_some() && error.kind() != io::ErrorKind::AddrInUse => {
                    tracing::info!(%address, %error, "not listening there");
                }
                Err(source) => return Err(ListenError::Bind { address, source }),
            }
        }
        let address = first.unwrap_or(SocketAddr::from(([127, 0, 0, 1], 0)));
        Ok(Self { sockets, address })
    }

    /// `http://127.0.0.1:3001`, without a trailing slash.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Serves until `stop` ends, then lets open requests finish.
    pub async fn serve(self, router: Router, stop: impl Future<Output = ()> + Send) {
        let (stopping, stopped) = watch::channel(());
        let slots = Arc::new(Semaphore::new(MAX_CONNECTIONS));
        let mut sockets = JoinSet::new();
        for socket in self.sockets {
            sockets.spawn(accept(socket, router.clone(), stopped.clone(), Arc::clone(&slots)));
        }
        drop(stopped);
        stop.await;
        drop(stopping);
        sockets.join_all().await;
    }
}

async fn accept(
    socket: TcpListener,
    router: Router,
    mut stopped: watch::Receiver<()>,
    slots: Arc<Semaphore>,
) {
    let graceful = GracefulShutdown::new();
    loop {
        let Ok(slot) = Arc::clone(&slots).acquire_owned().await else { break };
        let stream = tokio::select! {
            accepted = socket.accept() => match accepted {
                Ok((stream, _)) => stream,
                Err(error) => {
                    // Out of descriptors, most likely: give the others time to end.
                    tracing::warn!(%error, "a connection could not be accepted");
                    tokio::time::sleep(Duration::from_millis(100)).await;
                    continue;
                }
            },
            _ = stopped.changed() => break,
        };
        let connection =
            graceful.watch(builder().serve_connection(io(stream), TowerToHyperService::new(router.clone())));
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection broke");
            }
            drop(slot);
        });
    }
    if tokio::time::timeout(MAX_STOP_TIME, graceful.shutdown()).await.is_err() {
        tracing::warn!("stopped with requests still open");
    }
}

fn io(stream: TcpStream) -> TokioIo<TcpStream> {
    // Small answers go out at once.
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "a connection keeps its delay");
    }
    TokioIo::new(stream)
}

fn builder() -> http1::Builder {
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(MAX_HEAD_TIME);
    builder
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn listens_on_loopback_only() {
        for open in ["0.0.0.0:0", "[::]:0", "192.0.2.1:0"] {
            let error = Listener::bind(&[open.parse().unwrap()]).await.unwrap_err();
            assert!(matches!(error, ListenError::NotLoopback(_)), "{error}");
        }
    }

    #[tokio::test]
    async fn both_families_share_one_port() {
        let listener =
            Listener::bind(&["127.0.0.1:0".parse().unwrap(), "[::1]:0".parse().unwrap()]).await.unwrap();
        let ports: Vec<_> =
            listener.sockets.iter().map(|socket| socket.local_addr().unwrap().port()).collect();
        assert!(ports.iter().all(|port| *port == ports[0]), "{ports:?}");
        assert_eq!(listener.url(), format!("http://127.0.0.1:{}", ports[0]));
    }

    #[tokio::test]
    async fn a_taken_port_is_an_error() {
        let first = Listener::bind(&["127.0.0.1:0".parse().unwrap()]).await.unwrap();
        let error = Listener::bind(&[first.address]).await.unwrap_err();
        assert!(matches!(error, ListenError::Bind { .. }), "{error}");
    }
}
