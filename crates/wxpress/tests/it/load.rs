//! Many callers at once.

use std::time::{Duration, Instant};

use futures_util::future::join_all;
use reqwest::Method;
use rstest::rstest;
use serde_json::{Value, json};
use wxpress_testkit::picture;

use crate::calls::{Answer, Calls as _};
use crate::scene::{APPID, Database, Scene};

/// How long the platform takes for each call.
const SLOWNESS: Duration = Duration::from_secs(1);

#[rstest]
#[case::without_a_body(Method::GET, "/draft/count", Value::Null)]
#[case::with_a_body(Method::GET, "/draft/list", json!({"count": 1}))]
#[tokio::test]
async fn callers_do_not_queue_behind_a_slow_platform(
    #[case] method: Method,
    #[case] route: &str,
    #[case] body: Value,
) {
    let scene = Scene::with_account(Database::Sqlite).await;
    scene.gateway.get("/draft/count").await.data();
    scene.change_account(APPID, json!({"latency_ms": SLOWNESS.as_millis()})).await;
    let calls = (0..200).map(|_| {
        let request = scene.gateway.request(method.clone(), route);
        Answer::to(if body.is_null() { request } else { request.json(&body) })
    });
    let started = Instant::now();
    for answer in join_all(calls).await {
        answer.data();
    }
    assert!(started.elapsed() < 10 * SLOWNESS, "{:?} for 200 calls", started.elapsed());
}

#[rstest]
#[tokio::test]
async fn the_same_picture_from_many_callers_is_sent_once(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let scene = Scene::with_account(database).await;
    let bytes = picture::jpeg(300, 200);
    let calls = (0..20).map(|_| scene.gateway.upload("/upload/image", bytes.clone()));
    let answers: Vec<_> = join_all(calls).await.into_iter().map(Answer::flat_data).collect();
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
    assert_eq!(scene.calls_of("material/add_material").await, 1);
}

#[tokio::test]
async fn large_articles_from_many_callers_all_arrive() {
    let scene = Scene::with_account(Database::Sqlite).await;
    let mut article = scene.article().await;
    article["content"] = json!("<p>长</p>".repeat(100_000));
    let calls = (0..40).map(|_| scene.gateway.post("/draft/create", article.clone()));
    for answer in join_all(calls).await {
        // On a machine this busy a preview may be too late to wait for.
        assert_eq!(answer.warnings()[0], "longer_than_promised");
        answer.flat_data();
    }
    assert_eq!(scene.drafts_held().await, 40);
}
