//! No secret leaves the gateway by any door: not by logs at their most talkative, answers, or files.

use std::path::Path;

use reqwest::Method;
use rstest::rstest;
use serde_json::{Value, json};
use tempfile::TempDir;
use wxpress_testkit::{Gateway, Sandbox, picture};

use crate::calls::{Answer, Calls as _};
use crate::program::{command, end};
use crate::scene::{APPID, Database, SECRET, bin, sandbox};

/// Seals the rows; told to the gateway through its environment.
const MASTER_KEY: &str = "5eedfeed5eedfeed5eedfeed5eedfeed5eedfeed5eedfeed5eedfeed5eedfeed";

/// The account's current token, which the stable channel hands to whoever asks.
async fn token(sandbox: &Sandbox, client: &reqwest::Client) -> String {
    let body = json!({"grant_type": "client_credential", "appid": APPID, "secret": SECRET});
    let url = format!("{}/cgi-bin/stable_token", sandbox.url());
    let text = client.post(url).json(&body).send().await.unwrap().text().await.unwrap();
    let answer: Value = serde_json::from_str(&text).unwrap();
    answer["access_token"].as_str().unwrap().to_owned()
}

/// Takes every kind of call, the failing ones above all; all that was answered.
async fn busy_day(gateway: &Gateway, sandbox: &Sandbox) -> String {
    let mut said = String::new();
    let mut ask = async |method: Method, route: &str, body: Value| {
        let answer = Answer::to(gateway.request(method, route).json(&body)).await;
        said.push_str(&answer.text());
        answer
    };
    let account = json!({"name": "一号", "appid": APPID, "secret": SECRET});
    let stored = ask(Method::POST, "/accounts", account.clone()).await.data();
    ask(Method::POST, "/accounts", account).await.failure();
    ask(Method::PUT, &format!("/accounts/{}", stored["id"].as_str().unwrap()), json!({"secret": SECRET}))
        .await;
    let with = |secret: &str| format!("/draft/count?appid={APPID}&secret={secret}");
    for fault in ["reset_before", "truncate", "garbage", "server_error", "kill_tokens"] {
        for path in ["/cgi-bin/draft/count", "/cgi-bin/draft/add", "/cgi-bin/stable_token"] {
            if fault != "kill_tokens" || path != "/cgi-bin/stable_token" {
                sandbox.fault(json!({"path": path, "action": fault})).await;
            }
        }
        ask(Method::GET, &with(SECRET), json!({})).await;
        ask(Method::POST, "/draft/create", json!({"title": "t", "content": "c", "thumbMediaId": "x"})).await;
        ask(Method::GET, "/draft/list", json!({"appid": APPID, "secret": {"nested": SECRET}}))
            .await
            .failure();
    }
    sandbox.control(Method::DELETE, "faults", Value::Null).await;
    // Jobs keep their secret until they end: one that does, one that waits, one that fails.
    for errcode in [0, 45009, 45166] {
        if errcode != 0 {
            sandbox
                .fault(json!({"path": "/cgi-bin/draft/add", "action": "errcode", "errcode": errcode}))
                .await;
        }
        let article = json!({"markdown": format!("# {errcode}"), "appid": APPID, "secret": SECRET});
        let job = ask(Method::POST, "/publish?wait=1", article).await.data();
        let state = if errcode == 0 {
            "done"
        } else if errcode == 45009 {
            "waiting"
        } else {
            "failed"
        };
        assert_eq!(job["state"], state, "{job}");
    }
    ask(Method::GET, "/jobs", json!({})).await.data();
    ask(Method::GET, &with(&format!("{SECRET}x")), json!({})).await.failure();
    ask(Method::GET, "/accounts", json!({})).await.data();
    said.push_str(&gateway.upload("/upload/image", picture::png(9, 9)).await.text());
    said
}

