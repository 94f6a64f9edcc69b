//! Pictures: sent once, remembered, converted where the platform does not take them.

use reqwest::Method;
use rstest::rstest;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;
use wxpress_testkit::{Gateway, picture};

use crate::calls::{Answer, Calls as _};
use crate::scene::{APPID, Database, SECRET, Scene, bin, sandbox, until};

async fn read(gateway: &Gateway, uploaded: &Value) -> Vec<u8> {
    let route = format!("/material/{}", uploaded["mediaId"].as_str().unwrap());
    gateway.request(Method::GET, &route).send().await.unwrap().bytes().await.unwrap().to_vec()
}

#[rstest]
#[tokio::test]
async fn a_picture_is_sent_once_over_restarts_too(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let mut scene = Scene::with_account(database).await;
    let bytes = picture::jpeg(300, 200);
    let first = scene.gateway.upload("/upload/image", bytes.clone()).await;
    assert_eq!(first.warnings(), Vec::<&str>::new());
    let first = first.flat_data();
    for route in ["/upload/image", "/upload/thumb"] {
        let again = scene.gateway.upload(route, bytes.clone()).await;
        assert_eq!(again.warnings(), ["picture_reused"]);
        assert_eq!(again.flat_data(), first);
    }
    scene.gateway.restart().await;
    assert_eq!(scene.gateway.upload("/upload/image", bytes.clone()).await.flat_data(), first);
    assert_eq!(scene.calls_of("material/add_material").await, 1);

    // Once it is deleted, the old id is dead.
    scene.gateway.delete(&format!("/material/{}", first["mediaId"].as_str().unwrap())).await.data();
    let anew = scene.gateway.upload("/upload/image", bytes).await;
    assert_eq!(anew.warnings(), Vec::<&str>::new());
    assert_ne!(anew.flat_data()["mediaId"], first["mediaId"]);
    assert_eq!(scene.pictures_held().await, 1);
}

#[tokio::test]
async fn a_cover_that_vanished_on_the_platform_is_sent_anew() {
    let scene = Scene::with_account(Database::Sqlite).await;
    let gateway = &scene.gateway;
    let bytes = picture::jpeg(300, 200);
    let cover = gateway.upload("/upload/thumb", bytes.clone()).await.flat_data();
    // Deleted by somebody else: this gateway is not told.
    let token = json!({"grant_type": "client_credential", "appid": APPID, "secret": SECRET});
    let url = |path: &str| format!("{}/cgi-bin/{path}", scene.sandbox.url());
    let token = gateway.client().post(url("stable_token")).json(&token).send().await.unwrap();
    let token: Value = serde_json::from_str(&token.text().await.unwrap()).unwrap();
    let delete =
        url(&format!("material/del_material?access_token={}", token["access_token"].as_str().unwrap()));
    gateway.client().post(delete).json(&json!({"media_id": cover["mediaId"]})).send().await.unwrap();
    assert_eq!(scene.pictures_held().await, 0);

    let article =
        |cover: &Value| json!({"title": "t", "content": "<p>c</p>", "thumbMediaId": cover["mediaId"]});
    assert_eq!(gateway.post("/draft/create", article(&cover)).await.failure(), (404, "unknown_picture"));
    let anew = gateway.upload("/upload/thumb", bytes).await;
    assert_eq!(anew.warnings(), Vec::<&str>::new());
    gateway.post("/draft/create", article(&anew.flat_data())).await.flat_data();
}

#[tokio::test]
async fn what_the_platform_takes_is_sent_as_it_came() {
    let scene = Scene::with_account(Database::Sqlite).await;
    let large = picture::noise_jpeg(9_000_000);
    for bytes in
        [picture::jpeg(64, 48), picture::png(64, 48), picture::gif(64, 48), picture::bmp(64, 48), large]
    {
        let answer = scene.gateway.upload("/upload/image", bytes.clone()).await;
        assert_eq!(answer.warnings(), Vec::<&str>::new());
        assert!(read(&scene.gateway, &answer.flat_data()).await == bytes);
    }
}

#[tokio::test]
async fn webp_is_converted_with_a_warning() {
    let scene = Scene::with_account(Database::Sqlite).await;
    let answer = scene.gateway.upload("/upload/image", picture::webp(64, 48)).await;
    assert_eq!(answer.warnings(), ["picture_converted"]);
    let bytes = read(&scene.gateway, &answer.flat_data()).await;
    let is = |magic: &[u8]| bytes.starts_with(magic);
    assert!(is(b"\xff\xd8\xff") || is(b"\x89PNG"), "{:?}", &bytes[..8]);
}

