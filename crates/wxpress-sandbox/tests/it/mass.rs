//! Mass sends: to whom, of what, how often, and what becomes of them.

use serde_json::{Value, json};
use wxpress_sandbox::{AccountSpec, DEFAULT_APPID, Options};

use crate::voices::amr;
use crate::world::{World, article, errcode, jpeg, refusal};

/// A text to all.
fn text(content: &str) -> Value {
    json!({"filter": {"is_to_all": true}, "text": {"content": content}, "msgtype": "text"})
}

fn mpnews(media_id: &Value, clientmsgid: &str) -> Value {
    json!({"filter": {"is_to_all": false, "tag_id": 2}, "mpnews": {"media_id": media_id}, "msgtype": "mpnews",
        "send_ignore_reprint": 1, "clientmsgid": clientmsgid})
}

async fn send(world: &World, token: &str, body: &Value) -> Value {
    world.call(token, "message/mass/sendall", body).await
}

/// A draft of so many articles.
async fn draft(world: &World, token: &str, articles: usize) -> Value {
    let cover = world.cover(token).await;
    let body = json!({"articles": vec![article(&cover); articles]});
    world.call(token, "draft/add", &body).await["media_id"].clone()
}

async fn status(world: &World, token: &str, msg_id: &Value) -> Value {
    world.call(token, "message/mass/get", &json!({"msg_id": msg_id})).await["msg_status"].clone()
}

#[tokio::test]
async fn articles_are_sent_after_a_while_and_their_draft_goes() {
    let world = World::start().await;
    world.control("clock", &json!({"stop": true})).await;
    let token = world.token().await;
    let draft = draft(&world, &token, 2).await;
    let sent = send(&world, &token, &mpnews(&draft, "a")).await;
    assert_eq!(
        sent,
        json!({"errcode": 0, "errmsg": "send job submission success", "msg_id": 1_000_000_001,
            "msg_data_id": 2_247_483_648_u64})
    );
    assert_eq!(status(&world, &token, &sent["msg_id"]).await, "SENDING");
    assert_eq!(errcode(&world.call(&token, "draft/get", &json!({"media_id": draft})).await), 0);
    world.advance(1).await;
    let answer = world.call(&token, "message/mass/get", &json!({"msg_id": "1000000001"})).await;
    assert_eq!(answer, json!({"msg_id": 1_000_000_001, "msg_status": "SEND_SUCCESS"}));
    assert_eq!(errcode(&world.call(&token, "draft/get", &json!({"media_id": draft})).await), 40007);
    assert_eq!(errcode(&send(&world, &token, &mpnews(&draft, "b")).await), 40007);
    // What was sent in masses is not listed as published, but has its page.
    let list = world.call(&token, "freepublish/batchget", &json!({"offset": 0, "count": 1})).await;
    assert_eq!(list["total_count"], 0);
    let state = world.get("/_sandbox/state").await;
    let url = state["accounts"][0]["mass_sends"][0]["links"][1]["url"].as_str().unwrap();
    let page = world.http.get(url).send().await.unwrap().text().await.unwrap();
    assert!(page.contains("第一段"), "{page}");
    let index =
        world.http.get(format!("{}/_sandbox/", world.url)).send().await.unwrap().text().await.unwrap();
    assert!(index.contains("Mass sends") && index.contains("秋天的公园"), "{index}");
}

#[tokio::test]
async fn a_failed_send_leaves_the_draft() {
    let world = World::start().await;
    let outcomes = json!(["send fail", "err(10001)"]);
    let change = json!({"mass_delay_ms": 0, "mass_outcomes": outcomes});
    let shown: Value = world.patch_account(DEFAULT_APPID, &change).await.json().await.unwrap();
    assert_eq!(shown["mass_outcomes"], outcomes);
    let token = world.token().await;
    let draft = draft(&world, &token, 1).await;
    for (clientmsgid, expected) in [("a", "SEND_FAIL"), ("b", "SEND_FAIL"), ("c", "SEND_SUCCESS")] {
        let sent = send(&world, &token, &mpnews(&draft, clientmsgid)).await;
        assert_eq!(status(&world, &token, &sent["msg_id"]).await, expected);
    }
    let bad = world.patch_account(DEFAULT_APPID, &json!({"mass_outcomes": ["sent"]})).await;
    assert_eq!(bad.status(), 400);
}

