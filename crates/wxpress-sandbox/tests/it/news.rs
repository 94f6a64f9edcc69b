//! News material, which the draft box replaced.

use serde_json::{Value, json};
use wxpress_sandbox::{DEFAULT_APPID, Options, ProfileName};

use crate::world::{World, errcode, refusal};

/// An article as clients of that time write it, the number as a text.
fn article(cover: &str, title: &str) -> Value {
    json!({"title": title, "thumb_media_id": cover, "author": "测试人员", "digest": "测试", "show_cover_pic": "1",
        "content": "测试", "content_source_url": "www.placehold.com"})
}

async fn legacy() -> World {
    World::with(Options { profile: ProfileName::Legacy, ..Options::default() }).await
}

#[tokio::test]
async fn the_calls_are_retired() {
    let world = World::start().await;
    let token = world.token().await;
    for call in ["add_news", "update_news"] {
        let answer = world.call(&token, &format!("material/{call}"), &json!({})).await;
        assert_eq!(refusal(&answer), (45103, "This API has been unsupported".to_owned()));
    }
    let list = json!({"type": "news", "offset": 0, "count": 1});
    world.draft(&token, &article(&world.cover(&token).await, "草稿")).await;
    let list = world.call(&token, "material/batchget_material", &list).await;
    assert_eq!((&list["total_count"], &list["item"]), (&json!(0), &json!([])), "drafts are no news material");
}

#[tokio::test]
async fn news_is_added_fetched_counted_listed_and_deleted() {
    let world = legacy().await;
    let token = world.token().await;
    let cover = world.cover(&token).await;
    let articles: Vec<Value> = (1..=8).map(|number| article(&cover, &number.to_string())).collect();
    let added = world.call(&token, "material/add_news", &json!({"articles": articles})).await;
    let media_id = added["media_id"].as_str().unwrap();
    let news = world.call(&token, "material/get_material", &json!({"media_id": media_id})).await;
    assert_eq!(news["news_item"].as_array().unwrap().len(), 8);
    let item = &news["news_item"][7];
    for (field, value) in [
        ("title", json!("8")),
        ("author", json!("测试人员")),
        ("digest", json!("测试")),
        ("content", json!("测试")),
        ("content_source_url", json!("www.placehold.com")),
        ("thumb_media_id", json!(cover)),
        ("show_cover_pic", json!(1)),
    ] {
        assert_eq!(item[field], value, "{field}");
    }
    let page = world.http.get(item["url"].as_str().unwrap()).send().await.unwrap().text().await.unwrap();
    assert!(page.contains("测试人员"), "{page}");
    let count = world.get(&format!("/cgi-bin/material/get_materialcount?access_token={token}")).await;
    assert_eq!(count, json!({"voice_count": 0, "video_count": 0, "image_count": 1, "news_count": 1}));
    let list = json!({"type": "news", "offset": 0, "count": 20});
    let list = world.call(&token, "material/batchget_material", &list).await;
    assert_eq!((&list["total_count"], &list["item_count"]), (&json!(1), &json!(1)));
    assert_eq!(list["item"][0]["media_id"], media_id);
    assert_eq!(list["item"][0]["content"], news);
    assert_eq!(list["item"][0]["update_time"], news["update_time"]);

    let delete =
        async || errcode(&world.call(&token, "material/del_material", &json!({"media_id": media_id})).await);
    assert_eq!((delete().await, delete().await), (0, 40007));
}

#[tokio::test]
async fn news_has_the_limits_of_its_time() {
    let world = legacy().await;
    world.patch_account(DEFAULT_APPID, &json!({"image_count_max": 2})).await;
    let token = world.token().await;
    let cover = world.cover(&token).await;
    let add = async |articles: Vec<Value>| {
        errcode(&world.call(&token, "material/add_news", &json!({"articles": articles})).await)
    };
    let with = |field: &str, value: Value| {
        let mut article = article(&cover, "题");
        article[field] = value;
        article
    };
    assert_eq!(add(vec![article(&cover, "题"); 9]).await, 45008);
    assert_eq!(add(Vec::new()).await, 44003);
    assert_eq!(add(vec![with("thumb_media_id", json!(""))]).await, 40007);
    assert_eq!(add(vec![with("author", json!("九个字的作者名字啊"))]).await, 45110);
    assert_eq!(add(vec![with("content", json!("字".repeat(20_000)))]).await, 45002);
    assert_eq!(add(vec![with("content", json!("字".repeat(19_999)))]).await, 0);
    assert_eq!(add(vec![article(&cover, "题")]).await, 0);
    assert_eq!(add(vec![article(&cover, "题")]).await, 45034);
}

#[tokio::test]
async fn one_article_is_updated_by_its_place_from_zero() {
    let world = legacy().await;
    let token = world.token().await;
    let cover = world.cover(&token).await;
    let body = json!({"articles": [article(&cover, "一"), article(&cover, "二")]});
    let media_id = world.call(&token, "material/add_news", &body).await["media_id"].clone();
    let update = async |index: Value, articles: Value| {
        let body = json!({"media_id": media_id, "index": index, "articles": articles});
        errcode(&world.call(&token, "material/update_news", &body).await)
    };
    let mut changed = article(&cover, "三");
    changed["show_cover_pic"] = "0".into();
    assert_eq!(update(json!(1), changed.clone()).await, 0);
    assert_eq!(update(json!("0"), article(&cover, "零")).await, 0);
    assert_eq!(update(json!(2), changed.clone()).await, 40114);
    assert_eq!(update(json!(0), json!([changed])).await, 47001);
    let news = world.call(&token, "material/get_material", &json!({"media_id": media_id})).await;
    let told = |index: usize| {
        (news["news_item"][index]["title"].clone(), news["news_item"][index]["show_cover_pic"].clone())
    };
    assert_eq!((told(0), told(1)), ((json!("零"), json!(1)), (json!("三"), json!(0))));
    let unknown = json!({"media_id": "none", "index": 0, "articles": changed});
    assert_eq!(errcode(&world.call(&token, "material/update_news", &unknown).await), 40007);
}

#[tokio::test]
async fn uploaded_news_can_be_sent_ten_a_day() {
    let world = legacy().await;
    let token = world.token().await;
    let body = json!({"articles": [article(&world.cover(&token).await, "题")]});
    let uploaded = world.call(&token, "media/uploadnews", &body).await;
    let send = json!({"filter": {"is_to_all": true}, "mpnews": {"media_id": uploaded["media_id"]}, "msgtype": "mpnews"});
    assert_eq!(errcode(&world.call(&token, "message/mass/sendall", &send).await), 0);
    for _ in 1..10 {
        assert_eq!(errcode(&world.call(&token, "media/uploadnews", &body).await), 0);
    }
    assert_eq!(errcode(&world.call(&token, "media/uploadnews", &body).await), 45009);
}
