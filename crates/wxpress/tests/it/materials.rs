//! Permanent materials: videos with their words, thumbs, pictures for articles; read, listed, counted and deleted.

use futures_util::StreamExt as _;
use futures_util::future::join_all;
use reqwest::Method;
use rstest::rstest;
use serde_json::{Value, json};
use wxpress_testkit::{picture, video, voice};

use crate::calls::{Answer, Calls as _};
use crate::scene::{APPID, Database, Scene};

const MIB: usize = 1 << 20;
const WORDS: [(&str, &str); 2] = [("title", "片名"), ("introduction", "简介")];

fn place(sent: &Value) -> String {
    format!("/material/{}", sent["mediaId"].as_str().unwrap())
}

/// What a URL serves.
async fn served(scene: &Scene, url: &Value) -> Vec<u8> {
    let answer = scene.gateway.client().get(url.as_str().unwrap()).send().await.unwrap();
    answer.bytes().await.unwrap().to_vec()
}

#[rstest]
#[case::small(900)]
#[case::of_10_mb(10 * MIB)]
#[tokio::test]
async fn a_video_has_its_words_and_its_file(#[case] bytes: usize) {
    let scene = Scene::with_account(Database::Sqlite).await;
    let film = video::mp4(bytes, 5000);
    let sent = scene.gateway.upload_with("/upload/video", film.clone(), &WORDS).await.data();
    let read = scene.gateway.get(&place(&sent)).await.data();
    assert_eq!((&read["title"], &read["description"]), (&json!("片名"), &json!("简介")));
    assert!(served(&scene, &read["downUrl"]).await == film, "other bytes than were sent");
    let list = scene.gateway.get("/material/list?type=video").await.data();
    assert_eq!((&list["totalCount"], &list["items"][0]["mediaId"]), (&json!(1), &sent["mediaId"]));
    assert_eq!(list["items"][0]["description"], "简介");
    assert_eq!(list["items"][0]["url"], Value::Null);
}

#[rstest]
#[case::without_title(video::mp4(900, 100), &WORDS[1..], 400, "missing_field")]
#[case::with_a_blank_title(video::mp4(900, 100), &[("title", " ")], 400, "missing_field")]
#[case::above_10_mb(video::mp4(10 * MIB + 1, 100), &WORDS, 413, "file_too_large")]
#[case::voice(voice::amr(1000), &WORDS, 415, "not_a_video")]
#[case::nothing(Vec::new(), &WORDS, 400, "missing_field")]
#[tokio::test]
async fn a_wrong_video_is_not_sent(
    #[case] bytes: Vec<u8>,
    #[case] words: &[(&'static str, &str)],
    #[case] status: u16,
    #[case] code: &str,
) {
    let scene = Scene::with_account(Database::Sqlite).await;
    let refused = scene.gateway.upload_with("/upload/video", bytes, words).await;
    assert_eq!(refused.failure(), (status, code));
    assert_eq!(scene.journal().await, Vec::<String>::new());
}

#[tokio::test]
async fn an_introduction_may_be_left_out() {
    let scene = Scene::with_account(Database::Sqlite).await;
    let sent = scene.gateway.upload_with("/upload/video", video::mp4(900, 100), &WORDS[..1]).await.data();
    let read = scene.gateway.get(&place(&sent)).await.data();
    assert_eq!((&read["title"], &read["description"]), (&json!("片名"), &json!("")));
}

#[rstest]
#[case::fits(picture::jpeg(64, 48), &[])]
#[case::of_64_kb(picture::jpeg_of(64 << 10), &[])]
#[case::above_64_kb(picture::jpeg_of((64 << 10) + 1), &["picture_shrunk"])]
#[case::large(picture::noise_jpeg(3_000_000), &["picture_scaled", "picture_shrunk"])]
#[case::png(picture::png(64, 48), &["picture_converted"])]
#[case::webp(picture::webp(64, 48), &["picture_converted"])]
#[tokio::test]
async fn a_thumb_is_a_small_jpeg(#[case] bytes: Vec<u8>, #[case] warnings: &[&str]) {
    let scene = Scene::with_account(Database::Sqlite).await;
    let answer = scene.gateway.upload("/upload/thumb?type=thumb", bytes.clone()).await;
    assert_eq!(answer.warnings(), warnings);
    let sent = answer.flat_data();
    let read = scene.gateway.download(&place(&sent)).await;
    assert_eq!((read.content_type.as_str(), read.length), ("image/jpeg", Some(read.bytes.len())));
    assert!(read.bytes.starts_with(b"\xff\xd8\xff") && read.bytes.len() <= 64 << 10);
    assert!(!warnings.is_empty() || read.bytes == bytes, "other bytes than were sent");
    assert!(served(&scene, &sent["url"]).await == read.bytes);
    // It counts as a picture, is a cover, and no picture of another kind.
    assert_eq!(scene.gateway.get("/material/count").await.data()["imageCount"], 1);
    let article = json!({"title": "t", "content": "<p>c</p>", "thumbMediaId": sent["mediaId"]});
    scene.gateway.post("/draft/create", article).await.flat_data();
    let again = scene.gateway.upload("/upload/thumb?type=thumb", bytes.clone()).await;
    assert_eq!(again.warnings().last(), Some(&"picture_reused"));
    let image = scene.gateway.upload("/upload/image", bytes).await;
    assert_ne!(image.flat_data()["mediaId"], sent["mediaId"]);
}