#[tokio::test]
async fn every_kind_of_message_names_what_there_is() {
    let world = World::start().await;
    let token = world.token().await;
    world.control("quotas", &json!({"on": false})).await;
    let upload = async |name: &str, file: &str, bytes: Vec<u8>| {
        world.upload(&token, name, file, bytes).await["media_id"].clone()
    };
    let image = upload("material/add_material?type=image", "a.jpg", jpeg(9, 9)).await;
    let brief_image = upload("media/upload?type=image", "a.jpg", jpeg(9, 9)).await;
    let voice = upload("media/upload?type=voice", "a.amr", amr(1000)).await;
    let film = upload("media/upload?type=video", "a.mp4", b"\0\0\0\x18ftypmp42".to_vec()).await;
    let body = json!({"media_id": film, "title": "片名", "description": "简介"});
    let mpvideo = world.call(&token, "media/uploadvideo", &body).await;
    assert_eq!(mpvideo["type"], "video");
    assert!(mpvideo["created_at"].is_i64());
    let mpvideo = &mpvideo["media_id"];
    let unfit = world.call(&token, "media/uploadvideo", &json!({"media_id": voice})).await;
    assert_eq!(errcode(&unfit), 40007);
    for (message, code) in [
        (json!({"msgtype": "text", "text": {"content": "大家好"}}), 0),
        (json!({"msgtype": "voice", "voice": {"media_id": voice}}), 0),
        (json!({"msgtype": "voice", "voice": {"media_id": image}}), 40007),
        (json!({"msgtype": "image", "images": {"media_ids": [image, brief_image]}}), 0),
        (json!({"msgtype": "image", "image": {"media_id": image}}), 0),
        (json!({"msgtype": "image", "images": {"media_ids": [image, "none"]}}), 40007),
        (json!({"msgtype": "image", "images": {"media_ids": []}}), 40215),
        (json!({"msgtype": "mpvideo", "mpvideo": {"media_id": mpvideo}}), 0),
        (json!({"msgtype": "mpvideo", "mpvideo": {"media_id": film}}), 45161),
        (json!({"msgtype": "mpnews", "mpnews": {"media_id": "none"}}), 40007),
        (json!({"msgtype": "mpnews", "mpnews": {}}), 41006),
        (json!({"msgtype": "wxcard", "wxcard": {"card_id": "a"}}), 40008),
        (json!({"text": {"content": "a"}}), 45162),
        (json!({"msgtype": "text", "text": {"content": "a"}, "send_ignore_reprint": "maybe"}), 47001),
    ] {
        let mut body = message.clone();
        body["filter"] = json!({"is_to_all": true});
        let answer = send(&world, &token, &body).await;
        assert_eq!(errcode(&answer), code, "{message}");
        assert_eq!(answer["msg_data_id"], Value::Null);
        // A preview judges the message alike.
        let mut body = message.clone();
        body["touser"] = "oReader".into();
        let previewed = errcode(&world.call(&token, "message/mass/preview", &body).await);
        assert_eq!(previewed, if code == 47001 { 0 } else { code }, "{message}");
    }
}

#[tokio::test]
async fn an_audience_is_all_a_tag_or_two_to_ten_thousand_openids() {
    let world = World::start().await;
    world.patch_account(DEFAULT_APPID, &json!({"tag_ids": [2]})).await;
    let token = world.token().await;
    for (filter, code) in [
        (Value::Null, 40152),
        (json!({}), 40152),
        (json!({"is_to_all": false}), 40152),
        (json!({"is_to_all": false, "tag_id": 3}), 40152),
        (json!({"is_to_all": false, "tag_id": "2"}), 0),
        (json!({"is_to_all": true, "tag_id": 3}), 0),
    ] {
        let mut body = text("大家好");
        body["filter"] = filter.clone();
        assert_eq!(errcode(&send(&world, &token, &body).await), code, "{filter}");
    }
    let openids = |count: usize| (0..count).map(|n| format!("oReader{n}")).collect::<Vec<_>>();
    for (touser, code) in [
        (Value::Null, 40032),
        (json!("oReader"), 40032),
        (json!([]), 40032),
        (json!(openids(1)), 40130),
        (json!(["oReader", 7]), 40031),
        (json!(openids(2)), 0),
        (json!(openids(10_000)), 0),
        (json!(openids(10_001)), 40032),
    ] {
        let body = json!({"touser": touser, "msgtype": "text", "text": {"content": "大家好"}});
        assert_eq!(errcode(&world.call(&token, "message/mass/send", &body).await), code);
    }
}

