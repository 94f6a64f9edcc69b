//! [`Desk`]: somebody who works with the command line against a sandbox.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use reqwest::Method;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::io::AsyncWriteExt as _;
use tokio::process::Command;
use wxpress_testkit::Sandbox;

use crate::program::{Ended, command, end};
use crate::scene::{APPID, SECRET, sandbox};

/// Somebody who works with the command line against a sandbox. The account stands in the environment.
pub(crate) struct Desk {
    pub(crate) sandbox: Sandbox,
    folder: TempDir,
}

impl Desk {
    pub(crate) async fn start() -> Self {
        Self { sandbox: sandbox().start().await, folder: TempDir::new().unwrap() }
    }

    /// Where files lie that are sent or come.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Puts a file there; its path as an argument.
    pub(crate) fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        std::fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// The folder of the database.
    pub(crate) fn data_dir(&self) -> &Path {
        self.folder.path()
    }

    /// A command of somebody who has no account.
    pub(crate) fn stranger(&self, arguments: &[&str]) -> Command {
        let mut command = command(arguments);
        command.env("WXPRESS_DATA_DIR", self.path("data")).env("WXPRESS_WECHAT_URL", self.sandbox.url());
        command
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.stranger(arguments);
        command.env("WECHAT_APP_ID", APPID).env("WECHAT_APP_SECRET", SECRET);
        command
    }

    pub(crate) async fn run(&self, arguments: &[&str]) -> Ended {
        end(self.command(arguments).spawn().unwrap()).await
    }

    /// What a command says that must succeed.
    pub(crate) async fn told(&self, arguments: &[&str]) -> String {
        let ended = self.run(arguments).await;
        assert_eq!(ended.code, Some(0), "{arguments:?}: {ended:?}");
        ended.stdout
    }

    /// What a command answers in JSON.
    pub(crate) async fn data(&self, arguments: &[&str]) -> Value {
        let told = self.told(&[arguments, &["--json"]].concat()).await;
        let mut envelope: Value = serde_json::from_str(&told).unwrap();
        assert_eq!(envelope["success"], true, "{told}");
        envelope["data"].take()
    }

    /// How a command fails in JSON, and its exit code.
    pub(crate) async fn failure(&self, arguments: &[&str]) -> (Value, Option<i32>) {
        let ended = self.run(&[arguments, &["--json"]].concat()).await;
        assert_eq!(ended.stderr, "", "{arguments:?}: {ended:?}");
        let failure: Value = serde_json::from_str(&ended.stdout).unwrap();
        assert_eq!(failure["success"], false, "{failure}");
        (failure, ended.code)
    }

    /// A picture among the materials, for covers.
    pub(crate) async fn cover(&self) -> String {
        let file = self.file("cover.jpg", wxpress_testkit::picture::jpeg(90, 90));
        self.data(&["material", "upload", &file]).await["mediaId"].as_str().unwrap().to_owned()
    }

    /// A draft of one article.
    pub(crate) async fn draft(&self, title: &str) -> String {
        let (cover, content) = (self.cover().await, self.file("draft.html", "<p>正文</p>"));
        let draft = ["draft", "create", "--title", title, "--cover", &cover, "--content", &content];
        self.data(&draft).await["mediaId"].as_str().unwrap().to_owned()
    }

    /// Changes the account's standing or knobs on the sandbox.
    pub(crate) async fn change_account(&self, change: Value) {
        self.sandbox.control(Method::PATCH, &format!("accounts/{APPID}"), change).await;
    }

    /// Gives it all that the 媒体API wants.
    pub(crate) async fn be_a_partner(&self) {
        self.change_account(json!({"profile": "partner", "video_transcode_ms": 0, "video_review_ms": 0,
            "partner_review_ms": 0}))
            .await;
    }
}

/// Runs a command that reads `typed` from its standard input.
pub(crate) async fn typing(mut command: Command, typed: impl AsRef<[u8]>) -> Ended {
    let mut child = command.stdin(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // One that ends without reading on breaks the pipe.
    let _ = stdin.write_all(typed.as_ref()).await;
    drop(stdin);
    end(child).await
}

/// Compares what was told with a snapshot in which ids and times have no place.
macro_rules! assert_told {
    ($name:literal, $told:expr) => {
        let told = $told;
        insta::with_settings!({filters => vec![
            (r"http://127\.0\.0\.1:\d+", "[origin]"),
            (r"\[origin\]/mmbiz_\S+", "[picture]"),
            (r"\[origin\]/s\?\S+", "[page]"),
            (r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", "[time]"),
            (r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "[uuid]"),
            (r"(?m)[\w-]{43}", "[media id]"),
            (r"\b\d{10}\b", "[number]"),
            (r"wxv_\d+", "[vid]"),
            // Columns are as wide as what was in them.
            (r" {3,}", "  "),
            (r"(?m) +$", ""),
        ]}, { insta::assert_snapshot!($name, told) })
    };
}
pub(crate) use assert_told;
