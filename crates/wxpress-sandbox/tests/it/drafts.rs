//! The draft box.

use serde_json::{Value, json};
use wxpress_sandbox::DEFAULT_APPID;

use crate::world::{World, article, errcode, jpeg};

async fn read(world: &World, token: &str, media_id: &Value) -> Value {
    world.call(token, "draft/get", &json!({"media_id": media_id})).await
}

#[tokio::test]
async fn a_draft_comes_back_as_it_is_stored() {
    let world = World::start().await;
    let token = world.token().await;
    let cover = world.cover(&token).await;
    let picture = world
        .upload(&token, "media/uploadimg", "a.png", crate::world::picture(9, 9, image::ImageFormat::Png))
        .await;
    let picture = picture["url"].as_str().unwrap();
    let content = format!(
        "<p onclick=\"x()\">第一段</p><script>1</script><img src=\"{picture}\"><img src=\"https://x.cn/a.png\">"
    );
    let added =
        world.draft(&token, &json!({"title": "题", "content": content, "thumb_media_id": cover})).await;
    assert_eq!(added["item"], json!([]));
    assert_eq!(added["media_id"].as_str().unwrap().len(), 43);
    assert_eq!(added["media_id"].as_str().unwrap()[..21], cover[..21]);

    let draft = read(&world, &token, &added["media_id"]).await;
    let item = &draft["news_item"][0];
    let stored = picture.replace("/0?from=appmsg", "/640?wx_fmt=png&from=appmsg");
    assert_eq!(item["content"], format!("<p>第一段</p><img data-src=\"{stored}\">"));
    assert_eq!(item["digest"], "第一段");
    assert_eq!(item["article_type"], "news");
    assert_eq!((&item["need_open_comment"], &item["show_cover_pic"]), (&json!(0), &json!(0)));
    assert!(item["thumb_url"].as_str().unwrap().ends_with("/0?wx_fmt=jpeg"));
    assert_eq!(item["cover_info"]["crop_percent_list"][1]["ratio"], "1_1");
    assert!(item["url"].as_str().unwrap().contains("&mid=100000001&idx=1&sn="));
    assert_eq!(draft["create_time"], draft["update_time"]);

    let removed =
        world.get(&format!("/_sandbox/filter?media_id={}", added["media_id"].as_str().unwrap())).await;
    let rules: Vec<_> =
        removed[0]["findings"].as_array().unwrap().iter().map(|finding| finding["rule"].clone()).collect();
    assert_eq!(rules, ["event_handlers", "scripts", "foreign_pictures"]);
}

