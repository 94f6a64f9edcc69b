//! Uploads: known length, plain names, sent again whole.

use std::io::Write;

use serde_json::json;
use wiremock::ResponseTemplate;
use wxpress_wechat::{ErrorClass, Upload, material::VideoDescription};

use crate::server::Server;

fn picture() -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    bytes.extend((0..200_000_u32).map(|at| u8::try_from(at % 251).unwrap()));
    bytes
}

fn part_bytes(body: &[u8]) -> &[u8] {
    let at = |needle: &[u8], from: usize| {
        body[from..].windows(needle.len()).position(|window| window == needle).map(|at| from + at).unwrap()
    };
    let start = at(b"\x89PNG", 0);
    &body[start..at(b"\r\n--", start)]
}

#[tokio::test]
async fn the_form_is_what_the_platform_takes() {
    let server = Server::with_token().await;
    server.answer("media/uploadimg", &json!({"url": "http://mmbiz.qpic.cn/mmbiz_png/x/0"})).await;

    let image = server.client().media().upload_img(&Upload::from_bytes(picture())).await.unwrap();

    assert_eq!(image.url, "http://mmbiz.qpic.cn/mmbiz_png/x/0");
    let request = &server.calls("media/uploadimg").await[0];
    assert_eq!(request.headers["content-length"].to_str().unwrap(), request.body.len().to_string());
    assert!(!request.headers.contains_key("transfer-encoding"));
    let head = String::from_utf8_lossy(&request.body[..400]).into_owned();
    assert!(head.contains("form-data; name=\"media\"; filename=\""), "{head}");
    assert!(head.contains(".png\"\r\n") && head.contains("Content-Type: image/png"), "{head}");
    assert!(!head.contains("filename*"), "{head}");
    assert_eq!(part_bytes(&request.body), picture());
}

#[tokio::test]
async fn after_a_refused_token_the_whole_file_goes_again() {
    for from_file in [false, true] {
        let server = Server::start().await;
        let token = |text: &str| {
            ResponseTemplate::new(200).set_body_json(json!({"access_token": text, "expires_in": 7200}))
        };
        server.respond_once("POST", "stable_token", token("dead")).await;
        server.respond("stable_token", token("alive")).await;
        let refusal = json!({"errcode": 40001, "errmsg": "invalid credential rid: 1-2-3"});
        server
            .respond_once("POST", "material/add_material", ResponseTemplate::new(200).set_body_json(refusal))
            .await;
        server
            .answer("material/add_material", &json!({"media_id": "M1", "url": "http://x/0", "item": []}))
            .await;

        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(&picture()).unwrap();
        let upload = if from_file {
            Upload::from_file(file.path()).await.unwrap()
        } else {
            Upload::from_bytes(picture())
        };
        let added = server.client().material().add_image(&upload).await.unwrap();

        assert_eq!(added.media_id.as_str(), "M1");
        let calls = server.calls("material/add_material").await;
        assert_eq!(calls.len(), 2);
        for call in &calls {
            assert_eq!(part_bytes(&call.body), picture());
        }
    }
}

#[tokio::test]
async fn a_video_carries_its_words() {
    let server = Server::with_token().await;
    server.answer("material/add_material", &json!({"media_id": "V1", "item": []})).await;
    let words = VideoDescription { title: "片\"头\"".into(), introduction: "第一行\n第二行".into() };

    let added = server.client().material().add_video(&Upload::from_bytes(picture()), &words).await.unwrap();

    assert_eq!((added.media_id.as_str(), added.url), ("V1", None));
    let request = &server.calls("material/add_material").await[0];
    let body = String::from_utf8_lossy(&request.body).into_owned();
    assert!(
        body.contains(
            "name=\"description\"\r\n\r\n{\"title\":\"片\\\"头\\\"\",\"introduction\":\"第一行\\n第二行\"}"
        ),
        "{}",
        &body[..600]
    );
    assert!(request.url.query().unwrap().ends_with("&type=video"));
}

#[tokio::test]
async fn a_file_that_vanished_is_our_own_error() {
    let server = Server::with_token().await;
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), picture()).unwrap();
    let upload = Upload::from_file(file.path()).await.unwrap();
    drop(file);

    let error = server.client().material().add_image(&upload).await.unwrap_err();

    assert_eq!(error.class(), ErrorClass::Config);
    assert!(server.calls("material/add_material").await.is_empty());
}
