//! What articles of the 媒体API show beside texts and pictures: own videos, mini-programs, links to the App Store.

use reqwest::Method;
use rstest::rstest;
use serde_json::json;
use wxpress_testkit::picture;

use crate::calls::{Answer, Calls as _};
use crate::films::film;
use crate::scene::{APPID, Database, SECRET, Scene};

impl Scene {
    /// A video that is a material; its review is still to come.
    async fn video(&self) -> (String, String) {
        let upload = self.shoot(&film(1, 1)).await;
        let text = |name: &str| upload[name].as_str().unwrap().to_owned();
        (text("mediaId"), text("vid"))
    }
}

fn iframe(vid: &str) -> String {
    format!(
        "<iframe class=\"video_iframe rich_pages\" data-vidtype=\"2\" data-mpvid=\"{vid}\" allowfullscreen=\"\" \
         frameborder=\"0\" data-src=\"https://mp.weixin.qq.com/mp/readtemplate?t=pages/video_player_tmpl\
         &action=mpvideo&auto=0&mpvid={vid}\"></iframe>"
    )
}

#[tokio::test]
async fn a_video_is_shown_once_its_review_has_passed() {
    let scene = Scene::studio(Database::Sqlite).await;
    scene.sandbox.control(Method::POST, "clock", json!({"stop": true})).await;
    let (media_id, vid) = scene.video().await;
    let named =
        scene.piece("content", format!("<p>片</p><video data-media-id=\"{media_id}\"></video>")).await;
    let framed = scene.piece("content", format!("<p>片</p>{}", iframe(&vid))).await;
    scene.clear_journal().await;
    for article in [&named, &framed] {
        for (language, words) in [("zh", "还不能放进文章"), ("en", "cannot be shown")] {
            let request = scene.gateway.request(Method::POST, "/partner/article").json(article);
            let refused = Answer::to(request.header("accept-language", language)).await;
            assert_eq!(refused.failure(), (409, "video_not_ready"));
            let error = refused.field("error").as_str().unwrap();
            assert!(
                error.contains(words) && error.contains(&media_id) && error.contains("transing"),
                "{error}"
            );
        }
    }
    assert_eq!(scene.calls_of("publish/uploadnews").await, 0);

    scene.advance(1).await;
    scene.advance(1).await;
    for article in [named, framed] {
        let uploaded = scene.uploaded(article.clone()).await;
        let page = scene.preview(&uploaded).await;
        assert!(page.contains(&iframe(&vid)), "{page}");
        let route = format!("/partner/article/{uploaded}");
        scene.gateway.put(&route, article).await.data();
        assert!(scene.preview(&uploaded).await.contains(&iframe(&vid)));
    }
}

#[rstest]
#[case(2)]
#[case(5)]
#[case(9)]
#[case(10)]
#[tokio::test]
async fn a_video_that_did_not_pass_is_never_shown(#[case] outcome: u8) {
    let scene = Scene::studio(Database::Sqlite).await;
    scene.change_account(APPID, json!({"video_outcomes": [outcome]})).await;
    let (media_id, vid) = scene.video().await;
    scene.advance(10).await;
    for content in [format!("<video data-media-id=\"{media_id}\"></video>"), iframe(&vid)] {
        let refused = scene.gateway.post("/partner/article", scene.piece("content", content).await).await;
        assert_eq!(refused.failure(), (409, "video_not_ready"));
    }
    assert_eq!(scene.calls_of("publish/uploadnews").await, 0);
}

#[tokio::test]
async fn videos_of_others_are_refused_by_the_platform() {
    let other = "wx00000000000000bb";
    let sandbox = crate::films::studio().account(&format!("{other}:{SECRET}"));
    let scene = Scene::around(sandbox, Database::Sqlite).await;
    scene.store_account().await;
    let (media_id, vid) = scene.video().await;
    scene.advance(10).await;
    let account = format!("?appid={other}&secret={SECRET}");
    let cover =
        scene.gateway.upload(&format!("/upload/thumb{account}"), picture::jpeg(90, 90)).await.flat_data();
    let post = async |content: String| {
        let article = json!({"title": "t", "content": content, "thumbMediaId": cover["mediaId"]});
        scene.gateway.post(&format!("/partner/article{account}"), article).await
    };
    let refused = post(iframe(&vid)).await;
    assert_eq!((refused.failure(), refused.field("errcode")), ((400, "refused_by_wechat"), &json!(40218)));
    let unknown = post(format!("<video data-media-id=\"{media_id}\"></video>")).await;
    assert_eq!(unknown.field("errcode"), &json!(900_140));
}

