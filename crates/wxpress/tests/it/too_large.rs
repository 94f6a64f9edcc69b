//! Bodies beyond all limits: the client must get to read the answer, not a broken pipe.

use std::path::Path;

use rstest::rstest;
use serde_json::json;
use tempfile::TempDir;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::process::Command;

use crate::calls::Answer;
use crate::scene::{Database, Scene};

/// Posts a file with curl; its exit code, and the answer.
async fn curl(url: &str, file: &Path, header: &str) -> (Option<i32>, Answer) {
    let form = format!("file=@{};filename=a.jpg", file.display());
    let mut command = Command::new("curl");
    command.args(["--silent", "--show-error", "--noproxy", "*", "--write-out", "\n%{http_code}"]);
    let output = command.args(["--header", header, "--form", &form, url]).output().await.unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let (body, status) = text.rsplit_once('\n').unwrap();
    (output.status.code(), Answer::read(status.parse().unwrap(), body))
}

#[rstest]
#[case("Expect: 100-continue", 11_000_000, "file_too_large")]
#[case("Expect:", 11_000_000, "file_too_large")]
#[case("Expect: 100-continue", 30_000_000, "file_too_large")]
#[case("Transfer-Encoding: chunked", 30_000_000, "file_too_large")]
#[tokio::test]
async fn curl_reads_the_answer(#[case] header: &str, #[case] bytes: usize, #[case] code: &str) {
    let scene = Scene::with_account(Database::Sqlite).await;
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("large.jpg");
    std::fs::write(&file, vec![b'x'; bytes]).unwrap();
    let (exit, answer) = curl(&scene.gateway.api("/upload/image"), &file, header).await;
    assert_eq!(exit, Some(0));
    assert_eq!(answer.failure(), (413, code));
    assert!(answer.field("hint").is_string());
    assert_eq!(scene.pictures_held().await, 0);
}

#[tokio::test]
async fn a_client_that_never_stops_sending_is_cut_off() {
    let scene = Scene::with_account(Database::Sqlite).await;
    let address = scene.gateway.url().trim_start_matches("http://").to_owned();
    let mut stream = TcpStream::connect(&address).await.unwrap();
    let head = format!(
        "POST /api/draft/create HTTP/1.1\r\nHost: {address}\r\nContent-Type: application/json\r\n\
         Content-Length: 1000000000000\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let piece = vec![b' '; 1 << 20];
    let mut sent = 0_u64;
    while stream.write_all(&piece).await.is_ok() {
        sent += 1 << 20;
        assert!(sent < 1 << 30, "a gibibyte was taken");
    }
    let mut rest = Vec::new();
    // What arrives before the reset, if anything does.
    let _ = stream.read_to_end(&mut rest).await;
    let count = scene.gateway.client().get(scene.gateway.api("/draft/count"));
    assert_eq!(Answer::to(count).await.data(), json!({"totalCount": 0}), "others are served on");
}

#[tokio::test]
async fn a_form_of_countless_fields_is_refused() {
    let scene = Scene::with_account(Database::Sqlite).await;
    let field = "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\r\n";
    let body = field.repeat(100_000) + "--b--\r\n";
    let request = scene.gateway.client().post(scene.gateway.api("/draft/create"));
    let request = request.header("Content-Type", "multipart/form-data; boundary=b").body(body);
    assert_eq!(Answer::to(request).await.failure(), (413, "body_too_large"));
}
