//! Broken exchanges with the platform: what may be repeated is, what may not never is, and its doubtful end is said.

use std::time::{Duration, Instant};

use reqwest::Method;
use rstest::rstest;
use serde_json::{Value, json};
use wxpress_testkit::picture;

use crate::calls::{Answer, Calls as _};
use crate::scene::{APPID, Database, Scene};

/// Strikes `endpoint` once.
async fn strike(scene: &Scene, endpoint: &str, mut fault: Value) {
    fault["path"] = json!(format!("/cgi-bin/{endpoint}"));
    scene.sandbox.fault(fault).await;
}

#[rstest]
#[case(json!({"action": "reset_before"}), 0)]
#[case(json!({"action": "reset_after"}), 1)]
#[case(json!({"action": "server_error"}), 0)]
#[case(json!({"action": "server_error", "status": 504, "after": true}), 1)]
#[case(json!({"action": "truncate"}), 1)]
#[case(json!({"action": "garbage"}), 1)]
#[case(json!({"action": "errcode", "errcode": -1}), 0)]
#[tokio::test]
async fn a_doubtful_end_is_said_and_nothing_is_repeated(
    #[case] fault: Value,
    #[case] took_effect: usize,
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let scene = Scene::with_account(database).await;
    let gateway = &scene.gateway;
    let cover = gateway.upload("/upload/thumb", picture::jpeg(50, 50)).await.flat_data();
    let article = json!({"title": "t", "content": "<p>c</p>", "thumbMediaId": cover["mediaId"]});
    let kept = gateway.post("/draft/create", article.clone()).await.flat_data();
    let kept = kept["mediaId"].as_str().unwrap();
    scene.clear_journal().await;

    let doubtful = |answer: &Answer| {
        assert_eq!(answer.failure(), (504, "outcome_unknown"));
        assert!(answer.field("hint").is_string());
        assert_eq!(answer.field("errcode") == -1, fault["errcode"] == -1, "{answer:?}");
    };
    strike(&scene, "material/add_material", fault.clone()).await;
    doubtful(&gateway.upload("/upload/image", picture::png(60, 60)).await);
    assert_eq!(scene.pictures_held().await, 1 + took_effect);

    strike(&scene, "draft/add", fault.clone()).await;
    doubtful(&gateway.post("/draft/create", article).await);
    assert_eq!(scene.drafts_held().await, 1 + took_effect);

    strike(&scene, "freepublish/submit", fault.clone()).await;
    doubtful(&gateway.post(&format!("/draft/{kept}/publish"), json!({})).await);

    strike(&scene, "draft/delete", fault.clone()).await;
    doubtful(&gateway.delete(&format!("/draft/{kept}")).await);

    assert_eq!(
        scene.journal().await,
        ["material/add_material", "draft/add", "freepublish/submit", "draft/delete"]
    );
    gateway.get("/draft/count").await.data();
}

#[tokio::test]
async fn a_picture_whose_upload_ended_in_doubt_can_be_sent_again() {
    let scene = Scene::with_account(Database::Sqlite).await;
    strike(&scene, "material/add_material", json!({"action": "reset_before"})).await;
    let sent = picture::png(60, 60);
    assert_eq!(scene.gateway.upload("/upload/image", sent.clone()).await.failure(), (504, "outcome_unknown"));
    let image = scene.gateway.upload("/upload/image", sent).await;
    assert_eq!(image.warnings(), Vec::<&str>::new());
    assert_eq!(scene.pictures_held().await, 1);
}

#[rstest]
#[case(json!({"action": "reset_before"}))]
#[case(json!({"action": "reset_after"}))]
#[case(json!({"action": "server_error", "status": 503}))]
#[case(json!({"action": "truncate"}))]
#[case(json!({"action": "errcode", "errcode": -1}))]
#[tokio::test]
async fn reading_is_repeated(#[case] fault: Value) {
    let scene = Scene::with_account(Database::Sqlite).await;
    scene.gateway.get("/draft/count").await.data();
    scene.clear_journal().await;
    strike(&scene, "draft/count", fault).await;
    scene.gateway.get("/draft/count").await.data();
    assert_eq!(scene.journal().await, ["draft/count", "draft/count"]);
}

