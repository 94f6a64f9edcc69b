//! The 媒体API's articles: uploaded, previewed, submitted, reviewed, published.

use serde_json::{Value, json};
use wxpress_sandbox::{DEFAULT_APPID, Options};

use crate::partner::Desk;
use crate::world::{World, article, errcode, jpeg, refusal};

const CALLS: [&str; 5] =
    ["publish/uploadnews", "publish/submit", "publish/update", "publish/delete", "publish/query"];

#[tokio::test]
async fn an_article_is_uploaded_submitted_reviewed_and_published() {
    let desk = Desk::start().await;
    let answer = desk.upload(&article(&desk.cover)).await;
    let media_id = &answer["media_id"];
    assert_eq!(
        answer,
        json!({"type": "news", "media_id": media_id, "create_at": 1_777_608_000,
            "item": [{"index": 0, "ad_count": 1}]})
    );
    let status = |status: &str, url: &str| json!({"errcode": 0, "errmsg": "delete success", "status": status, "url": url});
    assert_eq!(desk.query(media_id).await, status("未提交", ""));
    assert_eq!(desk.submit(media_id).await, json!({"errcode": 0, "errmsg": "submit success"}));
    assert_eq!(desk.query(media_id).await, status("审核中", ""));
    let again = desk.submit(media_id).await;
    assert_eq!(refusal(&again), (900_200, "abnormal status".to_owned()));
    assert!(again["errmsg"].as_str().unwrap().contains(" rid: "), "{again}");
    desk.world.advance(1).await;
    let published = desk.query(media_id).await;
    assert_eq!(published["status"], "发布成功");
    let url = published["url"].as_str().unwrap();
    assert!(url.contains("/s?__biz=") && url.ends_with("#rd"), "{url}");
    let page = desk.world.http.get(url).send().await.unwrap().text().await.unwrap();
    assert!(page.contains("<p>第一段</p>") && !page.contains("草稿预览"), "{page}");
    assert_eq!(desk.submit(media_id).await["errcode"], 900_200);

    let list = desk.call("freepublish/batchget", &json!({"offset": 0, "count": 20})).await;
    assert_eq!(list["total_count"], 0, "what is published here is not on the profile");

    let gone = desk.call("publish/delete", &json!({"media_id": media_id, "index": 1})).await;
    assert_eq!(gone, json!({"errcode": 0, "errmsg": "delete success"}));
    assert_eq!(errcode(&desk.query(media_id).await), 40007);
    let page = desk.world.http.get(url).send().await.unwrap().text().await.unwrap();
    assert!(page.contains("该链接已失效"), "{page}");
}

#[tokio::test]
async fn a_review_can_refuse_an_article() {
    let desk = Desk::start().await;
    let change = json!({"partner_review_ms": 0, "partner_outcomes": ["rejected", "published"]});
    let shown: Value = desk.world.patch_account(DEFAULT_APPID, &change).await.json().await.unwrap();
    assert_eq!(shown["partner_outcomes"], change["partner_outcomes"]);
    for status in ["审核未通过", "发布成功", "发布成功"] {
        let media_id = desk.uploaded().await;
        assert_eq!(errcode(&desk.submit(&media_id).await), 0);
        let answer = desk.query(&media_id).await;
        assert_eq!(answer["status"], status);
        assert_eq!(answer["url"] == "", status == "审核未通过");
    }
}

#[tokio::test]
async fn one_article_is_taken_within_the_limits_of_drafts() {
    let desk = Desk::start().await;
    let one = article(&desk.cover);
    for (articles, code) in [
        (json!([one, one]), 45008),
        (json!([]), 44003),
        (Value::Null, 44003),
        (one.clone(), 44003),
        (json!(["a"]), 44003),
    ] {
        let answer = desk.call("publish/uploadnews", &json!({"articles": articles})).await;
        assert_eq!(errcode(&answer), code, "{articles}");
    }
    for (field, value, code) in [
        ("title", json!("字".repeat(64)), 0),
        ("title", json!("字".repeat(65)), 45003),
        ("title", json!(""), 41011),
        ("digest", json!("字".repeat(120)), 0),
        ("digest", json!("字".repeat(121)), 45004),
        ("author", json!("字".repeat(17)), 45110),
        ("content", json!(""), 44004),
        ("content", json!("字".repeat(350_000)), 45002),
        ("content", json!("<mpvoice></mpvoice>"), 45166),
        ("content_source_url", json!("javascript:a"), 41039),
        ("thumb_media_id", json!("none"), 40007),
        ("thumb_media_id", json!(""), 40007),
        ("article_type", json!("newspic"), 0),
    ] {
        let article = desk.article(field, value);
        assert_eq!(errcode(&desk.upload(&article).await), code, "{field}");
    }
}

