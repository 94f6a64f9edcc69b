//! Temporary media: what is taken, what is made to fit, how it is read, and their three days of life.

use std::time::Duration;

use reqwest::Method;
use rstest::rstest;
use serde_json::{Value, json};
use wxpress_testkit::{picture, video, voice};

use crate::calls::{Answer, Calls as _};
use crate::scene::{APPID, Database, Scene};

const MIB: usize = 1 << 20;
const THREE_DAYS: Duration = Duration::from_hours(72);
const MINUTE: Duration = Duration::from_mins(1);

/// Uploads a file of a kind; its view.
async fn sent(scene: &Scene, kind: &str, bytes: Vec<u8>) -> Value {
    scene.gateway.upload(&format!("/upload/temporary?type={kind}"), bytes).await.data()
}

/// The route that reads an uploaded file.
fn place(sent: &Value) -> String {
    format!("/media/{}", sent["mediaId"].as_str().unwrap())
}

#[rstest]
#[case::jpeg("image", picture::jpeg(64, 48), "image/jpeg")]
#[case::png("image", picture::png(64, 48), "image/png")]
#[case::gif("image", picture::gif(64, 48), "image/gif")]
#[case::image_of_10_mb("image", picture::png_of(10 * MIB), "image/png")]
#[case::amr("voice", voice::amr(1000), "audio/amr")]
#[case::amr_of_60_s("voice", voice::amr(60_000), "audio/amr")]
#[case::mp3("voice", voice::mp3(1000), "audio/mpeg")]
#[case::mp3_of_60_s_and_2_mb("voice", voice::mp3_of(2 * MIB, 60_000), "audio/mpeg")]
#[case::thumb("thumb", picture::jpeg(64, 48), "image/jpeg")]
#[case::thumb_of_64_kb("thumb", picture::jpeg_of(64 << 10), "image/jpeg")]
#[tokio::test]
async fn what_fits_is_kept_as_it_is(#[case] kind: &str, #[case] bytes: Vec<u8>, #[case] content_type: &str) {
    let scene = Scene::with_account(Database::Sqlite).await;
    let answer = scene.gateway.upload(&format!("/upload/temporary?type={kind}"), bytes.clone()).await;
    assert_eq!(answer.warnings(), Vec::<&str>::new());
    let sent = answer.data();
    assert_eq!(sent["type"], kind);
    let life = sent["expiresAt"].as_u64().unwrap() - sent["createdAt"].as_u64().unwrap();
    assert_eq!(Duration::from_secs(life), THREE_DAYS);
    let read = scene.gateway.download(&place(&sent)).await;
    assert_eq!((read.content_type.as_str(), read.length), (content_type, Some(bytes.len())));
    assert!(read.disposition.contains(sent["mediaId"].as_str().unwrap()), "{}", read.disposition);
    assert!(read.bytes == bytes, "other bytes than were sent");
}

#[rstest]
#[case::small(1000)]
#[case::of_10_mb(10 * MIB)]
#[tokio::test]
async fn a_video_is_read_at_its_url(#[case] bytes: usize) {
    let scene = Scene::with_account(Database::Sqlite).await;
    let film = video::mp4(bytes, 5000);
    let sent = sent(&scene, "video", film.clone()).await;
    assert_eq!(sent["type"], "video");
    let read = scene.gateway.get(&place(&sent)).await.data();
    let served = scene.gateway.client().get(read["videoUrl"].as_str().unwrap()).send().await.unwrap();
    assert!(served.bytes().await.unwrap() == film, "other bytes than were sent");
}

