//! Large videos through the gateway: sent in blocks in the background, saved once, watched until they have passed.

use std::fmt::Write as _;

use reqwest::Method;
use rstest::rstest;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::calls::{Answer, Calls as _};
use crate::films::{Steps, film, nothing_spooled, saved, send, settled, spooled};
use crate::scene::{APPID, Database, SECRET, Scene, until};

#[rstest]
#[tokio::test]
async fn a_video_goes_from_the_form_to_its_review(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let scene = Scene::studio(database).await;
    scene.sandbox.control(Method::POST, "clock", json!({"stop": true})).await;
    let gateway = &scene.gateway;
    let texts = [
        ("title", "片名"),
        ("description", "简介"),
        ("original", "true"),
        ("category", "101"),
        ("subcategory", "财经"),
        ("tags", "一,二,三,四,五"),
        ("coverUrl", "http://mmbiz.qpic.cn/a/0"),
        ("parallel", "3"),
    ];
    let film = film(4, 1);
    let accepted = send(gateway, &film, &texts).await;
    assert_eq!(accepted.warnings(), Vec::<&str>::new());
    let accepted = accepted.data();
    assert_eq!((&accepted["filename"], &accepted["appid"]), (&json!("影片 1.mp4"), &json!(APPID)));
    assert_eq!((&accepted["sizeBytes"], &accepted["blockCount"]), (&json!(film.len()), &json!(4)));

    let upload = saved(gateway, &accepted).await;
    let media_id = upload["mediaId"].as_str().unwrap();
    assert_eq!(gateway.get("/partner/video/list").await.data()["items"], json!([upload]));
    nothing_spooled(gateway).await;
    let held = scene.videos_held().await;
    assert_eq!(held.len(), 1);
    assert_eq!((&held[0]["vid"], &held[0]["filesha"]), (&upload["vid"], &upload["sha1"]));
    let words = &held[0]["saved"];
    for (name, value) in [
        ("title", json!("片名")),
        ("video_desc", json!("简介")),
        ("newcat", json!("101")),
        ("newsbcat", json!("财经")),
        ("tags", json!(["一", "二", "三", "四", "五"])),
        ("cover_url", json!("http://mmbiz.qpic.cn/a/0")),
    ] {
        assert_eq!(words[name], value, "{name} in {words}");
    }

    let route = format!("/partner/video/status/{media_id}");
    for (status, code, is_final) in
        [("video_transcoding", 4, false), ("video_checking", 0, false), ("video_passed", 3, true)]
    {
        let seen = gateway.get(&route).await.data();
        assert_eq!((&seen["status"], &seen["statusCode"]), (&json!(status), &json!(code)));
        assert_eq!((&seen["final"], &seen["passed"]), (&json!(is_final), &json!(is_final)));
        assert_eq!((&seen["vid"], &seen["mediaId"]), (&upload["vid"], &json!(media_id)));
        assert_eq!(seen["originalStatus"], if is_final { "original" } else { "ordinary" });
        scene.advance(1).await;
    }
}

#[rstest]
#[case(json!(2), "video_refused", "check fail", "审核失败", "refused by the review")]
#[case(json!(5), "video_transcoding_failed", "trans fail", "转码失败", "cannot be transcoded")]
#[case(json!(9), "video_forbidden", "forbid", "被封禁", "banned")]
#[case(json!(10), "video_deleted", "delete", "已删除", "deleted")]
#[case(json!({"status": 3, "ori_status": 0}), "video_passed", "check pass", "审核通过", "passed")]
#[case(json!({"status": 3, "ori_status": 1}), "video_passed", "check pass", "审核通过", "passed")]
#[case(json!({"status": 3, "ori_status": 2}), "video_passed", "check pass", "审核通过", "passed")]
#[tokio::test]
async fn every_end_of_a_review_is_told(
    #[case] outcome: Value,
    #[case] status: &str,
    #[case] wording: &str,
    #[case] zh: &str,
    #[case] en: &str,
) {
    let scene = Scene::studio(Database::Sqlite).await;
    scene.change_account(APPID, json!({"video_outcomes": [outcome]})).await;
    let upload = scene.shoot(&film(1, 1)).await;
    scene.advance(10).await;
    let route = format!("/partner/video/status/{}", upload["mediaId"].as_str().unwrap());
    for (language, message) in [("zh", zh), ("en", en)] {
        let request = scene.gateway.request(Method::GET, &route).header("accept-language", language);
        let seen = Answer::to(request).await.data();
        let code = outcome.as_i64().unwrap_or(3);
        assert_eq!((&seen["status"], &seen["statusCode"]), (&json!(status), &json!(code)));
        assert_eq!((&seen["wording"], &seen["message"]), (&json!(wording), &json!(message)));
        assert_eq!((&seen["final"], &seen["passed"]), (&json!(true), &json!(code == 3)));
        let original = match outcome["ori_status"].as_u64() {
            Some(1) => "original",
            Some(2) => "reprint",
            _ => "ordinary",
        };
        assert_eq!(seen["originalStatus"], original);
    }
}