#[tokio::test]
async fn a_clientmsgid_sends_once_a_day() {
    let world = World::start().await;
    let token = world.token().await;
    let with_id = |content: &str, id: &str| {
        let mut body = text(content);
        body["clientmsgid"] = id.into();
        body
    };
    let sent = send(&world, &token, &with_id("一", "job-1")).await;
    // At once, as a client that lost the answer does.
    let again = send(&world, &token, &with_id("一", "job-1")).await;
    assert_eq!(refusal(&again), (45065, "clientmsgid exist".to_owned()));
    assert_eq!(again["msg_id"], sent["msg_id"]);
    assert_eq!(errcode(&send(&world, &token, &with_id("一", &"x".repeat(33))).await), 45067);
    assert_eq!(errcode(&send(&world, &token, &with_id("一", &"x".repeat(32))).await), 0);

    // Without an id the same to the same stands for itself.
    let nameless = send(&world, &token, &text("二")).await;
    assert_eq!(errcode(&nameless), 0);
    assert_eq!(send(&world, &token, &text("二")).await["msg_id"], nameless["msg_id"]);

    world.patch_account(DEFAULT_APPID, &json!({"clientmsgid_retry_ms": 60_000})).await;
    world.control("clock", &json!({"stop": true})).await;
    world.advance(60).await;
    assert_eq!(errcode(&send(&world, &token, &with_id("一", "job-1")).await), 45065);
    world.advance(59).await;
    let hasty = send(&world, &token, &with_id("一", "job-1")).await;
    assert_eq!(refusal(&hasty), (45066, "same clientmsgid retry too fast".to_owned()));
    world.advance(24 * 3600).await;
    let token = world.token().await;
    assert_eq!(errcode(&send(&world, &token, &with_id("一", "job-1")).await), 0);
}

#[tokio::test]
async fn mass_sends_have_quotas_by_kind() {
    let accounts = ["wxs:s:verified_service", "wxd:s:verified_subscription"];
    let accounts: Vec<AccountSpec> = accounts.iter().map(|text| text.parse().unwrap()).collect();
    let world = World::with(Options { accounts, ..Options::default() }).await;
    world.control("clock", &json!({"set": "2026-05-10T04:00:00Z", "stop": true})).await;
    let token_of =
        async |appid: &str| world.token_of(appid, "s").await["access_token"].as_str().unwrap().to_owned();
    let service = token_of("wxs").await;
    for number in 0..4 {
        assert_eq!(errcode(&send(&world, &service, &text(&number.to_string())).await), 0);
    }
    let answer = send(&world, &service, &text("4")).await;
    assert_eq!(refusal(&answer), (45028, "has no masssend quota".to_owned()));
    let openids = json!({"touser": ["a", "b"], "msgtype": "text", "text": {"content": "5"}});
    assert_eq!(errcode(&world.call(&service, "message/mass/send", &openids).await), 0);

    let subscription = token_of("wxd").await;
    assert_eq!(errcode(&send(&world, &subscription, &text("0")).await), 0);
    assert_eq!(errcode(&send(&world, &subscription, &text("1")).await), 45028);
    assert_eq!(errcode(&world.call(&subscription, "message/mass/send", &openids).await), 48001);
    world.control("clock", &json!({"set": "2026-05-10T16:00:00Z"})).await;
    assert_eq!(errcode(&send(&world, &token_of("wxd").await, &text("1")).await), 0);
    assert_eq!(errcode(&send(&world, &token_of("wxs").await, &text("4")).await), 45028);
    world.control("clock", &json!({"set": "2026-05-31T16:00:00Z"})).await;
    assert_eq!(errcode(&send(&world, &token_of("wxs").await, &text("4")).await), 0);
    world.patch_account("wxs", &json!({"mass_per_month": 0})).await;
    assert_eq!(errcode(&send(&world, &token_of("wxs").await, &text("6")).await), 45028);
}