#[tokio::test]
async fn links_to_the_platforms_hosts_are_secure() {
    let scene = Scene::around(sandbox().arg("--public-url=http://mmbiz.qpic.cn"), Database::Sqlite).await;
    scene.store_account().await;
    let gateway = &scene.gateway;
    for _ in 0..2 {
        let image = gateway.upload("/upload/image", picture::png(30, 30)).await.flat_data();
        assert!(image["url"].as_str().unwrap().starts_with("https://mmbiz.qpic.cn/"), "{image}");
    }
    let list = gateway.get("/material/list").await.data();
    assert!(list["items"][0]["url"].as_str().unwrap().starts_with("https://mmbiz.qpic.cn/"), "{list}");
    let created = gateway.post("/draft/create", scene.article().await).await.flat_data();
    assert!(created["previewUrl"].as_str().unwrap().starts_with("https://mmbiz.qpic.cn/s?"), "{created}");
}

#[tokio::test]
async fn nothing_is_left_in_the_temporary_folder() {
    let temporary = TempDir::new().unwrap();
    let mut scene = Scene::start(Database::Sqlite).await;
    let gateway = Gateway::builder(bin()).wechat_url(scene.sandbox.url());
    scene.gateway = gateway.env("TMPDIR", temporary.path().to_str().unwrap()).start().await;
    scene.store_account().await;
    let gateway = &scene.gateway;
    gateway.upload("/upload/image", picture::png(30, 30)).await.flat_data();
    gateway.upload("/upload/image", picture::webp(30, 30)).await.flat_data();
    gateway.upload("/upload/image", b"no picture".to_vec()).await.failure();
    gateway.upload("/upload/image", vec![0; 11 << 20]).await.failure();
    scene.sandbox.fault(json!({"path": "/cgi-bin/material/add_material", "action": "reset_after"})).await;
    gateway.upload("/upload/image", picture::png(40, 40)).await.failure();

    // A client that goes away amid its upload.
    let address = gateway.url().trim_start_matches("http://").to_owned();
    let mut stream = TcpStream::connect(&address).await.unwrap();
    let head = format!(
        "POST /api/upload/image HTTP/1.1\r\nHost: {address}\r\nContent-Type: multipart/form-data; boundary=b\r\n\
         Content-Length: 1000000\r\n\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.write_all(&picture::noise_png(200_000)).await.unwrap();
    drop(stream);
    until("the folder is empty", async || {
        std::fs::read_dir(temporary.path()).unwrap().next().is_none().then_some(())
    })
    .await;
    assert_eq!(scene.pictures_held().await, 3);
}

#[rstest]
#[case(Method::POST, "/draft/create")]
#[case(Method::PUT, "")]
#[tokio::test]
async fn a_picture_that_vanished_on_the_platform_is_sent_anew(#[case] method: Method, #[case] route: &str) {
    let scene = Scene::with_account(Database::Sqlite).await;
    let gateway = &scene.gateway;
    let draft = gateway.post("/draft/create", scene.article().await).await.flat_data();
    let cover = gateway.upload("/upload/thumb", picture::png(70, 30)).await.flat_data();
    let cover = cover["mediaId"].as_str().unwrap();
    let appid = json!({"appid": APPID, "secret": SECRET, "grant_type": "client_credential"});
    let platform = |path: &str| gateway.client().post(format!("{}/cgi-bin/{path}", scene.sandbox.url()));
    let token: Value = platform("stable_token").json(&appid).send().await.unwrap().json().await.unwrap();
    let token = [("access_token", token["access_token"].as_str().unwrap())];
    let by_hand = platform("material/del_material").query(&token).json(&json!({"media_id": cover}));
    assert!(by_hand.send().await.unwrap().text().await.unwrap().contains("ok"));

    let article = json!({"title": "t", "content": "<p>c</p>", "thumbMediaId": cover});
    let place = format!("/draft/{}", draft["mediaId"].as_str().unwrap());
    let route = if route.is_empty() { &place } else { route };
    let refused = Answer::to(gateway.request(method, route).json(&article)).await;
    assert_eq!(refused.failure(), (404, "unknown_picture"));
    let again = gateway.upload("/upload/thumb", picture::png(70, 30)).await;
    assert_eq!(again.warnings(), Vec::<&str>::new());
    assert_ne!(again.flat_data()["mediaId"], cover);
}

/// The sample pictures of the picture engine: every kind of file, turned, deep, moving, in the inks of printers.
fn samples() -> Vec<(String, Vec<u8>)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../wxpress-image/tests/fixtures");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let samples = files.filter(|path| path.extension().is_some_and(|extension| extension != "py"));
    samples
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), std::fs::read(&path).unwrap()))
        .collect()
}

/// The platform decodes what it is sent.
#[rstest]
#[case("/upload/content-image")]
#[case("/upload/image")]
#[case("/upload/image?for=cover")]
#[case("/upload/thumb?type=thumb")]
#[case("/upload/temporary?type=image")]
#[case("/upload/temporary?type=thumb")]
#[tokio::test]
async fn any_picture_becomes_what_the_platform_takes(#[case] route: &str) {
    let scene = Scene::with_account(Database::Sqlite).await;
    let samples = samples();
    assert!(samples.len() > 20);
    for (name, bytes) in samples {
        let answer = scene.gateway.upload(route, bytes).await;
        let text = answer.text();
        assert!(text.contains("\"success\":true"), "{name}: {text}");
    }
}
