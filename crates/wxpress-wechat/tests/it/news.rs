//! News materials: what drafts took the place of, and the draft box's own switch.

use serde_json::{Value, json};
use wxpress_wechat::{ErrorClass, MediaId, draft::NewsArticle, errcode, material::NewsMaterial};

use crate::server::Server;

fn article() -> NewsMaterial {
    NewsMaterial {
        article: NewsArticle {
            title: "测试".into(),
            author: Some("测试人员".into()),
            content: "<p>正文</p>".into(),
            thumb_media_id: MediaId::new("C1"),
            ..NewsArticle::default()
        },
        show_cover_pic: true,
    }
}

fn sent() -> Value {
    json!({"title": "测试", "author": "测试人员", "content": "<p>正文</p>", "thumb_media_id": "C1",
           "need_open_comment": 0, "only_fans_can_comment": 0, "show_cover_pic": 1})
}

#[tokio::test]
async fn a_news_material_is_added_and_changed() {
    let server = Server::with_token().await;
    server.answer("material/add_news", &json!({"media_id": "N1"})).await;
    server.answer("material/update_news", &json!({"errcode": 0, "errmsg": "ok"})).await;
    let client = server.client();

    let added = client.material().add_news(&[article(), article()]).await.unwrap();
    client.material().update_news(&added, 1, &article()).await.unwrap();

    assert_eq!(added.as_str(), "N1");
    assert_eq!(server.sent("material/add_news").await, json!({"articles": [sent(), sent()]}));
    assert_eq!(
        server.sent("material/update_news").await,
        json!({"media_id": "N1", "index": 1, "articles": sent()})
    );
}

#[tokio::test]
async fn the_withdrawn_calls_say_so() {
    let server = Server::with_token().await;
    let withdrawn = json!({"errcode": 45103, "errmsg": "This API has been unsupported hint: [Q4XFXa0912d228] rid: 1-2-3"});
    server.answer("material/add_news", &withdrawn).await;
    server.answer("material/update_news", &withdrawn).await;
    let client = server.client();

    let added = client.material().add_news(&[article()]).await.unwrap_err();
    let changed = client.material().update_news(&MediaId::new("N1"), 0, &article()).await.unwrap_err();

    for error in [added, changed] {
        assert_eq!(
            (error.errcode(), error.class()),
            (Some(errcode::API_UNSUPPORTED), ErrorClass::InvalidInput)
        );
    }
}

#[tokio::test]
async fn articles_are_made_ready_for_sending() {
    let server = Server::with_token().await;
    let answer = json!({"type": "news", "media_id": "T1", "created_at": 1_680_317_191, "item": []});
    server.answer("media/uploadnews", &answer).await;

    let media = server.client().media().upload_news(&[article()]).await.unwrap();

    assert_eq!(
        (media.kind.as_str(), media.media_id.as_str(), media.created_at),
        ("news", "T1", 1_680_317_191)
    );
    assert_eq!(server.sent("media/uploadnews").await, json!({"articles": [sent()]}));
}

#[tokio::test]
async fn the_draft_box_is_asked_for_and_opened() {
    let server = Server::with_token().await;
    server.answer("draft/switch", &json!({"errcode": 0, "errmsg": "ok", "is_open": 1})).await;
    let client = server.client();

    assert!(client.draft().is_open().await.unwrap());
    client.draft().open().await.unwrap();

    let calls = server.calls("draft/switch").await;
    assert_eq!(calls[0].url.query(), Some("access_token=first&checkonly=1"));
    assert_eq!(calls[1].url.query(), Some("access_token=first"));
}
