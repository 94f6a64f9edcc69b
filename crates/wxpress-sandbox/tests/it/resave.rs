//! What becomes of a draft that a person opens and saves on the admin site.

use serde_json::{Value, json};
use wxpress_sandbox::{DEFAULT_APPID, Options};

use crate::world::{World, article};

const LISTS: &str = "<section><ul>\n<li><strong>一</strong>：二<ul><li>三</li></ul></li></ul></section>";
const SAVED: &str = "<section><ul><li><span leaf=\"\"><br class=\"ProseMirror-trailingBreak\"></span></li>\
    <li><strong><span leaf=\"\">一</span></strong><br><span leaf=\"\">：二</span></li>\
    <li><span leaf=\"\">三</span></li></ul></section>";

/// A draft of some contents; its id.
async fn draft(world: &World, token: &str, contents: &[&str]) -> String {
    let cover = world.cover(token).await;
    let articles = contents.iter().map(|content| {
        let mut article = article(&cover);
        article["content"] = (*content).into();
        article
    });
    let body = json!({"articles": articles.collect::<Vec<_>>()});
    world.call(token, "draft/add", &body).await["media_id"].as_str().unwrap().to_owned()
}

async fn contents(world: &World, token: &str, media_id: &str) -> Vec<Value> {
    let draft = world.call(token, "draft/get", &json!({"media_id": media_id})).await;
    draft["news_item"].as_array().unwrap().iter().map(|item| item["content"].clone()).collect()
}

async fn resave(world: &World, body: &Value) -> (u16, Value) {
    let response = world.control("resave", body).await;
    (response.status().as_u16(), response.json().await.unwrap())
}

fn rules(article: &Value) -> Vec<&str> {
    article["findings"].as_array().unwrap().iter().map(|finding| finding["rule"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_save_rewrites_the_draft_and_tells_how() {
    let world = World::start().await;
    let token = world.token().await;
    let media_id = draft(&world, &token, &[LISTS, "<p>四</p>"]).await;
    world.advance(60).await;
    let (status, saved) = resave(&world, &json!({"media_id": media_id})).await;
    assert_eq!(status, 200, "{saved}");
    assert_eq!(rules(&saved[0]), ["list_blanks", "nested_lists", "item_leads"]);
    assert_eq!((&saved[1]["index"], &saved[1]["findings"]), (&json!(1), &json!([])));
    assert_eq!(contents(&world, &token, &media_id).await, [SAVED, "<p><span leaf=\"\">四</span></p>"]);
    let read = world.call(&token, "draft/get", &json!({"media_id": media_id})).await;
    assert!(read["update_time"].as_i64() >= read["create_time"].as_i64().map(|time| time + 60));

    let log = world.get(&format!("/_sandbox/filter?media_id={media_id}")).await;
    let stages: Vec<_> = log.as_array().unwrap().iter().map(|entry| entry["stage"].clone()).collect();
    assert_eq!(stages, ["api", "api", "resave", "resave"]);
    assert_eq!(rules(&log[2]), rules(&saved[0]));

    let (_, again) = resave(&world, &json!({"media_id": media_id, "appid": DEFAULT_APPID})).await;
    assert_eq!((&again[0]["findings"], &again[1]["findings"]), (&json!([]), &json!([])));
    assert_eq!(contents(&world, &token, &media_id).await[0], SAVED);
}

#[tokio::test]
async fn one_article_is_saved_by_its_position_and_rules_can_be_off() {
    let world = World::start().await;
    let token = world.token().await;
    let media_id = draft(&world, &token, &[LISTS, LISTS]).await;
    let off = json!({"content_rules_off": ["leaves", "list_blanks", "nested_lists"]});
    world.patch_account(DEFAULT_APPID, &off).await;
    let (_, saved) = resave(&world, &json!({"media_id": media_id, "index": 1})).await;
    assert_eq!((saved.as_array().unwrap().len(), &saved[0]["index"]), (1, &json!(1)));
    assert_eq!(rules(&saved[0]), ["item_leads"]);
    let after = LISTS.replace("</strong>", "</strong><br>");
    assert_eq!(contents(&world, &token, &media_id).await, [LISTS, &after]);
}

#[tokio::test]
async fn what_cannot_be_opened_is_told() {
    let world = World::start().await;
    let token = world.token().await;
    let media_id = draft(&world, &token, &["<p>一</p>", &"<section>".repeat(600)]).await;
    for (body, status) in [
        (json!({"media_id": "none"}), 404),
        (json!({"media_id": media_id, "appid": "wxnone"}), 404),
        (json!({"media_id": media_id, "index": 2}), 404),
        (json!({"media_id": media_id, "articles": 1}), 400),
        (json!({}), 400),
        (json!({"media_id": media_id, "index": 1}), 409),
        (json!({"media_id": media_id, "index": 0}), 200),
    ] {
        let (answered, answer) = resave(&world, &body).await;
        assert_eq!(answered, status, "{body} {answer}");
    }
    let cover = world.cover(&token).await;
    let newspic = json!({"article_type": "newspic", "title": "贴图", "content": "a\n\nb",
        "image_info": {"image_list": [{"image_media_id": cover}]}});
    let added = world.draft(&token, &newspic).await;
    assert_eq!(resave(&world, &json!({"media_id": added["media_id"]})).await, (200, json!([])));
}

#[tokio::test]
async fn a_save_outlives_the_process() {
    let folder = tempfile::tempdir().unwrap();
    let options = || Options { state: Some(folder.path().join("state")), ..Options::default() };
    let world = World::with(options()).await;
    let token = world.token().await;
    let media_id = draft(&world, &token, &[LISTS]).await;
    resave(&world, &json!({"media_id": media_id})).await;
    world.stop().await;
    let world = World::with(options()).await;
    let token = world.token().await;
    assert_eq!(contents(&world, &token, &media_id).await, [SAVED]);
    world.stop().await;
}