#[tokio::test]
async fn escaped_characters_are_kept_and_counted() {
    let world = World::start().await;
    let token = world.token().await;
    let cover = world.cover(&token).await;
    let add = async |title: &str| {
        let body =
            format!(r#"{{"articles":[{{"title":"{title}","content":"文","thumb_media_id":"{cover}"}}]}}"#);
        world
            .post_raw(&format!("/cgi-bin/draft/add?access_token={token}"), body)
            .await
            .json::<Value>()
            .await
            .unwrap()
    };
    let seven = add(&r"\u4e2d".repeat(7)).await;
    let draft = read(&world, &token, &seven["media_id"]).await;
    assert_eq!(draft["news_item"][0]["title"], r"\u4e2d".repeat(7));
    assert_eq!(errcode(&add(&r"\u4e2d".repeat(11)).await), 45003);
    assert!(
        world
            .journal()
            .await
            .iter()
            .any(|entry| entry["warnings"][0].as_str().is_some_and(|w| w.contains("\\u")))
    );

    world.patch_account(DEFAULT_APPID, &json!({"decode_unicode_escapes": true})).await;
    let decoded = add(&r"\u4e2d".repeat(11)).await;
    assert_eq!(read(&world, &token, &decoded["media_id"]).await["news_item"][0]["title"], "中".repeat(11));
}

#[tokio::test]
async fn what_is_wrong_with_an_article_has_its_code() {
    let world = World::start().await;
    let token = world.token().await;
    let cover = world.cover(&token).await;
    let temporary =
        world.upload(&token, "media/upload?type=image", "a.jpg", jpeg(40, 30)).await["media_id"].clone();
    let dot = world.upload(&token, "material/add_material?type=image", "a.jpg", jpeg(1, 1)).await["media_id"]
        .clone();
    let preview = {
        let media_id = world.draft(&token, &article(&cover)).await["media_id"].clone();
        read(&world, &token, &media_id).await["news_item"][0]["url"].as_str().unwrap().to_owned()
    };
    for (field, value, code) in [
        ("title", json!("字".repeat(64)), 0),
        ("title", json!("字".repeat(65)), 45003),
        ("title", json!(""), 41011),
        ("author", json!("字".repeat(17)), 45110),
        ("digest", json!("字".repeat(121)), 45004),
        ("content", json!(""), 44004),
        ("content", json!("x".repeat(1 << 20)), 45002),
        ("content", json!("x".repeat((1 << 20) - 1)), 0),
        ("content", json!("<mpvoice></mpvoice>"), 45166),
        ("content", json!(format!("<a href=\"{preview}\">前文</a>")), 45166),
        ("content", json!("<a href=\"https://mp.weixin.qq.com/s?__biz=a&tempkey=b\">前文</a>"), 45166),
        ("content", json!("<a href=\"https://mp.weixin.qq.com/s/abc\">前文</a>"), 0),
        ("content_source_url", json!("www.example.com"), 0),
        ("content_source_url", json!("http://intranet/a"), 0),
        ("content_source_url", json!("https://[2001:db8::1]/a"), 0),
        ("content_source_url", json!("not a link"), 41039),
        ("content_source_url", json!(format!("http://a.cn/{}", "x".repeat(1024))), 45005),
        ("thumb_media_id", json!(""), 40007),
        ("thumb_media_id", json!("unknown"), 40007),
        ("thumb_media_id", temporary, 40007),
        ("thumb_media_id", dot, 53402),
        ("pic_crop_235_1", json!("0_0_1_1"), 0),
        ("pic_crop_1_1", json!("0_0_1_1"), 53402),
        ("article_type", json!("film"), 40097),
    ] {
        let mut article = article(&cover);
        article[field] = value;
        let answer = world.draft(&token, &article).await;
        let shown: String = article[field].to_string().chars().take(60).collect();
        assert_eq!(errcode(&answer), code, "{field} {shown}");
    }
    for (articles, code) in [
        (json!([]), 44003),
        (json!({}), 44003),
        (json!([1]), 44003),
        (Value::Null, 44003),
        (json!(vec![article(&cover); 8]), 0),
        (json!(vec![article(&cover); 9]), 45008),
    ] {
        let answer = world.call(&token, "draft/add", &json!({"articles": articles})).await;
        assert_eq!(errcode(&answer), code, "{articles}");
    }
}

#[tokio::test]
async fn long_contents_are_warned_about_or_refused() {
    let world = World::start().await;
    let token = world.token().await;
    let mut article = article(&world.cover(&token).await);
    article["content"] = "字".repeat(20_000).into();
    assert_eq!(errcode(&world.draft(&token, &article).await), 0);
    let warning = world.journal().await.last().unwrap()["warnings"][0].clone();
    assert!(warning.as_str().unwrap().contains("20000"), "{warning}");
    world.patch_account(DEFAULT_APPID, &json!({"strict_content": true})).await;
    assert_eq!(errcode(&world.draft(&token, &article).await), 45002);
}

#[tokio::test]
async fn an_update_replaces_one_article_by_position() {
    let world = World::start().await;
    let token = world.token().await;
    let cover = world.cover(&token).await;
    let articles = json!({"articles": [article(&cover), article(&cover)]});
    let media_id = world.call(&token, "draft/add", &articles).await["media_id"].clone();
    let before = read(&world, &token, &media_id).await;
    let mut new = article(&cover);
    new["title"] = "新题".into();
    let update = async |index: Value, articles: &Value| {
        errcode(
            &world
                .call(
                    &token,
                    "draft/update",
                    &json!({"media_id": media_id, "index": index, "articles": articles}),
                )
                .await,
        )
    };
    world.advance(60).await;
    assert_eq!(update(json!(1), &new).await, 0);
    assert_eq!(update(json!("1"), &new).await, 0);
    assert_eq!(update(json!(2), &new).await, 40114);
    assert_eq!(update(json!(-1), &new).await, 40114);
    assert_eq!(update(json!(0), &json!([new])).await, 47001);
    let mut coverless = new.clone();
    coverless.as_object_mut().unwrap().remove("thumb_media_id");
    assert_eq!(update(json!(0), &coverless).await, 40007);

    let after = read(&world, &token, &media_id).await;
    assert_eq!(
        (&after["news_item"][0]["title"], &after["news_item"][1]["title"]),
        (&json!("秋天的公园"), &json!("新题"))
    );
    assert_eq!(after["news_item"][1]["url"], before["news_item"][1]["url"]);
    assert_eq!(after["create_time"], before["create_time"]);
    assert!(after["update_time"].as_i64() >= before["update_time"].as_i64().map(|time| time + 60));
}

#[tokio::test]
async fn drafts_are_listed_newest_first_counted_and_deleted() {
    let world = World::start().await;
    let token = world.token().await;
    let cover = world.cover(&token).await;
    let mut ids = Vec::new();
    for title in ["一", "二", "三"] {
        let mut article = article(&cover);
        article["title"] = title.into();
        ids.push(world.draft(&token, &article).await["media_id"].clone());
    }
    let page = world.call(&token, "draft/batchget", &json!({"offset": 0, "count": 2, "no_content": 1})).await;
    assert_eq!((&page["total_count"], &page["item_count"]), (&json!(3), &json!(2)));
    assert_eq!(page["item"][0]["media_id"], ids[2]);
    let content = &page["item"][0]["content"];
    assert_eq!(
        (&content["news_item"][0]["content"], &content["news_item"][0]["title"]),
        (&Value::Null, &json!("三"))
    );
    assert_eq!(page["item"][0]["update_time"], content["update_time"]);

    assert_eq!(errcode(&world.call(&token, "draft/delete", &json!({"media_id": ids[0]})).await), 0);
    assert_eq!(errcode(&world.call(&token, "draft/delete", &json!({"media_id": ids[0]})).await), 40007);
    let count = world.get(&format!("/cgi-bin/draft/count?access_token={token}")).await;
    assert_eq!(count, json!({"total_count": 2}));
    let switch =
        world.post(&format!("/cgi-bin/draft/switch?checkonly=1&access_token={token}"), &json!({})).await;
    assert_eq!(switch["is_open"], 1);
}

#[tokio::test]
async fn a_newspic_is_made_of_pictures() {
    let world = World::start().await;
    let token = world.token().await;
    let cover = world.cover(&token).await;
    let newspic = |images: Vec<Value>, content: String| json!({"article_type": "newspic", "title": "贴图", "content": content, "image_info": {"image_list": images}});
    let image = json!({"image_media_id": cover});
    let added = world.draft(&token, &newspic(vec![image.clone(); 20], "今天的天空".to_owned())).await;
    let item = read(&world, &token, &added["media_id"]).await["news_item"][0].clone();
    assert_eq!(item["article_type"], "newspic");
    assert_eq!(item["image_info"]["image_list"].as_array().unwrap().len(), 20);
    assert_eq!((&item["thumb_media_id"], &item["digest"]), (&json!(cover), &json!("今天的天空")));
    for (images, content, code) in [
        (vec![], "文".to_owned(), 41026),
        (vec![image.clone(); 21], "文".to_owned(), 40215),
        (vec![json!({"image_media_id": "unknown"})], "文".to_owned(), 40007),
        (vec![image], "字".repeat(1001), 45166),
    ] {
        assert_eq!(errcode(&world.draft(&token, &newspic(images, content)).await), code);
    }
}

#[tokio::test]
async fn a_cover_of_another_account_is_unknown() {
    let world = World::start().await;
    let token = world.token().await;
    let cover = world.cover(&token).await;
    let other: Value = world.control("accounts", &json!({})).await.json().await.unwrap();
    let answer = world.token_of(other["appid"].as_str().unwrap(), other["secret"].as_str().unwrap()).await;
    let answer = world.draft(answer["access_token"].as_str().unwrap(), &article(&cover)).await;
    assert_eq!(errcode(&answer), 40007);
}

#[tokio::test]
async fn every_article_keeps_the_digest_it_came_with() {
    let world = World::start().await;
    let token = world.token().await;
    let cover = world.cover(&token).await;
    let with_digest = |digest: &str| {
        let mut article = article(&cover);
        article["digest"] = digest.into();
        article
    };
    let articles = json!({"articles": [with_digest("摘要一"), with_digest("摘要二"), with_digest("")]});
    let media_id = world.call(&token, "draft/add", &articles).await["media_id"].clone();
    let digests = async || -> Vec<Value> {
        let draft = read(&world, &token, &media_id).await;
        draft["news_item"].as_array().unwrap().iter().map(|item| item["digest"].clone()).collect()
    };
    assert_eq!(digests().await, ["摘要一", "摘要二", "第一段"]);
    let update = json!({"media_id": media_id, "index": null, "articles": with_digest("新摘要")});
    assert_eq!(errcode(&world.call(&token, "draft/update", &update).await), 0);
    assert_eq!(digests().await, ["新摘要", "摘要二", "第一段"]);
}

#[tokio::test]
async fn flags_come_in_words_too_and_left_out_crops_are_filled() {
    let world = World::start().await;
    let token = world.token().await;
    let mut article = article(&world.cover(&token).await);
    article["need_open_comment"] = "true".into();
    article["only_fans_can_comment"] = "false".into();
    article["show_cover_pic"] = 1.into();
    article["pic_crop_235_1"] = "0_0_1_1".into();
    let media_id = world.draft(&token, &article).await["media_id"].clone();
    let item = read(&world, &token, &media_id).await["news_item"][0].clone();
    assert_eq!((&item["need_open_comment"], &item["only_fans_can_comment"]), (&json!(1), &json!(0)));
    assert_eq!(item["show_cover_pic"], 0, "drafts ignore it");
    let crops = item["cover_info"]["crop_percent_list"].as_array().unwrap();
    let ratios: Vec<_> = crops.iter().map(|crop| crop["ratio"].clone()).collect();
    assert_eq!(ratios, ["2.35_1", "1_1"]);
}

#[tokio::test]
async fn a_product_goes_into_drafts_by_its_key() {
    let world = World::start().await;
    let token = world.token().await;
    let path = format!("/channels/ec/service/product/getcardinfo?access_token={token}");
    let card = async |product_id: &str, article_type: &str, card_type: u8| {
        let body = json!({"product_id": product_id, "article_type": article_type, "card_type": card_type});
        world.post(&path, &body).await
    };
    assert_eq!(errcode(&card("none", "news", 0).await), 10_170_001);
    assert_eq!(errcode(&card("1000", "film", 0).await), 10_170_002);
    assert_eq!(errcode(&card("1000", "news", 3).await), 10_170_003);
    assert_eq!(errcode(&card("1000", "newspic", 0).await), 10_170_003);
    assert_eq!(card("1000", "newspic", 3).await["DOM"], Value::Null);
    let good = card("1000", "news", 1).await;
    let mut article = article(&world.cover(&token).await);
    article["content"] = format!("<p>文</p>{}", good["DOM"].as_str().unwrap()).into();
    for (product_key, code) in [(&good["product_key"], 0), (&json!("1000-1.guessed"), 53405)] {
        article["product_info"] = json!({"footer_product_info": {"product_key": product_key}});
        let added = world.draft(&token, &article).await;
        assert_eq!(errcode(&added), code, "{product_key}");
        if code == 0 {
            let item = read(&world, &token, &added["media_id"]).await["news_item"][0].clone();
            assert_eq!(item["product_info"], article["product_info"]);
        }
    }
}

#[tokio::test]
async fn uploaded_news_goes_into_the_draft_box() {
    let world = World::start().await;
    let token = world.token().await;
    let body = json!({"articles": [article(&world.cover(&token).await)]}).to_string();
    let response = world.post_raw(&format!("/cgi-bin/media/uploadnews?access_token={token}"), body).await;
    assert_eq!(response.headers()["content-type"], "text/plain");
    let answer: Value = response.json().await.unwrap();
    assert_eq!((&answer["type"], &answer["item"]), (&json!("news"), &json!([])));
    assert!(answer["created_at"].is_i64());
    assert_eq!(read(&world, &token, &answer["media_id"]).await["news_item"][0]["title"], "秋天的公园");
}
