//! Mass sends: what goes out, and what a repetition is answered.

use rstest::rstest;
use serde_json::{Value, json};
use wiremock::ResponseTemplate;
use wxpress_wechat::{
    ErrorClass, MediaId, MsgId, OpenId,
    mass::{
        ClientMsgId, MassDeletion, MassFilter, MassImages, MassMessage, MassStatus, PreviewReader, SpeedLevel,
    },
    material::VideoDescription,
};

use crate::server::Server;

const SEND_ALL: &str = "message/mass/sendall";

fn article() -> MassMessage {
    MassMessage::Article { media_id: MediaId::new("D1"), send_ignore_reprint: true }
}

fn pictures() -> MassMessage {
    MassMessage::Images(MassImages {
        media_ids: vec![MediaId::new("I1"), MediaId::new("I2")],
        recommend: Some("看图".into()),
        need_open_comment: true,
        ..MassImages::default()
    })
}

fn queued() -> Value {
    json!({"errcode": 0, "errmsg": "send job submission success", "msg_id": 34182, "msg_data_id": 206_227_730})
}

#[rstest]
#[case(article(), json!({"mpnews": {"media_id": "D1"}, "msgtype": "mpnews", "send_ignore_reprint": 1}))]
#[case(MassMessage::Text { content: "你好".into() }, json!({"text": {"content": "你好"}, "msgtype": "text"}))]
#[case(
    MassMessage::Voice { media_id: MediaId::new("V1") },
    json!({"voice": {"media_id": "V1"}, "msgtype": "voice"})
)]
#[case(
    pictures(),
    json!({"images": {"media_ids": ["I1", "I2"], "recommend": "看图", "need_open_comment": 1,
                      "only_fans_can_comment": 0}, "msgtype": "image"})
)]
#[case(
    MassMessage::Video { media_id: MediaId::new("M1") },
    json!({"mpvideo": {"media_id": "M1"}, "msgtype": "mpvideo"})
)]
#[tokio::test]
async fn each_kind_of_message_goes_to_all(#[case] message: MassMessage, #[case] mut sent: Value) {
    let server = Server::with_token().await;
    server.answer(SEND_ALL, &queued()).await;

    server.client().mass().send_all(&MassFilter::All, &message, None).await.unwrap();

    sent["filter"] = json!({"is_to_all": true});
    assert_eq!(server.sent(SEND_ALL).await, sent);
}

#[tokio::test]
async fn a_send_names_itself() {
    let server = Server::with_token().await;
    server.answer(SEND_ALL, &queued()).await;
    let id = ClientMsgId::new("autumn-park").unwrap();

    let job = server.client().mass().send_all(&MassFilter::Tag(2), &article(), Some(&id)).await.unwrap();

    assert_eq!((job.msg_id.as_str(), job.repeated), ("34182", false));
    assert_eq!(job.msg_data_id.unwrap().as_str(), "206227730");
    assert_eq!(
        server.sent(SEND_ALL).await,
        json!({"filter": {"is_to_all": false, "tag_id": 2}, "mpnews": {"media_id": "D1"}, "msgtype": "mpnews",
               "send_ignore_reprint": 1, "clientmsgid": "autumn-park"})
    );
}

#[tokio::test]
async fn readers_are_named() {
    let server = Server::with_token().await;
    server.answer("message/mass/send", &json!({"errcode": 0, "msg_id": "34182"})).await;
    let readers = [OpenId::new("o1"), OpenId::new("o2")];
    let message = MassMessage::Text { content: "你好".into() };

    let job = server.client().mass().send(&readers, &message, None).await.unwrap();

    assert_eq!((job.msg_id.as_str(), job.msg_data_id), ("34182", None));
    assert_eq!(
        server.sent("message/mass/send").await,
        json!({"touser": ["o1", "o2"], "text": {"content": "你好"}, "msgtype": "text"})
    );
}

#[rstest]
#[case(json!({"errcode": 45065, "errmsg": "clientmsgid exist rid: 1-2-3", "msg_id": 123_456}))]
#[case(json!({"errcode": 45065, "errmsg": "clientmsgid exist", "msg_id": "123456"}))]
#[tokio::test]
async fn a_message_sent_before_is_not_sent_again(#[case] refusal: Value) {
    let server = Server::with_token().await;
    server.answer(SEND_ALL, &refusal).await;

    let job = server.client().mass().send_all(&MassFilter::All, &article(), None).await.unwrap();

    assert_eq!((job.msg_id.as_str(), job.repeated), ("123456", true));
}

#[rstest]
#[case(45065, "clientmsgid exist", ErrorClass::InvalidInput)]
#[case(45066, "same clientmsgid retry too fast", ErrorClass::RateLimited)]
#[case(42010, "masssend fast, retry again", ErrorClass::RateLimited)]
#[case(45028, "has no masssend quota", ErrorClass::QuotaExhausted)]
#[case(48001, "api unauthorized", ErrorClass::Permission)]
#[case(268_488_001, "system busy, please try later", ErrorClass::Ambiguous)]
#[tokio::test]
async fn a_refused_send_is_made_once(#[case] code: i64, #[case] text: &str, #[case] class: ErrorClass) {
    let server = Server::with_token().await;
    server.answer(SEND_ALL, &json!({"errcode": code, "errmsg": format!("{text} rid: 1-2-3")})).await;

    let error = server.client().mass().send_all(&MassFilter::All, &article(), None).await.unwrap_err();

    assert_eq!((error.errcode(), error.class()), (Some(code), class));
    assert_eq!(server.calls(SEND_ALL).await.len(), 1);
}

