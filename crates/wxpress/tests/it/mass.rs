//! Mass sends: to whom, of what, exactly once, and what becomes of them.

use std::time::{Duration, Instant};

use reqwest::Method;
use rstest::rstest;
use serde_json::{Value, json};
use wxpress_testkit::{picture, video, voice};

use crate::calls::{Answer, Calls as _};
use crate::scene::{APPID, Database, Scene};

const SENDALL: &str = "/cgi-bin/message/mass/sendall";

/// A text to all.
fn text() -> Value {
    json!({"toAll": true, "type": "text", "text": "大家好"})
}

fn with(mut body: Value, change: &Value) -> Value {
    body.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
    body
}

/// A draft; its id.
async fn draft(scene: &Scene) -> Value {
    let article = scene.article().await;
    scene.gateway.post("/draft/create", article).await.flat_data()["mediaId"].clone()
}

/// The mass sends that the sandbox took on.
async fn sends(scene: &Scene) -> Vec<Value> {
    scene.own_holdings().await["mass_sends"].as_array().unwrap().clone()
}

async fn status(scene: &Scene, sent: &Value) -> Value {
    scene.gateway.get(&format!("/mass/status/{}", sent["msgId"].as_str().unwrap())).await.data()
}

#[rstest]
#[case::all(json!({"toAll": true}), "message/mass/sendall", 100)]
#[case::a_tag(json!({"tagId": 2}), "message/mass/sendall", 100)]
#[case::a_tag_as_text(json!({"tag_id": "2"}), "message/mass/sendall", 100)]
#[case::two(json!({"openids": ["o1", "o2"]}), "message/mass/send", 2)]
#[case::two_in_a_text(json!({"openids": "o1，o2"}), "message/mass/send", 2)]
#[case::ten_thousand(json!({"openids": openids(10_000)}), "message/mass/send", 10_000)]
#[tokio::test]
async fn a_message_goes_to_all_to_a_tag_or_to_a_list(
    #[case] readers: Value,
    #[case] endpoint: &str,
    #[case] count: u64,
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let scene = Scene::with_account(database).await;
    let body = with(json!({"type": "text", "text": "大家好"}), &readers);
    let answer = scene.gateway.post("/mass/send", body).await;
    assert_eq!(answer.warnings(), Vec::<&str>::new());
    let sent = answer.data();
    assert_eq!(sent["msgDataId"], Value::Null);
    assert_eq!(scene.calls_of(endpoint).await, 1);
    let held = sends(&scene).await;
    assert_eq!(held.len(), 1);
    assert_eq!(held[0]["recipient_count"], count);
    assert_eq!(held[0]["msg_id"].to_string(), sent["msgId"].as_str().unwrap());
    assert_eq!(held[0]["clientmsgid"], sent["clientMsgId"]);
}

fn openids(count: usize) -> Vec<String> {
    (0..count).map(|number| format!("oReader{number}")).collect()
}

#[rstest]
#[case::nobody(json!({"toAll": null}), (400, "exactly_one_of"))]
#[case::not_all(json!({"toAll": false}), (400, "exactly_one_of"))]
#[case::an_empty_list(json!({"toAll": null, "openids": []}), (400, "exactly_one_of"))]
#[case::all_and_a_tag(json!({"tagId": 2}), (400, "exactly_one_of"))]
#[case::all_and_a_list(json!({"openids": ["o1", "o2"]}), (400, "exactly_one_of"))]
#[case::one(json!({"toAll": null, "openids": ["o1"]}), (400, "too_few"))]
#[case::above_ten_thousand(json!({"toAll": null, "openids": openids(10_001)}), (400, "too_long"))]
#[case::no_text(json!({"text": null}), (400, "missing_field"))]
#[case::no_draft(json!({"type": null}), (400, "missing_field"))]
#[case::no_voice(json!({"type": "voice"}), (400, "missing_field"))]
#[case::no_picture(json!({"type": "image"}), (400, "missing_field"))]
#[case::no_video(json!({"type": "video"}), (400, "missing_field"))]
#[case::unknown_type(json!({"type": "wxcard", "mediaId": "M"}), (400, "invalid_field"))]
#[case::long_id(json!({"clientMsgId": "a".repeat(33)}), (400, "invalid_field"))]
#[tokio::test]
async fn what_the_platform_would_refuse_is_not_sent(#[case] change: Value, #[case] expected: (u16, &str)) {
    let scene = Scene::with_account(Database::Sqlite).await;
    let refused = scene.gateway.post("/mass/send", with(text(), &change)).await;
    assert_eq!(refused.failure(), expected);
    assert_eq!(scene.journal().await, Vec::<String>::new());
}