#[rstest]
#[case(json!({"action": "errcode", "errcode": -1}), "wechat_busy")]
#[case(json!({"action": "server_error"}), "wechat_garbage")]
#[case(json!({"action": "reset_before"}), "wechat_unreachable")]
#[tokio::test]
async fn what_goes_on_failing_is_given_up(#[case] mut fault: Value, #[case] code: &str) {
    let scene = Scene::with_account(Database::Sqlite).await;
    scene.gateway.get("/draft/count").await.data();
    scene.clear_journal().await;
    fault["next"] = json!(10);
    strike(&scene, "draft/count", fault).await;
    assert_eq!(scene.gateway.get("/draft/count").await.failure(), (502, code));
    assert_eq!(scene.calls_of("draft/count").await, 3);
}

#[tokio::test]
async fn garbage_is_not_asked_for_again() {
    let scene = Scene::with_account(Database::Sqlite).await;
    strike(&scene, "draft/count", json!({"action": "garbage"})).await;
    assert_eq!(scene.gateway.get("/draft/count").await.failure(), (502, "wechat_garbage"));
    assert_eq!(scene.calls_of("draft/count").await, 1);
}

#[tokio::test]
async fn a_platform_that_never_answers_is_not_waited_for_without_end() {
    let scene = Scene::with_account(Database::Sqlite).await;
    scene.gateway.get("/draft/count").await.data();
    strike(&scene, "draft/add", json!({"action": "hang"})).await;
    let started = Instant::now();
    let article = json!({"title": "t", "content": "<p>c</p>", "thumbMediaId": "x"});
    assert_eq!(scene.gateway.post("/draft/create", article).await.failure(), (504, "outcome_unknown"));
    assert!(started.elapsed() < Duration::from_secs(45));
    assert_eq!(scene.calls_of("draft/add").await, 1);
}

#[rstest]
#[tokio::test]
async fn an_upload_whose_token_died_is_replayed_whole(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let scene = Scene::with_account(database).await;
    let gateway = &scene.gateway;
    gateway.get("/draft/count").await.data();
    scene.clear_journal().await;
    strike(&scene, "material/add_material", json!({"action": "kill_tokens"})).await;
    let sent = picture::noise_png(2_000_000);
    let image = gateway.upload("/upload/image", sent.clone()).await.flat_data();
    assert_eq!(scene.journal().await, ["material/add_material", "stable_token", "material/add_material"]);
    assert_eq!(scene.pictures_held().await, 1);
    let route = format!("/material/{}", image["mediaId"].as_str().unwrap());
    let read = gateway.request(Method::GET, &route).send().await.unwrap().bytes().await.unwrap();
    assert!(read == sent, "other bytes than were sent");
}

#[tokio::test]
async fn a_token_that_stays_refused_is_refreshed_once() {
    let scene = Scene::with_account(Database::Sqlite).await;
    scene.gateway.get("/draft/count").await.data();
    scene.clear_journal().await;
    let fault = json!({"path": "/cgi-bin/draft/count", "next": 10, "action": "kill_tokens", "appid": APPID});
    scene.sandbox.fault(fault).await;
    let refused = scene.gateway.get("/draft/count").await;
    assert_eq!(refused.failure(), (502, "token_refused"));
    assert_eq!(scene.journal().await, ["draft/count", "stable_token", "draft/count"]);
}

#[tokio::test]
async fn a_draft_counts_though_its_preview_never_comes() {
    let scene = Scene::with_account(Database::Sqlite).await;
    let article = scene.article().await;
    strike(&scene, "draft/get", json!({"action": "hang"})).await;
    let asked = Instant::now();
    let created = scene.gateway.post("/draft/create", article).await;
    assert!(asked.elapsed() < Duration::from_secs(20), "its maker waited {:?}", asked.elapsed());
    assert_eq!(created.warnings(), ["preview_unavailable"]);
    assert_eq!(created.flat_data()["previewUrl"], Value::Null);
    assert_eq!(scene.drafts_held().await, 1);
}
