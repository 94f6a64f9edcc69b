//! The gateway, called over HTTP.

use std::path::Path;

use anyhow::{Result, ensure};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::{
    Call, content,
    platform::{APPID, Platform, SECRET},
    process::Process,
};

/// A gateway with one account.
pub(super) struct Gateway {
    pub(super) process: Process,
    http: reqwest::Client,
    cover: String,
    _data_dir: TempDir,
}

impl Gateway {
    pub(super) async fn start(binary: &Path, platform: &Platform) -> Result<Self> {
        let data_dir = tempfile::tempdir()?;
        let folder = data_dir.path().to_string_lossy().into_owned();
        let arguments =
            ["serve", "--listen", "127.0.0.1:0", "--data-dir", &folder, "--wechat-url", platform.url()];
        let process = Process::start(binary, &arguments).await?;
        let http = reqwest::Client::builder().no_proxy().build()?;
        let account = json!({"name": "bench", "appid": APPID, "secret": SECRET});
        send(http.post(format!("{}/api/accounts", process.url)).json(&account)).await?;
        Ok(Self { process, http, cover: platform.cover.clone(), _data_dir: data_dir })
    }

    pub(super) fn request(&self, call: Call, at: usize) -> impl Future<Output = Result<()>> + Send + 'static {
        let request = match call {
            Call::ListAccounts => self.http.get(format!("{}/api/accounts", self.process.url)),
            Call::ListDrafts => self.http.get(format!("{}/api/draft/list", self.process.url)),
            Call::CreateDraft => {
                let draft =
                    json!({"title": format!("第 {at} 篇"), "content": content(), "thumbMediaId": self.cover});
                self.http.post(format!("{}/api/draft/create", self.process.url)).json(&draft)
            }
        };
        send(request)
    }

    /// Uploads a picture, as an editor would.
    pub(super) async fn upload(&self, route: &str, picture: &Path) -> Result<()> {
        let form = reqwest::multipart::Form::new().text("type", "image").file("file", picture).await?;
        send(self.http.post(format!("{}/api/upload/{route}", self.process.url)).multipart(form)).await
    }
}

async fn send(request: reqwest::RequestBuilder) -> Result<()> {
    let answer: Value = request.send().await?.json().await?;
    ensure!(answer["success"] == true, "{answer}");
    Ok(())
}
