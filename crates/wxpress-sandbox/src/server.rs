//! The sockets: an accept loop of our own, so that faults can reset connections and HTTP/1.0 clients are served.

mod dispatch;
mod respond;

use std::future::Future;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;
use tower::ServiceExt;

use crate::blob::BlobStore;
use crate::clock::Clock;
use crate::connection::Connection;
use crate::error::Error;
use crate::fault::Faults;
use crate::journal::Journal;
use crate::knobs::Knobs;
use crate::options::Options;
use crate::push::Deliveries;
use crate::push::courier::{self, CallbackClient};
use crate::rid::RidMemory;
use crate::shared::Shared;
use crate::spool::Spool;
use crate::state_file::StateFile;
use crate::world::World;
use crate::{control, pages};

/// How long open connections may go on after the shutdown.
const GRACE: Duration = Duration::from_secs(2);
/// How long a client may take to send the head of a request.
const HEAD_TIMEOUT: Duration = Duration::from_secs(30);
/// Pictures decoded at once; the largest takes 400 MB of memory meanwhile.
const DECODERS: usize = 2;

/// A sandbox that listens, and serves once [`Sandbox::serve`] runs.
#[derive(Debug)]
pub struct Sandbox {
    listener: TcpListener,
    url: String,
    shared: Arc<Shared>,
}

/// Binds the listen address and loads the state file.
///
/// # Errors
/// When the address cannot be listened on, the state file cannot be read or written, or an appid is given twice.
pub async fn bind(options: Options) -> Result<Sandbox, Error> {
    let failed = |source| Error::Listen { address: options.listen, source };
    let listener = TcpListener::bind(options.listen).await.map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;
    let url = format!("http://{}", reachable(address));
    let origin =
        options.public_url.map_or_else(|| url.clone(), |url| url.as_str().trim_end_matches('/').to_owned());
    let knobs = Knobs {
        publish_delay_ms: u64::try_from(options.publish_delay.as_millis()).unwrap_or(u64::MAX),
        quotas: options.quotas,
        ..Knobs::of_profile(options.profile)
    };

    let mut world = World::new(options.seed);
    let (state_file, blobs, spool) = match options.state {
        Some(path) => {
            let folder = path.with_added_extension("d");
            let state_file = StateFile::open(path, &mut world).await?;
            let spool = Spool::in_folder(folder.join("blocks"));
            (Some(state_file), BlobStore::in_folder(folder).await?, spool)
        }
        None => (None, BlobStore::in_memory(), Spool::temporary()?),
    };
    for (index, spec) in options.accounts.iter().enumerate() {
        if options.accounts[..index].iter().any(|earlier| earlier.appid == spec.appid) {
            return Err(Error::DuplicateAccount(spec.appid.clone()));
        }
        world.add_account(spec.clone(), knobs.clone());
    }
    if !options.quotas {
        world.switch_quotas(false);
    }

    let shared = Shared {
        origin,
        accounts: options.accounts,
        knobs,
        clock: Clock::default(),
        blobs,
        spool,
        decoding: Semaphore::new(DECODERS),
        state_file,
        world: Mutex::new(world),
        journal: Mutex::new(Journal::default()),
        faults: Mutex::new(Faults::default()),
        rids: Mutex::new(RidMemory::default()),
        deliveries: Mutex::new(Deliveries::new(options.seed)),
        callback_client: CallbackClient::default(),
    };
    shared.save().await?;
    Ok(Sandbox { listener, url, shared: Arc::new(shared) })
}

/// An address that a client can connect to.
fn reachable(address: SocketAddr) -> SocketAddr {
    if address.ip().is_unspecified() {
        SocketAddr::from((Ipv4Addr::LOCALHOST, address.port()))
    } else {
        address
    }
}

impl Sandbox {
    /// Where it listens, such as `http://127.0.0.1:18080`, without a slash at the end.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Serves until `shutdown` is done, then lets open requests finish for two seconds.
    ///
    /// # Errors
    /// When the state file cannot be written at the end.
    pub async fn serve(self, shutdown: impl Future<Output = ()> + Send + 'static) -> Result<(), Error> {
        let router = Router::new()
            .merge(control::router())
            .merge(pages::router(&self.shared))
            .fallback(dispatch::answer)
            .with_state(Arc::clone(&self.shared));
        let mut courier = JoinSet::new();
        courier.spawn(courier::run(Arc::clone(&self.shared)));
        let (stop, stopped) = watch::channel(());
        let mut connections = JoinSet::new();
        tokio::pin!(shutdown);
        loop {
            tokio::select! {
                () = &mut shutdown => break,
                Some(_) = connections.join_next(), if !connections.is_empty() => {}
                accepted = self.listener.accept() => match accepted {
                    Ok((stream, peer)) => {
                        connections.spawn(serve_connection(stream, peer, router.clone(), stopped.clone()));
                    }
                    Err(error) => {
                        // Out of file descriptors, as a rule: give connections a moment to end.
                        tracing::warn!(error = &error as &dyn std::error::Error, "cannot accept a connection");
                        tokio::time::sleep(Duration::from_millis(50)).await;
                    }
                },
            }
        }
        drop((stop, courier));
        let _ = tokio::time::timeout(GRACE, async { while connections.join_next().await.is_some() {} }).await;
        self.shared.save().await
    }
}

/// Serves one connection until it ends, is reset by a fault, or the sandbox stops.
async fn serve_connection(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    mut stopped: watch::Receiver<()>,
) {
    let _ = stream.set_nodelay(true);
    let handle = Connection::new(peer);
    let service = {
        let handle = handle.clone();
        service_fn(move |request: hyper::Request<hyper::body::Incoming>| {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(handle.clone());
            router.clone().oneshot(request)
        })
    };
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        // As live answers write them; hand-made clients look for these letters.
        .title_case_headers(true)
        .header_read_timeout(HEAD_TIMEOUT)
        .serve_connection(TokioIo::new(stream), service);
    let mut connection = Box::pin(connection);
    let mut stopping = false;
    loop {
        tokio::select! {
            // A client that breaks its connection off is no concern of the sandbox.
            _ = connection.as_mut() => return,
            () = handle.reset_asked() => break,
            _ = stopped.changed(), if !stopping => {
                stopping = true;
                connection.as_mut().graceful_shutdown();
            }
        }
    }
    // With no time to linger the system answers the client with a reset.
    let connection = *std::pin::Pin::into_inner(connection);
    let _ = connection.into_parts().io.into_inner().set_zero_linger();
}