#[rstest]
#[case::unknown_tag(json!({"toAll": null, "tagId": 3}), (404, "not_found", 40152))]
#[case::long_text(json!({"text": "x".repeat(2049)}), (400, "refused_by_wechat", 45002))]
#[case::unknown_draft(json!({"type": "article", "mediaId": "M"}), (404, "unknown_mass_media", 40007))]
#[case::unknown_voice(json!({"type": "voice", "mediaId": "M"}), (404, "unknown_mass_media", 40007))]
#[case::unknown_picture(json!({"type": "image", "mediaIds": ["M"]}), (404, "unknown_mass_media", 40007))]
#[case::many_pictures(json!({"type": "image", "mediaIds": vec!["M"; 21]}), (400, "refused_by_wechat", 40215))]
#[case::foreign_video(json!({"type": "video", "mediaId": "M"}), (400, "refused_by_wechat", 45161))]
#[tokio::test]
async fn what_the_platform_refuses_is_its_refusal(#[case] change: Value, #[case] expected: (u16, &str, i64)) {
    let scene = Scene::with_account(Database::Sqlite).await;
    scene.change_account(APPID, json!({"tag_ids": [2]})).await;
    let body = with(text(), &change);
    assert_eq!(scene.gateway.post("/mass/send", body.clone()).await.refusal(), expected);
    assert_eq!(sends(&scene).await, Vec::<Value>::new());
    // A preview has no tag, and of several pictures it names the first.
    if ![40152, 40215].contains(&expected.2) {
        let preview = with(body, &json!({"openid": "oReader"}));
        let refused = scene.gateway.post("/mass/preview", preview).await;
        assert_eq!(refused.field("errcode"), expected.2);
    }
}

#[tokio::test]
async fn every_kind_of_message_is_sent() {
    let scene = Scene::with_account(Database::Sqlite).await;
    let gateway = &scene.gateway;
    let draft = draft(&scene).await;
    let image = gateway.upload("/upload/image", picture::png(9, 9)).await.flat_data();
    let brief = gateway.upload("/upload/temporary", picture::png(9, 8)).await.data();
    let voice = gateway.upload("/upload/voice", voice::amr(1000)).await.data();
    let film = gateway.upload("/upload/temporary?type=video", video::mp4(900, 100)).await.data();
    let words = json!({"mediaId": film["mediaId"], "title": "片名", "introduction": "简介"});
    let film = gateway.post("/mass/video", words).await.data();
    let messages = [
        json!({"type": "text", "text": "x".repeat(2048)}),
        json!({"type": "voice", "mediaId": voice["mediaId"]}),
        json!({"type": "image", "mediaId": image["mediaId"]}),
        json!({"type": "image", "mediaIds": [image["mediaId"], brief["mediaId"]], "text": "看",
            "needOpenComment": true, "onlyFansCanComment": true}),
        json!({"type": "image", "mediaIds": vec![image["mediaId"].clone(); 20]}),
        json!({"type": "video", "mediaId": film["mediaId"]}),
        json!({"type": "mpvideo", "mediaId": film["mediaId"]}),
        json!({"type": "mpnews", "mediaId": draft}),
        json!({"mediaId": draft, "sendIgnoreReprint": true}),
    ];
    for (number, message) in messages.into_iter().enumerate() {
        let preview = with(message.clone(), &json!({"openid": "oReader"}));
        assert_eq!(gateway.post("/mass/preview", preview).await.data(), Value::Null, "{message}");
        // Two of them are the same in other words.
        let to_all = json!({"toAll": true, "clientMsgId": number});
        let sent = gateway.post("/mass/send", with(message.clone(), &to_all)).await.data();
        let is_article = sent["msgDataId"].is_string();
        assert_eq!(is_article, message["mediaId"] == draft, "{message}");
    }
    assert_eq!(sends(&scene).await.len(), 9);
}