#[rstest]
#[case::no_title(&[("description", "x")], (400, "missing_field"), "title")]
#[case::blank_title(&[("title", "  ")], (400, "missing_field"), "title")]
#[case::six_tags(&[("title", "t"), ("tags", "1,2,3,4,5,6")], (400, "too_long"), "tags")]
#[case::no_flag(&[("title", "t"), ("original", "maybe")], (400, "invalid_field"), "original")]
#[case::no_number(&[("title", "t"), ("parallel", "many")], (400, "invalid_field"), "parallel")]
#[tokio::test]
async fn what_is_wrong_is_said_before_anything_is_sent(
    #[case] texts: &[(&'static str, &str)],
    #[case] failure: (u16, &str),
    #[case] field: &str,
) {
    let scene = Scene::studio(Database::Sqlite).await;
    let refused = send(&scene.gateway, &film(1, 1), texts).await;
    assert_eq!(refused.failure(), failure);
    assert!(refused.field("error").as_str().unwrap().contains(field), "{refused:?}");
    assert_eq!(scene.journal().await, Vec::<String>::new());
    assert_eq!(spooled(&scene.gateway), 0);
    assert_eq!(scene.gateway.get("/partner/video/list").await.data()["items"], json!([]));
}

#[tokio::test]
async fn a_file_is_wanted_that_holds_something() {
    let scene = Scene::studio(Database::Sqlite).await;
    let title = [("title", "t")];
    let empty = send(&scene.gateway, b"", &title).await;
    assert_eq!(empty.failure(), (400, "missing_field"));
    let none = scene.gateway.request(Method::POST, "/partner/video").form(&title);
    assert_eq!(Answer::to(none).await.failure(), (400, "missing_field"));
    assert_eq!((scene.journal().await.len(), spooled(&scene.gateway)), (0, 0));
}

