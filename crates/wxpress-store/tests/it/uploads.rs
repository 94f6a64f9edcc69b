//! Uploads that are remembered.

use jiff::Timestamp;
use wxpress_store::{Upload, UploadKey, UploadKind};

use crate::database::Database;

fn key() -> UploadKey {
    UploadKey {
        origin: "https://api.weixin.qq.com".to_owned(),
        appid: "wx1".to_owned(),
        sha256: [0xfe; 32],
        kind: UploadKind::Thumb,
    }
}

fn upload(media_id: &str) -> Upload {
    Upload {
        media_id: Some(media_id.to_owned()),
        url: Some(format!("https://mmbiz.qpic.cn/{media_id}/0?wx_fmt=jpeg")),
        created_at: Timestamp::from_millisecond(1_790_000_000_456).unwrap(),
    }
}

pub(crate) async fn an_upload_is_found_by_all_of_its_key(database: Database) {
    let store = database.open().await;
    store.save_upload(&key(), &upload("m1")).await.unwrap();
    assert_eq!(store.load_upload(&key()).await.unwrap(), Some(upload("m1")));

    let others = [
        UploadKey { origin: "http://127.0.0.1:3002".to_owned(), ..key() },
        UploadKey { appid: "wx2".to_owned(), ..key() },
        UploadKey { sha256: [0xff; 32], ..key() },
        UploadKey { kind: UploadKind::Image, ..key() },
        UploadKey { kind: UploadKind::Voice, ..key() },
        UploadKey { kind: UploadKind::Video, ..key() },
    ];
    for other in &others {
        assert_eq!(store.load_upload(other).await.unwrap(), None, "{other:?}");
        assert!(!store.forget_upload(other).await.unwrap(), "{other:?}");
    }

    assert!(store.forget_upload(&key()).await.unwrap());
    assert_eq!(store.load_upload(&key()).await.unwrap(), None);
}

pub(crate) async fn saving_again_replaces(database: Database) {
    let store = database.open().await;
    let key = UploadKey { kind: UploadKind::ContentImage, ..key() };
    store.save_upload(&key, &upload("m1")).await.unwrap();
    let later = Upload { media_id: None, ..upload("m2") };
    store.save_upload(&key, &later).await.unwrap();
    assert_eq!(store.load_upload(&key).await.unwrap(), Some(later));
}

pub(crate) async fn a_dead_media_id_is_forgotten_everywhere(database: Database) {
    let store = database.open().await;
    let (as_image, as_thumb) = (UploadKey { kind: UploadKind::Image, ..key() }, key());
    let elsewhere = UploadKey { appid: "wx2".to_owned(), ..key() };
    for key in [&as_image, &as_thumb, &elsewhere] {
        store.save_upload(key, &upload("m1")).await.unwrap();
    }

    assert_eq!(store.forget_media_id("https://api.weixin.qq.com", "wx1", "m1").await.unwrap(), 2);
    assert_eq!(store.forget_media_id("https://api.weixin.qq.com", "wx1", "m1").await.unwrap(), 0);
    assert_eq!(store.load_upload(&as_image).await.unwrap(), None);
    assert_eq!(store.load_upload(&elsewhere).await.unwrap(), Some(upload("m1")));
}
