//! Publishing takes time, succeeds or fails, and can be taken back.

use serde_json::{Value, json};
use wxpress_sandbox::{AccountSpec, DEFAULT_APPID, Options};

use crate::world::{World, article, errcode, refusal};

async fn submit(world: &World, token: &str, articles: usize) -> (Value, Value) {
    let cover = world.cover(token).await;
    let draft = world.call(token, "draft/add", &json!({"articles": vec![article(&cover); articles]})).await;
    let answer = world.call(token, "freepublish/submit", &json!({"media_id": draft["media_id"]})).await;
    assert_eq!(answer["errcode"], 0);
    (draft["media_id"].clone(), answer["publish_id"].clone())
}

#[tokio::test]
async fn a_publication_goes_from_one_to_zero_and_takes_the_draft() {
    let world = World::start().await;
    world.control("clock", &json!({"stop": true})).await;
    let token = world.token().await;
    let (draft, publish_id) = submit(&world, &token, 2).await;
    assert_eq!(publish_id, 2_247_483_648_u64);
    let status = async || world.call(&token, "freepublish/get", &json!({"publish_id": publish_id})).await;
    assert_eq!(status().await, json!({"publish_id": publish_id, "publish_status": 1, "fail_idx": []}));
    assert_eq!(errcode(&world.call(&token, "draft/get", &json!({"media_id": draft})).await), 0);

    world.advance(1).await;
    let done = status().await;
    assert_eq!((&done["publish_status"], &done["article_detail"]["count"]), (&json!(0), &json!(2)));
    assert_eq!(done["article_detail"]["item"][1]["idx"], 2);
    let as_text = world.call(&token, "freepublish/get", &json!({"publish_id": publish_id.to_string()})).await;
    assert_eq!(as_text, done);
    assert_eq!(errcode(&world.call(&token, "draft/get", &json!({"media_id": draft})).await), 40007);
    assert_eq!(errcode(&world.call(&token, "freepublish/submit", &json!({"media_id": draft})).await), 40007);

    let article =
        world.call(&token, "freepublish/getarticle", &json!({"article_id": done["article_id"]})).await;
    let item = &article["news_item"][1];
    assert_eq!(item["is_deleted"], false);
    assert_eq!(item["url"], done["article_detail"]["item"][1]["article_url"]);
    assert_eq!((&item["article_type"], &item["cover_info"]), (&Value::Null, &Value::Null));
    let list =
        world.call(&token, "freepublish/batchget", &json!({"offset": 0, "count": 20, "no_content": 1})).await;
    assert_eq!((&list["total_count"], &list["item"][0]["article_id"]), (&json!(1), &done["article_id"]));
    assert_eq!(list["item"][0]["content"]["news_item"][0]["content"], Value::Null);
}

#[tokio::test]
async fn a_draft_submitted_twice_is_published_twice() {
    let world = World::start().await;
    world.control("clock", &json!({"stop": true})).await;
    let token = world.token().await;
    let (draft, _) = submit(&world, &token, 1).await;
    let again = world.call(&token, "freepublish/submit", &json!({"media_id": draft})).await;
    assert_eq!(again["publish_id"], 2_247_483_649_u64);
    world.advance(1).await;
    let list = world.call(&token, "freepublish/batchget", &json!({"offset": 0, "count": 20})).await;
    assert_eq!(list["total_count"], 2);
}

#[tokio::test]
async fn unknown_publications_and_articles_say_so() {
    let world = World::start().await;
    let token = world.token().await;
    for publish_id in [json!(1), json!("abc"), Value::Null] {
        let answer = world.call(&token, "freepublish/get", &json!({"publish_id": publish_id})).await;
        assert_eq!(refusal(&answer), (40002, "invalid argument".to_owned()));
    }
    let answer = world.call(&token, "freepublish/getarticle", &json!({"article_id": "none"})).await;
    assert_eq!(refusal(&answer), (53600, "Article ID 无效".to_owned()));
}

