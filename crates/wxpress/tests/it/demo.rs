//! `wxpress demo`.

use std::path::Path;

use serde_json::json;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use wxpress_testkit::Gateway;

use crate::calls::{Answer, Calls as _};
use crate::program::{Ended, command, end, terminate};
use crate::scene::bin;

async fn demo(arguments: &[&str], temporary: &Path) -> Ended {
    let mut demo = command(&["demo", "--once"]);
    demo.args(arguments).env("TMPDIR", temporary);
    end(demo.spawn().unwrap()).await
}

fn is_empty(folder: &Path) -> bool {
    std::fs::read_dir(folder).unwrap().next().is_none()
}

#[tokio::test]
async fn once_publishes_an_article_and_ends() {
    let temporary = TempDir::new().unwrap();
    let shown = demo(&[], temporary.path()).await;
    assert_eq!(shown.code, Some(0), "{shown:?}");
    insta::with_settings!({filters => vec![
        (r"http://127\.0\.0\.1:\d+", "[origin]"),
        (r"\[origin\]/s\?\S+", "[page]"),
        (r"(?m)^(job added         |draft made        |handed in         )\S+$", "$1[id]"),
    ]}, { insta::assert_snapshot!("demo", shown.stdout) });
    assert!(is_empty(temporary.path()), "the temporary folder is left behind");
    assert!(!shown.stderr.contains("WARN") && !shown.stderr.contains("ERROR"), "{}", shown.stderr);
}

#[tokio::test]
async fn it_speaks_chinese_by_default() {
    let mut demo = command(&["demo", "--once"]);
    demo.env_remove("WXPRESS_LANG");
    let shown = end(demo.spawn().unwrap()).await;
    assert_eq!(shown.code, Some(0), "{shown:?}");
    assert!(shown.stdout.contains("文章") && shown.stdout.contains("完成         封面"), "{}", shown.stdout);
}

#[tokio::test]
async fn a_data_dir_keeps_everything_for_the_next_time() {
    let folder = TempDir::new().unwrap();
    let data_dir = folder.path().join("kept");
    let arguments = ["--data-dir", data_dir.to_str().unwrap()];
    let temporary = TempDir::new().unwrap();
    for _ in 0..2 {
        let shown = demo(&arguments, temporary.path()).await;
        assert_eq!(shown.code, Some(0), "{shown:?}");
    }
    assert!(data_dir.join("wxpress.db").exists() && data_dir.join("sandbox.json").exists());
}

#[tokio::test]
async fn it_serves_on_until_it_is_told_to_end() {
    let temporary = TempDir::new().unwrap();
    let mut demo = command(&["demo", "--listen", "127.0.0.1:0"]);
    let mut child = demo.env("TMPDIR", temporary.path()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut printed = Vec::new();
    let journal = loop {
        let line = lines.next_line().await.unwrap().unwrap_or_else(|| panic!("it ended after {printed:#?}"));
        if let Some(journal) = line.strip_prefix("sandbox journal") {
            break journal.trim().to_owned();
        }
        printed.push(line);
    };
    let link = |name: &str| {
        let line = printed
            .iter()
            .find(|line| line.starts_with(name))
            .unwrap_or_else(|| panic!("{name}: {printed:#?}"));
        line[line.find("http://").unwrap()..].to_owned()
    };
    let client = wxpress_testkit::client();
    for url in [link("article"), link("API document"), journal] {
        let answer = client.get(&url).send().await.unwrap();
        assert!(answer.status().is_success(), "{url}: {}", answer.status());
    }
    let api = link("API document").replace("openapi.json", "accounts");
    let accounts = Answer::to(client.get(api)).await.data();
    assert_eq!(accounts[0]["isDefault"], true);

    terminate(&child).await;
    let ended = end(child).await;
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    assert!(is_empty(temporary.path()), "the temporary folder is left behind");
}

#[tokio::test]
async fn it_can_be_told_to_end_amid_its_steps() {
    let temporary = TempDir::new().unwrap();
    let mut demo = command(&["demo", "--listen", "127.0.0.1:0"]);
    let mut child = demo.env("TMPDIR", temporary.path()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    assert!(lines.next_line().await.unwrap().unwrap().starts_with("sandbox listening on "));
    terminate(&child).await;
    let ended = end(child).await;
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    assert!(is_empty(temporary.path()), "the temporary folder is left behind");
}

#[tokio::test]
async fn a_default_account_that_is_there_stays_the_default() {
    let folder = TempDir::new().unwrap();
    let temporary = TempDir::new().unwrap();
    let gateway = Gateway::builder(bin()).wechat_url("http://127.0.0.1:9").data_dir(folder.path());
    let mut gateway = gateway.start().await;
    gateway
        .post("/accounts", json!({"name": "mine", "appid": "wx00000000000000cc", "secret": "s"}))
        .await
        .data();
    assert!(gateway.stop().await.success());

    let shown = demo(&["--data-dir", folder.path().to_str().unwrap()], temporary.path()).await;
    assert_eq!(shown.code, Some(0), "{shown:?}");
    gateway.restart().await;
    let accounts = gateway.get("/accounts").await.data();
    assert_eq!((&accounts[0]["name"], &accounts[0]["isDefault"]), (&json!("mine"), &json!(true)));
}

#[tokio::test]
async fn it_goes_on_when_nobody_reads_any_more() {
    let temporary = TempDir::new().unwrap();
    let mut demo = command(&["demo", "--once"]);
    let mut child = demo.env("TMPDIR", temporary.path()).spawn().unwrap();
    drop(child.stdout.take());
    let ended = end(child).await;
    assert_eq!(ended.code, Some(0), "{ended:?}");
    assert!(is_empty(temporary.path()));
}