#[rstest]
#[case::jpeg(picture::jpeg(64, 48), &[])]
#[case::below_1_mb(picture::jpeg_of(MIB - 1), &[])]
#[case::of_1_mb(picture::jpeg_of(MIB), &["picture_shrunk"])]
#[case::large(picture::noise_jpeg(5_000_000), &["picture_scaled", "picture_shrunk"])]
#[case::gif(picture::gif(64, 48), &["picture_converted"])]
#[case::bmp(picture::bmp(64, 48), &["picture_converted"])]
#[case::webp(picture::webp(64, 48), &["picture_converted"])]
#[tokio::test]
async fn a_picture_for_an_article_has_a_url_and_no_place(#[case] bytes: Vec<u8>, #[case] warnings: &[&str]) {
    let scene = Scene::with_account(Database::Sqlite).await;
    let answer = scene.gateway.upload("/upload/content-image", bytes.clone()).await;
    assert_eq!(answer.warnings(), warnings);
    let sent = answer.flat_data();
    assert_eq!(sent.as_object().unwrap().len(), 1, "{sent}");
    let shown = served(&scene, &sent["url"]).await;
    assert!(shown.len() < MIB && (shown.starts_with(b"\xff\xd8\xff") || shown.starts_with(b"\x89PNG")));
    assert!(!warnings.is_empty() || shown == bytes, "other bytes than were sent");
    assert_eq!(scene.gateway.get("/material/count").await.data()["imageCount"], 0);
    let again = scene.gateway.upload("/upload/content-image", bytes).await;
    assert_eq!(again.warnings().last(), Some(&"picture_reused"));
    assert_eq!(again.flat_data(), sent);
    assert_eq!(scene.calls_of("media/uploadimg").await, 1);
}

#[tokio::test]
async fn a_picture_for_an_article_may_be_sent_again() {
    let scene = Scene::with_account(Database::Sqlite).await;
    scene.sandbox.fault(json!({"path": "/cgi-bin/media/uploadimg", "action": "reset_after"})).await;
    scene.gateway.upload("/upload/content-image", picture::png(9, 9)).await.flat_data();
    assert_eq!(scene.calls_of("media/uploadimg").await, 2);
}

#[rstest]
#[tokio::test]
async fn each_kind_is_listed_counted_and_deleted(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let scene = Scene::with_account(database).await;
    let gateway = &scene.gateway;
    let image = gateway.upload("/upload/image", picture::png(9, 9)).await.flat_data();
    let film = gateway.upload_with("/upload/video", video::mp4(900, 100), &WORDS).await.data();
    let mut voices = Vec::new();
    for seconds in 1..=3 {
        voices.push(gateway.upload("/upload/voice", voice::amr(seconds * 1000)).await.data());
    }
    let count = json!({"imageCount": 1, "voiceCount": 3, "videoCount": 1, "newsCount": 0});
    assert_eq!(gateway.get("/material/count").await.data(), count);

    let ids = async |query: &str| {
        let list = gateway.get(&format!("/material/list?{query}")).await.data();
        let items = list["items"].as_array().unwrap().iter().map(|item| item["mediaId"].clone()).collect();
        assert_eq!(list["itemCount"], Vec::<Value>::len(&items));
        (list["totalCount"].as_u64().unwrap(), items)
    };
    let all: Vec<_> = voices.iter().rev().map(|voice| voice["mediaId"].clone()).collect();
    assert_eq!(ids("type=voice").await, (3, all.clone()), "the newest first");
    assert_eq!(ids("type=voice&offset=1&count=1").await, (3, vec![all[1].clone()]));
    assert_eq!(ids("type=voice&offset=3").await, (3, vec![]));
    assert_eq!(ids("type=video").await, (1, vec![film["mediaId"].clone()]));
    assert_eq!(ids("type=image").await, (1, vec![image["mediaId"].clone()]));
    let listed = gateway.get("/material/list?type=voice&count=21").await;
    assert_eq!(listed.warnings(), ["count_clamped"]);
    let listed = listed.data();
    assert_eq!(listed["items"][0]["name"].as_str().unwrap().rsplit('.').next(), Some("amr"));
    assert_eq!(gateway.get("/material/list?type=voice&count=0").await.failure(), (400, "too_few"));

    for material in [&image, &film, &voices[0], &voices[1], &voices[2]] {
        assert_eq!(gateway.delete(&place(material)).await.data(), Value::Null);
        for refused in [gateway.get(&place(material)).await, gateway.delete(&place(material)).await] {
            assert_eq!(refused.refusal(), (404, "unknown_material", 40007));
        }
    }
    let count = json!({"imageCount": 0, "voiceCount": 0, "videoCount": 0, "newsCount": 0});
    assert_eq!(gateway.get("/material/count").await.data(), count);
}

