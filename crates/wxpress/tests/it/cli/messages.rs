//! `wxpress mass` and `wxpress comment`.

use reqwest::Method;
use serde_json::json;

use super::desk::{Desk, assert_told};
use crate::scene::APPID;

#[tokio::test]
async fn a_draft_goes_to_all_followers_and_readers_comment_on_it() {
    let desk = Desk::start().await;
    desk.change_account(json!({"mass_delay_ms": 0})).await;
    let draft = desk.draft("标题").await;
    let media = ["--media-id", &draft];
    assert_eq!(desk.told(&[&["mass", "preview", "--wechat-id", "reader"], &media[..]].concat()).await, "");
    let send = [&["mass", "send", "--to-all", "--client-msg-id", "once"], &media[..]].concat();
    let sent = desk.data(&send).await;
    assert_eq!(sent["clientMsgId"], "once");
    let msg_id = sent["msgId"].as_str().unwrap();
    assert_told!("mass_status", desk.told(&["mass", "status", msg_id]).await);

    let article = sent["msgDataId"].as_str().unwrap();
    assert_eq!(desk.told(&["comment", "open", article]).await, "");
    let number: u64 = article.parse().unwrap();
    let comment =
        json!({"appid": APPID, "msg_data_id": number, "index": 0, "content": "写得好", "openid": "o1"});
    desk.sandbox.control(Method::POST, "comments", comment).await;
    let list = desk.data(&["comment", "list", article]).await;
    let id = list["items"][0]["commentId"].as_str().unwrap();
    for action in ["elect", "unelect"] {
        assert_eq!(desk.told(&["comment", action, article, id]).await, "");
    }
    assert_eq!(desk.told(&["comment", "reply", article, id, "谢谢"]).await, "");
    let list = desk.data(&["comment", "list", article, "--type", "ordinary", "--count", "5"]).await;
    assert_eq!(list["items"][0]["reply"]["content"], "谢谢");
    assert_told!("comment_list", desk.told(&["comment", "list", article]).await);
    assert_eq!(desk.told(&["comment", "unreply", article, id]).await, "");
    assert_eq!(desk.told(&["comment", "delete", article, id]).await, "");
    let (failure, code) = desk.failure(&["comment", "delete", article, id]).await;
    assert_eq!((&failure["code"], code), (&"unknown_comment".into(), Some(1)));
    assert_eq!(desk.told(&["comment", "close", article]).await, "");

    assert_eq!(desk.told(&["mass", "delete", msg_id]).await, "");
    let (failure, _) = desk.failure(&["mass", "status", "1"]).await;
    assert_eq!(failure["code"], "unknown_mass_send");
}

#[tokio::test]
async fn texts_go_to_lists_and_tags_at_a_speed() {
    let desk = Desk::start().await;
    let text = ["mass", "send", "--type", "text", "--text", "你好"];
    for readers in [&["--openid", "o1", "--openid", "o2"][..], &["--tag", "2"]] {
        assert!(desk.data(&[&text[..], readers].concat()).await["msgId"].is_string());
    }
    assert_eq!(desk.told(&["mass", "speed", "3"]).await, "");
    assert_eq!(desk.data(&["mass", "speed"]).await["speed"], 3);

    for arguments in [
        &text[..],
        &[&text[..], &["--to-all", "--tag", "2"]].concat(),
        &["mass", "preview"],
        &["mass", "delete"],
    ] {
        let refused = desk.run(arguments).await;
        assert_eq!((refused.code, refused.stdout.as_str()), (Some(2), ""), "{refused:?}");
    }
    let (failure, code) = desk.failure(&[&text[..], &["--openid", "o1"]].concat()).await;
    assert_eq!((&failure["code"], code), (&"too_few".into(), Some(2)));
}

#[tokio::test]
async fn a_video_is_made_fit_for_sending() {
    let desk = Desk::start().await;
    let mp4 = desk.file("v.mp4", b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom and more");
    let sent = desk.data(&["media", "upload", "--type", "video", &mp4]).await;
    let id = sent["mediaId"].as_str().unwrap();
    let fit = desk.data(&["mass", "video", id, "--title", "t", "--introduction", "i"]).await;
    let send =
        ["mass", "send", "--to-all", "--type", "video", "--media-id", fit["mediaId"].as_str().unwrap()];
    assert!(desk.data(&send).await["msgId"].is_string());
}
