//! The platform itself: quotas, request ids, addresses, the callback, the draft box, product cards.

use std::time::Duration;

use reqwest::Method;
use rstest::rstest;
use serde_json::{Value, json};

use crate::calls::{Answer, Calls as _};
use crate::scene::{APPID, Database, SECRET, Scene, sandbox};

const OTHER: &str = "wx00000000000000bb";

async fn quota(scene: &Scene, path: &str) -> Value {
    scene.gateway.get(&format!("/platform/quota?path={path}")).await.data()
}

async fn clear(scene: &Scene, body: Value) -> Answer {
    scene.gateway.post("/platform/quota/clear", body).await
}

#[rstest]
#[tokio::test]
async fn quotas_are_shown_and_cleared(#[values(Database::Sqlite, Database::Postgres)] database: Database) {
    let scene = Scene::with_account(database).await;
    scene.change_account(APPID, json!({"quotas": true, "daily_limits": {"/cgi-bin/draft/count": 2}})).await;
    let gateway = &scene.gateway;
    // With and without the slash at its start.
    for path in ["/cgi-bin/draft/count", "cgi-bin/draft/count"] {
        let shown = quota(&scene, path).await;
        assert_eq!(shown["path"], "/cgi-bin/draft/count");
        assert_eq!(shown["day"], json!({"limit": 2, "used": 0, "remaining": 2}));
        assert_eq!((&shown["rate"], &shown["componentRate"]), (&Value::Null, &Value::Null));
    }
    let rate = quota(&scene, "/cgi-bin/message/mass/sendall").await["rate"].clone();
    assert_eq!(rate, json!({"calls": 60, "seconds": 60}));

    for body in [
        json!({}),
        json!({"path": "cgi-bin/draft/count"}),
        json!({"bySecret": true}),
        json!({"path": "", "bySecret": "0"}),
    ] {
        for _ in 0..2 {
            gateway.get("/draft/count").await.data();
        }
        let refused = gateway.get("/draft/count").await;
        assert_eq!(refused.refusal(), (429, "quota_exhausted", 45009));
        assert_eq!(quota(&scene, "/cgi-bin/draft/count").await["day"]["remaining"], 0);
        assert_eq!(clear(&scene, body).await.data(), Value::Null);
        assert_eq!(quota(&scene, "/cgi-bin/draft/count").await["day"]["used"], 0);
    }
    let journal = scene.journal().await;
    for (endpoint, times) in [("clear_quota", 2), ("openapi/quota/clear", 1), ("clear_quota/v2", 1)] {
        assert_eq!(journal.iter().filter(|path| *path == endpoint).count(), times, "{endpoint}");
    }
}

#[tokio::test]
async fn ten_clears_make_a_month() {
    let scene = Scene::with_account(Database::Sqlite).await;
    scene.change_account(APPID, json!({"quotas": true})).await;
    for time in 0..10 {
        clear(&scene, json!({"bySecret": time % 2 == 0})).await.data();
    }
    for by_secret in [true, false] {
        let refused = clear(&scene, json!({"bySecret": by_secret})).await;
        assert_eq!(refused.refusal(), (429, "quota_exhausted", 48006));
    }
    // That of one call has a number of its own.
    clear(&scene, json!({"path": "/cgi-bin/draft/add"})).await.data();
    scene.let_pass(Duration::from_hours(24 * 31)).await;
    clear(&scene, json!({})).await.data();
}

#[tokio::test]
async fn a_quota_that_is_not_there_is_told() {
    let scene = Scene::with_account(Database::Sqlite).await;
    for request in [
        scene.gateway.request(Method::GET, "/platform/quota?path=/cgi-bin/no/such"),
        scene
            .gateway
            .request(Method::POST, "/platform/quota/clear")
            .json(&json!({"path": "cgi-bin/no/such"})),
    ] {
        let unknown = Answer::to(request).await;
        assert_eq!(unknown.refusal(), (404, "unknown_call", 76021));
        assert!(unknown.field("error").as_str().unwrap().contains("/cgi-bin/no/such"), "{unknown:?}");
    }
    scene.change_account(APPID, json!({"kind": "personal"})).await;
    let closed = scene.gateway.get("/platform/quota?path=/cgi-bin/message/mass/send").await;
    assert_eq!(closed.refusal(), (403, "not_permitted", 76022));
    assert_eq!(scene.gateway.get("/platform/quota").await.failure(), (400, "missing_field"));
    let both = clear(&scene, json!({"path": "/cgi-bin/draft/add", "bySecret": true})).await;
    assert_eq!(both.failure(), (400, "at_most_one_of"));
}