#[rstest]
#[case::no_video(json!({"title": "t"}), None, (400, "missing_field"))]
#[case::no_title(json!({"mediaId": "M"}), None, (400, "missing_field"))]
#[case::unknown(json!({"mediaId": "M", "title": "t"}), Some(40007), (404, "unknown_material"))]
#[tokio::test]
async fn a_video_to_send_must_be_there(
    #[case] body: Value,
    #[case] errcode: Option<i64>,
    #[case] expected: (u16, &str),
) {
    let scene = Scene::with_account(Database::Sqlite).await;
    let refused = scene.gateway.post("/mass/video", body).await;
    assert_eq!((refused.failure(), refused.field("errcode").as_i64()), (expected, errcode));
}

#[rstest]
#[tokio::test]
async fn an_article_is_sent_and_its_draft_goes(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let scene = Scene::with_account(database).await;
    let (gateway, draft) = (&scene.gateway, draft(&scene).await);
    scene.change_account(APPID, json!({"mass_delay_ms": 60_000})).await;
    let sent = gateway.post("/mass/send", json!({"toAll": true, "mediaId": draft})).await.data();
    let first = status(&scene, &sent).await;
    assert_eq!(
        (&first["status"], &first["statusText"], &first["final"]),
        (&json!("mass_sending"), &json!("SENDING"), &json!(false))
    );
    let refused = gateway.post("/mass/delete", json!({"msgId": sent["msgId"]})).await;
    assert_eq!(refused.refusal(), (400, "refused_by_wechat", 40065));
    assert_eq!(scene.drafts_held().await, 1);

    scene.let_pass(Duration::from_mins(1)).await;
    let done = status(&scene, &sent).await;
    assert_eq!(
        (&done["status"], &done["statusText"], &done["final"]),
        (&json!("mass_sent"), &json!("SEND_SUCCESS"), &json!(true))
    );
    assert_eq!(done["msgId"], sent["msgId"]);
    assert_eq!(scene.drafts_held().await, 0);
    let again = json!({"toAll": true, "mediaId": draft, "clientMsgId": "again"});
    let again = gateway.post("/mass/send", again).await;
    assert_eq!(again.refusal(), (404, "unknown_mass_media", 40007));
    let page = sends(&scene).await[0]["links"][0]["url"].clone();
    let page = gateway.client().get(page.as_str().unwrap()).send().await.unwrap();
    assert_eq!(page.status(), 200);

    let deleted = gateway.post("/mass/delete", json!({"msgId": sent["msgId"]})).await;
    assert_eq!(deleted.data(), Value::Null);
    let gone = status(&scene, &sent).await;
    assert_eq!(
        (&gone["status"], &gone["statusText"], &gone["final"]),
        (&json!("mass_deleted"), &json!("DELETE"), &json!(true))
    );
    let again = gateway.post("/mass/delete", json!({"msgId": sent["msgId"]})).await;
    assert_eq!(again.refusal(), (400, "refused_by_wechat", 40065));
}

#[tokio::test]
async fn a_send_that_fails_leaves_the_draft() {
    let scene = Scene::with_account(Database::Sqlite).await;
    let draft = draft(&scene).await;
    let outcomes = json!(["send fail", "err(10001)"]);
    scene.change_account(APPID, json!({"mass_delay_ms": 0, "mass_outcomes": outcomes})).await;
    for _ in 0..2 {
        let sent = scene.gateway.post("/mass/send", json!({"tagId": 1, "mediaId": draft})).await.data();
        let failed = status(&scene, &sent).await;
        assert_eq!(
            (&failed["status"], &failed["statusText"], &failed["final"]),
            (&json!("mass_failed"), &json!("SEND_FAIL"), &json!(true))
        );
    }
    assert_eq!(scene.drafts_held().await, 1);
}