#[tokio::test]
async fn articles_are_deleted_one_by_one_or_all() {
    let world = World::start().await;
    world.patch_account(DEFAULT_APPID, &json!({"publish_delay_ms": 0})).await;
    let token = world.token().await;
    let (_, publish_id) = submit(&world, &token, 2).await;
    let status = async || world.call(&token, "freepublish/get", &json!({"publish_id": publish_id})).await;
    let article_id = status().await["article_id"].clone();
    let delete = async |index: u32| {
        errcode(
            &world
                .call(&token, "freepublish/delete", &json!({"article_id": article_id, "index": index}))
                .await,
        )
    };
    assert_eq!(delete(3).await, 40114);
    assert_eq!(delete(2).await, 0);
    assert_eq!(status().await["publish_status"], 0);
    let article = world.call(&token, "freepublish/getarticle", &json!({"article_id": article_id})).await;
    assert_eq!(
        (&article["news_item"][0]["is_deleted"], &article["news_item"][1]["is_deleted"]),
        (&json!(false), &json!(true))
    );
    assert_eq!(
        errcode(&world.call(&token, "freepublish/delete", &json!({"article_id": article_id})).await),
        0
    );
    assert_eq!(status().await, json!({"publish_id": publish_id, "publish_status": 5, "fail_idx": []}));
}

#[tokio::test]
async fn failures_leave_the_draft_in_the_box() {
    let world = World::start().await;
    world.patch_account(DEFAULT_APPID, &json!({"publish_delay_ms": 0, "outcomes": [2, 4]})).await;
    let token = world.token().await;
    for expected in [2, 4, 0] {
        let (draft, publish_id) = submit(&world, &token, 1).await;
        let status = world.call(&token, "freepublish/get", &json!({"publish_id": publish_id})).await;
        assert_eq!(status["publish_status"], expected);
        assert_eq!(status["fail_idx"], if expected == 0 { json!([]) } else { json!([1]) });
        let kept = errcode(&world.call(&token, "draft/get", &json!({"media_id": draft})).await) == 0;
        assert_eq!(kept, expected != 0);
    }
}

#[tokio::test]
async fn test_accounts_always_end_in_status_three() {
    let test: AccountSpec = "wxtest:s:test".parse().unwrap();
    let world = World::with(Options { accounts: vec![test], ..Options::default() }).await;
    world.patch_account("wxtest", &json!({"publish_delay_ms": 0, "publish_id_as_string": true})).await;
    let token = world.token_of("wxtest", "s").await["access_token"].as_str().unwrap().to_owned();
    let (_, publish_id) = submit(&world, &token, 1).await;
    let status = world.call(&token, "freepublish/get", &json!({"publish_id": publish_id})).await;
    assert_eq!(status, json!({"publish_id": "2247483648", "publish_status": 3, "fail_idx": [1]}));
}

#[tokio::test]
async fn a_failure_can_be_one_articles_alone() {
    let world = World::start().await;
    let outcomes = json!([{"status": 2, "fail_idx": [2]}, {"status": 4}]);
    let change = json!({"publish_delay_ms": 0, "outcomes": outcomes});
    let shown: Value = world.patch_account(DEFAULT_APPID, &change).await.json().await.unwrap();
    assert_eq!(shown["outcomes"], json!([{"status": 2, "fail_idx": [2]}, 4]));
    let token = world.token().await;
    for (status, fail_idx) in [(2, json!([2])), (4, json!([1, 2]))] {
        let (_, publish_id) = submit(&world, &token, 2).await;
        let answer = world.call(&token, "freepublish/get", &json!({"publish_id": publish_id})).await;
        assert_eq!(answer, json!({"publish_id": publish_id, "publish_status": status, "fail_idx": fail_idx}));
    }
}

#[tokio::test]
async fn a_banned_publication_was_published_and_cannot_be_read() {
    let world = World::start().await;
    world.patch_account(DEFAULT_APPID, &json!({"publish_delay_ms": 0, "outcomes": [6]})).await;
    let token = world.token().await;
    let (draft, publish_id) = submit(&world, &token, 1).await;
    let answer = world.call(&token, "freepublish/get", &json!({"publish_id": publish_id})).await;
    assert_eq!(answer, json!({"publish_id": publish_id, "publish_status": 6, "fail_idx": []}));
    assert_eq!(errcode(&world.call(&token, "draft/get", &json!({"media_id": draft})).await), 40007);
    let list = world.call(&token, "freepublish/batchget", &json!({"offset": 0, "count": 1})).await;
    let item = &list["item"][0]["content"]["news_item"][0];
    assert_eq!(item["is_deleted"], true);
    let page = world.http.get(item["url"].as_str().unwrap()).send().await.unwrap().text().await.unwrap();
    assert!(page.contains("此内容因违规无法查看"), "{page}");
}
