//! Files that are sent, and files that come: `wxpress material`, `wxpress media`.

use serde_json::json;
use wxpress_testkit::picture;

use super::desk::{Desk, assert_told, typing};
use crate::program::end;

#[tokio::test]
async fn pictures_go_up_and_come_down_again() {
    let desk = Desk::start().await;
    let png = picture::png(40, 30);
    let file = desk.file("a.png", &png);
    assert_told!("material_upload", desk.told(&["material", "upload", &file]).await);
    let again = typing(desk.command(&["material", "upload", "-"]), &png).await;
    assert!(again.stderr.contains("[picture_reused]"), "{again:?}");
    assert_told!("material_list", desk.told(&["material", "list"]).await);
    assert_eq!(desk.data(&["material", "count"]).await["imageCount"], 1);

    let list = desk.data(&["material", "list"]).await;
    let id = list["items"][0]["mediaId"].as_str().unwrap();
    let got = desk.command(&["material", "get", id]).output().await.unwrap();
    assert!(got.status.success() && got.stdout == png);

    let target = desk.path("b.png");
    let target = target.to_str().unwrap();
    let written = desk.data(&["material", "get", id, "-o", target]).await;
    assert_eq!(written, json!({"path": target, "sizeBytes": png.len(), "contentType": "image/png"}));
    assert_eq!(std::fs::read(target).unwrap(), png);

    assert_eq!(desk.told(&["material", "delete", id]).await, "");
    let (gone, code) = desk.failure(&["material", "get", id, "-o", "/unwritten"]).await;
    assert_eq!((&gone["code"], code), (&"unknown_material".into(), Some(1)));
}

#[tokio::test]
async fn a_file_that_is_there_is_overwritten_only_by_force() {
    let desk = Desk::start().await;
    let id = desk.cover().await;
    let kept = desk.file("kept", "precious");
    desk.sandbox.control(reqwest::Method::DELETE, "journal", json!(null)).await;
    let (refused, code) = desk.failure(&["material", "get", &id, "-o", &kept]).await;
    assert_eq!((&refused["code"], code), (&"output_exists".into(), Some(2)));
    assert!(desk.sandbox.journal().await.is_empty(), "it is asked for all the same");
    assert_eq!(std::fs::read_to_string(&kept).unwrap(), "precious");
    desk.told(&["material", "get", &id, "-o", &kept, "--force"]).await;
    assert_ne!(std::fs::read_to_string(&kept).unwrap_or_default(), "precious");
}

#[tokio::test]
async fn a_file_that_breaks_off_leaves_nothing() {
    let desk = Desk::start().await;
    let file = desk.file("a.bmp", picture::png(800, 600));
    let id = desk.data(&["material", "upload", &file]).await["mediaId"].as_str().unwrap().to_owned();
    let folder = desk.path("out");
    std::fs::create_dir(&folder).unwrap();
    desk.sandbox
        .fault(json!({"path": "/cgi-bin/material/get_material", "action": "truncate", "next": 9}))
        .await;
    let target = folder.join("a.png");
    let broken = desk.run(&["material", "get", &id, "-o", target.to_str().unwrap()]).await;
    assert_eq!(broken.code, Some(1), "{broken:?}");
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0);
}

#[tokio::test]
async fn what_cannot_be_written_or_read_is_named() {
    let desk = Desk::start().await;
    let id = desk.cover().await;
    let (failure, code) = desk.failure(&["material", "get", &id, "-o", "/no/such/folder/a.jpg"]).await;
    assert_eq!((&failure["code"], code), (&"cannot_write".into(), Some(1)));
    let (failure, code) = desk.failure(&["material", "get", &id]).await;
    assert_eq!((&failure["code"], code), (&"missing_field".into(), Some(2)));
    for arguments in
        [&["material", "upload", "/no/such/file"][..], &["draft", "create", "--content", "/none"]]
    {
        let (failure, code) = desk.failure(arguments).await;
        assert_eq!((&failure["code"], code), (&"cannot_read".into(), Some(2)));
    }
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let ended = end(desk.command(&["draft", "count"]).stdout(full).spawn().unwrap()).await;
    assert_eq!(ended.code, Some(1), "{ended:?}");
    assert!(ended.stderr.contains("[cannot_write]"), "{}", ended.stderr);
}