/// The files below a folder whose bytes hold one of `words`.
fn files_with(folder: &Path, words: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_with(&path, words));
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        for word in words {
            if bytes.windows(word.len()).any(|window| window == word.as_bytes()) {
                found.push(format!("{word} in {}", path.display()));
            }
        }
    }
    found
}

#[rstest]
#[tokio::test]
async fn no_secret_is_logged_answered_or_written(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let sandbox = sandbox().start().await;
    let rows = database.rows().await;
    let mut builder = Gateway::builder(bin()).wechat_url(sandbox.url()).env("WXPRESS_LOG", "trace");
    builder = builder.env("WXPRESS_MASTER_KEY", MASTER_KEY);
    if let Some(rows) = &rows {
        builder = builder.database_url(rows.url());
    }
    let mut gateway = builder.start().await;

    let mut said = busy_day(&gateway, &sandbox).await;
    let first = token(&sandbox, gateway.client()).await;
    sandbox.kill_tokens(APPID).await;
    gateway.get("/draft/count").await.data();
    let second = token(&sandbox, gateway.client()).await;
    assert_ne!(first, second);
    gateway.restart().await;
    said.push_str(&gateway.get("/draft/count").await.text());

    let words = [SECRET, MASTER_KEY, first.as_str(), second.as_str()];
    // With the write-ahead log beside the database, and without it.
    assert_eq!(files_with(gateway.data_dir(), &words), Vec::<String>::new());
    gateway.stop().await;
    assert_eq!(files_with(gateway.data_dir(), &words), Vec::<String>::new());
    if let Some(rows) = &rows {
        said.push_str(&dump(rows.url()).await);
    }
    let log = gateway.log();
    assert!(log.contains("TRACE"), "the log is not at its most talkative");
    for word in words {
        let told: Vec<_> = log.lines().filter(|line| line.contains(word)).take(3).collect();
        assert!(told.is_empty(), "{word} in the log:\n{}", told.join("\n"));
        assert!(!said.contains(word), "{word} in {said}");
    }
}

/// Everything in the database, as text.
async fn dump(url: &str) -> String {
    let mut psql = tokio::process::Command::new("psql");
    psql.args(["--no-psqlrc", "--tuples-only", "--dbname", url, "--command"]);
    psql.arg("SELECT query_to_xml('SELECT * FROM ' || quote_ident(tablename), true, false, '') FROM pg_tables WHERE schemaname = 'public'");
    let output = psql.output().await.unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains(APPID), "{text} {}", String::from_utf8_lossy(&output.stderr));
    text
}

#[rstest]
#[case("0000000000000000000000000000000000000000000000000000000000000000")]
#[case("5eedfeed")]
#[tokio::test]
async fn a_wrong_master_key_is_refused_and_not_quoted(#[case] wrong: &str) {
    let folder = TempDir::new().unwrap();
    let mut gateway =
        Gateway::builder(bin()).data_dir(folder.path()).env("WXPRESS_MASTER_KEY", MASTER_KEY).start().await;
    gateway.stop().await;
    let mut serve = command(&["serve", "--listen=127.0.0.1:0", "--data-dir"]);
    let refused = end(serve.arg(folder.path()).env("WXPRESS_MASTER_KEY", wrong).spawn().unwrap()).await;
    assert_eq!((refused.code, refused.stdout.as_str()), (Some(2), ""));
    assert!(
        refused.stderr.contains("[bad_master_key]") && !refused.stderr.contains(wrong),
        "{}",
        refused.stderr
    );
}

#[tokio::test]
async fn the_folder_and_the_key_are_for_their_owner_only() {
    use std::os::unix::fs::PermissionsExt as _;

    let parent = TempDir::new().unwrap();
    let folder = parent.path().join("data");
    let sandbox = sandbox().start().await;
    let gateway = Gateway::builder(bin()).wechat_url(sandbox.url()).data_dir(&folder).start().await;
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&folder), 0o700);
    assert_eq!(mode(&folder.join("master.key")), 0o600);
    assert_eq!(mode(&folder.join("wxpress.db")), 0o600);
    drop(gateway);
}
