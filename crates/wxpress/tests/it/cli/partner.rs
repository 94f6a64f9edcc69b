//! `wxpress partner article`.

use serde_json::json;

use super::desk::{Desk, assert_told};

#[tokio::test]
async fn an_article_is_uploaded_changed_submitted_and_deleted() {
    let desk = Desk::start().await;
    desk.be_a_partner().await;
    let (cover, content) = (desk.cover().await, desk.file("c.html", "<p>正文</p>"));
    let words = ["--title", "标题", "--cover", &cover, "--content", &content, "--show-cover"];
    let uploaded = desk.data(&[&["partner", "article", "upload"], &words[..]].concat()).await;
    let id = uploaded["mediaId"].as_str().unwrap();
    let update =
        ["partner", "article", "update", id, "--title", "新标题", "--cover", &cover, "--content", &content];
    assert_eq!(desk.told(&update).await, "");
    assert_told!("partner_article_query", desk.told(&["partner", "article", "query", id]).await);
    let submitted = desk.data(&["partner", "article", "submit", id]).await;
    assert_eq!(submitted["submittedToday"], 1);
    let published = desk.data(&["partner", "article", "query", id]).await;
    assert_eq!((&published["status"], &published["final"]), (&"published".into(), &true.into()));
    let (failure, code) = desk.failure(&update).await;
    assert_eq!((&failure["code"], code), (&"already_submitted".into(), Some(1)));
    assert_eq!(desk.told(&["partner", "article", "delete", id]).await, "");
}

#[tokio::test]
async fn its_fields_may_come_as_json() {
    let desk = Desk::start().await;
    desk.be_a_partner().await;
    let article = json!({"title": "t", "content": "<p>c</p>", "thumbMediaId": desk.cover().await});
    let file = desk.file("article.json", article.to_string());
    desk.data(&["partner", "article", "upload", "--json-input", &file]).await;
    let both = desk.run(&["partner", "article", "upload", "--json-input", &file, "--title", "t"]).await;
    assert_eq!((both.code, both.stdout.as_str()), (Some(2), ""));
}