#[tokio::test]
async fn articles_are_deleted_one_by_one_or_by_their_page() {
    let scene = Scene::with_account(Database::Sqlite).await;
    let gateway = &scene.gateway;
    scene.change_account(APPID, json!({"mass_delay_ms": 0})).await;
    let article = scene.article().await;
    let draft = gateway.post("/draft/create", json!({"articles": vec![article; 2]})).await.flat_data();
    let body = json!({"openids": ["o1", "o2"], "mediaId": draft["mediaId"]});
    let sent = gateway.post("/mass/send", body).await.data();
    let delete = async |body: Value| gateway.post("/mass/delete", body).await;

    let beyond = delete(json!({"msgId": sent["msgId"], "articleIndex": 3})).await;
    assert_eq!(beyond.refusal(), (400, "refused_by_wechat", 40060));
    delete(json!({"msgId": sent["msgId"], "articleIndex": 2})).await.data();
    assert_eq!(status(&scene, &sent).await["status"], "mass_sent");
    let url = sends(&scene).await[0]["links"][0]["url"].clone();
    delete(json!({ "url": url })).await.data();
    assert_eq!(status(&scene, &sent).await["status"], "mass_deleted");

    for (body, expected) in [
        (json!({"msgId": "1"}), (404, "unknown_mass_send", 40059)),
        (json!({"url": "https://example.com/"}), (404, "unknown_mass_send", 40059)),
    ] {
        assert_eq!(delete(body).await.refusal(), expected);
    }
    for body in [json!({}), json!({"msgId": "1", "url": "https://example.com/"})] {
        assert_eq!(delete(body).await.failure(), (400, "exactly_one_of"));
    }
    // Texts cannot be taken back.
    let sent = gateway.post("/mass/send", text()).await.data();
    let refused = delete(json!({"msgId": sent["msgId"]})).await;
    assert_eq!(refused.refusal(), (400, "refused_by_wechat", 40065));
}

#[tokio::test]
async fn states_and_what_is_unknown_are_told_in_both_languages() {
    let scene = Scene::with_account(Database::Sqlite).await;
    let sent = scene.gateway.post("/mass/send", text()).await.data();
    let route = format!("/mass/status/{}", sent["msgId"].as_str().unwrap());
    for (lang, state, unknown) in [("zh", "发送中", "没有群发消息 1"), ("en", "being sent", "no mass send 1")]
    {
        let ask = |route: &str| scene.gateway.request(Method::GET, route).header("accept-language", lang);
        assert_eq!(Answer::to(ask(&route)).await.data()["message"], state);
        let refused = Answer::to(ask("/mass/status/1")).await;
        assert_eq!(refused.refusal(), (404, "unknown_mass_send", 40059));
        assert!(refused.field("error").as_str().unwrap().contains(unknown), "{refused:?}");
    }
}

#[rstest]
#[tokio::test]
async fn the_same_id_sends_once(#[values(Database::Sqlite, Database::Postgres)] database: Database) {
    let mut scene = Scene::with_account(database).await;
    let body = with(text(), &json!({"clientMsgId": "a".repeat(32)}));
    let first = scene.gateway.post("/mass/send", body.clone()).await;
    assert_eq!(first.warnings(), Vec::<&str>::new());
    let first = first.data();
    assert_eq!(first["clientMsgId"], "a".repeat(32));
    scene.gateway.restart().await;
    let second = scene.gateway.post("/mass/send", body.clone()).await;
    assert_eq!(second.warnings(), ["mass_sent_before"]);
    assert_eq!(second.data(), first);
    assert_eq!(sends(&scene).await.len(), 1);
    // Without an id the same message to the same readers is one, and others are others.
    let sent: Vec<_> =
        [scene.gateway.post("/mass/send", text()).await, scene.gateway.post("/mass/send", text()).await]
            .into_iter()
            .map(|answer| (answer.warnings().len(), answer.data()["msgId"].clone()))
            .collect();
    assert_eq!((sent[0].0, sent[1].0), (0, 1));
    assert_eq!(sent[0].1, sent[1].1);
    let other = scene.gateway.post("/mass/send", with(text(), &json!({"text": "大家早"}))).await;
    assert_eq!(other.warnings(), Vec::<&str>::new());
    // A day later the id is free again.
    scene.let_pass(Duration::from_hours(24)).await;
    let later = scene.gateway.post("/mass/send", body).await;
    assert_eq!(later.warnings(), Vec::<&str>::new());
    assert_eq!(sends(&scene).await.len(), 4);
}

