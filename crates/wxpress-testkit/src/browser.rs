//! A headless Chromium through `chromedriver`.

use std::path::Path;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};
use tempfile::TempDir;
use thirtyfour::{ChromiumLikeCapabilities as _, DesiredCapabilities, WebDriver};
use tokio::process::Command;

use crate::http::{NO_CLIENT, client_builder};
use crate::process::Service;

/// Nothing on the screen, nothing from or to the network but the page.
const FLAGS: [&str; 9] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--no-proxy-server",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

/// An open page in a browser of its own, with an empty profile. Dropping it closes the browser, and blocks meanwhile.
#[derive(Debug)]
pub struct Browser {
    // Fields are dropped in order: the session says good-bye while chromedriver still listens.
    driver: WebDriver,
    _chromedriver: Service,
    _profile: TempDir,
}

/// How the page will be looked at.
#[derive(Debug, Default)]
#[must_use = "nothing runs before it is opened"]
pub struct BrowserBuilder {
    phone: bool,
    dark: bool,
}

impl Browser {
    /// Opens a page in a window of desktop size; panics when Chromium or `chromedriver` is missing.
    pub async fn open(url: &str) -> Self {
        Self::builder().open(url).await
    }

    /// Prepares another look: phone size, dark mode.
    pub fn builder() -> BrowserBuilder {
        BrowserBuilder::default()
    }

    /// The WebDriver session, to find and use elements.
    pub fn driver(&self) -> &WebDriver {
        &self.driver
    }

    /// Goes to another page and waits until it has loaded.
    pub async fn goto(&self, url: &str) {
        self.driver.goto(url).await.unwrap_or_else(|error| panic!("opening {url}: {error}"));
    }

    /// Runs a script in the page (`return document.title`) and answers what it returns.
    pub async fn evaluate(&self, script: &str) -> Value {
        let returned = self.driver.execute(script, Vec::new()).await;
        returned.unwrap_or_else(|error| panic!("running {script:?}: {error}")).json().clone()
    }

    /// Writes a PNG of the whole page, beyond the window too.
    pub async fn screenshot(&self, path: &Path) {
        let shot = self.devtools("Page.captureScreenshot", json!({ "captureBeyondViewport": true })).await;
        let png = shot["data"].as_str().and_then(|data| BASE64_STANDARD.decode(data).ok());
        let png = png.expect("a screenshot in base64");
        tokio::fs::write(path, png).await.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    }

    /// Closes the browser without blocking the thread.
    pub async fn close(self) {
        self.driver.quit().await.expect("the browser closes");
    }

    async fn devtools(&self, method: &str, parameters: Value) -> Value {
        let answer = self.driver.cdp().send_raw(method, parameters).await;
        answer.unwrap_or_else(|error| panic!("{method}: {error}"))
    }
}

impl BrowserBuilder {
    /// The size and density of a phone: 390 × 844 at three device pixels a pixel.
    pub fn phone(mut self) -> Self {
        self.phone = true;
        self
    }

    /// Asks pages for their dark colours.
    pub fn dark(mut self) -> Self {
        self.dark = true;
        self
    }

    /// Opens the page and waits until it has loaded.
    pub async fn open(self, url: &str) -> Browser {
        let profile = TempDir::new().expect("a temporary directory");
        let mut command = Command::new("chromedriver");
        command.arg("--port=0").env("HOME", profile.path());
        let chromedriver = Service::start(command, port_in).await;
        let mut capabilities = DesiredCapabilities::chrome();
        let own_profile = format!("--user-data-dir={}", profile.path().display());
        for flag in FLAGS.into_iter().chain([own_profile.as_str()]) {
            capabilities.add_arg(flag).expect("a flag is a string");
        }
        let address = format!("http://127.0.0.1:{}", chromedriver.address());
        let driver = WebDriver::builder(address, capabilities).client(unpooled_client()).connect().await;
        let driver = driver.unwrap_or_else(|error| {
            panic!("Chromium does not start (package chromium): {error}\n{}", chromedriver.log())
        });
        let browser = Browser { driver, _chromedriver: chromedriver, _profile: profile };
        if self.phone {
            let phone = json!({ "width": 390, "height": 844, "deviceScaleFactor": 3, "mobile": true });
            browser.devtools("Emulation.setDeviceMetricsOverride", phone).await;
        }
        if self.dark {
            let dark = json!({ "features": [{ "name": "prefers-color-scheme", "value": "dark" }] });
            browser.devtools("Emulation.setEmulatedMedia", dark).await;
        }
        browser.goto(url).await;
        browser
    }
}

/// A session that is dropped says good-bye from another runtime, where no connection of this one moves.
fn unpooled_client() -> reqwest::Client {
    client_builder().pool_max_idle_per_host(0).build().expect(NO_CLIENT)
}

/// The port in chromedriver's line `ChromeDriver was started successfully on port 40001.`
fn port_in(line: &str) -> Option<String> {
    let (_, rest) = line.split_once("started successfully on port ")?;
    Some(rest.trim_end_matches('.').to_owned())
}
