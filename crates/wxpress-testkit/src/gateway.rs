//! `wxpress serve` as a child process.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::ExitStatus;

use tempfile::TempDir;
use tokio::process::Command;

use crate::http::client;
use crate::process::{Service, url_in, wxpress};

/// A running gateway; dropping it kills the process.
#[derive(Debug)]
pub struct Gateway {
    service: Service,
    client: reqwest::Client,
    data_dir: PathBuf,
    _own_data_dir: Option<TempDir>,
}

/// A gateway to be started.
#[derive(Debug)]
#[must_use = "nothing runs before it is started"]
pub struct GatewayBuilder {
    command: Command,
    data_dir: PathBuf,
    own_data_dir: Option<TempDir>,
}

impl Gateway {
    /// Prepares `BIN serve` on a free loopback port, with a data directory of its own.
    pub fn builder(bin: &Path) -> GatewayBuilder {
        let own = TempDir::new().expect("a temporary directory");
        GatewayBuilder {
            command: wxpress(bin, "serve"),
            data_dir: own.path().to_owned(),
            own_data_dir: Some(own),
        }
    }

    /// The origin that it listens on, such as `http://127.0.0.1:40001`.
    pub fn url(&self) -> &str {
        self.service.address()
    }

    /// The URL of a route below `/api`: `api("/accounts")`.
    pub fn api(&self, route: &str) -> String {
        format!("{}/api{route}", self.url())
    }

    /// A client that reaches it past any proxy.
    pub fn client(&self) -> &reqwest::Client {
        &self.client
    }

    /// Where it keeps its files.
    pub fn data_dir(&self) -> &Path {
        &self.data_dir
    }

    /// All that it printed on both streams, over all restarts.
    pub fn log(&self) -> String {
        self.service.log()
    }

    /// The most memory that it ever held, in bytes.
    pub fn peak_memory_bytes(&self) -> u64 {
        self.service.peak_memory_bytes()
    }

    /// Asks it to end (SIGTERM) and waits until it has.
    pub async fn stop(&mut self) -> ExitStatus {
        self.service.stop().await
    }

    /// Ends it without a warning (SIGKILL), as a crash would.
    pub async fn kill9(&mut self) {
        self.service.kill9().await;
    }

    /// Sets an environment variable of the next start.
    pub fn set_env(&mut self, name: &str, value: &str) {
        self.service.set_env(name, value);
    }

    /// Starts it again with the same flags and data, on a new port; kills it first if it still runs.
    pub async fn restart(&mut self) {
        self.service.restart().await;
    }
}

impl GatewayBuilder {
    /// Where it reaches WeChat: usually a [`Sandbox`](crate::Sandbox)'s URL.
    pub fn wechat_url(self, url: &str) -> Self {
        self.arg("--wechat-url").arg(url)
    }

    /// Keeps its files here, so that several gateways may share them.
    pub fn data_dir(mut self, path: &Path) -> Self {
        path.clone_into(&mut self.data_dir);
        self.own_data_dir = None;
        self
    }

    /// Keeps its rows in this database instead of SQLite.
    pub fn database_url(self, url: &str) -> Self {
        self.arg("--database-url").arg(url)
    }

    /// Sets an environment variable; those of the product are otherwise not inherited.
    pub fn env(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    /// Adds one command line argument.
    pub fn arg(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.command.arg(argument);
        self
    }

    /// Starts it and waits until it listens.
    pub async fn start(mut self) -> Gateway {
        self.command.arg("--data-dir").arg(&self.data_dir);
        Gateway {
            service: Service::start(self.command, url_in).await,
            client: client(),
            data_dir: self.data_dir,
            _own_data_dir: self.own_data_dir,
        }
    }
}
