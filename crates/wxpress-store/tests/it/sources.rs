//! Texts that are published again and again.

use jiff::Timestamp;
use wxpress_store::{Source, SourceKey};

use crate::database::Database;

pub(crate) async fn a_source_is_what_it_became_last(database: Database) {
    let store = database.open().await;
    let now: Timestamp = "2026-12-01T12:00:00Z".parse().unwrap();
    let key = SourceKey {
        origin: "https://api.weixin.qq.com".to_owned(),
        appid: "wx1".to_owned(),
        source_id: "posts/秋天.md".to_owned(),
    };
    let draft = Source { sha256: [1; 32], media_id: "m1".to_owned(), seen_sha256: None, publish_id: None };
    assert_eq!(store.load_source(&key).await.unwrap(), None);
    store.save_source(&key, &draft, now).await.unwrap();
    assert_eq!(store.load_source(&key).await.unwrap(), Some(draft.clone()));

    let published = Source {
        sha256: [2; 32],
        seen_sha256: Some([3; 32]),
        publish_id: Some("2247483655".to_owned()),
        ..draft
    };
    store.save_source(&key, &published, now).await.unwrap();
    assert_eq!(store.load_source(&key).await.unwrap(), Some(published));
    for other in [
        SourceKey { source_id: "posts/秋天".to_owned(), ..key.clone() },
        SourceKey { appid: "wx2".to_owned(), ..key.clone() },
        SourceKey { origin: "http://127.0.0.1:3002".to_owned(), ..key.clone() },
    ] {
        assert_eq!(store.load_source(&other).await.unwrap(), None);
    }
}