#[rstest]
#[case::bmp_picture("image", picture::bmp(64, 48), &["picture_converted"])]
#[case::webp_picture("image", picture::webp(64, 48), &["picture_converted"])]
#[case::png_thumb("thumb", picture::png(64, 48), &["picture_converted"])]
#[case::webp_thumb("thumb", picture::webp(64, 48), &["picture_converted"])]
#[case::thumb_above_64_kb("thumb", picture::jpeg_of((64 << 10) + 1), &["picture_shrunk"])]
#[case::large_thumb("thumb", picture::noise_jpeg(1_000_000), &["picture_scaled", "picture_shrunk"])]
#[tokio::test]
async fn a_picture_is_made_to_fit(#[case] kind: &str, #[case] bytes: Vec<u8>, #[case] warnings: &[&str]) {
    let scene = Scene::with_account(Database::Sqlite).await;
    let answer = scene.gateway.upload(&format!("/upload/temporary?type={kind}"), bytes).await;
    assert_eq!(answer.warnings(), warnings);
    let read = scene.gateway.download(&place(&answer.data())).await.bytes;
    let is = |magic: &[u8]| read.starts_with(magic);
    assert!(is(b"\xff\xd8\xff") || kind == "image" && is(b"\x89PNG"), "{:?}", &read[..8]);
    assert!(kind == "image" || read.len() <= 64 << 10, "{} bytes", read.len());
}

#[rstest]
#[case::text_as_image("image", b"no picture".to_vec(), 415, "not_a_picture")]
#[case::voice_as_image("image", voice::amr(1000), 415, "not_a_picture")]
#[case::image_above_10_mb("image", picture::png_of(10 * MIB + 1), 413, "file_too_large")]
#[case::half_a_thumb("thumb", picture::png(64, 48)[..60].to_vec(), 400, "damaged_picture")]
#[case::wav("voice", voice::wav(1000), 415, "not_a_voice")]
#[case::wma("voice", voice::wma(1000), 415, "not_a_voice")]
#[case::picture_as_voice("voice", picture::jpeg(9, 9), 415, "not_a_voice")]
#[case::amr_of_61_s("voice", voice::amr(61_000), 400, "voice_too_long")]
#[case::mp3_of_61_s("voice", voice::mp3(61_000), 400, "voice_too_long")]
#[case::voice_above_2_mb("voice", voice::mp3_of(2 * MIB + 1, 1000), 413, "file_too_large")]
#[case::voice_as_video("video", voice::amr(1000), 415, "not_a_video")]
#[case::video_above_10_mb("video", video::mp4(10 * MIB + 1, 5000), 413, "file_too_large")]
#[case::nothing("voice", Vec::new(), 400, "missing_field")]
#[case::unknown_kind("news", picture::jpeg(9, 9), 400, "invalid_field")]
#[tokio::test]
async fn what_the_platform_would_refuse_is_not_sent(
    #[case] kind: &str,
    #[case] bytes: Vec<u8>,
    #[case] status: u16,
    #[case] code: &str,
) {
    let scene = Scene::with_account(Database::Sqlite).await;
    let refused = scene.gateway.upload(&format!("/upload/temporary?type={kind}"), bytes).await;
    assert_eq!(refused.failure(), (status, code));
    assert_eq!(scene.calls_of("media/upload").await, 0);
    assert_eq!(scene.own_holdings().await["temporary_count"], 0);
}

#[tokio::test]
async fn half_a_second_too_much_is_left_to_the_platform() {
    let scene = Scene::with_account(Database::Sqlite).await;
    let refused = scene.gateway.upload("/upload/temporary?type=voice", voice::amr(60_500)).await;
    assert_eq!(refused.refusal(), (400, "refused_by_wechat", 45007));
    // So is a voice whose length cannot be read.
    let refused = scene.gateway.upload("/upload/temporary?type=voice", b"#!AMR\n".to_vec()).await;
    assert_eq!(refused.refusal(), (400, "refused_by_wechat", 40005));
}

#[tokio::test]
async fn the_kind_may_stand_in_the_form_and_is_a_picture_where_none_is_named() {
    let scene = Scene::with_account(Database::Sqlite).await;
    let film = scene.gateway.upload_with("/upload/temporary", video::mp4(900, 100), &[("type", "video")]);
    assert_eq!(film.await.data()["type"], "video");
    let picture = scene.gateway.upload("/upload/temporary", picture::png(9, 9)).await.data();
    assert_eq!(picture["type"], "image");
}