#[tokio::test]
async fn a_cover_is_an_own_permanent_picture_or_thumb() {
    let desk = Desk::start().await;
    let upload = async |name: &str| {
        let answer = desk.world.upload(&desk.token, name, "a.jpg", jpeg(90, 40)).await;
        answer["media_id"].clone()
    };
    let thumb = upload("material/add_material?type=thumb").await;
    assert_eq!(errcode(&desk.upload(&desk.article("thumb_media_id", thumb)).await), 0);
    let temporary = upload("media/upload?type=image").await;
    assert_eq!(errcode(&desk.upload(&desk.article("thumb_media_id", temporary)).await), 40007);
    desk.world.control("accounts", &json!({"appid": "wxother", "secret": "s"})).await;
    let other = desk.world.token_of("wxother", "s").await["access_token"].as_str().unwrap().to_owned();
    let foreign = desk.world.cover(&other).await;
    assert_eq!(errcode(&desk.upload(&desk.article("thumb_media_id", foreign)).await), 40007);
}

#[tokio::test]
async fn a_digest_that_is_not_sent_is_the_first_64_characters() {
    let desk = Desk::start().await;
    let content = format!("<p>{}</p><p>{}</p>", "甲".repeat(60), "乙".repeat(60));
    let media_id = desk.upload(&desk.article("content", content)).await["media_id"].clone();
    let page = desk.preview(&media_id).await;
    assert!(page.contains(&format!("content=\"{}{}\"", "甲".repeat(60), "乙".repeat(4))), "{page}");
}

#[tokio::test]
async fn what_is_no_json_in_utf8_is_empty_media_data() {
    let desk = Desk::start().await;
    for name in CALLS {
        let url = format!("{}/cgi-bin/{name}?access_token={}", desk.world.url, desk.token);
        for body in
            [&b"{\"articles\": ["[..], b"", b"[]", b"{'media_id': 1}", b"{\"media_id\":\"\xb1\xea\xcc\xe2\"}"]
        {
            let answer = desk.world.http.post(&url).body(body.to_vec()).send().await.unwrap();
            let answer: Value = answer.json().await.unwrap();
            assert_eq!(refusal(&answer), (44001, "empty media data".to_owned()), "{name} {body:?}");
        }
        let answer: Value = desk.world.http.get(&url).send().await.unwrap().json().await.unwrap();
        assert_eq!(answer["errcode"], 43002, "{name}");
    }
    let media_id = desk.uploaded().await;
    for (name, body) in [
        ("publish/uploadnews", json!({"articles": [{"title": ["a"]}]})),
        ("publish/update", json!({"media_id": media_id, "index": "one", "articles": {}})),
        ("publish/update", json!({"media_id": media_id, "index": 1, "articles": [article(&desk.cover)]})),
        ("publish/delete", json!({"media_id": media_id, "index": [1]})),
    ] {
        assert_eq!(errcode(&desk.call(name, &body).await), 44001, "{name} {body}");
    }
}

#[tokio::test]
async fn only_unsubmitted_articles_change_and_indexes_count_from_one() {
    let desk = Desk::start().await;
    let media_id = desk.uploaded().await;
    let changed = desk.article("title", "冬天的公园");
    let update = async |media_id: &Value, index: Value| {
        let body = json!({"media_id": media_id, "index": index, "articles": changed});
        desk.call("publish/update", &body).await
    };
    for index in [json!(0), json!(2), json!(-1), Value::Null] {
        assert_eq!(errcode(&update(&media_id, index.clone()).await), 40114, "{index}");
    }
    assert_eq!(errcode(&update(&json!("none"), json!(1)).await), 40007);
    let without = desk.call("publish/update", &json!({"media_id": media_id, "index": 1})).await;
    assert_eq!(errcode(&without), 44003);
    let long = json!({"media_id": media_id, "index": 1, "articles": desk.article("title", "字".repeat(65))});
    assert_eq!(errcode(&desk.call("publish/update", &long).await), 45003);
    assert!(desk.preview(&media_id).await.contains("秋天的公园"));
    assert_eq!(update(&media_id, json!(1)).await, json!({"errcode": 0, "errmsg": "update success"}));
    assert!(desk.preview(&media_id).await.contains("冬天的公园"));
    desk.submit(&media_id).await;
    assert_eq!(refusal(&update(&media_id, json!(1)).await), (900_201, "invalid status".to_owned()));
}

#[tokio::test]
async fn an_article_is_deleted_by_its_index_or_by_0() {
    let desk = Desk::start().await;
    for good in [0, 1] {
        let media_id = desk.uploaded().await;
        let delete = async |body: Value| errcode(&desk.call("publish/delete", &body).await);
        for index in [json!(2), json!(-1)] {
            assert_eq!(delete(json!({"media_id": media_id, "index": index})).await, 40114, "{index}");
        }
        assert_eq!(delete(json!({"media_id": media_id})).await, 40114, "nobody deletes all by accident");
        assert_eq!(delete(json!({"media_id": media_id, "index": good})).await, 0);
        assert_eq!(delete(json!({"media_id": media_id, "index": good})).await, 40007);
        assert_eq!(errcode(&desk.submit(&media_id).await), 40007);
    }
}