#[tokio::test]
async fn an_unclear_send_is_not_repeated() {
    let server = Server::with_token().await;
    server.respond(SEND_ALL, ResponseTemplate::new(502).set_body_string("<html>")).await;

    let error = server.client().mass().send_all(&MassFilter::All, &article(), None).await.unwrap_err();

    assert_eq!(error.class(), ErrorClass::Ambiguous);
    assert_eq!(server.calls(SEND_ALL).await.len(), 1);
}

#[rstest]
#[case(
    PreviewReader::OpenId(OpenId::new("o1")),
    MassMessage::Text { content: "你好".into() },
    json!({"touser": "o1", "text": {"content": "你好"}, "msgtype": "text"})
)]
#[case(
    PreviewReader::WeChatId("xiaolin".into()),
    pictures(),
    json!({"towxname": "xiaolin", "image": {"media_id": "I1"}, "msgtype": "image"})
)]
#[tokio::test]
async fn a_preview_goes_to_one(#[case] to: PreviewReader, #[case] message: MassMessage, #[case] sent: Value) {
    let server = Server::with_token().await;
    server.answer("message/mass/preview", &json!({"errcode": 0, "errmsg": "preview success"})).await;

    server.client().mass().preview(&to, &message).await.unwrap();

    assert_eq!(server.sent("message/mass/preview").await, sent);
}

#[rstest]
#[case(
    MassDeletion::Message { msg_id: MsgId::new("30124"), article_idx: Some(2) },
    json!({"msg_id": 30124, "article_idx": 2})
)]
#[case(MassDeletion::Message { msg_id: MsgId::new("30124"), article_idx: None }, json!({"msg_id": 30124}))]
#[case(MassDeletion::Url { url: "http://x/s".into() }, json!({"url": "http://x/s"}))]
#[tokio::test]
async fn a_send_is_taken_back(#[case] which: MassDeletion, #[case] sent: Value) {
    let server = Server::with_token().await;
    server.answer("message/mass/delete", &json!({"errcode": 0, "errmsg": "ok"})).await;

    server.client().mass().delete(&which).await.unwrap();

    assert_eq!(server.sent("message/mass/delete").await, sent);
}

#[rstest]
#[case("SENDING", MassStatus::Sending, false)]
#[case("SEND_SUCCESS", MassStatus::Sent, true)]
#[case("SEND_FAIL", MassStatus::Failed, true)]
#[case("DELETE", MassStatus::Deleted, true)]
#[case("REVIEWING", MassStatus::Other("REVIEWING".into()), false)]
#[tokio::test]
async fn states_of_a_send(#[case] word: &str, #[case] status: MassStatus, #[case] is_final: bool) {
    let server = Server::with_token().await;
    server.answer("message/mass/get", &json!({"msg_id": 201_053_012, "msg_status": word})).await;

    let answered = server.client().mass().status(&MsgId::new("201053012")).await.unwrap();

    assert_eq!((answered.as_str(), answered.is_final()), (word, is_final));
    assert_eq!(answered, status);
    assert_eq!(server.sent("message/mass/get").await, json!({"msg_id": "201053012"}));
}

#[tokio::test]
async fn an_unknown_send_is_not_found() {
    let server = Server::with_token().await;
    server
        .answer("message/mass/get", &json!({"errcode": 40059, "errmsg": "invalid msg id rid: 1-2-3"}))
        .await;

    let error = server.client().mass().status(&MsgId::new("1")).await.unwrap_err();

    assert_eq!(error.class(), ErrorClass::NotFound);
}

#[tokio::test]
async fn the_speed_is_read_and_set() {
    let server = Server::with_token().await;
    server.answer("message/mass/speed/get", &json!({"speed": 3, "realspeed": 15})).await;
    server.answer("message/mass/speed/set", &json!({"errcode": 0, "errmsg": "ok"})).await;
    let client = server.client();

    let speed = client.mass().speed().await.unwrap();
    client.mass().set_speed(SpeedLevel::new(1).unwrap()).await.unwrap();

    assert_eq!((speed.speed, speed.realspeed), (3, 15));
    assert_eq!(server.sent("message/mass/speed/set").await, json!({"speed": 1}));
}

#[tokio::test]
async fn a_video_is_made_ready_for_sending() {
    let server = Server::with_token().await;
    let answer = json!({"type": "video", "media_id": "M1", "created_at": 1_398_848_981});
    server.answer("media/uploadvideo", &answer).await;
    let words = VideoDescription { title: "片头".into(), introduction: "第一集".into() };

    let video = server.client().media().upload_video(&MediaId::new("V1"), &words).await.unwrap();

    assert_eq!((video.kind.as_str(), video.media_id.as_str()), ("video", "M1"));
    assert_eq!(
        server.sent("media/uploadvideo").await,
        json!({"media_id": "V1", "title": "片头", "description": "第一集"})
    );
}
