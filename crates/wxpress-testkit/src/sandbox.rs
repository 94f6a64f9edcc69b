//! `wxpress sandbox` as a child process, and its control API.

use std::ffi::OsStr;
use std::path::Path;

use reqwest::Method;
use serde_json::{Value, json};
use tokio::process::Command;

use crate::http::client;
use crate::process::{Service, url_in, wxpress};

/// A running sandbox; dropping it kills the process.
#[derive(Debug)]
pub struct Sandbox {
    service: Service,
    client: reqwest::Client,
}

/// A sandbox to be started.
#[derive(Debug)]
#[must_use = "nothing runs before it is started"]
pub struct SandboxBuilder {
    command: Command,
}

impl Sandbox {
    /// Starts a sandbox as it comes: its own default account, publishing takes its default time.
    pub async fn spawn(bin: &Path) -> Self {
        Self::builder(bin).start().await
    }

    /// Prepares `BIN sandbox` on a free loopback port.
    pub fn builder(bin: &Path) -> SandboxBuilder {
        SandboxBuilder { command: wxpress(bin, "sandbox") }
    }

    /// The origin that it listens on, such as `http://127.0.0.1:40001`.
    pub fn url(&self) -> &str {
        self.service.address()
    }

    /// Every request that it saw, one object each.
    pub async fn journal(&self) -> Vec<Value> {
        match self.control(Method::GET, "journal", Value::Null).await {
            Value::Array(requests) => requests,
            other => panic!("the journal is not an array: {other}"),
        }
    }

    /// Calls `/_sandbox/{path}`; `Value::Null` sends no body. Panics on any answer but a 2xx.
    pub async fn control(&self, method: Method, path: &str, body: Value) -> Value {
        let url = format!("{}/_sandbox/{path}", self.url());
        let mut request = self.client.request(method, &url);
        if !body.is_null() {
            request = request.json(&body);
        }
        let answer = request.send().await.expect("the sandbox answers");
        let status = answer.status();
        let text = answer.text().await.expect("the sandbox's answer is text");
        assert!(status.is_success(), "{url}: {status}: {text}");
        // Some calls have nothing to say.
        serde_json::from_str(&text).unwrap_or_default()
    }

    /// Makes every token of the account void at once, the stored stable one too.
    pub async fn kill_tokens(&self, appid: &str) {
        self.control(Method::POST, &format!("accounts/{appid}/kill-tokens"), json!({})).await;
    }

    /// Scripts a fault; the object is described in the sandbox's own README.
    pub async fn fault(&self, fault: Value) -> Value {
        self.control(Method::POST, "faults", fault).await
    }

    /// All that it printed on both streams.
    pub fn log(&self) -> String {
        self.service.log()
    }

    /// Ends it without a warning (SIGKILL).
    pub async fn kill9(&mut self) {
        self.service.kill9().await;
    }

    /// Starts it again with the same flags, on a new port.
    pub async fn restart(&mut self) {
        self.service.restart().await;
    }
}

impl SandboxBuilder {
    /// Adds an account, written `APPID:SECRET` or `APPID:SECRET:kind`.
    pub fn account(self, account: &str) -> Self {
        self.arg("--account").arg(account)
    }

    /// Adds one command line argument.
    pub fn arg(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.command.arg(argument);
        self
    }

    /// Starts it and waits until it listens.
    pub async fn start(self) -> Sandbox {
        Sandbox { service: Service::start(self.command, url_in).await, client: client() }
    }
}
