//! The platform: a sandbox, called straight.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::{Call, content, process::Process};

pub(super) const APPID: &str = "wxbe0c0000000000be";
pub(super) const SECRET: &str = "be0cbe0cbe0cbe0cbe0cbe0cbe0cbe0c";
/// Drafts that a list finds.
const LISTED: usize = 40;

/// A sandbox with a cover and some drafts.
pub(super) struct Platform {
    process: Process,
    http: reqwest::Client,
    token: String,
    pub(super) cover: String,
}

impl Platform {
    pub(super) async fn start(binary: &Path) -> Result<Self> {
        let account = format!("{APPID}:{SECRET}");
        let process = Process::start(
            binary,
            &["sandbox", "--listen", "127.0.0.1:0", "--quotas", "off", "--account", &account],
        )
        .await?;
        let http = reqwest::Client::builder().no_proxy().build()?;
        let mut platform = Self { process, http, token: String::new(), cover: String::new() };
        let token = json!({"grant_type": "client_credential", "appid": APPID, "secret": SECRET});
        let answer = platform.post("stable_token", &token).await?;
        platform.token = answer["access_token"].as_str().context("no token")?.to_owned();
        platform.cover = platform.upload_cover().await?;
        platform.fill().await?;
        Ok(platform)
    }

    pub(super) fn url(&self) -> &str {
        &self.process.url
    }

    /// Removes what a run made, so that each run finds the same box.
    pub(super) async fn forget(&self) -> Result<()> {
        loop {
            let list =
                self.post("draft/batchget", &json!({"offset": 0, "count": 20, "no_content": 1})).await?;
            let total = list["total_count"].as_u64().context("no count")?;
            if total <= LISTED as u64 {
                return Ok(());
            }
            for draft in list["item"].as_array().context("no drafts")?.iter().take(20) {
                self.post("draft/delete", &json!({"media_id": draft["media_id"]})).await?;
            }
            if total <= LISTED as u64 + 20 {
                return self.fill().await;
            }
        }
    }

    async fn fill(&self) -> Result<()> {
        loop {
            let list =
                self.post("draft/batchget", &json!({"offset": 0, "count": 1, "no_content": 1})).await?;
            if list["total_count"].as_u64().context("no count")? >= LISTED as u64 {
                return Ok(());
            }
            self.post("draft/add", &self.draft(0)).await?;
        }
    }

    /// The same work as the gateway's, without it.
    pub(super) fn request(&self, call: Call, at: usize) -> impl Future<Output = Result<()>> + Send + 'static {
        let (http, url, token) = (self.http.clone(), self.process.url.clone(), self.token.clone());
        let draft = self.draft(at);
        async move {
            match call {
                Call::ListAccounts => {}
                Call::ListDrafts => {
                    let page = json!({"offset": 0, "count": 20, "no_content": 1});
                    post(&http, &url, &token, "draft/batchget", &page).await?;
                }
                Call::CreateDraft => {
                    let made = post(&http, &url, &token, "draft/add", &draft).await?;
                    post(&http, &url, &token, "draft/get", &json!({"media_id": made["media_id"]})).await?;
                }
            }
            Ok(())
        }
    }

    fn draft(&self, at: usize) -> Value {
        json!({"articles": [{"title": format!("第 {at} 篇"), "content": content(), "thumb_media_id": self.cover}]})
    }

    async fn upload_cover(&self) -> Result<String> {
        let cover = include_bytes!("../../../examples/article/cover.jpg").as_slice();
        let form = reqwest::multipart::Form::new()
            .part("media", reqwest::multipart::Part::bytes(cover).file_name("cover.jpg"));
        let url = format!("{}/cgi-bin/material/add_material", self.process.url);
        let request = self.http.post(url).query(&[("access_token", &*self.token), ("type", "image")]);
        let answer: Value = request.multipart(form).send().await?.json().await?;
        Ok(answer["media_id"].as_str().with_context(|| answer.to_string())?.to_owned())
    }

    async fn post(&self, path: &str, body: &Value) -> Result<Value> {
        post(&self.http, &self.process.url, &self.token, path, body).await
    }
}

async fn post(http: &reqwest::Client, url: &str, token: &str, path: &str, body: &Value) -> Result<Value> {
    let request = http.post(format!("{url}/cgi-bin/{path}")).query(&[("access_token", token)]);
    // Raw UTF-8, as the platform wants it.
    let answer: Value = request.body(body.to_string()).send().await?.json().await?;
    ensure!(answer["errcode"].as_i64().unwrap_or(0) == 0, "{path}: {answer}");
    Ok(answer)
}