#[tokio::test]
async fn what_a_menu_uses_cannot_be_deleted() {
    let scene = Scene::with_account(Database::Sqlite).await;
    let image = scene.gateway.upload("/upload/image", picture::png(9, 9)).await.flat_data();
    let fault = json!({"path": "/cgi-bin/material/del_material", "action": "errcode", "errcode": 48005});
    scene.sandbox.fault(fault).await;
    assert_eq!(scene.gateway.delete(&place(&image)).await.refusal(), (400, "refused_by_wechat", 48005));
    assert_eq!(scene.pictures_held().await, 1);
}

/// What a gateway may take more for many large files than for one.
const MAX_GROWTH_BYTES: u64 = 48 << 20;

#[tokio::test]
async fn many_large_files_pass_through_little_memory() {
    let scene = Scene::with_account(Database::Sqlite).await;
    let gateway = &scene.gateway;
    let sent = gateway.upload("/upload/image", picture::png_of(9 * MIB)).await.flat_data();
    gateway.download(&place(&sent)).await;
    let before = gateway.peak_memory_bytes();
    // All open at once, each read in its own time.
    let reads = (0..50).map(|_| async {
        let file = gateway.request(Method::GET, &place(&sent)).send().await.unwrap();
        let mut stream = file.bytes_stream();
        let mut length = 0;
        while let Some(chunk) = stream.next().await {
            length += chunk.unwrap().len();
        }
        length
    });
    assert!(join_all(reads).await.iter().all(|length| *length == 9 * MIB));
    let growth = gateway.peak_memory_bytes() - before;
    assert!(growth < MAX_GROWTH_BYTES, "{growth} bytes for 450 MB");
}

#[tokio::test]
async fn a_file_that_breaks_off_does_not_look_whole() {
    let scene = Scene::with_account(Database::Sqlite).await;
    let sent = scene.gateway.upload("/upload/image", picture::png_of(MIB)).await.flat_data();
    scene.sandbox.fault(json!({"path": "/cgi-bin/material/get_material", "action": "truncate"})).await;
    let file = scene.gateway.request(Method::GET, &place(&sent)).send().await.unwrap();
    assert!(file.bytes().await.is_err(), "half a file was answered as a whole one");
}

#[tokio::test]
async fn an_unknown_material_is_told_in_both_languages() {
    let scene = Scene::with_account(Database::Sqlite).await;
    for (lang, word) in [("zh", "素材库里没有"), ("en", "there is no material")] {
        let request = scene.gateway.request(Method::GET, "/material/unknown").header("accept-language", lang);
        let refused = Answer::to(request).await;
        assert_eq!(refused.refusal(), (404, "unknown_material", 40007));
        assert!(refused.field("error").as_str().unwrap().contains(word), "{refused:?}");
    }
}

#[tokio::test]
async fn a_full_store_is_the_platforms_refusal() {
    let scene = Scene::with_account(Database::Sqlite).await;
    scene.change_account(APPID, json!({"other_count_max": 0, "image_count_max": 0})).await;
    for (route, bytes) in [
        ("/upload/video", video::mp4(900, 100)),
        ("/upload/voice", voice::amr(1000)),
        ("/upload/image", picture::png(9, 9)),
        ("/upload/thumb?type=thumb", picture::jpeg(9, 9)),
    ] {
        let refused = scene.gateway.upload_with(route, bytes, &WORDS).await;
        assert_eq!(refused.refusal(), (400, "refused_by_wechat", 45034), "{route}");
    }
}
