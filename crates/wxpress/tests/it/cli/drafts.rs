//! `wxpress draft` and `wxpress published`.

use serde_json::json;

use super::desk::{Desk, assert_told, typing};

#[tokio::test]
async fn an_article_goes_from_its_draft_to_its_publication() {
    let desk = Desk::start().await;
    let cover = desk.cover().await;
    let draft = [
        "draft",
        "create",
        "--title",
        "文章标题",
        "--author",
        "作者",
        "--digest",
        "摘要",
        "--content",
        "-",
        "--cover",
        &cover,
        "--source-url",
        "https://example.com/",
        "--no-comments",
    ];
    let created = typing(desk.command(&draft), "<p>正文</p>").await;
    assert_eq!(created.code, Some(0), "{created:?}");
    assert_told!("draft_create", created.stdout);
    assert_told!("draft_list", desk.told(&["draft", "list"]).await);

    let list = desk.data(&["draft", "list", "--with-content"]).await;
    assert_eq!(list["items"][0]["articles"][0]["content"], "<p>正文</p>");
    let id = list["items"][0]["mediaId"].as_str().unwrap();
    assert_told!("draft_show", desk.told(&["draft", "show", id]).await);
    let content = desk.file("new.html", "<p>新的</p>");
    assert_eq!(desk.told(&["draft", "update", id, "--title", "新标题", "--content", &content]).await, "");
    let changed = desk.data(&["draft", "show", id]).await;
    let article = &changed["articles"][0];
    assert_eq!((&article["title"], &article["author"]), (&"新标题".into(), &"作者".into()));
    assert_eq!(article["needOpenComment"], false);

    let submitted = desk.data(&["draft", "publish", id]).await;
    let publish_id = submitted["publishId"].as_str().unwrap();
    assert_told!("published_status", desk.told(&["published", "status", publish_id]).await);
    assert_eq!(desk.data(&["draft", "count"]).await, json!({"totalCount": 0}));
    assert_told!("published_list", desk.told(&["published", "list", "--count", "1"]).await);
    let list = desk.data(&["published", "list"]).await;
    let article_id = list["items"][0]["articleId"].as_str().unwrap();
    let shown = desk.data(&["published", "show", article_id]).await;
    assert_eq!(shown["articles"][0]["content"], "<p>新的</p>");
    assert_eq!(desk.told(&["published", "delete", article_id, "--index", "1"]).await, "");
    assert_eq!(desk.data(&["published", "show", article_id]).await["articles"][0]["isDeleted"], true);
}

#[tokio::test]
async fn several_articles_and_picture_messages_come_as_json() {
    let desk = Desk::start().await;
    let cover = desk.cover().await;
    let article = json!({"title": "t", "content": "<p>c</p>", "thumbMediaId": cover});
    for (body, articles) in [
        (json!({"articles": [article, article]}), 2),
        (json!({"title": "p", "content": "words", "articleType": "newspic", "images": [cover]}), 1),
    ] {
        let file = desk.file("draft.json", body.to_string());
        let created = desk.data(&["draft", "create", "--json-input", &file]).await;
        let draft = desk.data(&["draft", "show", created["mediaId"].as_str().unwrap()]).await;
        assert_eq!(draft["articles"].as_array().unwrap().len(), articles);
    }
    let typed = typing(desk.command(&["draft", "create", "--json-input", "-"]), "{\"title\": ").await;
    assert_eq!(typed.code, Some(2));
    assert!(typed.stderr.contains("[invalid_json]"), "{}", typed.stderr);
}

#[tokio::test]
async fn what_is_noticed_is_told_beside_the_answer() {
    let desk = Desk::start().await;
    let cover = desk.cover().await;
    let content = desk.file("c.html", "<p><img src='https://example.com/a.png'></p>");
    let draft = ["draft", "create", "--title", "t", "--cover", &cover, "--content", &content];
    let told = desk.run(&draft).await;
    assert_eq!(told.code, Some(0));
    assert!(told.stderr.contains("https://example.com/a.png") && told.stderr.contains("[foreign_picture]"));
    assert!(!told.stdout.contains("example.com"));
    let json = desk.run(&[&draft[..], &["--json"]].concat()).await;
    assert_eq!(json.stderr, "");
    assert!(json.stdout.contains(r#""warnings":[{"code":"foreign_picture""#), "{}", json.stdout);
}

#[tokio::test]
async fn an_unknown_draft_is_told_in_both_languages() {
    let desk = Desk::start().await;
    let english = desk.run(&["draft", "show", "none"]).await;
    assert_eq!((english.code, english.stdout.as_str()), (Some(1), ""));
    assert!(english.stderr.starts_with("wxpress: there is no draft none"), "{}", english.stderr);
    assert!(english.stderr.contains("rid: "), "{}", english.stderr);
    let mut show = desk.command(&["draft", "show", "none", "--json"]);
    let chinese = typing(
        {
            show.env("WXPRESS_LANG", "zh");
            show
        },
        "",
    )
    .await;
    assert!(chinese.stdout.contains("草稿箱里没有 none"), "{}", chinese.stdout);
}
