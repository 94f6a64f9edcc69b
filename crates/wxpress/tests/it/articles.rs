//! `/api/render`, `/api/lint` and `/api/themes`: articles without an account and without the platform.

use std::time::{Duration, Instant};

use reqwest::Method;
use rstest::rstest;
use serde_json::{Value, json};
use wxpress_testkit::Gateway;

use crate::calls::{Answer, Calls as _};
use crate::scene::bin;

const ARTICLE: &str = "---\ntitle: 秋天的公园\nauthor: 小林\ncover: images/cover.jpg\n---\n\n# 秋天的公园\n\n\
                       **银杏**黄了，[网站](https://example.com/park)。\n\n![湖](images/lake.png)\n";

/// Nobody serves the platform's API there: what is asked of it would fail.
async fn gateway() -> Gateway {
    Gateway::builder(bin()).wechat_url("http://127.0.0.1:9").start().await
}

/// The codes of the findings of a view.
fn codes(view: &Value) -> Vec<&str> {
    view["findings"].as_array().unwrap().iter().map(|finding| finding["code"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn markdown_becomes_html_and_all_that_is_known_of_it() {
    let view = gateway().await.post("/render", json!({"content": ARTICLE})).await.data();
    let html = view["html"].as_str().unwrap();
    assert!(
        html.contains("银杏") && html.contains("style=\"") && html.contains("src=\"images/lake.png\""),
        "{html}"
    );
    assert!(!html.contains("<h1"), "the title is not shown twice: {html}");
    assert_eq!((&view["title"], &view["author"]), (&"秋天的公园".into(), &"小林".into()));
    assert!(view["digest"].as_str().unwrap().starts_with("银杏黄了"), "{view}");
    assert_eq!((&view["cover"], &view["thumbMediaId"]), (&"images/cover.jpg".into(), &Value::Null));
    assert_eq!(view["coverCandidate"], json!({"kind": "file", "source": "images/lake.png"}));
    let image = json!({"kind": "file", "source": "images/lake.png", "alt": "湖", "line": 11});
    assert_eq!(view["images"], json!([image]));
    assert!(view["words"].as_u64().unwrap() > 5 && view["minutes"] == 1, "{view}");
    assert_eq!(view["characters"], html.chars().count());
    assert_eq!(view["bytes"], html.len());
}

#[tokio::test]
async fn findings_say_what_where_and_what_to_do_in_the_language_of_the_caller() {
    let gateway = gateway().await;
    let text = json!({"markdown": "# t\n\n[a](javascript:b) [c](javascript:b)"});
    let told = async |language: &str| {
        let request = gateway.request(Method::POST, "/lint").header("accept-language", language).json(&text);
        Answer::to(request).await.data()
    };
    let lint = told("en").await;
    assert_eq!((&lint["errors"], &lint["warnings"]), (&0.into(), &1.into()), "{lint}");
    let finding =
        &lint["findings"].as_array().unwrap().iter().find(|one| one["code"] == "WX-LINK-002").unwrap();
    assert_eq!(
        (&finding["severity"], &finding["line"], &finding["times"]),
        (&"warning".into(), &3.into(), &2.into())
    );
    assert!(finding["message"].as_str().unwrap().ends_with(": javascript:b"), "{finding}");
    assert!(finding["message"].as_str().unwrap().is_ascii() && finding["fix"].as_str().unwrap().is_ascii());
    assert_eq!(finding["source"], "html-compat.md D8");
    let chinese = told("zh-CN").await;
    assert!(!chinese["findings"][0]["message"].as_str().unwrap().is_ascii(), "{chinese}");
    let rendered = gateway.post("/render", text).await.data();
    assert_eq!(rendered["findings"], chinese["findings"]);
}

#[tokio::test]
async fn errors_of_the_article_are_findings() {
    let gateway = gateway().await;
    let lint = gateway.post("/lint", json!({"html": "<p>没有标题</p>"})).await.data();
    assert_eq!((&lint["errors"], codes(&lint).first()), (&1.into(), Some(&"WX-META-007")));
    let long = "长文。".repeat(300_000);
    let view = gateway.post("/render", json!({"content": long, "title": "t"})).await.data();
    assert!(codes(&view).contains(&"WX-INPUT-001"), "{:?}", codes(&view));
}

#[tokio::test]
async fn options_come_in_both_spellings_and_in_forms() {
    let gateway = gateway().await;
    let html = async |body: Value| {
        let view = gateway.post("/render", body).await.data();
        view["html"].as_str().unwrap().to_owned()
    };
    let plain = html(json!({"content": "# t\n\n正文"})).await;
    let loose = html(json!({"content": "# t\n\n正文", "line_height": "2.5", "size": "18px"})).await;
    assert!(loose.contains("line-height:2.5") && loose.contains("font-size:18px"), "{loose}");
    assert_eq!(html(json!({"content": "# t\n\n正文", "lineHeight": 2.5, "size": 18})).await, loose);
    let themed = html(json!({"content": "# t\n\n正文", "theme": "ink"})).await;
    assert!(themed != plain && themed != loose);
    let form = gateway.request(Method::POST, "/render").form(&[("content", "# t\n\n正文"), ("theme", "ink")]);
    assert_eq!(Answer::to(form).await.data()["html"], themed);
    let styled = html(json!({"html": "<p>正文</p>", "title": "t", "css": "p { color: #123456 }"})).await;
    assert!(styled.contains("#123456"), "{styled}");
}

#[tokio::test]
async fn pictures_of_the_platform_are_known() {
    let gateway = gateway().await;
    let html = "<p><img src='https://mmbiz.qpic.cn/a/0'><img src='http://127.0.0.1:9/mmbiz_png/b/0'>\
                <img src='https://example.com/c.png'></p>";
    let view = gateway.post("/render", json!({"content": html, "format": "html", "title": "t"})).await.data();
    let kinds: Vec<_> =
        view["images"].as_array().unwrap().iter().map(|image| image["kind"].clone()).collect();
    assert_eq!(kinds, ["platform", "platform", "url"]);
}

#[rstest]
#[case(json!({}), 400, "exactly_one_of")]
#[case(json!({"content": ""}), 400, "exactly_one_of")]
#[case(json!({"markdown": "a", "html": "b"}), 400, "exactly_one_of")]
#[case(json!({"markdown": "a", "format": "html"}), 400, "at_most_one_of")]
#[case(json!({"content": {"text": "a"}}), 400, "invalid_field")]
#[case(json!({"content": "a", "format": "docx"}), 400, "invalid_field")]
#[case(json!({"content": "a", "theme": "nonsense"}), 400, "invalid_field")]
#[case(json!({"content": "a", "highlight": "nonsense"}), 400, "invalid_field")]
#[case(json!({"content": "a", "profile": "email"}), 400, "invalid_field")]
#[case(json!({"content": "a", "justify": "perhaps"}), 400, "invalid_field")]
#[case(json!({"content": "a", "size": 4}), 400, "out_of_range")]
#[case(json!({"content": "a", "budget": -1}), 400, "invalid_field")]
#[tokio::test]
async fn what_cannot_be_rendered_is_refused(#[case] body: Value, #[case] status: u16, #[case] code: &str) {
    let gateway = gateway().await;
    for route in ["/render", "/lint"] {
        assert_eq!(gateway.post(route, body.clone()).await.failure(), (status, code), "{route}");
    }
}

#[tokio::test]
async fn a_refused_word_comes_with_the_choices() {
    let gateway = gateway().await;
    let refused = gateway.post("/render", json!({"content": "a", "theme": "inky"})).await;
    let error = refused.field("error").as_str().unwrap().to_owned();
    assert!(error.contains("\"inky\"") && error.contains("default, ") && error.contains("ink"), "{error}");
}

#[tokio::test]
async fn large_pictures_may_lie_in_the_text() {
    let gateway = gateway().await;
    let picture = format!("data:image/png;base64,{}", "iVBORw0KGgo=".repeat(1 << 20));
    let view = gateway.post("/render", json!({"content": format!("# t\n\n![a]({picture})")})).await.data();
    assert_eq!(view["images"][0]["kind"], "data");
    assert_eq!(view["images"][0]["source"], "data:image/png;base64");
    assert!(view["html"].as_str().unwrap().contains(&picture));
    assert!(view["bytes"].as_u64().unwrap() < 10_000, "{}", view["bytes"]);

    let too_large = json!({"content": "x".repeat(21 << 20)});
    assert_eq!(gateway.post("/render", too_large).await.failure(), (413, "body_too_large"));
}

#[rstest]
#[case("[", "markdown")]
#[case("> ", "markdown")]
#[case("<div>", "html")]
#[tokio::test]
async fn a_hostile_text_is_answered_and_stops_nobody_else(#[case] piece: &str, #[case] format: &str) {
    let gateway = gateway().await;
    let text = piece.repeat((2 << 20) / piece.len() - 1);
    let started = Instant::now();
    let request = json!({"content": text, "format": format, "title": "t"});
    let (view, health) = tokio::join!(gateway.post("/lint", request), async {
        let asked = Instant::now();
        gateway.get("/themes").await.data();
        asked.elapsed()
    });
    view.data();
    assert!(started.elapsed() < Duration::from_secs(60), "{:?}", started.elapsed());
    assert!(health < Duration::from_secs(10), "{health:?}");
}

#[tokio::test]
async fn themes_are_listed_and_shown() {
    let gateway = gateway().await;
    let themes = gateway.get("/themes").await.data();
    let items = themes["items"].as_array().unwrap();
    assert!(items.len() >= 10 && items[0]["name"] == "default", "{themes}");
    let code_themes = themes["codeThemes"].as_array().unwrap();
    assert!(code_themes.len() >= 12 && code_themes.iter().any(|theme| theme["dark"] == true), "{themes}");
    for item in items {
        let name = item["name"].as_str().unwrap();
        let theme = gateway.get(&format!("/themes/{name}")).await.data();
        assert_eq!((&theme["title"], &theme["about"]), (&item["title"], &item["about"]));
        assert!(
            theme["css"].as_str().unwrap().contains('{')
                && theme["base"].as_str().unwrap().contains("#article")
        );
        assert!(
            theme["variables"].as_array().unwrap().iter().any(|one| one["name"] == "--primary"),
            "{name}"
        );
    }
    let english = gateway.request(Method::GET, "/themes").header("accept-language", "en");
    assert!(Answer::to(english).await.data()["items"][0]["about"].as_str().unwrap().is_ascii());
    let unknown = gateway.get("/themes/inky").await;
    assert_eq!(unknown.failure(), (404, "unknown_theme"));
    assert!(unknown.field("hint").as_str().unwrap().contains("ink"));
}