#[tokio::test]
async fn temporary_files_live_three_days() {
    let desk = Desk::start().await;
    let jpeg = picture::jpeg(30, 30);
    let file = desk.file("a.jpg", &jpeg);
    let sent = desk.data(&["media", "upload", &file]).await;
    assert_eq!(sent["type"], "image");
    let id = sent["mediaId"].as_str().unwrap();
    let got = desk.command(&["media", "get", id]).output().await.unwrap();
    assert!(got.status.success() && got.stdout == jpeg);
    assert!(desk.told(&["media", "content-image", &file]).await.starts_with("url: http"));

    let mp4 = desk.file("v.mp4", b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom and more");
    let sent = desk.data(&["media", "upload", "--type", "video", &mp4]).await;
    let video = sent["mediaId"].as_str().unwrap();
    assert!(desk.told(&["media", "get", video]).await.starts_with("videoUrl: http"));
    let target = desk.path("down.mp4");
    desk.told(&["media", "get", video, "-o", target.to_str().unwrap()]).await;
    assert!(std::fs::read(&target).unwrap() == std::fs::read(&mp4).unwrap());
    let (hd, _) = desk.failure(&["media", "get", id, "--hd"]).await;
    assert!(hd["errcode"].is_number(), "{hd}");

    for (kind, code) in [("voice", "not_a_voice"), ("nonsense", "invalid_field")] {
        let (failure, exit) = desk.failure(&["media", "upload", "--type", kind, &file]).await;
        assert_eq!((&failure["code"], exit), (&code.into(), Some(2)));
    }
}

#[tokio::test]
async fn voices_and_videos_are_materials_too() {
    let desk = Desk::start().await;
    let mp4 = desk.file("v.mp4", b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom and more");
    let (failure, code) = desk.failure(&["material", "upload", "--type", "video", &mp4]).await;
    assert_eq!((&failure["code"], code), (&"missing_field".into(), Some(2)));
    let video = ["material", "upload", "--type", "video", &mp4, "--title", "片名", "--introduction", "简介"];
    let sent = desk.data(&video).await;
    let id = sent["mediaId"].as_str().unwrap();
    let words = desk.data(&["material", "get", id]).await;
    assert_eq!((&words["title"], &words["description"]), (&"片名".into(), &"简介".into()));
    let target = desk.path("down.mp4");
    desk.told(&["material", "get", id, "-o", target.to_str().unwrap()]).await;
    assert!(std::fs::read(&target).unwrap() == std::fs::read(&mp4).unwrap());

    // Five frames of AMR, a fiftieth of a second each.
    let amr = [&b"#!AMR\n"[..], &[[0x3c; 32]; 5].concat()].concat();
    let file = desk.file("a.amr", &amr);
    let sent = desk.data(&["material", "upload", "--type", "voice", &file]).await;
    let id = sent["mediaId"].as_str().unwrap();
    let got = desk.command(&["material", "get", id]).output().await.unwrap();
    assert!(got.status.success() && got.stdout == amr);
    assert_eq!(desk.data(&["material", "list", "--type", "voice"]).await["totalCount"], 1);
    let thumb = desk.file("t.png", picture::png(20, 20));
    desk.data(&["material", "upload", "--type", "thumb", &thumb]).await;
}

#[tokio::test]
async fn news_materials_are_withdrawn() {
    let desk = Desk::start().await;
    let cover = desk.cover().await;
    let content = desk.file("c.html", "<p>c</p>");
    let news = ["--title", "t", "--content", &content, "--cover", &cover, "--show-cover"];
    let (failure, code) = desk.failure(&[&["material", "add-news"], &news[..]].concat()).await;
    assert_eq!((&failure["code"], code), (&"news_retired".into(), Some(2)));

    desk.change_account(json!({"profile": "legacy"})).await;
    let added = desk.data(&[&["material", "add-news"], &news[..]].concat()).await;
    let id = added["mediaId"].as_str().unwrap();
    let change = ["material", "update-news", id, "--title", "new", "--content", &content, "--cover", &cover];
    desk.told(&change).await;
    let words = desk.data(&["material", "get", id]).await;
    assert_eq!(words["articles"][0]["title"], "new");
}
