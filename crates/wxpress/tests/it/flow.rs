//! The main job over HTTP: pictures, draft, publication, and what can be done with each afterwards.

use reqwest::Method;
use rstest::rstest;
use serde_json::{Value, json};
use wxpress_testkit::picture;

use crate::calls::Calls as _;
use crate::scene::{Database, Scene, until};

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_else(|| panic!("{name} in {value}"))
}

fn names(value: &Value) -> Vec<&str> {
    let mut names: Vec<_> = value.as_object().unwrap().keys().map(String::as_str).collect();
    names.sort_unstable();
    names
}

#[rstest]
#[tokio::test]
async fn an_article_goes_from_pictures_to_publication(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let scene = Scene::with_account(database).await;
    let gateway = &scene.gateway;

    let image = gateway.upload("/upload/image", picture::jpeg(400, 300)).await.flat_data();
    assert_eq!(names(&image), ["mediaId", "url"]);
    let cover = gateway.upload("/upload/thumb", picture::png(900, 383)).await.flat_data();
    assert_eq!(names(&cover), ["mediaId", "url"]);

    let content = format!("<p>正文</p><p><img src=\"{}\"></p>", text(&image, "url"));
    let article = json!({"title": "标题", "content": content, "thumbMediaId": cover["mediaId"], "author": "作者",
        "digest": "摘要", "contentSourceUrl": "https://example.com/", "needOpenComment": false});
    let created = gateway.post("/draft/create", article).await;
    assert_eq!(created.warnings(), Vec::<&str>::new());
    let created = created.flat_data();
    assert_eq!(names(&created), ["mediaId", "previewUrl"]);
    let preview = gateway.client().get(text(&created, "previewUrl")).send().await.unwrap();
    assert!(preview.text().await.unwrap().contains("标题"));
    let draft = format!("/draft/{}", text(&created, "mediaId"));

    // In the box: listed without content, unless it is asked for, counted, read.
    let list = gateway.get("/draft/list").await.data();
    assert_eq!((&list["totalCount"], &list["offset"], &list["itemCount"]), (&json!(1), &json!(0), &json!(1)));
    assert_eq!(list["items"][0]["mediaId"], created["mediaId"]);
    assert_eq!(list["items"][0]["articles"][0]["title"], "标题");
    assert_eq!(list["items"][0]["articles"][0]["content"], Value::Null);
    let list = gateway.get("/draft/list?withContent=true&offset=0&count=1").await.data();
    assert!(text(&list["items"][0]["articles"][0], "content").contains("正文"));
    assert_eq!(gateway.get("/draft/count").await.data(), json!({"totalCount": 1}));
    let read = gateway.get(&draft).await.data();
    let read = &read["articles"][0];
    for (name, value) in [
        ("author", json!("作者")),
        ("digest", json!("摘要")),
        ("contentSourceUrl", json!("https://example.com/")),
        ("thumbMediaId", cover["mediaId"].clone()),
        ("needOpenComment", json!(false)),
        ("articleType", json!("news")),
    ] {
        assert_eq!(read[name], value, "{name}");
    }
    assert!(text(read, "content").contains(text(&image, "url")));

    // Changed: the cover that is left out stays.
    let changed = json!({"title": "新标题", "content": content});
    assert_eq!(gateway.put(&draft, changed).await.data(), Value::Null);
    let read = gateway.get(&draft).await.data();
    assert_eq!(read["articles"][0]["title"], "新标题");
    assert_eq!(read["articles"][0]["thumbMediaId"], cover["mediaId"]);

    // Published: the draft leaves the box.
    let submitted = gateway.post(&format!("{draft}/publish"), json!({})).await.data();
    let route = format!("/published/status/{}", text(&submitted, "publishId"));
    let status = until("it is published", async || {
        let status = gateway.get(&route).await.data();
        (status["final"] == true).then_some(status)
    });
    let status = status.await;
    assert_eq!((&status["status"], &status["statusCode"]), (&json!("published"), &json!(0)));
    assert_eq!(status["publishId"], submitted["publishId"]);
    assert_eq!((&status["articles"][0]["index"], &status["failedIndexes"]), (&json!(1), &json!([])));
    let page = gateway.client().get(text(&status["articles"][0], "url")).send().await.unwrap();
    assert!(page.text().await.unwrap().contains("新标题"));
    assert_eq!(gateway.get("/draft/count").await.data(), json!({"totalCount": 0}));

    let list = gateway.get("/published/list").await.data();
    assert_eq!(list["items"][0]["articleId"], status["articleId"]);
    let route = format!("/published/{}", text(&status, "articleId"));
    let publication = gateway.get(&route).await.data();
    assert_eq!(publication["articles"][0]["title"], "新标题");
    assert_eq!(publication["articles"][0]["url"], status["articles"][0]["url"]);
    assert_eq!(gateway.delete(&route).await.data(), Value::Null);
    assert_eq!(gateway.get(&route).await.data()["articles"][0]["isDeleted"], true);
    let status = gateway.get(&format!("/published/status/{}", text(&submitted, "publishId"))).await.data();
    assert_eq!(status["status"], "deleted_by_owner");
}

#[rstest]
#[tokio::test]
async fn a_draft_is_deleted_for_good(#[values(Database::Sqlite, Database::Postgres)] database: Database) {
    let scene = Scene::with_account(database).await;
    let gateway = &scene.gateway;
    let created = gateway.post("/draft/create", scene.article().await).await.flat_data();
    let draft = format!("/draft/{}", text(&created, "mediaId"));
    assert_eq!(gateway.delete(&draft).await.data(), Value::Null);
    assert_eq!(scene.drafts_held().await, 0);
    assert_eq!(gateway.get(&draft).await.failure(), (404, "unknown_draft"));
}

#[rstest]
#[tokio::test]
async fn a_material_is_read_as_it_was_sent(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let scene = Scene::with_account(database).await;
    let gateway = &scene.gateway;
    let sent = picture::noise_jpeg(300_000);
    let image = gateway.upload("/upload/image", sent.clone()).await.flat_data();
    let material = format!("/material/{}", text(&image, "mediaId"));

    let list = gateway.get("/material/list").await.data();
    assert_eq!((&list["totalCount"], &list["itemCount"]), (&json!(1), &json!(1)));
    assert_eq!(list["items"][0]["mediaId"], image["mediaId"]);
    assert_eq!(list["items"][0]["url"], image["url"]);
    assert_eq!(gateway.get("/material/list?type=image").await.data(), list);
    let thumbs = gateway.get("/material/list?type=thumb").await;
    assert_eq!(thumbs.warnings(), ["thumbs_are_images"]);
    assert_eq!(thumbs.data(), list);
    for other in ["/material/list?type=voice", "/material/list?type=video", "/material/list?type=news"] {
        assert_eq!(gateway.get(other).await.data()["totalCount"], 0, "{other}");
    }
    let count = json!({"imageCount": 1, "voiceCount": 0, "videoCount": 0, "newsCount": 0});
    assert_eq!(gateway.get("/material/count").await.data(), count);

    let file = gateway.request(Method::GET, &material).send().await.unwrap();
    assert_eq!(
        (file.status().as_u16(), &file.headers()["content-type"]),
        (200, &"image/jpeg".parse().unwrap())
    );
    assert_eq!(file.headers()["x-content-type-options"], "nosniff");
    assert!(file.bytes().await.unwrap() == sent, "other bytes than were sent");

    assert_eq!(gateway.delete(&material).await.data(), Value::Null);
    assert_eq!(scene.pictures_held().await, 0);
    assert_eq!(gateway.get(&material).await.failure(), (404, "unknown_material"));
}