#[tokio::test]
async fn a_submit_names_mpnews() {
    let desk = Desk::start().await;
    let media_id = desk.uploaded().await;
    for body in [json!({"media_id": media_id, "msgtype": "news"}), json!({"media_id": media_id})] {
        assert_eq!(errcode(&desk.call("publish/submit", &body).await), 40008);
    }
    assert_eq!(desk.query(&media_id).await["status"], "未提交");
}

#[tokio::test]
async fn two_hundred_articles_a_day_and_a_deletion_gives_none_back() {
    let folder = tempfile::tempdir().unwrap();
    let options = || Options { state: Some(folder.path().join("state")), ..Options::default() };
    let desk = Desk::of(World::with(options()).await).await;
    for number in 0..200 {
        let media_id = desk.uploaded().await;
        assert_eq!(errcode(&desk.submit(&media_id).await), 0, "{number}");
        desk.call("publish/delete", &json!({"media_id": media_id, "index": 1})).await;
    }
    let media_id = desk.uploaded().await;
    let refused = (900_202, "reach max daily article limit".to_owned());
    assert_eq!(refusal(&desk.submit(&media_id).await), refused);
    desk.call("clear_quota", &json!({"appid": DEFAULT_APPID})).await;
    assert_eq!(refusal(&desk.submit(&media_id).await), refused);

    let restarted = World::with(options()).await;
    restarted.control("clock", &json!({"stop": true, "set": "2026-05-01T15:59:59Z"})).await;
    let submission = json!({"media_id": media_id, "msgtype": "mpnews"});
    let token = restarted.token().await;
    assert_eq!(refusal(&restarted.call(&token, "publish/submit", &submission).await), refused);
    restarted.advance(1).await;
    assert_eq!(
        errcode(&restarted.call(&token, "publish/submit", &submission).await),
        0,
        "a new day in Beijing"
    );
}

#[tokio::test]
async fn unsubmitted_articles_are_previewed_and_published_ones_opened() {
    let desk = Desk::start().await;
    let media_id = desk.uploaded().await;
    let preview = format!("/_sandbox/partner/{}", media_id.as_str().unwrap());
    let list = desk.page("/_sandbox/partner").await;
    assert!(list.contains("秋天的公园") && list.contains("未提交") && list.contains(&preview), "{list}");
    let page = desk.page(&preview).await;
    assert!(page.contains("<p>第一段</p>") && page.contains("预览"), "{page}");
    desk.submit(&media_id).await;
    assert!(desk.page("/_sandbox/partner").await.contains("审核中"));
    desk.world.advance(1).await;
    let list = desk.page("/_sandbox/partner").await;
    assert!(list.contains("发布成功") && list.contains("/s?__biz=") && !list.contains(&preview), "{list}");
    assert!(desk.page("/_sandbox/").await.contains("/_sandbox/partner"));
    let unknown = format!("{}/_sandbox/partner/none", desk.world.url);
    assert_eq!(desk.world.http.get(unknown).send().await.unwrap().status(), 404);
}

#[tokio::test]
async fn the_api_is_closed_to_accounts_that_are_not_verified() {
    let desk = Desk::start().await;
    desk.world.patch_account(DEFAULT_APPID, &json!({"kind": "personal"})).await;
    for name in CALLS {
        let answer = desk.call(name, &json!({})).await;
        assert_eq!(refusal(&answer), (48001, "api unauthorized".to_owned()), "{name}");
    }
    desk.world.patch_account(DEFAULT_APPID, &json!({"partner_api": true})).await;
    assert_eq!(errcode(&desk.query(&json!("none")).await), 40007);
}

#[tokio::test]
async fn articles_outlive_the_process() {
    let folder = tempfile::tempdir().unwrap();
    let options = || Options { state: Some(folder.path().join("state")), ..Options::default() };
    let desk = Desk::of(World::with(options()).await).await;
    desk.world.patch_account(DEFAULT_APPID, &json!({"partner_review_ms": 0})).await;
    let (open, done, gone) = (desk.uploaded().await, desk.uploaded().await, desk.uploaded().await);
    desk.submit(&done).await;
    desk.call("publish/delete", &json!({"media_id": gone, "index": 0})).await;
    let published = desk.query(&done).await;

    let restarted = World::with(options()).await;
    let clock = json!({"stop": true, "set": "2026-05-01T04:00:00Z"});
    restarted.control("clock", &clock).await;
    let query = async |media_id: &Value| {
        restarted.call(&desk.token, "publish/query", &json!({"media_id": media_id})).await
    };
    assert_eq!(query(&open).await["status"], "未提交");
    let path = |answer: &Value| answer["url"].as_str().unwrap().split_once("/s?").unwrap().1.to_owned();
    assert_eq!(path(&query(&done).await), path(&published));
    assert_eq!(errcode(&query(&gone).await), 40007);
    let state = restarted.get("/_sandbox/state").await;
    let articles = state["accounts"][0]["partner_articles"].as_array().unwrap().clone();
    assert_eq!((articles.len(), &articles[0]["status"]), (2, &json!("发布成功")));
}
