//! The platform that takes the films: a sandbox of the 媒体API.

use std::{path::Path, time::Duration};

use anyhow::{Context, Result};
use serde_json::{Value, json};
use tokio::process::Command;

use super::film::Film;
use crate::bench::{
    platform::{APPID, SECRET},
    process::Process,
};

/// A sandbox of the 媒体API.
pub(super) struct Studio {
    process: Process,
    http: reqwest::Client,
    token: String,
}

impl Studio {
    pub(super) async fn start(binary: &Path) -> Result<Self> {
        let account = format!("{APPID}:{SECRET}");
        let arguments = ["--listen", "127.0.0.1:0", "--quotas", "off", "--profile", "partner", "--account"];
        let process =
            Process::start(binary, &[&["sandbox"], &arguments[..], &[account.as_str()]].concat()).await?;
        let http = reqwest::Client::builder().no_proxy().build()?;
        let credentials = json!({"grant_type": "client_credential", "appid": APPID, "secret": SECRET});
        let url = format!("{}/cgi-bin/stable_token", process.url);
        let answer: Value = http.post(url).json(&credentials).send().await?.json().await?;
        let token = answer["access_token"].as_str().context("no token")?.to_owned();
        Ok(Self { process, http, token })
    }

    /// The URL of one of the actions of an upload, with its parameters.
    pub(super) fn action(&self, action: &str) -> String {
        let (url, token) = (&self.process.url, &self.token);
        format!("{url}/cgi-bin/material/upload_video?access_token={token}&action={action}")
    }

    /// Makes every call take this long.
    pub(super) async fn be_slow(&self, latency: Duration) -> Result<()> {
        let url = format!("{}/_sandbox/accounts/{APPID}", self.process.url);
        let change = json!({"latency_ms": latency.as_millis()});
        self.http.patch(url).json(&change).send().await?.error_for_status()?;
        Ok(())
    }

    /// Opens an upload; its vid.
    pub(super) async fn announce(&self, film: &Film) -> Result<String> {
        let body = json!({"filename": "film.mp4", "filesha": film.sha1, "filesize": film.size_bytes});
        let request = self.http.post(self.action("init_upload")).json(&body);
        let answer: Value = request.send().await?.json().await?;
        Ok(answer["vid"].as_str().with_context(|| answer.to_string())?.to_owned())
    }

    /// Tells a command of ours about platform and account.
    pub(super) fn name_in(&self, command: &mut Command) {
        command.env("WXPRESS_WECHAT_URL", &self.process.url);
        command.env("WECHAT_APP_ID", APPID).env("WECHAT_APP_SECRET", SECRET);
    }
}
