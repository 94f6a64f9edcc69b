//! What a draft may be made of, and what the gateway says of it.

use reqwest::Method;
use rstest::rstest;
use serde_json::json;
use wxpress_testkit::picture;

use crate::calls::{Answer, Calls as _};
use crate::scene::{APPID, Database, Scene};

#[tokio::test]
async fn several_articles_make_one_draft() {
    let scene = Scene::with_account(Database::Sqlite).await;
    let gateway = &scene.gateway;
    let mut article = scene.article().await;
    let mut articles = Vec::new();
    for at in 1..=8 {
        article["title"] = json!(format!("第{at}篇"));
        articles.push(article.clone());
    }
    let created = gateway.post("/draft/create", json!({"articles": articles})).await.flat_data();
    let route = format!("/draft/{}", created["mediaId"].as_str().unwrap());

    let change = json!({"index": 3, "title": "换过的", "content": "<p>y</p>"});
    gateway.put(&route, change).await.data();
    let read = gateway.get(&route).await.data();
    let titles: Vec<_> =
        read["articles"].as_array().unwrap().iter().map(|article| article["title"].clone()).collect();
    assert_eq!(titles, ["第1篇", "第2篇", "第3篇", "换过的", "第5篇", "第6篇", "第7篇", "第8篇"]);

    let nine = vec![articles[0].clone(); 9];
    let refused = gateway.post("/draft/create", json!({"articles": nine})).await;
    assert_eq!(refused.failure(), (400, "too_many_articles"));
    assert_eq!(scene.drafts_held().await, 1);
}

#[tokio::test]
async fn a_long_list_comes_in_pages() {
    let scene = Scene::with_account(Database::Sqlite).await;
    let mut article = scene.article().await;
    for at in 0..23 {
        article["title"] = json!(format!("{at}"));
        scene.gateway.post("/draft/create", article.clone()).await.flat_data();
    }
    for (query, count, newest, warnings) in [
        ("", 20, "22", &[][..]),
        ("?offset=20", 3, "2", &[]),
        ("?offset=1&count=2", 2, "21", &[]),
        ("?count=21", 20, "22", &["count_clamped"]),
        ("?offset=23", 0, "", &[]),
    ] {
        let list = scene.gateway.get(&format!("/draft/list{query}")).await;
        assert_eq!(list.warnings(), warnings, "{query}");
        let list = list.data();
        assert_eq!((&list["totalCount"], &list["itemCount"]), (&json!(23), &json!(count)), "{query}");
        let first = list["items"][0]["articles"][0]["title"].as_str().unwrap_or_default();
        assert_eq!(first, newest, "{query}");
    }
}

#[tokio::test]
async fn a_message_of_pictures_takes_their_ids() {
    let scene = Scene::with_account(Database::Sqlite).await;
    let gateway = &scene.gateway;
    let first = gateway.upload("/upload/image", picture::png(30, 30)).await.flat_data();
    let second = gateway.upload("/upload/image", picture::png(40, 40)).await.flat_data();
    let images = json!([first["mediaId"], second["mediaId"]]);
    let message = json!({"articleType": "newspic", "title": "图", "content": "文字", "images": images});
    let created = gateway.post("/draft/create", message).await.flat_data();
    let read = gateway.get(&format!("/draft/{}", created["mediaId"].as_str().unwrap())).await.data();
    assert_eq!(read["articles"][0]["articleType"], "newspic");
    assert_eq!(read["articles"][0]["images"], images);
}

#[rstest]
#[case("application/json")]
#[case("application/json; charset=utf-8")]
#[case("text/plain")]
#[case("application/x-www-form-urlencoded")]
#[case("")]
#[tokio::test]
async fn the_platforms_own_names_and_sloppy_types_are_taken(#[case] content_type: &str) {
    let scene = Scene::with_account(Database::Sqlite).await;
    let cover = scene.gateway.upload("/upload/thumb", picture::jpeg(90, 90)).await.flat_data();
    let body = json!({"title": "t", "content": "<p>c</p>", "thumb_media_id": cover["mediaId"],
        "need_open_comment": 0, "only_fans_can_comment": "0", "content_source_url": "https://example.com/"});
    let mut request = scene.gateway.request(Method::POST, "/draft/create").body(body.to_string());
    if !content_type.is_empty() {
        request = request.header("content-type", content_type);
    }
    let created = Answer::to(request).await;
    assert_eq!(created.warnings(), Vec::<&str>::new());
    let route = format!("/draft/{}", created.flat_data()["mediaId"].as_str().unwrap());
    let read = scene.gateway.get(&route).await.data();
    assert_eq!(read["articles"][0]["thumbMediaId"], cover["mediaId"]);
    assert_eq!(read["articles"][0]["needOpenComment"], false);
    assert_eq!(read["articles"][0]["contentSourceUrl"], "https://example.com/");
}