#[tokio::test]
async fn a_request_is_looked_up_by_the_rid_of_its_error() {
    let scene = Scene::around(sandbox().account(&format!("{OTHER}:{SECRET}")), Database::Sqlite).await;
    scene.store_account().await;
    let gateway = &scene.gateway;
    let failed = gateway.get("/draft/unknown-draft").await;
    assert_eq!(failed.refusal(), (404, "unknown_draft", 40007));
    let rid = failed.field("rid").as_str().unwrap();
    let record = gateway.get(&format!("/platform/rid/{rid}")).await.data();
    assert_eq!(record["rid"], rid);
    assert!(record["requestBody"].as_str().unwrap().contains("unknown-draft"), "{record}");
    assert!(record["responseBody"].as_str().unwrap().contains("40007"), "{record}");
    assert_eq!(record["clientIp"], "127.0.0.1");
    assert!(record["time"].is_i64() && record["costMs"].is_i64() && record["query"].is_string(), "{record}");

    let by_other = format!("/platform/rid/{rid}?appid={OTHER}&secret={SECRET}");
    assert_eq!(gateway.get(&by_other).await.refusal(), (403, "not_permitted", 76003));
    let never = format!("/platform/rid/{}-00000000-00000000", &rid[..8]);
    for (lang, word) in [("zh", "7 天"), ("en", "seven days")] {
        let request = gateway.request(Method::GET, &never).header("accept-language", lang);
        let unknown = Answer::to(request).await;
        assert_eq!(unknown.refusal(), (404, "unknown_rid", 76001));
        assert!(unknown.field("hint").as_str().unwrap().contains(word), "{unknown:?}");
    }
    let malformed = gateway.get("/platform/rid/nonsense").await;
    assert_eq!(malformed.refusal(), (400, "refused_by_wechat", 76002));
    scene.let_pass(Duration::from_hours(7 * 24 + 1)).await;
    let late = gateway.get(&format!("/platform/rid/{rid}")).await;
    assert_eq!(late.refusal(), (404, "not_found", 76004));
}

#[tokio::test]
async fn the_platforms_addresses_are_listed() {
    let scene = Scene::with_account(Database::Sqlite).await;
    let addresses = scene.gateway.get("/platform/ips").await.data();
    for name in ["api", "callback"] {
        let list = addresses[name].as_array().unwrap();
        assert!(!list.is_empty() && list.iter().all(Value::is_string), "{addresses}");
    }
    assert_eq!(scene.calls_of("get_api_domain_ip").await, 1);
    assert_eq!(scene.calls_of("getcallbackip").await, 1);
}

#[tokio::test]
async fn the_callback_is_checked() {
    let scene = Scene::with_account(Database::Sqlite).await;
    let check = async |body: Value| scene.gateway.post("/platform/callback/check", body).await;
    assert_eq!(check(json!({})).await.refusal(), (400, "refused_by_wechat", 40201));
    let callback = json!({"url": "http://127.0.0.1:9/wx", "token": "AAAAA"});
    scene.change_account(APPID, json!({ "callback": callback })).await;
    for (body, dns, ping, operator) in [
        (json!({}), 1, 1, "DEFAULT"),
        (json!({"action": "dns", "operator": "cap"}), 1, 0, "CAP"),
        (json!({"action": "ping", "checkOperator": "UNICOM"}), 0, 1, "UNICOM"),
        (json!({"action": "all", "check_operator": "CHINANET"}), 1, 1, "CHINANET"),
    ] {
        let checked = check(body).await.data();
        let lengths = (checked["dns"].as_array().unwrap().len(), checked["ping"].as_array().unwrap().len());
        assert_eq!(lengths, (dns, ping));
        for address in checked["dns"].as_array().unwrap() {
            assert_eq!(address, &json!({"ip": "127.0.0.1", "operator": operator}));
        }
        for address in checked["ping"].as_array().unwrap() {
            assert_eq!((&address["ip"], &address["fromOperator"]), (&json!("127.0.0.1"), &json!(operator)));
            assert_eq!((&address["packetLoss"], &address["time"]), (&json!("0%"), &json!("23.079ms")));
        }
    }
    scene.clear_journal().await;
    for body in [json!({"action": "trace"}), json!({"operator": "TELECOM"})] {
        assert_eq!(check(body).await.failure(), (400, "invalid_field"));
    }
    assert_eq!(scene.journal().await, Vec::<String>::new());
}

