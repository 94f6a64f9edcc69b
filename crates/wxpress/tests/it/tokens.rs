//! One token for all: fetched once, shared between processes, kept over restarts, replaced once when it dies.

use futures_util::future::join_all;
use reqwest::Method;
use rstest::rstest;
use serde_json::json;
use wxpress_testkit::Gateway;

use crate::calls::{Answer, Calls as _};
use crate::scene::{APPID, Database, SECRET, Scene};

const FETCH: &str = "stable_token";

async fn count_drafts(gateways: &[&Gateway], times: usize) {
    let calls = (0..times).map(|at| gateways[at % gateways.len()].get("/draft/count"));
    for answer in join_all(calls).await {
        assert_eq!(answer.data(), json!({"totalCount": 0}));
    }
}

#[rstest]
#[tokio::test]
async fn a_thousand_cold_calls_cost_one_fetch(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let scene = Scene::with_account(database).await;
    count_drafts(&[&scene.gateway], 1000).await;
    assert_eq!(scene.calls_of(FETCH).await, 1);
    assert_eq!(scene.calls_of("draft/count").await, 1000);
}

#[rstest]
#[tokio::test]
async fn two_gateways_on_the_same_rows_cost_one_fetch(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let (scene, second) = Scene::pair(database).await;
    scene.store_account().await;
    count_drafts(&[&scene.gateway, &second], 1000).await;
    assert_eq!(scene.calls_of(FETCH).await, 1);
    assert_eq!(scene.calls_of("draft/count").await, 1000);

    // And one more when the token dies under both.
    scene.sandbox.kill_tokens(APPID).await;
    scene.clear_journal().await;
    count_drafts(&[&scene.gateway, &second], 200).await;
    assert_eq!(scene.calls_of(FETCH).await, 1);
}

#[rstest]
#[tokio::test]
async fn a_token_that_dies_amid_calls_costs_one_refresh(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let scene = Scene::with_account(database).await;
    count_drafts(&[&scene.gateway], 1).await;
    scene.clear_journal().await;
    let fault = json!({"path": "/cgi-bin/draft/count", "nth": 100, "action": "kill_tokens"});
    scene.sandbox.fault(fault).await;
    count_drafts(&[&scene.gateway], 300).await;
    assert_eq!(scene.calls_of(FETCH).await, 1);
    let refused = scene.sandbox.journal().await.iter().filter(|call| call["errcode"] == 40001).count();
    assert!(refused >= 1, "the token did not die");
    assert_eq!(scene.calls_of("draft/count").await, 300 + refused, "each refused call is repeated once");
}

#[rstest]
#[tokio::test]
async fn a_wrong_secret_never_rides_on_a_cached_token(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let scene = Scene::with_account(database).await;
    let ask = |secret: &'static str| {
        Answer::to(
            scene.gateway.request(Method::GET, "/draft/count").query(&[("appid", APPID), ("secret", secret)]),
        )
    };
    ask(SECRET).await.data();
    assert_eq!(ask("b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1").await.failure(), (401, "bad_credential"));
    ask(SECRET).await.data();
    scene.gateway.get("/draft/count").await.data();
    assert_eq!(scene.calls_of("draft/count").await, 3);
    assert_eq!(scene.calls_of(FETCH).await, 2, "one for the right secret, one for the wrong one");
}

#[rstest]
#[tokio::test]
async fn the_longest_token_passes_through_the_url_and_is_kept(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let mut scene = Scene::with_account(database).await;
    scene.change_account(APPID, json!({"token_chars": 512})).await;
    count_drafts(&[&scene.gateway], 1).await;
    let query = json!({"grant_type": "client_credential", "appid": APPID, "secret": SECRET});
    let url = format!("{}/cgi-bin/stable_token", scene.sandbox.url());
    let token = scene.gateway.client().post(url).json(&query).send().await.unwrap().text().await.unwrap();
    let token: serde_json::Value = serde_json::from_str(&token).unwrap();
    assert_eq!(token["access_token"].as_str().unwrap().len(), 512);

    scene.clear_journal().await;
    scene.gateway.restart().await;
    count_drafts(&[&scene.gateway], 1).await;
    assert_eq!(scene.journal().await, ["draft/count"], "the token was kept over the restart");
}
