//! What the API takes out of contents, and tells of it.

use serde_json::{Value, json};
use wxpress_sandbox::DEFAULT_APPID;

use crate::world::{World, article, errcode, jpeg};

/// A sandbox with a token and an article that can be sent.
struct Writer {
    world: World,
    token: String,
    article: Value,
}

impl Writer {
    async fn start() -> Self {
        let world = World::start().await;
        let token = world.token().await;
        let article = article(&world.cover(&token).await);
        Self { world, token, article }
    }

    fn with(&self, content: &str) -> Value {
        let mut article = self.article.clone();
        article["content"] = content.into();
        article
    }

    async fn add(&self, content: &str) -> Value {
        self.world.draft(&self.token, &self.with(content)).await
    }

    /// What was stored of a content, and the rules that struck.
    async fn stored(&self, content: &str) -> (String, Vec<String>) {
        let media_id = self.add(content).await["media_id"].as_str().unwrap().to_owned();
        let draft = self.world.call(&self.token, "draft/get", &json!({"media_id": media_id})).await;
        let log = self.world.get(&format!("/_sandbox/filter?media_id={media_id}")).await;
        let rules =
            log[0]["findings"].as_array().unwrap().iter().map(|one| one["rule"].as_str().unwrap().to_owned());
        (draft["news_item"][0]["content"].as_str().unwrap().to_owned(), rules.collect())
    }

    async fn set(&self, change: &Value) {
        assert!(self.world.patch_account(DEFAULT_APPID, change).await.status().is_success(), "{change}");
    }

    async fn picture(&self, call: &str) -> String {
        let answer = self.world.upload(&self.token, call, "a.jpg", jpeg(30, 20)).await;
        answer["url"].as_str().unwrap().to_owned()
    }
}

#[tokio::test]
async fn a_clean_content_has_no_findings_and_they_are_kept_by_article() {
    let writer = Writer::start().await;
    let clean = "<section class=\"a\" style=\"color:red;position:relative\"><p>一</p>\n<ul><li>二</li></ul></section>";
    assert_eq!(writer.stored(clean).await, (clean.to_owned(), vec![]));

    let dirty = "<p id=\"a\">一</p><p id=\"a\" style=\"position:fixed\">二</p><form>三</form>";
    let body = json!({"articles": [writer.with(clean), writer.with(dirty)]});
    let media_id = writer.world.call(&writer.token, "draft/add", &body).await["media_id"].clone();
    let path = format!("/_sandbox/filter?media_id={}", media_id.as_str().unwrap());
    let log = writer.world.get(&path).await;
    assert_eq!((&log[0]["index"], &log[0]["findings"]), (&json!(0), &json!([])));
    assert_eq!(
        (&log[1]["index"], &log[1]["stage"], &log[1]["left_out"]),
        (&json!(1), &json!("api"), &json!(0))
    );
    let findings = json!([
        {"rule": "ids", "element": "p", "attribute": "id", "detail": "a", "occurrences": 2},
        {"rule": "positions", "element": "p", "attribute": "style", "detail": "position:fixed", "occurrences": 1},
        {"rule": "removed_elements", "element": "form", "detail": "", "occurrences": 1},
    ]);
    assert_eq!(log[1]["findings"], findings);

    let update =
        json!({"media_id": media_id, "index": 1, "articles": writer.with("<p onclick=\"x\">一</p>")});
    assert_eq!(errcode(&writer.world.call(&writer.token, "draft/update", &update).await), 0);
    let log = writer.world.get(&path).await;
    assert_eq!((&log[2]["index"], &log[2]["findings"][0]["rule"]), (&json!(1), &json!("event_handlers")));
}

#[tokio::test]
async fn links_out_need_wechat_pay() {
    let writer = Writer::start().await;
    let out = "<p>见<a href=\"https://example.com/\">此处</a></p>";
    let to_article = "<p>见<a href=\"https://mp.weixin.qq.com/s/abc\">前文</a></p>";
    assert_eq!(writer.stored(out).await, (out.to_owned(), vec![]), "a verified service account has it");
    writer.set(&json!({"wechat_pay": false})).await;
    assert_eq!(writer.stored(out).await, ("<p>见此处</p>".to_owned(), vec!["links".to_owned()]));
    assert_eq!(writer.stored(to_article).await, (to_article.to_owned(), vec![]));
    writer.set(&json!({"content_rules_off": ["links"]})).await;
    assert_eq!(writer.stored(out).await, (out.to_owned(), vec![]));
}

#[tokio::test]
async fn pictures_of_another_account_are_refused_from_its_articles() {
    let writer = Writer::start().await;
    let (body, material) =
        (writer.picture("media/uploadimg").await, writer.picture("material/add_material?type=image").await);
    writer.world.control("accounts", &json!({"appid": "wxother", "secret": "s"})).await;
    let token = writer.world.token_of("wxother", "s").await["access_token"].as_str().unwrap().to_owned();
    let cover = writer.world.cover(&token).await;
    let read_back = body.replace("/0?from=appmsg", "/640?wx_fmt=jpeg&from=appmsg");
    for (url, code) in [(&body, 45166), (&read_back, 45166), (&material, 0)] {
        let html = format!("<img src=\"{url}\">");
        assert_eq!(errcode(&writer.add(&html).await), 0, "{url}");
        let mut article = writer.with(&html);
        article["thumb_media_id"] = cover.as_str().into();
        assert_eq!(errcode(&writer.world.draft(&token, &article).await), code, "{url}");
    }
}

#[tokio::test]
async fn cards_show_material_and_contents_are_fragments() {
    let writer = Writer::start().await;
    let card = |url: &str| {
        format!(
            "<mp-miniprogram data-miniprogram-appid=\"wx1\" data-miniprogram-imageurl=\"{url}\"></mp-miniprogram>"
        )
    };
    let (body, material) =
        (writer.picture("media/uploadimg").await, writer.picture("material/add_material?type=image").await);
    let document = "<html><body><p>一</p></body></html>".to_owned();
    for (content, rule, code) in [
        (card(&material), None, 0),
        (card(&body), Some("miniprogram_pictures"), 45166),
        (card("https://example.com/a.jpg"), Some("miniprogram_pictures"), 45166),
        (document, Some("whole_documents"), 47001),
        ("<mpvoice></mpvoice>".to_owned(), Some("voices"), 45166),
        ("<a href=\"https://mp.weixin.qq.com/s?tempkey=a\">一</a>".to_owned(), Some("preview_links"), 45166),
    ] {
        assert_eq!(errcode(&writer.add(&content).await), code, "{content}");
        writer.set(&json!({"content_rules_off": rule.into_iter().collect::<Vec<_>>()})).await;
        assert_eq!(errcode(&writer.add(&content).await), 0, "{content}");
        writer.set(&json!({"content_rules_off": []})).await;
    }
    let odd = json!({"content_rules_off": ["manners"]});
    assert_eq!(writer.world.patch_account(DEFAULT_APPID, &odd).await.status(), 400);
    writer.set(&json!({"unsupported_tags_refused": true})).await;
    assert_eq!(errcode(&writer.add("<p>一</p><form>二</form>").await), 45166);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_content_is_filtered_beside_other_calls() {
    let writer = Writer::start().await;
    let long = "<p style=\"position:fixed;color:red\">一</p>".repeat(5000);
    let (stored, rules) = writer.stored(&long).await;
    assert_eq!((stored, rules), ("<p style=\"color:red\">一</p>".repeat(5000), vec!["positions".to_owned()]));
}