#[tokio::test]
async fn the_draft_box_is_open() {
    let scene = Scene::with_account(Database::Sqlite).await;
    assert_eq!(scene.gateway.get("/platform/draft-switch").await.data(), json!({"isOpen": true}));
    let opened = scene.gateway.post("/platform/draft-switch", json!({})).await;
    assert_eq!(opened.data(), json!({"isOpen": true}));
    let switches = scene.sandbox.journal().await;
    let asked: Vec<_> = switches
        .iter()
        .filter(|entry| entry["path"] == "/cgi-bin/draft/switch")
        .map(|entry| entry["query"].as_str().unwrap().contains("checkonly=1"))
        .collect();
    assert_eq!(asked, [true, false, true]);
}

#[rstest]
#[case("productId=1000000000", true)]
#[case("productId=1000000000&cardType=small", true)]
#[case("product_id=1000000000&article_type=news&card_type=2", true)]
#[case("productId=1000000000&articleType=newspic&cardType=1", false)]
#[case("productId=1000000000&articleType=newspic&cardType=text", false)]
#[case("productId=1000000000&articleType=newspic&cardType=strip", false)]
#[tokio::test]
async fn a_product_has_a_card(#[case] query: &str, #[case] has_html: bool) {
    let scene = Scene::with_account(Database::Sqlite).await;
    let card = scene.gateway.get(&format!("/platform/product-card?{query}")).await.data();
    assert!(!card["productKey"].as_str().unwrap().is_empty(), "{card}");
    assert_eq!(card["html"].is_string(), has_html, "{card}");
}

#[rstest]
#[case::no_product("", None, "missing_field")]
#[case::unknown_article("productId=1&articleType=video", None, "invalid_field")]
#[case::unknown_card("productId=1&cardType=4", None, "invalid_field")]
#[case::no_number("productId=x", Some(10_170_001), "refused_by_wechat")]
#[case::strip_in_news("productId=1&cardType=strip", Some(10_170_003), "refused_by_wechat")]
#[case::large_in_newspic("productId=1&articleType=newspic", Some(10_170_003), "refused_by_wechat")]
#[tokio::test]
async fn a_card_that_is_not_there_is_refused(
    #[case] query: &str,
    #[case] errcode: Option<i64>,
    #[case] code: &str,
) {
    let scene = Scene::with_account(Database::Sqlite).await;
    let refused = scene.gateway.get(&format!("/platform/product-card?{query}")).await;
    assert_eq!((refused.failure(), refused.field("errcode").as_i64()), ((400, code), errcode));
    let calls = scene.calls_of("/channels/ec/service/product/getcardinfo").await;
    assert_eq!(calls, usize::from(errcode.is_some()));
}

#[tokio::test]
async fn a_products_key_goes_below_pictures() {
    let scene = Scene::with_account(Database::Sqlite).await;
    let card = "/platform/product-card?productId=1000000000&articleType=newspic&cardType=small";
    let card = scene.gateway.get(card).await.data();
    let cover = scene.article().await["thumbMediaId"].clone();
    let draft = json!({"title": "t", "content": "c", "articleType": "newspic", "images": [cover],
        "productKey": card["productKey"]});
    scene.gateway.post("/draft/create", draft).await.flat_data();
}