#[tokio::test]
async fn a_raw_line_break_inside_a_string_is_taken_with_a_warning() {
    let scene = Scene::with_account(Database::Sqlite).await;
    let mut article = scene.article().await;
    article["content"] = json!("<p>一@二</p>");
    let body = article.to_string().replace('@', "\n");
    let request = scene.gateway.request(Method::POST, "/draft/create");
    let created = Answer::to(request.header("content-type", "application/json").body(body)).await;
    assert_eq!(created.warnings(), ["raw_control_characters"]);
    assert_eq!(scene.drafts_held().await, 1);
}

#[tokio::test]
async fn an_account_without_comments_gets_its_draft_without_them() {
    let scene = Scene::with_account(Database::Sqlite).await;
    scene.change_account(APPID, json!({"kind": "personal"})).await;
    let gateway = &scene.gateway;
    let mut article = scene.article().await;
    let created = gateway.post("/draft/create", article.clone()).await;
    assert_eq!(created.warnings(), ["comments_off"]);
    let route = format!("/draft/{}", created.flat_data()["mediaId"].as_str().unwrap());
    assert_eq!(gateway.get(&route).await.data()["articles"][0]["needOpenComment"], false);
    assert_eq!(gateway.put(&route, article.clone()).await.warnings(), Vec::<&str>::new(), "they stay closed");
    article["needOpenComment"] = json!(true);
    assert_eq!(gateway.put(&route, article.clone()).await.warnings(), ["comments_off"]);

    article["needOpenComment"] = json!(false);
    assert_eq!(gateway.post("/draft/create", article).await.warnings(), Vec::<&str>::new());
    assert_eq!(scene.calls_of("draft/add").await, 3);
}

#[tokio::test]
async fn a_picture_that_the_platform_would_drop_is_told() {
    let scene = Scene::with_account(Database::Sqlite).await;
    let mut article = scene.article().await;
    article["content"] = json!("<p><img src=\"https://example.com/a.png\"><img src='images/b.png'></p>");
    let created = scene.gateway.post("/draft/create", article).await;
    assert_eq!(created.warnings(), ["foreign_picture", "foreign_picture"]);
}

#[rstest]
#[tokio::test]
async fn the_first_picture_of_the_content_is_the_cover(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let scene = Scene::with_account(database).await;
    let gateway = &scene.gateway;
    let first = gateway.upload("/upload/image", picture::png(30, 30)).await.flat_data();
    let second = gateway.upload("/upload/image", picture::png(40, 40)).await.flat_data();
    let content = format!(
        "<img src=\"https://example.com/a.png\"><p><img src=\"{}\"><img src=\"{}\"></p>",
        first["url"].as_str().unwrap(),
        second["url"].as_str().unwrap()
    );
    let created = gateway.post("/draft/create", json!({"title": "t", "content": content})).await;
    assert_eq!(created.warnings(), ["foreign_picture", "cover_from_content"]);
    let route = format!("/draft/{}", created.flat_data()["mediaId"].as_str().unwrap());
    assert_eq!(gateway.get(&route).await.data()["articles"][0]["thumbMediaId"], first["mediaId"]);
}

#[tokio::test]
async fn a_draft_counts_although_its_preview_cannot_be_read() {
    let scene = Scene::with_account(Database::Sqlite).await;
    scene.sandbox.fault(json!({"path": "/cgi-bin/draft/get", "action": "errcode", "errcode": 45009})).await;
    let created = scene.gateway.post("/draft/create", scene.article().await).await;
    assert_eq!(created.warnings(), ["preview_unavailable"]);
    let created = created.flat_data();
    assert!(created["mediaId"].is_string() && created["previewUrl"].is_null());
    assert_eq!(scene.drafts_held().await, 1);
}
