//! SIGKILL: what was promised is still there, and nothing happens twice.

use reqwest::Method;
use rstest::rstest;
use serde_json::{Value, json};
use wxpress_testkit::{Gateway, picture};

use crate::calls::{Answer, Calls as _, file};
use crate::scene::{Database, Scene, bin, until};

/// Makes the next call of an endpoint slow.
async fn slow_down(scene: &Scene, endpoint: &str) {
    let path = format!("/cgi-bin/{endpoint}");
    scene.sandbox.fault(json!({"path": path, "action": "delay", "delay_ms": 3000})).await;
}

/// How often an endpoint has been called since it was slowed down.
async fn calls_since(scene: &Scene, endpoint: &str) -> u64 {
    let faults = scene.sandbox.control(Method::GET, "faults", Value::Null).await;
    let path = format!("/cgi-bin/{endpoint}");
    let fault = faults.as_array().unwrap().iter().find(|fault| fault["path"] == path);
    fault.unwrap()["seen"].as_u64().unwrap()
}

/// Waits until the call that was slowed down is under way.
async fn under_way(scene: &Scene, endpoint: &str) {
    let what = format!("{endpoint} is under way");
    until(&what, async || (calls_since(scene, endpoint).await == 1).then_some(())).await;
}

#[rstest]
#[tokio::test]
async fn accounts_default_and_token_survive(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let mut scene = Scene::with_account(database).await;
    let second = json!({"name": "第二个", "appid": "wx00000000000000bb", "secret": "s", "isDefault": true});
    let second = scene.gateway.post("/accounts", second).await.data();
    let first = "/draft/count?account=%E6%B5%8B%E8%AF%95%E5%8F%B7";
    scene.gateway.get(first).await.data();
    scene.gateway.upload("/upload/image?account=测试号", picture::png(20, 20)).await.flat_data();
    let accounts = scene.gateway.get("/accounts?reveal=true").await.data();
    scene.clear_journal().await;

    scene.gateway.kill9().await;
    scene.gateway.restart().await;
    assert_eq!(scene.gateway.get("/accounts?reveal=true").await.data(), accounts);
    assert_eq!(accounts[1]["id"], second["id"]);
    assert_eq!((&accounts[0]["isDefault"], &accounts[1]["isDefault"]), (&json!(false), &json!(true)));
    scene.gateway.get(first).await.data();
    let again = scene.gateway.upload("/upload/image?account=测试号", picture::png(20, 20)).await;
    assert_eq!(again.warnings(), ["picture_reused"]);
    assert_eq!(scene.journal().await, ["draft/count"], "no token is fetched, no picture sent again");
}

#[rstest]
#[tokio::test]
async fn a_call_under_way_is_not_made_again(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let mut scene = Scene::with_account(database).await;
    let cover = scene.gateway.upload("/upload/thumb", picture::jpeg(50, 50)).await.flat_data();
    slow_down(&scene, "draft/add").await;
    let article = json!({"title": "t", "content": "<p>c</p>", "thumbMediaId": cover["mediaId"]});
    let call = tokio::spawn(scene.gateway.request(Method::POST, "/draft/create").json(&article).send());
    under_way(&scene, "draft/add").await;
    scene.gateway.kill9().await;
    call.await.unwrap().unwrap_err();

    scene.gateway.restart().await;
    slow_down(&scene, "material/add_material").await;
    let form = file(picture::png(60, 60));
    let call = tokio::spawn(scene.gateway.request(Method::POST, "/upload/image").multipart(form).send());
    under_way(&scene, "material/add_material").await;
    scene.gateway.kill9().await;
    call.await.unwrap().unwrap_err();

    scene.gateway.restart().await;
    let ready = scene.gateway.client().get(format!("{}/ready", scene.gateway.url()));
    Answer::to(ready).await.data();
    scene.gateway.get("/draft/count").await.data();
    assert_eq!(calls_since(&scene, "draft/add").await, 1);
    assert_eq!(calls_since(&scene, "material/add_material").await, 1);
    assert!(scene.drafts_held().await <= 1 && scene.pictures_held().await <= 2);

    let log = scene.gateway.log();
    for endpoint in ["draft/add", "material/add_material"] {
        let told = |line: &str| line.contains("its outcome is not known") && line.contains(endpoint);
        assert!(log.lines().any(told), "{endpoint} is not told in\n{log}");
    }

    // What was cut off can be done anew.
    scene.gateway.post("/draft/create", article).await.flat_data();
    scene.gateway.upload("/upload/image", picture::png(60, 60)).await.flat_data();
}

#[tokio::test]
async fn a_caller_that_goes_away_does_not_stop_the_call() {
    let mut scene = Scene::start(Database::Sqlite).await;
    let gateway = Gateway::builder(bin()).wechat_url(scene.sandbox.url()).env("WXPRESS_LOG", "debug");
    scene.gateway = gateway.start().await;
    scene.store_account().await;
    slow_down(&scene, "material/add_material").await;
    let form = file(picture::png(60, 60));
    let call = tokio::spawn(scene.gateway.request(Method::POST, "/upload/image").multipart(form).send());
    under_way(&scene, "material/add_material").await;
    call.abort();
    until("the upload has ended", async || {
        scene.gateway.log().contains("the outcome of a call is written down").then_some(())
    })
    .await;
    let again = scene.gateway.upload("/upload/image", picture::png(60, 60)).await;
    assert_eq!(again.warnings(), ["picture_reused"]);
    assert_eq!(scene.calls_of("material/add_material").await, 1);
}

#[tokio::test]
async fn the_end_waits_for_a_call_under_way_though_its_caller_is_gone() {
    let mut scene = Scene::with_account(Database::Sqlite).await;
    let article = scene.article().await;
    slow_down(&scene, "draft/add").await;
    let call = tokio::spawn(scene.gateway.request(Method::POST, "/draft/create").json(&article).send());
    under_way(&scene, "draft/add").await;
    call.abort();
    assert!(scene.gateway.stop().await.success());
    assert_eq!(scene.drafts_held().await, 1);

    scene.gateway.restart().await;
    let log = scene.gateway.log();
    assert!(!log.contains("its outcome is not known"), "the outcome was not written down:\n{log}");
}
