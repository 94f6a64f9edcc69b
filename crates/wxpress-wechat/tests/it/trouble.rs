//! What is repeated, what never is, and what the errors say.

use serde_json::json;
use wiremock::ResponseTemplate;
use wxpress_wechat::{
    ErrorClass, ErrorKind, MediaId, Upload,
    draft::{DraftArticle, NewsArticle},
};

use crate::server::Server;

fn article() -> [DraftArticle; 1] {
    [DraftArticle::News(NewsArticle { title: "t".into(), content: "c".into(), ..NewsArticle::default() })]
}

fn busy() -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_json(json!({"errcode": -1, "errmsg": "system error rid: 1-2-3"}))
}

#[tokio::test]
async fn a_busy_answer_is_asked_again_where_that_is_harmless() {
    let server = Server::with_token().await;
    server.respond_once("POST", "draft/get", busy()).await;
    server.respond_once("POST", "draft/get", ResponseTemplate::new(502).set_body_string("<html>")).await;
    server.answer("draft/get", &json!({"news_item": [], "create_time": 1, "update_time": 2})).await;

    let news = server.client().draft().fetch(&MediaId::new("D1")).await.unwrap();

    assert_eq!((news.create_time, news.update_time), (1, 2));
    assert_eq!(server.calls("draft/get").await.len(), 3);
}

#[tokio::test]
async fn a_draft_is_never_made_twice() {
    let doubtful = [
        busy(),
        ResponseTemplate::new(502).set_body_string("<html>"),
        ResponseTemplate::new(200).set_body_string("<html>"),
        ResponseTemplate::new(200).set_body_string("{\"media_id\":\"D"),
    ];
    for answer in doubtful {
        let server = Server::with_token().await;
        server.respond("draft/add", answer).await;

        let error = server.client().draft().add(&article()).await.unwrap_err();

        assert_eq!(error.class(), ErrorClass::Ambiguous, "{error}");
        assert_eq!(server.calls("draft/add").await.len(), 1);
    }
}

#[tokio::test]
async fn a_refusal_is_clear_and_final() {
    let server = Server::with_token().await;
    let refusal = json!({"errcode": 45003, "errmsg": "title size out of limit hint: [S8QtPA060738-0] rid: 68707d6f-2b04a9a7-51a91aef"});
    server.answer("draft/add", &refusal).await;

    let error = server.client().draft().add(&article()).await.unwrap_err();

    assert_eq!(error.class(), ErrorClass::InvalidInput);
    assert_eq!(
        error.to_string(),
        "draft/add: 45003 title size out of limit (rid 68707d6f-2b04a9a7-51a91aef)"
    );
    assert_eq!(error.api().unwrap().trace_hint.as_deref(), Some("S8QtPA060738-0"));
    assert!(error.meaning().unwrap().remedy_en.contains("Shorten the title"));
    assert_eq!(server.calls("draft/add").await.len(), 1);
}

#[tokio::test]
async fn the_gateways_412_is_not_doubtful() {
    let server = Server::with_token().await;
    server
        .respond("material/add_material", ResponseTemplate::new(412).set_body_string("Precondition Failed"))
        .await;

    let error = server.client().material().add_image(&Upload::from_bytes("x")).await.unwrap_err();

    assert_eq!((error.class(), error.kind()), (ErrorClass::Unavailable, &ErrorKind::Status(412)));
    assert_eq!(server.calls("material/add_material").await.len(), 1);
}