#[tokio::test]
async fn more_than_two_gigabytes_are_refused_before_they_come() {
    let scene = Scene::studio(Database::Sqlite).await;
    let address = scene.gateway.url().trim_start_matches("http://").to_owned();
    let mut stream = TcpStream::connect(&address).await.unwrap();
    let head = format!(
        "POST /api/partner/video HTTP/1.1\r\nHost: {address}\r\nAccept-Language: en\r\nConnection: close\r\n\
         Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 2200000000\r\n\r\n--b\r\n\
         Content-Disposition: form-data; name=\"file\"; filename=\"a.mp4\"\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    // More than the gateway throws away before it answers; it may stop listening at any time.
    let megabyte = vec![0; 1 << 20];
    for _ in 0..80 {
        if stream.write_all(&megabyte).await.is_err() {
            break;
        }
    }
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let refused = Answer::read(head[9..12].parse().unwrap(), body);
    assert_eq!(refused.failure(), (413, "file_too_large"));
    assert!(refused.field("error").as_str().unwrap().contains("2147483648"), "{refused:?}");
    assert_eq!((scene.journal().await.len(), spooled(&scene.gateway)), (0, 0));
}

#[rstest]
#[tokio::test]
async fn the_same_file_is_sent_once_unless_it_is_wanted_again(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let scene = Scene::studio(database).await;
    let film = film(2, 1);
    let first = scene.shoot(&film).await;
    scene.clear_journal().await;
    let title = ("title", "另一个片名");

    let reused = send(&scene.gateway, &film, &[title]).await;
    assert_eq!(reused.warnings(), ["video_reused"]);
    assert_eq!(reused.data(), first);
    assert_eq!(scene.journal().await, Vec::<String>::new());
    nothing_spooled(&scene.gateway).await;

    let again = send(&scene.gateway, &film, &[title, ("again", "true")]).await;
    assert_eq!(again.warnings(), Vec::<&str>::new());
    let again = saved(&scene.gateway, &again.data()).await;
    assert_eq!(again["id"], first["id"]);
    assert_ne!((&again["vid"], &again["mediaId"]), (&first["vid"], &first["mediaId"]));
    assert_eq!(scene.steps().await, ["init_upload", "1", "2", "upload_finish", "save_video"]);
    assert_eq!(scene.videos_held().await.len(), 2);
    nothing_spooled(&scene.gateway).await;
}

#[tokio::test]
async fn a_file_that_comes_twice_at_once_is_sent_once() {
    let scene = Scene::studio(Database::Sqlite).await;
    scene.slow(30).await;
    let film = film(4, 1);
    let title = [("title", "片名")];
    let first = send(&scene.gateway, &film, &title);
    let (one, other) = tokio::join!(first, send(&scene.gateway, &film, &title));
    let late = send(&scene.gateway, &film, &[("title", "另一个片名")]).await;
    assert_eq!(late.warnings(), ["video_under_way"]);
    for answer in [one, other, late] {
        saved(&scene.gateway, &answer.data()).await;
    }
    assert_eq!(scene.videos_held().await[0]["saved"]["title"], "片名");
    assert_eq!(scene.videos_held().await.len(), 1);
    assert_eq!(scene.blocks().await, [1, 2, 3, 4]);
    nothing_spooled(&scene.gateway).await;
}

#[tokio::test]
async fn only_so_many_videos_wait() {
    let scene = Scene::studio(Database::Sqlite).await;
    scene
        .sandbox
        .fault(json!({"path": "/cgi-bin/material/upload_video", "next": 99, "action": "hang"}))
        .await;
    for seed in 1..=16 {
        let accepted = send(&scene.gateway, &film(1, seed), &[("title", "片名")]).await.data();
        assert_eq!(accepted["active"], true, "{accepted}");
    }
    let films = film(1, 17);
    for (language, words) in [("zh", "排队"), ("en", "wait")] {
        let request = scene.gateway.request(Method::POST, "/partner/video");
        let form = crate::films::form(&films, &[("title", "片名")]);
        let refused = Answer::to(request.header("accept-language", language).multipart(form)).await;
        assert_eq!(refused.failure(), (429, "too_many_videos"));
        assert!(refused.field("error").as_str().unwrap().contains(words), "{refused:?}");
    }
    assert_eq!(spooled(&scene.gateway), 16);
}

#[tokio::test]
async fn each_account_has_its_own_videos() {
    let other = "wx00000000000000bb";
    let scene =
        Scene::around(crate::films::studio().account(&format!("{other}:{SECRET}")), Database::Sqlite).await;
    scene.store_account().await;
    let film = film(1, 1);
    let own = scene.shoot(&film).await;
    let account = [("title", "片名"), ("appid", other), ("secret", SECRET)];
    let theirs = send(&scene.gateway, &film, &account).await;
    assert_eq!(theirs.warnings(), Vec::<&str>::new(), "another account's video is not reused");
    let theirs = theirs.data();
    assert_ne!(theirs["id"], own["id"]);

    let route = format!("/partner/video/{}", theirs["id"].as_str().unwrap());
    assert_eq!(scene.gateway.get(&route).await.failure(), (404, "unknown_upload"));
    assert_eq!(scene.gateway.delete(&route).await.failure(), (404, "unknown_upload"));
    assert_eq!(scene.gateway.get("/partner/video/list").await.data()["items"], json!([own]));
    let by_secret = format!("{route}?appid={other}&secret={SECRET}");
    assert_eq!(scene.gateway.get(&by_secret).await.data()["id"], theirs["id"]);
}

#[rstest]
#[case("personal")]
#[case("unverified")]
#[case("test")]
#[tokio::test]
async fn the_api_is_closed_to_accounts_that_are_not_verified(#[case] kind: &str) {
    let scene = Scene::studio(Database::Sqlite).await;
    scene.change_account(APPID, json!({"kind": kind})).await;
    let accepted = send(&scene.gateway, &film(1, 1), &[("title", "片名")]).await.data();
    let upload = settled(&scene.gateway, &accepted).await;
    assert_eq!((&upload["problem"]["code"], &upload["state"]), (&json!("not_permitted"), &json!("sending")));
    assert_eq!(scene.steps().await, ["init_upload"]);
    let status = scene.gateway.get("/partner/video/status/M1").await;
    assert_eq!((status.failure(), status.field("errcode")), ((403, "not_permitted"), &json!(48001)));
}

#[tokio::test]
async fn what_nobody_knows_is_not_found() {
    let scene = Scene::studio(Database::Sqlite).await;
    for id in ["019aa7c2-0d0e-7c3a-9d55-0c2f6d1f8a11", "片"] {
        let route = format!("/partner/video/{id}");
        assert_eq!(scene.gateway.get(&route).await.failure(), (404, "unknown_upload"));
        assert_eq!(scene.gateway.delete(&route).await.failure(), (404, "unknown_upload"));
    }
    assert_eq!(scene.journal().await, Vec::<String>::new());
    // The document names no number for it, only words tell.
    let unknown = scene.gateway.get("/partner/video/status/none").await;
    assert_eq!(unknown.refusal(), (404, "unknown_video", 900_140));
}

#[rstest]
#[tokio::test]
async fn an_upload_is_forgotten_once_nothing_works_on_it(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let scene = Scene::studio(database).await;
    let gateway = &scene.gateway;
    let steps = Steps { blocks: 3 };
    scene.strike_video(steps.block(2), json!({"action": "delay", "delay_ms": 1000})).await;
    // No reason that passes by itself.
    scene.strike_video(steps.block(3), json!({"action": "errcode", "errcode": 48001})).await;
    let film = film(3, 1);
    let accepted = send(gateway, &film, &[("title", "片名")]).await.data();
    let route = format!("/partner/video/{}", accepted["id"].as_str().unwrap());
    for (language, words) in [("zh", "正在进行"), ("en", "under way")] {
        let request = gateway.request(Method::DELETE, &route).header("accept-language", language);
        let refused = Answer::to(request).await;
        assert_eq!(refused.failure(), (409, "upload_active"));
        assert!(refused.field("error").as_str().unwrap().contains(words), "{refused:?}");
    }
    settled(gateway, &accepted).await;
    assert_eq!(spooled(gateway), 1, "the file is kept to go on with");

    assert_eq!(gateway.delete(&route).await.data(), Value::Null);
    assert_eq!(spooled(gateway), 0);
    assert_eq!(gateway.get(&route).await.failure(), (404, "unknown_upload"));
    assert_eq!(gateway.delete(&route).await.failure(), (404, "unknown_upload"));
    scene.clear_journal().await;
    scene.shoot(&film).await;
    assert_eq!(scene.blocks().await, [1, 2, 3], "nothing is known of it any more");
}

#[tokio::test]
async fn nothing_of_a_client_that_goes_away_stays() {
    let scene = Scene::studio(Database::Sqlite).await;
    let address = scene.gateway.url().trim_start_matches("http://").to_owned();
    let mut stream = TcpStream::connect(&address).await.unwrap();
    let mut request = format!("POST /api/partner/video HTTP/1.1\r\nHost: {address}\r\n");
    let disposition = "Content-Disposition: form-data; name=\"file\"; filename=\"a.mp4\"";
    write!(
        request,
        "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 9000000\r\n\r\n--b\r\n{disposition}\r\n\r\n"
    )
    .unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    stream.write_all(&film(2, 1)).await.unwrap();
    until("the file comes in", async || (spooled(&scene.gateway) == 1).then_some(())).await;
    drop(stream);
    nothing_spooled(&scene.gateway).await;
}
