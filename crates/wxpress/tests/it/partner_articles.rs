//! Articles of the 媒体API through the gateway: uploaded, looked at, changed, submitted, reviewed.

use futures_util::future::join_all;
use reqwest::Method;
use rstest::rstest;
use serde_json::{Value, json};
use wxpress_testkit::picture;

use crate::calls::{Answer, Calls as _};
use crate::scene::{APPID, Database, Scene};

const DAILY_LIMIT: usize = 200;

impl Scene {
    /// An article of the 媒体API with one field more, or another one.
    pub(crate) async fn piece(&self, field: &str, value: impl Into<Value>) -> Value {
        let mut article = self.article().await;
        article[field] = value.into();
        article
    }

    /// Uploads an article; its id.
    pub(crate) async fn uploaded(&self, article: Value) -> String {
        let uploaded = self.gateway.post("/partner/article", article).await.data();
        uploaded["mediaId"].as_str().unwrap().to_owned()
    }

    async fn submit(&self, media_id: &str) -> Answer {
        self.gateway.post(&format!("/partner/article/{media_id}/submit"), json!({})).await
    }

    async fn status(&self, media_id: &str) -> Value {
        self.gateway.get(&format!("/partner/article/{media_id}")).await.data()
    }

    /// The sandbox's preview of an article.
    pub(crate) async fn preview(&self, media_id: &str) -> String {
        let url = format!("{}/_sandbox/partner/{media_id}", self.sandbox.url());
        self.gateway.client().get(url).send().await.unwrap().text().await.unwrap()
    }
}

#[rstest]
#[tokio::test]
async fn an_article_is_uploaded_changed_submitted_published_and_deleted(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let scene = Scene::studio(database).await;
    scene.sandbox.control(Method::POST, "clock", json!({"stop": true})).await;
    let gateway = &scene.gateway;
    let mut article = scene.article().await;
    for (name, value) in [
        ("title", json!("标题")),
        ("content", json!("<p>正文</p>")),
        ("author", json!("作者")),
        ("digest", json!("摘要")),
        ("contentSourceUrl", json!("https://example.com/")),
        ("showCoverPic", json!(1)),
        ("needOpenComment", json!(true)),
        ("onlyFansCanComment", json!("0")),
    ] {
        article[name] = value;
    }
    let uploaded = gateway.post("/partner/article", article.clone()).await;
    assert_eq!(uploaded.warnings(), Vec::<&str>::new());
    let uploaded = uploaded.data();
    assert!(uploaded["createdAt"].as_i64() > Some(1_600_000_000), "{uploaded}");
    let media_id = uploaded["mediaId"].as_str().unwrap();
    let route = format!("/partner/article/{media_id}");
    let told = |status: &'static str, text: &'static str, zh: &'static str, is_final: bool| json!({"mediaId": media_id, "status": status, "statusText": text, "message": zh, "final": is_final, "url": null});
    assert_eq!(scene.status(media_id).await, told("unsubmitted", "未提交", "未提交", false));
    let preview = scene.preview(media_id).await;
    assert!(
        preview.contains("标题") && preview.contains("<p>正文</p>") && preview.contains("作者"),
        "{preview}"
    );

    article["title"] = json!("新标题");
    assert_eq!(gateway.put(&route, article.clone()).await.data(), Value::Null);
    assert!(scene.preview(media_id).await.contains("新标题"));

    let submitted = scene.submit(media_id).await;
    assert_eq!(submitted.warnings(), Vec::<&str>::new());
    let today = |count: u64| json!({"mediaId": media_id, "submittedToday": count, "dailyLimit": DAILY_LIMIT});
    assert_eq!(submitted.data(), today(1));
    assert_eq!(scene.status(media_id).await, told("in_review", "审核中", "审核中", false));
    let refused = gateway.put(&route, article).await;
    assert_eq!(refused.failure(), (409, "already_submitted"));
    let again = scene.submit(media_id).await;
    assert_eq!(again.warnings(), ["submitted_before"]);
    assert_eq!(again.data(), today(1), "nothing was submitted twice");

    scene.advance(2).await;
    let published = scene.status(media_id).await;
    assert_eq!((&published["status"], &published["statusText"]), (&json!("published"), &json!("发布成功")));
    assert_eq!(published["final"], true);
    let page = gateway.client().get(published["url"].as_str().unwrap()).send().await.unwrap();
    assert!(page.text().await.unwrap().contains("新标题"));

    assert_eq!(gateway.delete(&route).await.data(), Value::Null);
    assert_eq!(gateway.get(&route).await.failure(), (404, "unknown_partner_article"));
}