#[tokio::test]
async fn a_voice_of_a_web_page_is_read_in_full_quality() {
    let scene = Scene::with_account(Database::Sqlite).await;
    let recorded = sent(&scene, "voice", voice::amr(1000)).await;
    let voice = scene.gateway.download(&format!("{}?hd=true", place(&recorded))).await;
    assert_eq!((voice.content_type.as_str(), voice.length), ("voice/speex", Some(50 * 60)));
    assert!(voice.disposition.contains(".speex"), "{}", voice.disposition);

    let image = sent(&scene, "image", picture::png(9, 9)).await;
    let refused = scene.gateway.get(&format!("{}?hd=true", place(&image))).await;
    assert_eq!(refused.refusal(), (404, "unknown_media", 40007));
    scene.change_account(APPID, json!({"kind": "unverified"})).await;
    let refused = scene.gateway.get(&format!("{}?hd=true", place(&recorded))).await;
    assert_eq!(refused.refusal(), (403, "not_permitted", 48001));
}

#[rstest]
#[tokio::test]
async fn after_three_days_a_file_is_gone(#[values(Database::Sqlite, Database::Postgres)] database: Database) {
    let scene = Scene::with_account(database).await;
    let kinds = [
        ("image", picture::png(9, 9)),
        ("voice", voice::amr(1000)),
        ("video", video::mp4(900, 100)),
        ("thumb", picture::jpeg(9, 9)),
    ];
    let mut places = Vec::new();
    for (kind, bytes) in kinds {
        places.push(place(&sent(&scene, kind, bytes).await));
    }
    scene.let_pass(THREE_DAYS.checked_sub(MINUTE).unwrap()).await;
    for place in &places {
        let read = scene.gateway.request(Method::GET, place).send().await.unwrap();
        assert_eq!(read.status(), 200, "{place}");
    }
    scene.let_pass(MINUTE).await;
    for place in &places {
        assert_eq!(scene.gateway.get(place).await.refusal(), (404, "unknown_media", 40007));
    }
}

#[tokio::test]
async fn what_is_unknown_is_told_in_both_languages() {
    let scene = Scene::with_account(Database::Sqlite).await;
    for (lang, word) in [("zh-CN", "三天后失效"), ("en", "three days")] {
        let request = scene.gateway.request(Method::GET, "/media/unknown").header("accept-language", lang);
        let refused = Answer::to(request).await;
        assert_eq!(refused.refusal(), (404, "unknown_media", 40007));
        assert!(refused.field("error").as_str().unwrap().contains("unknown"), "{refused:?}");
        assert!(refused.field("hint").as_str().unwrap().contains(word), "{refused:?}");
    }
    // A permanent file is none of these.
    let image = scene.gateway.upload("/upload/image", picture::png(9, 9)).await.flat_data();
    assert_eq!(scene.gateway.get(&place(&image)).await.refusal(), (404, "unknown_media", 40007));
}

#[rstest]
#[case("image")]
#[case("thumb")]
#[tokio::test]
async fn a_temporary_picture_is_no_cover(#[case] kind: &str) {
    let scene = Scene::with_account(Database::Sqlite).await;
    let cover = sent(&scene, kind, picture::jpeg(90, 90)).await;
    let article = json!({"title": "t", "content": "<p>c</p>", "thumbMediaId": cover["mediaId"]});
    let refused = scene.gateway.post("/draft/create", article).await;
    assert_eq!(refused.refusal(), (404, "unknown_picture", 40007));
    assert_eq!(scene.drafts_held().await, 0);
    // Nor can it be deleted.
    let route = format!("/material/{}", cover["mediaId"].as_str().unwrap());
    assert_eq!(scene.gateway.delete(&route).await.refusal(), (404, "unknown_material", 40007));
}

#[rstest]
#[case(json!({"action": "reset_before"}), 1)]
#[case(json!({"action": "reset_after"}), 2)]
#[case(json!({"action": "errcode", "errcode": -1}), 1)]
#[case(json!({"action": "kill_tokens"}), 1)]
#[tokio::test]
async fn an_upload_may_be_repeated(#[case] mut fault: Value, #[case] kept: usize) {
    let scene = Scene::with_account(Database::Sqlite).await;
    fault["path"] = json!("/cgi-bin/media/upload");
    scene.sandbox.fault(fault).await;
    let bytes = voice::mp3(1000);
    let sent = sent(&scene, "voice", bytes.clone()).await;
    assert_eq!(scene.calls_of("media/upload").await, 2);
    assert_eq!(scene.own_holdings().await["temporary_count"], kept);
    assert!(scene.gateway.download(&place(&sent)).await.bytes == bytes, "other bytes than were sent");
}
