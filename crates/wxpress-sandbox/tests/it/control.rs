//! The control API.

use serde_json::{Value, json};
use wxpress_sandbox::{DEFAULT_APPID, DEFAULT_SECRET};

use crate::world::{World, article, errcode};

#[tokio::test]
async fn the_journal_tells_every_request_and_no_secret() {
    let world = World::start().await;
    let token = world.token().await;
    world.call(&token, "draft/get", &json!({"media_id": "none"})).await;
    world.get("/cgi-bin/unknown").await;
    let journal = world.journal().await;
    let seen: Vec<_> = journal
        .iter()
        .map(|entry| {
            (
                entry["method"].as_str().unwrap(),
                entry["path"].as_str().unwrap(),
                entry["errcode"].as_i64().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        seen,
        [
            ("GET", "/cgi-bin/token", 0),
            ("POST", "/cgi-bin/draft/get", 40007),
            ("GET", "/cgi-bin/unknown", 40066)
        ]
    );
    assert_eq!((&journal[1]["appid"], &journal[1]["status"]), (&json!(DEFAULT_APPID), &json!(200)));
    assert!(journal[1]["rid"].as_str().is_some());
    let text = Value::from(journal).to_string();
    assert!(!text.contains(&token) && !text.contains(DEFAULT_SECRET));
    let url = format!("{}/_sandbox/journal", world.url);
    assert_eq!(world.http.delete(url).send().await.unwrap().status(), 204);
    assert!(world.journal().await.is_empty());
}

#[tokio::test]
async fn bad_input_is_refused_with_a_reason() {
    let world = World::start().await;
    for (path, body, status) in [
        ("clock", json!({"advance_seconds": "soon"}), 400),
        ("clock", json!({"advance_seconds": i64::MAX}), 400),
        ("clock", json!({"backwards": 1}), 400),
        ("quotas", json!({}), 400),
        ("accounts", json!({"appid": "with space"}), 400),
        ("accounts", json!({"kind": "king"}), 400),
        ("accounts", json!({"appid": DEFAULT_APPID}), 409),
        ("accounts/none/kill-tokens", json!({}), 404),
        ("nothing", json!({}), 404),
    ] {
        let answer = world.control(path, &body).await;
        assert_eq!(answer.status(), status, "{path} {body}");
        assert!(answer.json::<Value>().await.unwrap()["error"].is_string());
    }
    assert_eq!(world.patch_account("none", &json!({})).await.status(), 404);
    assert_eq!(world.patch_account(DEFAULT_APPID, &json!({"no_such_knob": 1})).await.status(), 400);
    assert_eq!(world.patch_account(DEFAULT_APPID, &json!({"outcomes": [1]})).await.status(), 400);
}

#[tokio::test]
async fn the_state_lists_what_there_is_and_a_reset_empties_it() {
    let world = World::start().await;
    let token = world.token().await;
    world.draft(&token, &article(&world.cover(&token).await)).await;
    let state = world.get("/_sandbox/state").await;
    let owner = &state["accounts"][0];
    assert_eq!((&owner["appid"], &owner["live_tokens"]), (&json!(DEFAULT_APPID), &json!(1)));
    assert_eq!(owner["images"][0]["name"], "cover.jpg");
    assert_eq!(owner["drafts"][0]["links"][0]["title"], "秋天的公园");
    assert!(!world.get("/_sandbox/accounts").await.to_string().contains(DEFAULT_SECRET));

    world.control("accounts", &json!({"appid": "wxmore"})).await;
    assert_eq!(world.control("reset", &json!({})).await.status(), 204);
    let state = world.get("/_sandbox/state").await;
    assert_eq!(state["accounts"].as_array().unwrap().len(), 1);
    assert_eq!(state["accounts"][0]["drafts"], json!([]));
    assert_eq!(errcode(&world.get(&format!("/cgi-bin/draft/count?access_token={token}")).await), 40001);
}

#[tokio::test]
async fn random_errors_and_long_tokens_can_be_asked_for() {
    let world = World::start().await;
    world.patch_account(DEFAULT_APPID, &json!({"token_chars": 512})).await;
    let token = world.token().await;
    assert_eq!(token.len(), 512);
    world.patch_account(DEFAULT_APPID, &json!({"system_error_per_mille": 1000})).await;
    assert_eq!(errcode(&world.get(&format!("/cgi-bin/draft/count?access_token={token}")).await), -1);
}

#[tokio::test]
async fn the_same_seed_deals_the_same_ids() {
    let first = World::start().await;
    let second = World::start().await;
    assert_eq!(first.token().await, second.token().await);
}

#[tokio::test]
async fn every_error_is_json() {
    let world = World::start().await;
    for (method, path, status) in [
        ("DELETE", "faults/seven", 400),
        ("DELETE", "faults/7", 404),
        ("GET", "accounts/%ff", 400),
        ("GET", "accounts/none", 404),
        ("PUT", "clock", 405),
        ("POST", "", 405),
        ("GET", "no/such/call", 404),
    ] {
        let url = format!("{}/_sandbox/{path}", world.url);
        let answer = world.http.request(method.parse().unwrap(), url).send().await.unwrap();
        assert_eq!(answer.status(), status, "{method} {path}");
        assert!(answer.json::<Value>().await.unwrap()["error"].is_string(), "{method} {path}");
    }
    let large = world.control("clock", &json!("x".repeat(3 << 20))).await;
    assert_eq!(large.status(), 413);
    assert!(large.json::<Value>().await.unwrap()["error"].is_string());
}

#[tokio::test]
async fn one_account_can_be_looked_at() {
    let world = World::start().await;
    world.patch_account(DEFAULT_APPID, &json!({"title_max_chars": 32})).await;
    let account = world.get(&format!("/_sandbox/accounts/{DEFAULT_APPID}")).await;
    assert_eq!((&account["appid"], &account["title_max_chars"]), (&json!(DEFAULT_APPID), &json!(32)));
    assert!(!account.to_string().contains(DEFAULT_SECRET));
}
