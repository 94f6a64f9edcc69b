//! Videos and their blocks.

use wxpress_store::{NewVideo, VideoKey, VideoState};

use crate::database::Database;

fn new(appid: &str) -> NewVideo {
    NewVideo {
        key: VideoKey {
            origin: "https://api.weixin.qq.com".to_owned(),
            appid: appid.to_owned(),
            sha1: [0xab; 20],
            size_bytes: 2 << 30,
        },
        filename: "春天.mp4".to_owned(),
        words: r#"{"title":"春天"}"#.to_owned(),
        path: Some("/data/videos/1".to_owned()),
    }
}

pub(crate) async fn a_video_is_one_row_for_each_account(database: Database) {
    let store = database.open().await;
    let first = store.begin_video(&new("wx1")).await.unwrap();
    assert_eq!((first.state, &first.vid, &first.media_id), (VideoState::Sending, &None, &None));
    assert!(store.restart_video(&first, "wxv_1").await.unwrap());
    store.note_video_problem(first.id, "断网了").await.unwrap();

    let renamed = NewVideo { words: "{}".to_owned(), path: None, ..new("wx1") };
    let again = store.begin_video(&renamed).await.unwrap();
    assert_eq!((again.id, again.vid.as_deref(), again.words.as_str()), (first.id, Some("wxv_1"), "{}"));
    assert_eq!((again.path.as_deref(), again.problem.as_deref()), (Some("/data/videos/1"), None));

    let other = store.begin_video(&new("wx2")).await.unwrap();
    assert_ne!(other.id, first.id);
    let key = new("wx1").key;
    assert_eq!(store.load_video_of(&key).await.unwrap(), Some(again.clone()));
    assert_eq!(store.load_video(first.id).await.unwrap(), Some(again.clone()));
    assert_eq!(store.load_videos(&key.origin, "wx1", 10).await.unwrap(), [again]);
    assert_eq!(
        store.load_video_by_vid(&key.origin, "wx1", "wxv_1").await.unwrap().map(|video| video.id),
        Some(first.id)
    );
    assert_eq!(store.load_video_by_vid(&key.origin, "wx2", "wxv_1").await.unwrap(), None);
}

pub(crate) async fn acknowledged_blocks_are_kept_until_the_upload_starts_anew(database: Database) {
    let store = database.open().await;
    let video = store.begin_video(&new("wx1")).await.unwrap();
    let id = video.id;
    store.record_video_blocks(id, &[]).await.unwrap();
    store.record_video_blocks(id, &[2, 1]).await.unwrap();
    store.record_video_blocks(id, &[2, 2048]).await.unwrap();

    let elsewhere = database.open().await;
    assert_eq!(elsewhere.load_video_blocks(id).await.unwrap().into_iter().collect::<Vec<_>>(), [1, 2, 2048]);
    assert!(elsewhere.restart_video(&video, "wxv_2").await.unwrap());
    assert!(store.load_video_blocks(id).await.unwrap().is_empty());

    store.record_video_blocks(id, &[7]).await.unwrap();
    assert!(store.forget_video(id).await.unwrap());
    assert!(!store.forget_video(id).await.unwrap());
    assert!(store.load_video_blocks(id).await.unwrap().is_empty());
}

pub(crate) async fn one_of_many_takes_a_video_to_its_next_state(database: Database) {
    let (one, other) = (database.open().await, database.open().await);
    let id = one.begin_video(&new("wx1")).await.unwrap().id;
    assert!(one.advance_video(id, VideoState::Sending, VideoState::Finished).await.unwrap());
    let (first, second) = tokio::join!(
        one.advance_video(id, VideoState::Finished, VideoState::Saving),
        other.advance_video(id, VideoState::Finished, VideoState::Saving)
    );
    assert!(first.unwrap() != second.unwrap());
}

pub(crate) async fn one_of_many_starts_a_video_anew(database: Database) {
    let (one, other) = (database.open().await, database.open().await);
    let video = one.begin_video(&new("wx1")).await.unwrap();
    let (first, second) =
        tokio::join!(one.restart_video(&video, "wxv_1"), other.restart_video(&video, "wxv_2"));
    assert!(first.unwrap() != second.unwrap());
    let opened = one.load_video(video.id).await.unwrap().unwrap();
    one.record_video_blocks(video.id, &[1]).await.unwrap();
    assert!(!other.restart_video(&video, "wxv_3").await.unwrap());
    assert_eq!(one.load_video(video.id).await.unwrap(), Some(opened.clone()));
    assert_eq!(one.load_video_blocks(video.id).await.unwrap().len(), 1);

    assert!(one.advance_video(video.id, VideoState::Sending, VideoState::Finished).await.unwrap());
    assert!(!other.restart_video(&opened, "wxv_3").await.unwrap(), "it is further than that already");
}

pub(crate) async fn a_saved_video_lets_go_of_its_file(database: Database) {
    let store = database.open().await;
    let video = store.begin_video(&new("wx1")).await.unwrap();
    assert_eq!(store.load_own_videos().await.unwrap(), std::slice::from_ref(&video));
    store.complete_video(video.id, "M1").await.unwrap();
    assert!(store.load_own_videos().await.unwrap().is_empty());
    let saved = store.load_video(video.id).await.unwrap().unwrap();
    assert_eq!((saved.state, saved.media_id.as_deref()), (VideoState::Saved, Some("M1")));
    store.note_video_problem(video.id, "too late").await.unwrap();
    assert_eq!(store.load_video(video.id).await.unwrap(), Some(saved), "what is saved has no problem");
}
