//! `wxpress quota`, `rid`, `ips`, `callback`, `product`, `draft switch` and `call`.

use rstest::rstest;
use serde_json::{Value, json};
use wxpress_testkit::picture;

use super::desk::{Desk, assert_told, typing};
use crate::scene::SECRET;

async fn called(desk: &Desk, arguments: &[&str]) -> Value {
    serde_json::from_str(&desk.told(&[&["call"], arguments].concat()).await).unwrap()
}

#[tokio::test]
async fn quotas_requests_and_addresses_are_looked_up() {
    let desk = Desk::start().await;
    assert_told!("quota_show", desk.told(&["quota", "show", "cgi-bin/draft/add"]).await);
    for clear in [
        &["quota", "clear"][..],
        &["quota", "clear", "/cgi-bin/draft/add"],
        &["quota", "clear", "--by-secret"],
    ] {
        assert_eq!(desk.told(clear).await, "");
    }
    let (failure, _) = desk.failure(&["draft", "show", "none"]).await;
    let rid = failure["rid"].as_str().unwrap();
    let record = desk.data(&["rid", rid]).await;
    assert_eq!(record["rid"], rid);
    assert!(record["requestBody"].as_str().unwrap().contains("none"), "{record}");
    assert!(desk.told(&["ips"]).await.starts_with("api:      "));
    assert_eq!(desk.data(&["draft", "switch"]).await, json!({"isOpen": true}));
    assert_eq!(desk.data(&["draft", "switch", "--open"]).await, json!({"isOpen": true}));
}

#[tokio::test]
async fn the_callback_is_checked_and_products_have_cards() {
    let desk = Desk::start().await;
    desk.change_account(json!({"callback": {"url": "http://127.0.0.1:9/wx", "token": "AAAAA"}})).await;
    let check = desk.data(&["callback", "check", "--action", "dns", "--operator", "default"]).await;
    assert!(check["dns"].is_array(), "{check}");
    let (failure, code) = desk.failure(&["callback", "check", "--action", "smell"]).await;
    assert_eq!((&failure["code"], code), (&"invalid_field".into(), Some(2)));
    let card = desk.data(&["product", "card", "10000000000001", "--card-type", "small"]).await;
    assert!(card["html"].is_string() || card["productKey"].is_string(), "{card}");
}

#[tokio::test]
async fn any_other_call_is_made_and_answered_in_json() {
    let desk = Desk::start().await;
    let count = called(&desk, &["cgi-bin/draft/count"]).await;
    assert_eq!(count, json!({"success": true, "data": {"total_count": 0}}));
    let body = r#"{"type": "image", "offset": 0, "count": 5}"#;
    let file = desk.file("body.json", body);
    for json in [body, &format!("@{file}")] {
        let list = called(&desk, &["/cgi-bin/material/batchget_material", "--json", json]).await;
        assert_eq!(list["data"]["total_count"], 0);
    }
    let typed =
        typing(desk.command(&["call", "cgi-bin/material/batchget_material", "--json", "-"]), body).await;
    assert_eq!(typed.code, Some(0), "{typed:?}");
    let switch = called(&desk, &["cgi-bin/draft/switch", "--post", "--query", "checkonly=1"]).await;
    assert_eq!(switch["data"]["is_open"], 1);

    let target = desk.path("answer.json");
    called(&desk, &["cgi-bin/draft/count", "--get", "-o", target.to_str().unwrap()]).await;
    let answer: Value = serde_json::from_slice(&std::fs::read(&target).unwrap()).unwrap();
    assert_eq!(answer, json!({"total_count": 0}));
    let png = picture::png(9, 9);
    let file = desk.file("a.png", &png);
    let id = desk.data(&["media", "upload", &file]).await["mediaId"].as_str().unwrap().to_owned();
    let get = ["call", "cgi-bin/media/get", "--get", "--query", &format!("media_id={id}")];
    assert!(desk.command(&get).output().await.unwrap().stdout == png);
}

#[rstest]
#[case(&["cgi-bin/token", "--get"], 2, "token_path")]
#[case(&["https://example.com/"], 2, "invalid_path")]
#[case(&["cgi-bin/draft/count", "--get", "--query", "access_token=x"], 2, "own_token")]
#[case(&["cgi-bin/draft/get", "--json", r#"{"media_id": "none"}"#], 1, "not_found")]
#[tokio::test]
async fn what_may_not_be_called_fails_in_json(#[case] call: &[&str], #[case] code: i32, #[case] name: &str) {
    let desk = Desk::start().await;
    let ended = desk.run(&[&["call"], call].concat()).await;
    let failure: Value = serde_json::from_str(&ended.stdout).unwrap();
    assert_eq!((&failure["code"], ended.code), (&name.into(), Some(code)), "{ended:?}");
    assert!(!ended.stderr.contains(SECRET) && !ended.stdout.contains(SECRET));
}

#[rstest]
#[case(&["cgi-bin/draft/count", "--query", "no value"])]
#[case(&["cgi-bin/draft/count", "--get", "--json", "{}"])]
#[tokio::test]
async fn a_call_that_makes_no_sense_ends_with_2(#[case] call: &[&str]) {
    let desk = Desk::start().await;
    let refused = desk.run(&[&["call"], call].concat()).await;
    assert_eq!((refused.code, refused.stdout.as_str()), (Some(2), ""));
}