#[tokio::test]
async fn a_review_that_refuses_is_told_in_both_languages() {
    let scene = Scene::studio(Database::Sqlite).await;
    scene.change_account(APPID, json!({"partner_outcomes": ["rejected"]})).await;
    let media_id = scene.uploaded(scene.article().await).await;
    scene.submit(&media_id).await.data();
    scene.advance(2).await;
    for (language, message) in [("zh", "审核不通过"), ("en", "refused")] {
        let request = scene.gateway.request(Method::GET, &format!("/partner/article/{media_id}"));
        let status = Answer::to(request.header("accept-language", language)).await.data();
        assert_eq!(
            (&status["status"], &status["statusText"]),
            (&json!("review_refused"), &json!("审核未通过"))
        );
        assert!(status["message"].as_str().unwrap().contains(message), "{status}");
        assert_eq!((&status["final"], &status["url"]), (&json!(true), &Value::Null));
    }
}

#[rstest]
#[case("title", 64)]
#[case("digest", 120)]
#[tokio::test]
async fn texts_have_their_limits(#[case] field: &str, #[case] max_chars: usize) {
    let scene = Scene::studio(Database::Sqlite).await;
    let fits = scene.piece(field, "长".repeat(max_chars)).await;
    let media_id = scene.uploaded(fits.clone()).await;
    assert!(scene.preview(&media_id).await.contains(&"长".repeat(max_chars)));
    scene.clear_journal().await;

    let too_long = scene.piece(field, "长".repeat(max_chars + 1)).await;
    scene.clear_journal().await;
    for (method, route) in
        [(Method::POST, "/partner/article".to_owned()), (Method::PUT, format!("/partner/article/{media_id}"))]
    {
        for (language, words) in [("zh", "过长"), ("en", "too long")] {
            let request = scene.gateway.request(method.clone(), &route).json(&too_long);
            let refused = Answer::to(request.header("accept-language", language)).await;
            assert_eq!(refused.failure(), (400, "too_long"));
            let error = refused.field("error").as_str().unwrap();
            assert!(error.contains(words) && error.contains(field), "{error}");
        }
    }
    assert_eq!(scene.journal().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_digest_that_is_not_given_is_the_first_64_characters() {
    let scene = Scene::studio(Database::Sqlite).await;
    let content = format!("<p>{}</p><p>{}</p>", "甲".repeat(60), "乙".repeat(60));
    let media_id = scene.uploaded(scene.piece("content", content).await).await;
    let digest = format!("content=\"{}{}\"", "甲".repeat(60), "乙".repeat(4));
    let page = scene.preview(&media_id).await;
    assert!(page.contains(&digest), "{page}");
}

#[rstest]
#[case(json!({"content": "<p>c</p>"}), (400, "missing_field"))]
#[case(json!({"title": " ", "content": "<p>c</p>"}), (400, "missing_field"))]
#[case(json!({"title": "t"}), (400, "missing_field"))]
#[case(json!({"title": "t", "content": ""}), (400, "missing_field"))]
#[case(json!({"title": ["t"], "content": "c"}), (400, "invalid_field"))]
#[case(json!({"title": "t", "content": "c", "showCoverPic": "maybe"}), (400, "invalid_field"))]
#[case(json!({"title": "t", "content": "<p>no picture</p>"}), (400, "no_cover"))]
#[case(json!({"title": "t", "content": "<img src='https://example.com/a.png'>"}), (400, "no_cover"))]
#[case(json!([{"title": "t", "content": "c"}]), (400, "not_an_object"))]
#[tokio::test]
async fn what_is_wrong_is_said_before_anything_is_sent(#[case] body: Value, #[case] failure: (u16, &str)) {
    let scene = Scene::studio(Database::Sqlite).await;
    let refused = scene.gateway.post("/partner/article", body).await;
    assert_eq!(refused.failure(), failure);
    assert_eq!(scene.journal().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_missing_cover_is_the_first_own_picture_of_the_text() {
    let scene = Scene::studio(Database::Sqlite).await;
    let image = scene.gateway.upload("/upload/image", picture::jpeg(90, 90)).await.flat_data();
    let url = image["url"].as_str().unwrap();
    let content = format!("<p>c</p><img src=\"https://example.com/a.png\"><img src=\"{url}\">");
    let article = json!({"title": "t", "content": content});
    let uploaded = scene.gateway.post("/partner/article", article).await;
    assert_eq!(uploaded.warnings(), ["foreign_picture", "cover_from_content"]);
    let media_id = uploaded.data()["mediaId"].as_str().unwrap().to_owned();
    let route = format!("/partner/article/{media_id}");
    let changed = json!({"title": "neu", "content": format!("<img src=\"{url}\">")});
    assert_eq!(scene.gateway.put(&route, changed).await.warnings(), ["cover_from_content"]);
}

#[rstest]
#[tokio::test]
async fn a_cover_that_vanished_is_told_and_sent_anew(#[values(false, true)] update: bool) {
    let scene = Scene::studio(Database::Sqlite).await;
    let gateway = &scene.gateway;
    let other = scene.uploaded(scene.article().await).await;
    let bytes = picture::jpeg(300, 200);
    let cover = gateway.upload("/upload/thumb", bytes.clone()).await.flat_data();
    // By the platform itself: this gateway is not told.
    let delete = json!({"media_id": cover["mediaId"]});
    gateway.post("/wechat/cgi-bin/material/del_material", delete).await.data();

    let (method, route) = if update {
        (Method::PUT, format!("/partner/article/{other}"))
    } else {
        (Method::POST, "/partner/article".to_owned())
    };
    let put = async |cover: &Value| {
        let article = json!({"title": "t", "content": "<p>c</p>", "thumbMediaId": cover["mediaId"]});
        Answer::to(gateway.request(method.clone(), &route).json(&article)).await
    };
    let refused = put(&cover).await;
    assert_eq!((refused.failure(), refused.field("errcode")), ((404, "unknown_picture"), &json!(40007)));
    let anew = gateway.upload("/upload/thumb", bytes).await;
    assert_eq!(anew.warnings(), Vec::<&str>::new(), "the dead cover is not reused");
    put(&anew.flat_data()).await.data();
}

#[rstest]
#[case(Method::GET, "")]
#[case(Method::PUT, "")]
#[case(Method::DELETE, "")]
#[case(Method::POST, "/submit")]
#[tokio::test]
async fn an_article_that_nobody_knows_is_not_found(#[case] method: Method, #[case] end: &str) {
    let scene = Scene::studio(Database::Sqlite).await;
    let article = scene.article().await;
    for (language, words) in [("zh", "没有图文"), ("en", "no article")] {
        let request = scene.gateway.request(method.clone(), &format!("/partner/article/none{end}"));
        let refused = Answer::to(request.json(&article).header("accept-language", language)).await;
        let known = (refused.failure(), refused.field("errcode"));
        assert_eq!(known, ((404, "unknown_partner_article"), &json!(40007)));
        assert!(refused.field("error").as_str().unwrap().contains(words), "{refused:?}");
    }
}

#[rstest]
#[case("0", true)]
#[case("1", true)]
#[case("2", false)]
#[tokio::test]
async fn indexes_count_from_one_and_0_deletes_all(#[case] index: &str, #[case] deletes: bool) {
    let scene = Scene::studio(Database::Sqlite).await;
    let media_id = scene.uploaded(scene.article().await).await;
    let route = format!("/partner/article/{media_id}?index={index}");
    let updated = scene.gateway.put(&route, scene.article().await).await;
    let deleted = scene.gateway.delete(&route).await;
    let beyond = |refused: &Answer| (refused.failure().0, refused.field("errcode").as_i64());
    match index {
        "0" => assert_eq!((updated.failure(), deleted.data()), ((400, "too_few"), Value::Null)),
        "1" => assert_eq!((updated.data(), deleted.data()), (Value::Null, Value::Null)),
        _ => assert_eq!([beyond(&updated), beyond(&deleted)], [(400, Some(40114)); 2]),
    }
    let known = scene.gateway.get(&format!("/partner/article/{media_id}")).await;
    assert_eq!(known.status, if deletes { 404 } else { 200 });
}

#[rstest]
#[case("verified_subscription", true)]
#[case("personal", false)]
#[case("unverified", false)]
#[case("test", false)]
#[tokio::test]
async fn only_verified_accounts_have_it(#[case] kind: &str, #[case] open: bool) {
    let scene = Scene::studio(Database::Sqlite).await;
    let article = scene.article().await;
    let media_id = scene.uploaded(article.clone()).await;
    scene.change_account(APPID, json!({"kind": kind})).await;
    let route = format!("/partner/article/{media_id}");
    for request in [
        scene.gateway.request(Method::POST, "/partner/article").json(&article),
        scene.gateway.request(Method::GET, &route),
        scene.gateway.request(Method::PUT, &route).json(&article),
        scene.gateway.request(Method::POST, &format!("{route}/submit")),
        scene.gateway.request(Method::DELETE, &route),
    ] {
        let answer = Answer::to(request).await;
        if open {
            answer.data();
        } else {
            let refused = (answer.failure(), answer.field("errcode"));
            assert_eq!(refused, ((403, "not_permitted"), &json!(48001)));
        }
    }
}

#[rstest]
#[tokio::test]
async fn two_hundred_are_submitted_a_day_and_a_deletion_gives_none_back(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let scene = Scene::studio(database).await;
    scene.sandbox.control(Method::POST, "quotas", json!({"on": true})).await;
    let article = scene.article().await;
    let submit = async || {
        let media_id = scene.uploaded(article.clone()).await;
        (scene.submit(&media_id).await, media_id)
    };
    let mut last = String::new();
    for _ in 0..DAILY_LIMIT / 20 {
        for (submitted, media_id) in join_all((0..20).map(|_| submit())).await {
            let submitted = submitted.data();
            assert!(submitted["submittedToday"].as_u64() <= Some(200), "{submitted}");
            last = media_id;
        }
    }
    let again = scene.submit(&last).await;
    assert_eq!(again.warnings(), ["submitted_before"]);
    assert_eq!(again.data()["submittedToday"], DAILY_LIMIT);
    scene.gateway.delete(&format!("/partner/article/{last}")).await.data();
    let media_id = scene.uploaded(article.clone()).await;
    for (language, words) in [("zh", "今天的提交篇数已用完"), ("en", "the day's submissions are used up")]
    {
        let request = scene.gateway.request(Method::POST, &format!("/partner/article/{media_id}/submit"));
        let refused = Answer::to(request.header("accept-language", language)).await;
        assert_eq!(refused.failure(), (429, "partner_day_full"));
        let error = refused.field("error").as_str().unwrap();
        assert!(error.contains(words) && error.contains("200"), "{error}");
    }
    assert_eq!(scene.status(&media_id).await["status"], "unsubmitted");
}

#[rstest]
#[case(json!({"action": "reset_before"}), false)]
#[case(json!({"action": "reset_after"}), true)]
#[case(json!({"action": "garbage"}), true)]
#[tokio::test]
async fn a_doubtful_end_is_said_and_nothing_is_repeated(#[case] fault: Value, #[case] took_effect: bool) {
    let scene = Scene::studio(Database::Sqlite).await;
    let gateway = &scene.gateway;
    let article = scene.article().await;
    let media_id = scene.uploaded(article.clone()).await;
    scene.clear_journal().await;
    let strike = async |endpoint: &str| {
        let mut fault = fault.clone();
        fault["path"] = json!(format!("/cgi-bin/publish/{endpoint}"));
        scene.sandbox.fault(fault).await;
    };
    let route = format!("/partner/article/{media_id}");
    strike("uploadnews").await;
    assert_eq!(gateway.post("/partner/article", article).await.failure(), (504, "outcome_unknown"));
    strike("submit").await;
    assert_eq!(scene.submit(&media_id).await.failure(), (504, "outcome_unknown"));
    assert_eq!(
        scene.status(&media_id).await["status"],
        if took_effect { "in_review" } else { "unsubmitted" }
    );
    strike("delete").await;
    assert_eq!(gateway.delete(&route).await.failure(), (504, "outcome_unknown"));
    let expected = ["publish/uploadnews", "publish/submit", "publish/query", "publish/delete"];
    assert_eq!(scene.journal().await, expected);
    let known = gateway.get(&route).await;
    assert_eq!(known.status, if took_effect { 404 } else { 200 });
}