#[tokio::test]
async fn mass_sends_are_for_verified_accounts_and_sixty_a_minute() {
    let world = World::start().await;
    world.control("clock", &json!({"stop": true})).await;
    let token = world.token().await;
    for kind in ["personal", "personal_legacy", "unverified", "test"] {
        world.patch_account(DEFAULT_APPID, &json!({"kind": kind})).await;
        for call in ["sendall", "send", "preview", "delete", "get", "speed/get", "speed/set"] {
            let answer = world.call(&token, &format!("message/mass/{call}"), &json!({})).await;
            assert_eq!(errcode(&answer), 48001, "{kind} {call}");
        }
    }
    world.patch_account(DEFAULT_APPID, &json!({"kind": "verified_service"})).await;
    for _ in 0..60 {
        assert_eq!(errcode(&send(&world, &token, &json!({})).await), 40152);
    }
    assert_eq!(errcode(&send(&world, &token, &json!({})).await), 45011);
    let body = json!({"cgi_path": "/cgi-bin/message/mass/sendall"});
    let quota = world.call(&token, "openapi/quota/get", &body).await;
    assert_eq!(quota["quota"], json!({"daily_limit": 100, "used": 60, "remain": 40}));
    assert_eq!(quota["rate_limit"], json!({"call_count": 60, "refresh_second": 60}));
    world.advance(60).await;
    world.patch_account(DEFAULT_APPID, &json!({"mass_interval_ms": 60_000})).await;
    assert_eq!(errcode(&send(&world, &token, &text("一")).await), 0);
    let hasty = send(&world, &token, &text("二")).await;
    assert_eq!(refusal(&hasty), (42010, "masssend fast, retry again".to_owned()));
    world.advance(60).await;
    assert_eq!(errcode(&send(&world, &token, &text("二")).await), 0);
}

#[tokio::test]
async fn a_preview_goes_to_one_and_leaves_the_draft() {
    let world = World::start().await;
    let token = world.token().await;
    let draft = draft(&world, &token, 1).await;
    let preview = async |name: &str, reader: &str| {
        let mut body = json!({"mpnews": {"media_id": draft}, "msgtype": "mpnews"});
        body[name] = reader.into();
        world.call(&token, "message/mass/preview", &body).await
    };
    for name in ["touser", "towxname"] {
        assert_eq!(preview(name, "reader").await, json!({"errcode": 0, "errmsg": "preview success"}));
    }
    assert_eq!(errcode(&preview("towxname", "").await), 41009);
    assert_eq!(errcode(&world.call(&token, "draft/get", &json!({"media_id": draft})).await), 0);
    for _ in 3..100 {
        preview("touser", "reader").await;
    }
    assert_eq!(errcode(&preview("touser", "reader").await), 45009);
}

