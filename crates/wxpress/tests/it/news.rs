//! News materials: withdrawn, which is said; alive on a platform of the time before drafts.

use reqwest::Method;
use rstest::rstest;
use serde_json::{Value, json};
use wxpress_testkit::picture;

use crate::calls::{Answer, Calls as _};
use crate::scene::{Database, Scene, sandbox};

/// A platform of the time before drafts.
async fn legacy(database: Database) -> Scene {
    let scene = Scene::around(sandbox().arg("--profile=legacy"), database).await;
    scene.store_account().await;
    scene
}

async fn cover(scene: &Scene) -> Value {
    scene.gateway.upload("/upload/thumb", picture::jpeg(90, 90)).await.flat_data()["mediaId"].clone()
}

fn article(title: &str, cover: &Value) -> Value {
    json!({"title": title, "thumbMediaId": cover, "author": "作者", "digest": "摘要", "showCoverPic": "1",
        "content": "<p>正文</p>", "contentSourceUrl": "https://example.com/"})
}

fn titles(news: &Value) -> Vec<&str> {
    news["articles"].as_array().unwrap().iter().map(|item| item["title"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn that_they_are_withdrawn_is_said_and_drafts_are_named() {
    let scene = Scene::with_account(Database::Sqlite).await;
    let cover = cover(&scene).await;
    let add = json!({"articles": [article("t", &cover)]});
    for (method, route, body) in [
        (Method::POST, "/material/news", &add),
        (Method::PUT, "/material/news/unknown", &article("t", &cover)),
    ] {
        for (lang, word) in [("zh", "已下线"), ("en", "withdrew")] {
            let request = scene.gateway.request(method.clone(), route).header("accept-language", lang);
            let refused = Answer::to(request.json(body)).await;
            assert_eq!(refused.refusal(), (400, "news_retired", 45103));
            assert!(refused.field("error").as_str().unwrap().contains(word), "{refused:?}");
            assert!(
                refused.field("hint").as_str().unwrap().contains("POST /api/draft/create"),
                "{refused:?}"
            );
        }
    }
    assert_eq!(scene.own_holdings().await["news_count"], 0);
}

#[rstest]
#[tokio::test]
async fn on_a_legacy_platform_they_are_added_read_changed_listed_and_deleted(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let scene = legacy(database).await;
    let (gateway, cover) = (&scene.gateway, cover(&scene).await);
    let names = ["一", "二", "三", "四", "五", "六", "七", "八"];
    let articles = names.map(|title| article(title, &cover));
    let added = gateway.post("/material/news", json!({ "articles": articles })).await;
    assert_eq!(added.warnings(), Vec::<&str>::new());
    let added = added.data();
    let id = added["mediaId"].as_str().unwrap();
    let place = format!("/material/{id}");

    let read = gateway.get(&place).await.data();
    assert_eq!(titles(&read), names);
    let first = &read["articles"][0];
    for (name, value) in [
        ("author", json!("作者")),
        ("digest", json!("摘要")),
        ("contentSourceUrl", json!("https://example.com/")),
        ("thumbMediaId", cover.clone()),
    ] {
        assert_eq!(first[name], value, "{name}");
    }
    assert!(first["content"].as_str().unwrap().contains("正文"));

    // Counted from 0, and the first where nothing is said.
    for (query, index) in [("?index=7", 7), ("?index=1", 1), ("", 0)] {
        let change = article("新", &cover);
        assert_eq!(gateway.put(&format!("/material/news/{id}{query}"), change).await.data(), Value::Null);
        assert_eq!(titles(&gateway.get(&place).await.data())[index], "新");
    }
    assert_eq!(titles(&gateway.get(&place).await.data()), ["新", "新", "三", "四", "五", "六", "七", "新"]);
    let beyond = gateway.put(&format!("/material/news/{id}?index=8"), article("新", &cover)).await;
    assert_eq!(beyond.refusal(), (400, "refused_by_wechat", 40114));
    let unknown = gateway.put("/material/news/unknown", article("新", &cover)).await;
    assert_eq!(unknown.refusal(), (404, "unknown_material", 40007));

    let list = gateway.get("/material/list?type=news").await.data();
    assert_eq!((&list["totalCount"], &list["items"][0]["mediaId"]), (&json!(1), &added["mediaId"]));
    assert_eq!(titles(&list["items"][0]).len(), 8);
    assert_eq!(gateway.get("/material/count").await.data()["newsCount"], 1);
    assert_eq!(gateway.get("/draft/count").await.data()["totalCount"], 0, "a news material is no draft");
    gateway.delete(&place).await.data();
    assert_eq!(gateway.get(&place).await.refusal(), (404, "unknown_material", 40007));
}

#[rstest]
#[case::nine(9, json!({}), (400, "too_many_articles"))]
#[case::none(0, json!({}), (400, "missing_field"))]
#[case::no_title(1, json!({"title": null}), (400, "missing_field"))]
#[case::no_content(1, json!({"content": ""}), (400, "missing_field"))]
#[case::long_title(1, json!({"title": "长".repeat(65)}), (400, "too_long"))]
#[case::long_digest(1, json!({"digest": "长".repeat(121)}), (400, "too_long"))]
#[case::long_content(1, json!({"content": "x".repeat(1 << 20)}), (400, "too_long"))]
#[case::pictures(1, json!({"articleType": "newspic", "images": ["M"]}), (400, "invalid_field"))]
#[case::unclear_cover(1, json!({"showCoverPic": "maybe"}), (400, "invalid_field"))]
#[tokio::test]
async fn what_the_platform_would_refuse_is_not_sent(
    #[case] articles: usize,
    #[case] change: Value,
    #[case] expected: (u16, &str),
) {
    let scene = legacy(Database::Sqlite).await;
    let mut article = article("t", &json!("M"));
    article.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
    let refused = scene.gateway.post("/material/news", json!({"articles": vec![article; articles]})).await;
    assert_eq!(refused.failure(), expected);
    assert_eq!(scene.journal().await, Vec::<String>::new());
}

#[rstest]
#[case::unknown_cover(json!({"thumbMediaId": "unknown"}), (404, "unknown_picture", 40007))]
#[case::author_above_8(json!({"author": "长".repeat(9)}), (400, "refused_by_wechat", 45110))]
#[case::content_of_20000(json!({"content": "长".repeat(20_000)}), (400, "refused_by_wechat", 45002))]
#[tokio::test]
async fn what_only_the_old_platform_refuses_is_its_refusal(
    #[case] change: Value,
    #[case] expected: (u16, &str, i64),
) {
    let scene = legacy(Database::Sqlite).await;
    let mut article = article("t", &cover(&scene).await);
    article.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
    let refused = scene.gateway.post("/material/news", json!({"articles": [article]})).await;
    assert_eq!(refused.refusal(), expected);
    assert_eq!(scene.own_holdings().await["news_count"], 0);
}

#[tokio::test]
async fn a_lost_answer_to_adding_is_said() {
    let scene = legacy(Database::Sqlite).await;
    let article = article("t", &cover(&scene).await);
    scene.sandbox.fault(json!({"path": "/cgi-bin/material/add_news", "action": "reset_after"})).await;
    let doubtful = scene.gateway.post("/material/news", json!({"articles": [article]})).await;
    assert_eq!(doubtful.failure(), (504, "outcome_unknown"));
    assert_eq!(scene.calls_of("material/add_news").await, 1);
    assert_eq!(scene.own_holdings().await["news_count"], 1);
}
