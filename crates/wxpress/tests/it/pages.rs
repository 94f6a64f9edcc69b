//! What a person sees who opens the links: the published article and the draft's preview in Chromium.

use std::path::{Path, PathBuf};

use rstest::rstest;
use serde_json::{Value, json};
use wxpress_testkit::{Browser, BrowserBuilder};

use crate::calls::Calls as _;
use crate::films::film;
use crate::scene::{Database, Scene, until};

fn example(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/article").join(name)
}

/// The example article in the draft box; its head, and the draft.
async fn example_draft(scene: &Scene) -> (Value, Value) {
    let head: Value = serde_json::from_slice(&std::fs::read(example("article.json")).unwrap()).unwrap();
    let mut html = std::fs::read_to_string(example("article.html")).unwrap();
    for entry in std::fs::read_dir(example("images")).unwrap() {
        let file = entry.unwrap().file_name().into_string().unwrap();
        let path = format!("images/{file}");
        let uploaded = scene.gateway.upload("/upload/image", std::fs::read(example(&path)).unwrap()).await;
        html = html.replace(&path, uploaded.flat_data()["url"].as_str().unwrap());
    }
    let cover = scene.gateway.upload("/upload/thumb", std::fs::read(example("cover.jpg")).unwrap()).await;
    let article = json!({"title": head["title"], "author": head["author"], "digest": head["digest"], "content": html,
        "thumbMediaId": cover.flat_data()["mediaId"]});
    let created = scene.gateway.post("/draft/create", article).await;
    assert_eq!(created.warnings(), Vec::<&str>::new());
    (head, created.flat_data())
}

/// The published article's address.
async fn publish(scene: &Scene, draft: &Value) -> String {
    let route = format!("/draft/{}/publish", draft["mediaId"].as_str().unwrap());
    let submitted = scene.gateway.post(&route, json!({})).await.data();
    let route = format!("/published/status/{}", submitted["publishId"].as_str().unwrap());
    until("it is published", async || {
        scene.gateway.get(&route).await.data()["articles"][0]["url"].as_str().map(str::to_owned)
    })
    .await
}

/// The widths of all pictures once they have loaded, those for later included.
const PICTURES: &str = "
    const pictures = [...document.images];
    pictures.forEach(picture => { picture.loading = 'eager'; });
    return Promise.all(pictures.map(picture => picture.decode().catch(() => {})))
        .then(() => pictures.map(picture => picture.naturalWidth));";

/// The worst contrast of any text with what lies behind it, by the formula of WCAG 2, and that text.
const CONTRAST: &str = "
    const parse = colour => colour.match(/[\\d.]+/g).map(Number);
    const channel = value => value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4;
    const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
    const over = ([r, g, b, a = 1], under) => [r, g, b].map((value, at) => value * a + under[at] * (1 - a));
    const canvas = matchMedia('(prefers-color-scheme: dark)').matches ? [18, 18, 18] : [255, 255, 255];
    const behind = element =>
        element ? over(parse(getComputedStyle(element).backgroundColor), behind(element.parentElement)) : canvas;
    let worst = [21, ''];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const element = texts.currentNode.parentElement;
        if (!texts.currentNode.data.trim() || !element.getClientRects().length) continue;
        const back = behind(element);
        const pair = [light(over(parse(getComputedStyle(element).color), back)), light(back)].sort((a, b) => b - a);
        const contrast = (pair[0] + 0.05) / (pair[1] + 0.05);
        if (contrast < worst[0]) worst = [contrast, texts.currentNode.data.trim().slice(0, 40)];
    }
    return worst;";

async fn look(browser: &Browser, head: &Value, pictures: usize) {
    let text = browser.evaluate("return document.body.innerText").await;
    for name in ["title", "author"] {
        assert!(text.as_str().unwrap().contains(head[name].as_str().unwrap()), "no {name} in {text}");
    }
    let widths = browser.evaluate(PICTURES).await;
    let widths = widths.as_array().unwrap();
    assert!(widths.len() >= pictures && widths.iter().all(|width| width.as_u64() > Some(0)), "{widths:?}");
    let overflow = browser.evaluate("return document.documentElement.scrollWidth - innerWidth").await;
    assert!(overflow.as_i64().unwrap() <= 0, "it scrolls sideways by {overflow}");
    let worst = browser.evaluate(CONTRAST).await;
    assert!(worst[0].as_f64().unwrap() >= 4.0, "{worst} is not legible");
}

#[rstest]
#[case(Browser::builder())]
#[case(Browser::builder().dark())]
#[case(Browser::builder().phone())]
#[case(Browser::builder().phone().dark())]
#[tokio::test]
async fn draft_and_article_show_all_that_they_hold(#[case] screen: BrowserBuilder) {
    let scene = Scene::with_account(Database::Sqlite).await;
    let pictures = std::fs::read_dir(example("images")).unwrap().count();
    let (head, draft) = example_draft(&scene).await;
    let browser = screen.open(draft["previewUrl"].as_str().unwrap()).await;
    look(&browser, &head, pictures).await;
    browser.goto(&publish(&scene, &draft).await).await;
    look(&browser, &head, pictures).await;
    browser.close().await;
}

#[tokio::test]
async fn an_unsubmitted_article_is_previewed_on_the_admin_site() {
    let scene = Scene::studio(Database::Sqlite).await;
    let video = scene.shoot(&film(1, 1)).await;
    scene.advance(5).await;
    let (media_id, vid) = (video["mediaId"].as_str().unwrap(), video["vid"].as_str().unwrap());
    let mut article = scene.article().await;
    article["title"] = json!("未提交的文章");
    article["content"] = json!(format!("<p>第一段正文</p><video data-media-id=\"{media_id}\"></video>"));
    scene.gateway.post("/partner/article", article).await.data();

    let browser = Browser::open(&format!("{}/_sandbox/partner", scene.sandbox.url())).await;
    let text = "return document.body.innerText";
    let list = browser.evaluate(text).await;
    assert!(
        list.as_str().unwrap().contains("未提交的文章") && list.as_str().unwrap().contains("未提交"),
        "{list}"
    );
    let preview = "return [...document.links].find(link => link.textContent.includes('未提交的文章')).href";
    let preview = browser.evaluate(preview).await;
    browser.goto(preview.as_str().unwrap()).await;
    let shown = browser.evaluate(text).await;
    let shown = shown.as_str().unwrap();
    assert!(shown.contains("未提交的文章") && shown.contains("第一段正文"), "{shown}");
    let frame = "
        const frame = document.querySelector('iframe.video_iframe');
        const place = frame.getBoundingClientRect();
        return [frame.dataset.mpvid, place.width > 100 && place.height > 50];";
    assert_eq!(browser.evaluate(frame).await, json!([vid, true]));
    browser.close().await;
}