#[tokio::test]
async fn articles_and_videos_that_were_sent_can_be_deleted() {
    let world = World::start().await;
    world.control("clock", &json!({"stop": true})).await;
    let token = world.token().await;
    let delete = async |body: &Value| errcode(&world.call(&token, "message/mass/delete", body).await);
    let sent = send(&world, &token, &mpnews(&draft(&world, &token, 2).await, "")).await["msg_id"].clone();
    let words = send(&world, &token, &text("大家好")).await["msg_id"].clone();
    assert_eq!(delete(&json!({"msg_id": sent, "article_idx": 1})).await, 40065, "not sent yet");
    world.advance(1).await;
    let state = world.get("/_sandbox/state").await;
    let link = state["accounts"][0]["mass_sends"][0]["links"][0]["url"].clone();
    for (body, code) in [
        (json!({}), 9_500_001),
        (json!({"msg_id": 1}), 40059),
        (json!({"msg_id": words}), 40065),
        (json!({"msg_id": sent, "article_idx": 3}), 40060),
        (json!({"msg_id": sent, "article_idx": -1}), 40060),
        (json!({"url": "https://mp.weixin.qq.com/s?__biz=a&mid=1&idx=1&sn=a"}), 40059),
        (json!({"url": link}), 0),
    ] {
        assert_eq!(delete(&body).await, code, "{body}");
    }
    let page = world.http.get(link.as_str().unwrap()).send().await.unwrap().text().await.unwrap();
    assert!(page.contains("该内容已被发布者删除"), "{page}");
    assert_eq!(status(&world, &token, &sent).await, "SEND_SUCCESS");
    assert_eq!(delete(&json!({"msg_id": sent})).await, 0);
    assert_eq!(status(&world, &token, &sent).await, "DELETE");
    assert_eq!(delete(&json!({"msg_id": sent})).await, 40065);
    assert_eq!(delete(&json!({"msg_id": sent})).await, 45009, "ten a day");
    let unknown = world.call(&token, "message/mass/get", &json!({"msg_id": "x"})).await;
    assert_eq!(refusal(&unknown), (40059, "invalid msg id".to_owned()));
}

#[tokio::test]
async fn the_speed_has_five_levels() {
    let world = World::start().await;
    let token = world.token().await;
    let speed = async || {
        let path = format!("/cgi-bin/message/mass/speed/get?access_token={token}");
        world.post_raw(&path, String::new()).await.json::<Value>().await.unwrap()
    };
    let set = async |body: &Value| errcode(&world.call(&token, "message/mass/speed/set", body).await);
    assert_eq!(speed().await, json!({"speed": 0, "realspeed": 80}));
    for (level, real) in [(1, 60), (2, 45), (3, 30), (4, 10)] {
        assert_eq!(set(&json!({"speed": level})).await, 0);
        assert_eq!(speed().await, json!({"speed": level, "realspeed": real}));
    }
    assert_eq!((set(&json!({"speed": 5})).await, set(&json!({"speed": -1})).await), (45083, 45083));
    assert_eq!(set(&json!({})).await, 45084);
}

#[tokio::test]
async fn mass_sends_outlive_the_process() {
    let folder = tempfile::tempdir().unwrap();
    let options = || Options { state: Some(folder.path().join("sandbox.state")), ..Options::default() };
    let first = World::with(options()).await;
    first.patch_account(DEFAULT_APPID, &json!({"mass_delay_ms": 0})).await;
    let token = first.token().await;
    let sent = send(&first, &token, &mpnews(&draft(&first, &token, 1).await, "job-1")).await;
    assert_eq!(status(&first, &token, &sent["msg_id"]).await, "SEND_SUCCESS");
    for _ in 0..2 {
        let again = World::with(options()).await;
        assert_eq!(status(&again, &token, &sent["msg_id"]).await, "SEND_SUCCESS");
        let known = send(&again, &token, &mpnews(&json!("any"), "job-1")).await;
        assert_eq!((errcode(&known), &known["msg_id"]), (45065, &sent["msg_id"]));
    }
}

#[tokio::test]
async fn the_same_seed_and_calls_come_to_the_same() {
    let run = async || {
        let world = World::start().await;
        world.control("clock", &json!({"set": "2026-05-10T04:00:00Z", "stop": true})).await;
        let token = world.token().await;
        send(&world, &token, &mpnews(&draft(&world, &token, 2).await, "")).await;
        world.advance(1).await;
        let comment = json!({"appid": DEFAULT_APPID, "msg_data_id": 2_247_483_648_u64, "content": "好"});
        world.call(&token, "comment/open", &comment).await;
        let commented = world.control("comments", &comment).await.text().await.unwrap();
        let state = world.get("/_sandbox/state").await;
        let sends = state["accounts"][0]["mass_sends"].to_string().replace(&world.url, "");
        (token, commented, sends)
    };
    let (first, second) = (run().await, run().await);
    assert!(first.1.contains("openid") && first.2.contains("mid=2247483648"), "{first:?}");
    assert_eq!(first, second);
}