/// A mini-program's card with these attributes beside its target.
fn card(attributes: &str) -> String {
    format!(
        "<mp-miniprogram data-miniprogram-appid=\"wx123123123\" data-miniprogram-path=\"pages/index/index\" \
         {attributes}></mp-miniprogram>"
    )
}

#[tokio::test]
async fn mini_programs_are_cards_texts_and_pictures() {
    let scene = Scene::studio(Database::Sqlite).await;
    let picture = scene.gateway.upload("/upload/content-image", picture::jpeg(1080, 864)).await.flat_data();
    let url = picture["url"].as_str().unwrap();
    let target = "data-miniprogram-appid=\"wx123123123\" data-miniprogram-path=\"pages/index/index\"";
    let title = format!("data-miniprogram-title=\"{}\"", "题".repeat(35));
    for content in [
        card(&format!("{title} data-miniprogram-imageurl=\"{url}\"")),
        // As the document's sample spells it.
        card(&format!("{title} data-progarm-imageurl=\"{url}\"")),
        format!("<p><a {target} href=\"\">点击文字跳转小程序</a></p>"),
        format!("<p><a {target} href=\"\">点击文字跳转小程序</p>"),
        format!("<p><a {target} href=\"\"><img data-src=\"{url}\"></a></p>"),
    ] {
        let media_id = scene.uploaded(scene.piece("content", content.as_str()).await).await;
        assert!(scene.preview(&media_id).await.contains(target), "{content}");
    }
    let too_long = format!("data-miniprogram-title=\"{}\"", "题".repeat(36));
    let article = scene.article().await;
    scene.clear_journal().await;
    for (content, problem) in [
        (card(&format!("{too_long} data-miniprogram-imageurl=\"{url}\"")), "36 > 35"),
        (card(&format!("data-miniprogram-imageurl=\"{url}\"")), "data-miniprogram-title"),
        (card(&title), "data-miniprogram-imageurl"),
        (
            card(&format!("{title} data-miniprogram-imageurl=\"http://mmbizqbic.cn/demo.jpg\"")),
            "mmbizqbic.cn",
        ),
        ("<a data-miniprogram-appid=\"wx1\" href=\"\">x</a>".to_owned(), "data-miniprogram-path"),
        (
            "<mp-miniprogram data-miniprogram-path=\"a\"></mp-miniprogram>".to_owned(),
            "data-miniprogram-appid",
        ),
    ] {
        let mut article = article.clone();
        article["content"] = json!(content);
        for (language, words) in [("zh", "小程序"), ("en", "mini-program")] {
            let request = scene.gateway.request(Method::POST, "/partner/article").json(&article);
            let refused = Answer::to(request.header("accept-language", language)).await;
            assert_eq!(refused.failure(), (400, "invalid_mini_program"), "{content}");
            let error = refused.field("error").as_str().unwrap();
            assert!(error.contains(words) && error.contains(problem), "{error}");
        }
    }
    assert_eq!(scene.journal().await, Vec::<String>::new());
}

#[rstest]
#[case("https://apps.apple.com/cn/app/id1", &["app_store_link"])]
#[case("http://itunes.es/x", &["app_store_link"])]
#[case("http://itunes.es/x#wechat_redirect", &[])]
#[case("http://appsto.re/cn/x.i#wechat_redirect", &[])]
#[case("https://example.com/", &[])]
#[tokio::test]
async fn links_to_the_app_store_want_their_short_form(#[case] url: &str, #[case] warnings: &[&str]) {
    let scene = Scene::studio(Database::Sqlite).await;
    let uploaded = scene.gateway.post("/partner/article", scene.piece("contentSourceUrl", url).await).await;
    assert_eq!(uploaded.warnings(), warnings);
    uploaded.data();
}
