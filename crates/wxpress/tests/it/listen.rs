//! Where the gateway listens, how it says that it cannot, and how it ends.

use std::net::TcpListener;
use std::process::ExitStatus;

use reqwest::Method;
use rstest::rstest;
use serde_json::json;
use tempfile::TempDir;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::calls::{Answer, Calls as _};
use crate::program::{Ended, command, end};
use crate::scene::{Database, Scene, until};

/// Runs `serve` to its early end.
async fn serve(listen: &str, language: &str) -> Ended {
    let folder = TempDir::new().unwrap();
    let mut serve = command(&["serve", "--listen", listen, "--data-dir"]);
    serve.arg(folder.path()).env("WXPRESS_LANG", language);
    end(serve.spawn().unwrap()).await
}

#[rstest]
#[tokio::test]
async fn an_address_that_others_reach_is_refused(
    #[values("0.0.0.0:0", "[::]:0", "192.168.1.10:3001", "[2001:db8::1]:3001", "8.8.8.8:80")] address: &str,
) {
    let english = serve(address, "en").await;
    assert_eq!((english.code, english.stdout.as_str()), (Some(2), ""));
    assert!(english.stderr.contains(&format!("refused to listen on {address}")), "{}", english.stderr);
    let chinese = serve(address, "zh_CN.UTF-8").await;
    assert_eq!(chinese.code, Some(2));
    assert!(chinese.stderr.contains(&format!("拒绝监听 {address}")), "{}", chinese.stderr);
    for said in [english.stderr, chinese.stderr] {
        assert!(said.contains("[listen_refused]") && said.contains("127.0.0.1"), "{said}");
    }
}

#[rstest]
#[case("here")]
#[case("localhost")]
#[case("localhost:http")]
#[case("127.0.0.1")]
#[case("example.com:3001")]
#[tokio::test]
async fn what_is_no_address_is_said_to_be_none(#[case] address: &str) {
    let refused = serve(address, "en").await;
    assert_eq!(refused.code, Some(2));
    assert!(refused.stderr.contains("[bad_listen_address]") && refused.stderr.contains(address));
}

#[tokio::test]
async fn a_taken_port_is_said_to_be_taken() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let refused = serve(&address, "en").await;
    assert_eq!((refused.code, refused.stdout.as_str()), (Some(1), ""));
    assert!(refused.stderr.contains(&format!("cannot listen on {address}")), "{}", refused.stderr);
    assert!(refused.stderr.contains("port") && refused.stderr.contains("--listen"), "{}", refused.stderr);
}

#[tokio::test]
async fn localhost_means_both_loopback_addresses() {
    let folder = TempDir::new().unwrap();
    let mut child =
        command(&["serve", "--listen", "localhost:0", "--data-dir"]).arg(folder.path()).spawn().unwrap();
    let mut stdout = child.stdout.take().unwrap();
    let mut line = Vec::new();
    while !line.ends_with(b"\n") {
        line.push(stdout.read_u8().await.unwrap());
    }
    let line = String::from_utf8(line).unwrap();
    let port: u16 = line.trim_end().rsplit_once(':').unwrap().1.parse().unwrap();
    let client = wxpress_testkit::client();
    let mut hosts = vec!["127.0.0.1", "localhost"];
    hosts.extend(TcpListener::bind("[::1]:0").is_ok().then_some("[::1]"));
    for host in hosts {
        Answer::to(client.get(format!("http://{host}:{port}/health"))).await.data();
    }
}

#[tokio::test]
async fn it_ends_when_told_and_open_requests_are_answered() {
    let mut scene = Scene::with_account(Database::Sqlite).await;
    scene.gateway.get("/draft/count").await.data();
    let fault = json!({"path": "/cgi-bin/draft/count", "action": "delay", "delay_ms": 1500});
    scene.sandbox.fault(fault).await;
    let url = scene.gateway.api("/draft/count");
    let open = tokio::spawn(Answer::to(scene.gateway.client().get(url)));
    until("the request is under way", async || {
        let faults = scene.sandbox.control(Method::GET, "faults", serde_json::Value::Null).await;
        (faults[0]["struck"] == 1).then_some(())
    })
    .await;
    let ended: ExitStatus = scene.gateway.stop().await;
    assert_eq!(ended.code(), Some(0), "{}", scene.gateway.log());
    assert_eq!(open.await.unwrap().data(), json!({"totalCount": 0}));
    assert!(!scene.gateway.log().contains("panicked"));
}

#[tokio::test]
async fn clients_that_say_nothing_do_not_keep_it_from_ending() {
    let mut scene = Scene::start(Database::Sqlite).await;
    let address = scene.gateway.url().trim_start_matches("http://").to_owned();
    let mut half = TcpStream::connect(&address).await.unwrap();
    half.write_all(b"GET /health HTTP/1.1\r\n").await.unwrap();
    let _silent = TcpStream::connect(&address).await.unwrap();
    assert_eq!(scene.gateway.stop().await.code(), Some(0));
}

#[tokio::test]
async fn clients_of_http_1_0_are_served() {
    let scene = Scene::start(Database::Sqlite).await;
    let mut stream = TcpStream::connect(scene.gateway.url().trim_start_matches("http://")).await.unwrap();
    stream.write_all(b"GET /health HTTP/1.0\r\n\r\n").await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.0 200 "), "{answer}");
}

#[rstest]
#[tokio::test]
async fn it_is_healthy_and_ready(#[values(Database::Sqlite, Database::Postgres)] database: Database) {
    let scene = Scene::start(database).await;
    for route in ["/health", "/ready"] {
        let request = scene.gateway.client().get(format!("{}{route}", scene.gateway.url()));
        let expected = json!({"name": "wxpress", "version": env!("CARGO_PKG_VERSION")});
        assert_eq!(Answer::to(request).await.data(), expected);
    }
}

#[tokio::test]
async fn a_plain_http_platform_elsewhere_is_refused() {
    let folder = TempDir::new().unwrap();
    let mut serve =
        command(&["serve", "--listen=127.0.0.1:0", "--wechat-url=http://192.0.2.1", "--data-dir"]);
    let refused = end(serve.arg(folder.path()).spawn().unwrap()).await;
    assert_eq!((refused.code, refused.stdout.as_str()), (Some(2), ""));
    assert!(refused.stderr.contains("plain http"), "{}", refused.stderr);
}
