//! Voices among the materials: looked at before they are sent, and sent once.

use futures_util::future::join_all;
use rstest::rstest;
use serde_json::json;
use wxpress_testkit::{picture, video, voice};

use crate::calls::{Answer, Calls as _};
use crate::scene::{APPID, Database, Scene};

const MIB: usize = 1 << 20;

#[rstest]
#[case::amr(voice::amr(60_000), "audio/amr")]
#[case::mp3(voice::mp3(60_000), "audio/mpeg")]
#[case::wav(voice::wav(60_000), "audio/wav")]
#[case::wma(voice::wma(60_000), "audio/x-ms-wma")]
#[case::of_2_mb(voice::mp3_of(2 * MIB, 1000), "audio/mpeg")]
#[tokio::test]
async fn a_voice_of_a_minute_is_kept_as_it_is(#[case] bytes: Vec<u8>, #[case] content_type: &str) {
    let scene = Scene::with_account(Database::Sqlite).await;
    let answer = scene.gateway.upload("/upload/voice", bytes.clone()).await;
    assert_eq!(answer.warnings(), Vec::<&str>::new());
    let sent = answer.data();
    assert_eq!(scene.own_holdings().await["voice_count"], 1);
    let read = scene.gateway.download(&format!("/material/{}", sent["mediaId"].as_str().unwrap())).await;
    assert_eq!((read.content_type.as_str(), read.length), (content_type, Some(bytes.len())));
    assert!(read.bytes == bytes, "other bytes than were sent");
}

#[rstest]
#[case::amr_of_61_s(voice::amr(61_000), 400, "voice_too_long")]
#[case::mp3_of_61_s(voice::mp3(61_000), 400, "voice_too_long")]
#[case::wav_of_61_s(voice::wav(61_000), 400, "voice_too_long")]
#[case::wma_of_61_s(voice::wma(61_000), 400, "voice_too_long")]
#[case::above_2_mb(voice::mp3_of(2 * MIB + 1, 1000), 413, "file_too_large")]
#[case::above_10_mb(voice::mp3_of(10 * MIB + 1, 1000), 413, "file_too_large")]
#[case::picture(picture::png(9, 9), 415, "not_a_voice")]
#[case::video(video::mp4(900, 100), 415, "not_a_voice")]
#[case::text(b"no voice".to_vec(), 415, "not_a_voice")]
#[case::nothing(Vec::new(), 400, "missing_field")]
#[tokio::test]
async fn what_the_platform_would_refuse_is_not_sent(
    #[case] bytes: Vec<u8>,
    #[case] status: u16,
    #[case] code: &str,
) {
    let scene = Scene::with_account(Database::Sqlite).await;
    let refused = scene.gateway.upload("/upload/voice", bytes).await;
    assert_eq!(refused.failure(), (status, code));
    assert_eq!(scene.journal().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_refusal_names_length_and_limit_in_both_languages() {
    let scene = Scene::with_account(Database::Sqlite).await;
    for (lang, error, hint) in [
        ("zh", "语音长 61.0 秒，超过上限 60 秒", "请剪短后重试"),
        ("en", "the voice plays 61.0 s, more than 60 s", "cut it shorter"),
    ] {
        let request = scene.gateway.request(reqwest::Method::POST, "/upload/voice");
        let form = crate::calls::file(voice::amr(61_000));
        let refused = Answer::to(request.header("accept-language", lang).multipart(form)).await;
        assert_eq!((refused.field("error"), refused.field("hint")), (&json!(error), &json!(hint)));
    }
}

#[tokio::test]
async fn what_only_the_platform_can_judge_is_its_refusal() {
    let scene = Scene::with_account(Database::Sqlite).await;
    let refused = scene.gateway.upload("/upload/voice", voice::amr(60_500)).await;
    assert_eq!(refused.refusal(), (400, "refused_by_wechat", 45007));
    scene.change_account(APPID, json!({"other_count_max": 1})).await;
    scene.gateway.upload("/upload/voice", voice::amr(1000)).await.data();
    let refused = scene.gateway.upload("/upload/voice", voice::amr(2000)).await;
    assert_eq!(refused.refusal(), (400, "refused_by_wechat", 45034));
    assert_eq!(scene.own_holdings().await["voice_count"], 1);
}

#[rstest]
#[tokio::test]
async fn a_voice_is_sent_once_over_restarts_too(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let mut scene = Scene::with_account(database).await;
    let bytes = voice::mp3(3000);
    let calls = (0..8).map(|_| scene.gateway.upload("/upload/voice", bytes.clone()));
    let mut answers = join_all(calls).await;
    answers.sort_by_key(|answer| answer.warnings().len());
    assert_eq!(answers[0].warnings(), Vec::<&str>::new());
    let warnings: Vec<_> = answers[1..].iter().flat_map(Answer::warnings).collect();
    assert_eq!(warnings, ["voice_reused"; 7]);
    let ids: Vec<_> = answers.into_iter().map(Answer::data).collect();
    assert!(ids.iter().all(|id| *id == ids[0]), "{ids:?}");

    scene.gateway.restart().await;
    let again = scene.gateway.upload("/upload/voice", bytes.clone()).await;
    assert_eq!(again.warnings(), ["voice_reused"]);
    assert_eq!(again.data(), ids[0]);
    assert_eq!(scene.calls_of("material/add_material").await, 1);

    // As a temporary one it is another file; deleted, it is sent anew.
    scene.gateway.upload("/upload/temporary?type=voice", bytes.clone()).await.data();
    scene.gateway.delete(&format!("/material/{}", ids[0]["mediaId"].as_str().unwrap())).await.data();
    let anew = scene.gateway.upload("/upload/voice", bytes).await;
    assert_eq!(anew.warnings(), Vec::<&str>::new());
    assert_ne!(anew.data(), ids[0]);
    assert_eq!(scene.own_holdings().await["voice_count"], 1);
}

#[rstest]
#[case(json!({"action": "reset_before"}), 0)]
#[case(json!({"action": "reset_after"}), 1)]
#[tokio::test]
async fn a_doubtful_end_is_said_and_not_remembered(
    #[case] mut fault: serde_json::Value,
    #[case] took_effect: u64,
) {
    let scene = Scene::with_account(Database::Sqlite).await;
    fault["path"] = json!("/cgi-bin/material/add_material");
    scene.sandbox.fault(fault).await;
    let bytes = voice::amr(1000);
    let doubtful = scene.gateway.upload("/upload/voice", bytes.clone()).await;
    assert_eq!(doubtful.failure(), (504, "outcome_unknown"));
    assert_eq!(scene.own_holdings().await["voice_count"], took_effect);
    let again = scene.gateway.upload("/upload/voice", bytes).await;
    assert_eq!(again.warnings(), Vec::<&str>::new());
    assert_eq!(scene.own_holdings().await["voice_count"], took_effect + 1);
}
