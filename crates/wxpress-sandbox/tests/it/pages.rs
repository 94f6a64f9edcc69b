//! What a person sees in a browser.

use serde_json::{Value, json};
use wxpress_sandbox::{DEFAULT_APPID, Options};

use crate::world::{World, article, jpeg};

async fn page(world: &World, url: &str) -> String {
    let response = world.http.get(url).send().await.unwrap();
    assert_eq!(response.headers()["content-type"], "text/html; charset=utf-8");
    response.text().await.unwrap()
}

#[tokio::test]
async fn a_preview_becomes_an_article_becomes_a_notice() {
    let world = World::start().await;
    world.patch_account(DEFAULT_APPID, &json!({"publish_delay_ms": 0})).await;
    let token = world.token().await;
    let mut article = article(&world.cover(&token).await);
    article["title"] = "<b>题</b>".into();
    article["author"] = "小林".into();
    let media_id = world.draft(&token, &article).await["media_id"].clone();
    let draft = world.call(&token, "draft/get", &json!({"media_id": media_id})).await;
    let preview = draft["news_item"][0]["url"].as_str().unwrap();
    let html = page(&world, preview).await;
    for part in ["草稿预览", "&#60;b&#62;题", "小林", "<p>第一段</p>", "class=\"cover\""] {
        assert!(html.contains(part), "{part} in {html}");
    }
    let guessed = preview.replace("&sn=", "&sn=0");
    assert!(page(&world, &guessed).await.contains("该链接已失效"));

    let submitted = world.call(&token, "freepublish/submit", &json!({"media_id": media_id})).await;
    let done = world.call(&token, "freepublish/get", &json!({"publish_id": submitted["publish_id"]})).await;
    let url = done["article_detail"]["item"][0]["article_url"].as_str().unwrap();
    let html = page(&world, url).await;
    assert!(html.contains("<p>第一段</p>") && !html.contains("草稿预览"));
    assert!(page(&world, preview).await.contains("该链接已失效"));

    world.call(&token, "freepublish/delete", &json!({"article_id": done["article_id"]})).await;
    assert!(page(&world, url).await.contains("该内容已被发布者删除"));
}

#[tokio::test]
async fn pictures_are_served_in_every_size_and_guarded_by_switch() {
    let world = World::start().await;
    let token = world.token().await;
    let bytes = jpeg(64, 48);
    let url = world.upload(&token, "media/uploadimg", "a.jpg", bytes.clone()).await["url"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(url.contains("/mmbiz_jpg/") && url.ends_with("/0?from=appmsg"));
    let small = world.http.get(url.replace("/0?", "/640?wx_fmt=jpeg&")).send().await.unwrap();
    assert_eq!(small.headers()["content-type"], "image/jpeg");
    assert_eq!(small.bytes().await.unwrap(), bytes);
    assert_eq!(
        world.http.get(format!("{}/mmbiz_jpg/unknown/0", world.url)).send().await.unwrap().status(),
        404
    );

    let from = async |referer: &str| {
        let response = world.http.get(&url).header("Referer", referer).send().await.unwrap();
        response.headers()["content-type"].to_str().unwrap().to_owned()
    };
    assert_eq!(from("https://blog.example/").await, "image/jpeg");
    world.patch_account(DEFAULT_APPID, &json!({"hotlink_protection": true})).await;
    assert_eq!(from("https://blog.example/").await, "image/svg+xml");
    assert_eq!(from("https://mp.weixin.qq.com/s").await, "image/jpeg");
    assert_eq!(from(&format!("{}/s", world.url)).await, "image/jpeg");
}

#[tokio::test]
async fn links_carry_the_public_url_and_pictures_are_known_by_any_host() {
    let options = Options { public_url: Some("https://wx.example/".parse().unwrap()), ..Options::default() };
    let world = World::with(options).await;
    let token = world.token().await;
    let url = world.upload(&token, "media/uploadimg", "a.jpg", jpeg(9, 9)).await["url"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(url.starts_with("https://wx.example/mmbiz_jpg/"));
    let mut article = article(&world.cover(&token).await);
    let elsewhere = url.replace("https://wx.example", "http://localhost:1");
    article["content"] = format!(
        "<img src=\"{url}\"><img src=\"{elsewhere}\"><img src=\"https://wx.example/mmbiz_jpg/no/0\">"
    )
    .into();
    let media_id = world.draft(&token, &article).await["media_id"].clone();
    let draft = world.call(&token, "draft/get", &json!({"media_id": media_id})).await;
    let content = draft["news_item"][0]["content"].as_str().unwrap();
    assert_eq!(content.matches("data-src").count(), 2, "{content}");
}

#[tokio::test]
async fn the_index_leads_to_drafts() {
    let world = World::start().await;
    let token = world.token().await;
    world.draft(&token, &article(&world.cover(&token).await)).await;
    for path in ["/_sandbox/", "/_sandbox"] {
        let html = page(&world, &format!("{}{path}", world.url)).await;
        assert!(html.contains("秋天的公园") && html.contains("/s?__biz="), "{html}");
    }
    let entries: Vec<Value> = world.journal().await;
    assert!(entries.iter().all(|entry| !entry["path"].as_str().unwrap().starts_with("/_sandbox")));
}