#[rstest]
#[case::lost_answer(json!({"action": "reset_after"}))]
#[case::lost_request(json!({"action": "reset_before"}))]
#[case::half_an_answer(json!({"action": "truncate"}))]
#[case::page_of_a_proxy(json!({"action": "server_error", "status": 504, "after": true}))]
#[case::busy(json!({"action": "errcode", "errcode": -1}))]
#[tokio::test]
async fn a_lost_answer_is_cleared_up(#[case] mut fault: Value) {
    let scene = Scene::with_account(Database::Sqlite).await;
    fault["path"] = json!(SENDALL);
    scene.sandbox.fault(fault).await;
    let answer = scene.gateway.post("/mass/send", text()).await;
    assert_eq!(answer.warnings(), Vec::<&str>::new(), "it is new to its caller");
    let sent = answer.data();
    let held = sends(&scene).await;
    assert_eq!(held.len(), 1, "{held:?}");
    assert_eq!(held[0]["msg_id"].to_string(), sent["msgId"].as_str().unwrap());
    assert_eq!(scene.calls_of("message/mass/sendall").await, 2);
}

#[rstest]
#[tokio::test]
async fn an_answer_lost_for_good_is_said(#[values(Database::Sqlite, Database::Postgres)] database: Database) {
    let scene = Scene::with_account(database).await;
    scene.sandbox.fault(json!({"path": SENDALL, "next": 3, "action": "reset_after"})).await;
    let started = Instant::now();
    let body = with(text(), &json!({"clientMsgId": "a"}));
    let doubtful = scene.gateway.post("/mass/send", body.clone()).await;
    assert_eq!(doubtful.failure(), (504, "outcome_unknown"));
    assert!(doubtful.field("hint").is_string());
    assert!(started.elapsed() < Duration::from_secs(30), "{:?}", started.elapsed());
    assert_eq!(scene.calls_of("message/mass/sendall").await, 3);
    assert_eq!(sends(&scene).await.len(), 1);
    // Its caller clears it up by the id of its own.
    let again = scene.gateway.post("/mass/send", body).await;
    assert_eq!(again.warnings(), ["mass_sent_before"]);
    assert_eq!(sends(&scene).await.len(), 1);
}

#[rstest]
#[case("reset_after", "/cgi-bin/message/mass/preview", "/mass/preview")]
#[case("reset_before", "/cgi-bin/message/mass/delete", "/mass/delete")]
#[tokio::test]
async fn what_has_no_id_ends_in_doubt(#[case] action: &str, #[case] path: &str, #[case] route: &str) {
    let scene = Scene::with_account(Database::Sqlite).await;
    scene.sandbox.fault(json!({"path": path, "action": action})).await;
    let body = json!({"openid": "o1", "type": "text", "text": "好", "msgId": "1"});
    assert_eq!(scene.gateway.post(route, body).await.failure(), (504, "outcome_unknown"));
    assert_eq!(scene.calls_of(path.trim_start_matches("/cgi-bin/")).await, 1);
}

#[rstest]
#[case::by_openid(json!({"openid": "oReader"}), None)]
#[case::by_wechat_id(json!({"wechatId": "someone"}), None)]
#[case::nobody(json!({}), Some((400, "exactly_one_of")))]
#[case::both(json!({"openid": "oReader", "wechatId": "someone"}), Some((400, "exactly_one_of")))]
#[tokio::test]
async fn a_preview_goes_to_one_reader(#[case] reader: Value, #[case] refused: Option<(u16, &str)>) {
    let scene = Scene::with_account(Database::Sqlite).await;
    let draft = draft(&scene).await;
    let answer = scene.gateway.post("/mass/preview", with(json!({"mediaId": draft}), &reader)).await;
    match refused {
        None => assert_eq!(answer.data(), Value::Null),
        Some(expected) => assert_eq!(answer.failure(), expected),
    }
    assert_eq!(scene.calls_of("message/mass/preview").await, usize::from(refused.is_none()));
    assert_eq!(sends(&scene).await, Vec::<Value>::new());
    assert_eq!(scene.drafts_held().await, 1);
}

