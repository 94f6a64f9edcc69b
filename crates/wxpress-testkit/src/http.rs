//! The HTTP client of the suites.

use std::time::Duration;

pub(crate) const NO_CLIENT: &str =
    "no HTTP client can be built: is a CA bundle (package ca-certificates) installed?";

/// A client that goes straight to the loopback, whatever proxy the environment names; each request may take a minute.
pub fn client() -> reqwest::Client {
    client_builder().build().expect(NO_CLIENT)
}

pub(crate) fn client_builder() -> reqwest::ClientBuilder {
    reqwest::Client::builder().no_proxy().timeout(Duration::from_mins(1))
}
