#![doc = include_str!("../README.md")]

mod answer;
mod guard;
mod input;
mod language;
mod listen;
mod openapi;
mod routes;

use std::net::SocketAddr;

pub use listen::{ListenError, Listener};
pub use openapi::document;
use wxpress_publish::App;

/// The gateway's router.
pub fn router(app: App) -> axum::Router {
    guard::guarded(routes::router(app))
}

/// Binds the gateway. Nothing is served before [`Listener::serve`].
///
/// # Errors
/// An address outside loopback, or one that is taken.
pub async fn bind(addresses: &[SocketAddr]) -> Result<Listener, ListenError> {
    Listener::bind(addresses).await
}
