//! Voices that a web page recorded.

use futures_util::TryStreamExt;
use serde_json::json;
use wiremock::ResponseTemplate;
use wxpress_wechat::{ErrorClass, ErrorKind, MediaId};

use crate::server::Server;

#[tokio::test]
async fn a_voice_is_read_in_full_quality() {
    let server = Server::with_token().await;
    let file = ResponseTemplate::new(200)
        .set_body_raw(b"OggS speex".as_slice(), "audio/x-speex")
        .insert_header("Content-disposition", "attachment; filename=\"V1.speex\"");
    server.respond("media/get/jssdk", file).await;

    let voice = server.client().media().fetch_hd_voice(&MediaId::new("V1")).await.unwrap();

    assert_eq!((voice.content_type(), voice.filename()), (Some("audio/x-speex"), Some("V1.speex")));
    let chunks: Vec<_> = voice.into_stream().try_collect().await.unwrap();
    assert_eq!(chunks.concat(), b"OggS speex");
    let call = &server.calls("media/get/jssdk").await[0];
    assert_eq!((call.method.as_str(), call.url.query()), ("GET", Some("access_token=first&media_id=V1")));
}

#[tokio::test]
async fn without_a_voice_there_is_an_error() {
    let server = Server::with_token().await;
    server
        .answer(
            "media/get/jssdk",
            &json!({"errcode": 40007, "errmsg": "invalid media_id hint: [x] rid: 1-2-3"}),
        )
        .await;
    let error = server.client().media().fetch_hd_voice(&MediaId::new("V1")).await.unwrap_err();
    assert_eq!(error.class(), ErrorClass::NotFound);

    let server = Server::with_token().await;
    server.answer("media/get/jssdk", &json!({"video_url": "http://203.0.113.7/x.mp4"})).await;
    let error = server.client().media().fetch_hd_voice(&MediaId::new("V1")).await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Decode(_)), "{error}");
}