#[tokio::test]
async fn the_speed_is_read_and_set() {
    let scene = Scene::with_account(Database::Sqlite).await;
    let gateway = &scene.gateway;
    assert_eq!(gateway.get("/mass/speed").await.data(), json!({"speed": 0, "realSpeed": 80}));
    for (level, real) in [(4, 10), (3, 30), (2, 45), (1, 60), (0, 80)] {
        assert_eq!(gateway.put("/mass/speed", json!({ "speed": level })).await.data(), Value::Null);
        assert_eq!(gateway.get("/mass/speed").await.data(), json!({"speed": level, "realSpeed": real}));
    }
    scene.clear_journal().await;
    for (body, code) in [
        (json!({"speed": 5}), "out_of_range"),
        (json!({"speed": 256}), "out_of_range"),
        (json!({"speed": -1}), "invalid_field"),
        (json!({"speed": "fast"}), "invalid_field"),
        (json!({}), "missing_field"),
    ] {
        assert_eq!(gateway.put("/mass/speed", body).await.failure(), (400, code));
    }
    assert_eq!(scene.journal().await, Vec::<String>::new());
}

#[rstest]
#[case::service("verified_service", 4, Duration::from_hours(24 * 31))]
#[case::subscription("verified_subscription", 1, Duration::from_hours(24))]
#[tokio::test]
async fn the_quota_is_the_platforms(#[case] kind: &str, #[case] sends: usize, #[case] renewed: Duration) {
    let scene = Scene::with_account(Database::Sqlite).await;
    scene.change_account(APPID, json!({"kind": kind, "quotas": true})).await;
    let send =
        async |words: &str| scene.gateway.post("/mass/send", with(text(), &json!({"text": words}))).await;
    for number in 0..sends {
        send(&number.to_string()).await.data();
    }
    assert_eq!(send("再来一次").await.refusal(), (429, "quota_exhausted", 45028));
    scene.let_pass(renewed).await;
    send("再来一次").await.data();
}

#[rstest]
#[case::subscription("verified_subscription", json!({"openids": ["o1", "o2"]}))]
#[case::personal("personal", json!({"toAll": true}))]
#[case::unverified("unverified", json!({"toAll": true}))]
#[case::test("test", json!({"openids": ["o1", "o2"]}))]
#[tokio::test]
async fn who_may_not_send_is_told(#[case] kind: &str, #[case] readers: Value) {
    let scene = Scene::with_account(Database::Sqlite).await;
    scene.change_account(APPID, json!({ "kind": kind })).await;
    let body = with(json!({"type": "text", "text": "好"}), &readers);
    let refused = scene.gateway.post("/mass/send", body).await;
    assert_eq!(refused.refusal(), (403, "not_permitted", 48001));
}

#[rstest]
#[case::too_fast(42010, (429, "rate_limited"))]
#[case::admin(89505, (403, "not_permitted"))]
#[case::blocked(45066, (429, "rate_limited"))]
#[case::queue_full(9_500_002, (504, "outcome_unknown"))]
#[tokio::test]
async fn other_refusals_have_their_status(#[case] errcode: i64, #[case] expected: (u16, &str)) {
    let scene = Scene::with_account(Database::Sqlite).await;
    scene.sandbox.fault(json!({"path": SENDALL, "next": 3, "action": "errcode", "errcode": errcode})).await;
    let refused = scene.gateway.post("/mass/send", text()).await;
    assert_eq!((refused.failure(), refused.field("errcode").as_i64()), (expected, Some(errcode)));
    assert_eq!(sends(&scene).await, Vec::<Value>::new());
}
