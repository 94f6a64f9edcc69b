//! What articles of the 媒体API may hold besides texts and pictures: videos, mini-programs, links.

use serde_json::json;
use wxpress_sandbox::DEFAULT_APPID;

use crate::partner::Desk;
use crate::world::{errcode, jpeg};

#[tokio::test]
async fn an_article_shows_own_videos_that_have_passed() {
    let desk = Desk::start().await;
    let content = |vid: &str| {
        format!(
            "<p>片</p><iframe class=\"video_iframe rich_pages\" data-vidtype=\"2\" data-mpvid=\"{vid}\" \
             allowfullscreen=\"\" frameborder=\"0\" data-src=\"https://mp.weixin.qq.com/mp/readtemplate?\
             t=pages/video_player_tmpl&action=mpvideo&auto=0&mpvid={vid}\"></iframe>"
        )
    };
    let upload = async |vid: &str| desk.upload(&desk.article("content", content(vid))).await;
    assert_eq!(errcode(&upload("wxv_1084581467361148928").await), 40218);
    let vid = desk.video().await;
    assert_eq!(errcode(&upload(&vid).await), 48014, "transcoding");
    desk.world.advance(1).await;
    assert_eq!(errcode(&upload(&vid).await), 48014, "checking");
    desk.world.advance(1).await;
    let answer = upload(&vid).await;
    let page = desk.preview(&answer["media_id"]).await;
    assert!(page.contains(&content(&vid)), "the frame stays as it was sent: {page}");

    desk.world.patch_account(DEFAULT_APPID, &json!({"video_outcomes": [9]})).await;
    let banned = desk.video().await;
    desk.world.advance(2).await;
    assert_eq!(errcode(&upload(&banned).await), 48014);
    let mixed = content(&vid).replace(&format!("&mpvid={vid}"), &format!("&mpvid={banned}"));
    assert_eq!(errcode(&desk.upload(&desk.article("content", mixed)).await), 48014);
    let player = "<iframe src=\"https://v.qq.com/txp/iframe/player.html?vid=a\"></iframe><iframe src=\"//a.cn\"></iframe>";
    let answer = desk.upload(&desk.article("content", player)).await;
    assert!(desk.preview(&answer["media_id"]).await.contains("v.qq.com"));
    let removed = desk.world.get("/_sandbox/filter").await;
    assert_eq!(removed.as_array().unwrap().last().unwrap()["findings"][0]["rule"], "frames");

    desk.world.control("accounts", &json!({"appid": "wxother", "secret": "s"})).await;
    let token = desk.world.token_of("wxother", "s").await["access_token"].as_str().unwrap().to_owned();
    let cover = desk.world.cover(&token).await;
    let foreign = json!({"articles": [{"title": "题", "content": content(&vid), "thumb_media_id": cover}]});
    assert_eq!(errcode(&desk.world.call(&token, "publish/uploadnews", &foreign).await), 40218);
}

#[tokio::test]
async fn mini_programs_are_cards_texts_and_pictures() {
    let desk = Desk::start().await;
    let picture = async |width: u32, height: u32| {
        let bytes = jpeg(width, height);
        let answer = desk.world.upload(&desk.token, "media/uploadimg", "a.jpg", bytes).await;
        answer["url"].as_str().unwrap().to_owned()
    };
    let (fit, small) = (picture(1080, 864).await, picture(540, 432).await);
    let target = "data-miniprogram-appid=\"wx123123123\" data-miniprogram-path=\"pages/index/index\"";
    let title = "data-miniprogram-title=\"小程序示例\"";
    let card = |attributes: &str| format!("<mp-miniprogram {attributes}></mp-miniprogram>");
    for (content, code) in [
        (card(&format!("{target} {title} data-progarm-imageurl=\"{fit}\"")), 0),
        (card(&format!("{target} {title} data-miniprogram-imageurl=\"{fit}\"")), 0),
        (card(&format!("{target} {title} data-progarm-imageurl=\"http://mmbiz.qpic.cn/demo.jpg\"")), 0),
        (card(&format!("{target} {title} data-progarm-imageurl=\"{small}\"")), 45166),
        (card(&format!("{target} {title} data-progarm-imageurl=\"http://mmbizqbic.cn/demo.jpg\"")), 45166),
        (card(&format!("{target} {title}")), 45166),
        (card(&format!("{target} data-miniprogram-title=\"{}\"", "题".repeat(36))), 45166),
        (card(title), 45086),
        (card("data-miniprogram-appid=\"gh_1\""), 40166),
        (card("data-miniprogram-appid=\"wx1\""), 40165),
        // As the document has it, without an end.
        (format!("<p><a {target} href=\"\">点击文字跳转小程序</p>"), 0),
        (format!("<p><a {target} href=\"\"><img src=\"{fit}\"></a></p>"), 0),
        ("<a data-miniprogram-appid=\"wx1\" href=\"\">题</a>".to_owned(), 40165),
    ] {
        let answer = desk.upload(&desk.article("content", content.as_str())).await;
        assert_eq!(errcode(&answer), code, "{content}");
        if code == 0 {
            let page = desk.preview(&answer["media_id"]).await;
            assert!(page.contains("data-miniprogram-appid=\"wx123123123\""), "{page}");
        }
    }
}

#[tokio::test]
async fn links_need_wechat_pay() {
    let desk = Desk::start().await;
    let link = "<p>见<a href=\"https://example.com/\">此处</a></p>";
    let target = "data-miniprogram-appid=\"wx1\" data-miniprogram-path=\"a\"";
    let content = format!("{link}<p><a {target} href=\"\">小程序</a></p>");
    for (change, stays) in [
        (json!({}), true),
        (json!({"kind": "verified_subscription"}), false),
        (json!({"wechat_pay": true}), true),
        (json!({"kind": "verified_service", "wechat_pay": false}), false),
    ] {
        desk.world.patch_account(DEFAULT_APPID, &change).await;
        let answer = desk.upload(&desk.article("content", content.as_str())).await;
        let page = desk.preview(&answer["media_id"]).await;
        assert_eq!(page.contains(link), stays, "{change} {page}");
        assert_eq!(page.contains("<p>见此处</p>"), !stays, "{change} {page}");
        assert!(page.contains(target));
    }
    let removed = desk.world.get("/_sandbox/filter").await;
    assert_eq!(removed[1]["findings"][0]["rule"], "links");
}
