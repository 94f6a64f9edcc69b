//! Opening, restarting and sharing a database.

use std::time::{Duration, Instant};

use tokio::task::JoinSet;
use wxpress_store::{CallFilter, Error, NewCall, Store};

use crate::{
    accounts::new_account,
    database::{Database, KEY, key},
};

pub(crate) async fn many_start_at_once_on_an_empty_database(database: Database) {
    let mut starts = JoinSet::new();
    for number in 0..8 {
        let database = database.clone();
        starts.spawn(async move {
            let store = database.open().await;
            store.insert_account(new_account(number)).await.unwrap();
            store
        });
    }
    let stores = starts.join_all().await;
    assert_eq!(stores[0].load_accounts().await.unwrap().len(), 8);
    assert_eq!(database.number("SELECT COUNT(*) FROM _sqlx_migrations").await, 7);
    assert_eq!(database.number("SELECT COUNT(*) FROM meta").await, 1);
}

pub(crate) async fn rows_outlive_the_process(database: Database) {
    let store = database.open().await;
    let account = store.insert_account(new_account(1)).await.unwrap();
    store.close().await;
    assert!(matches!(store.load_accounts().await, Err(Error::Unreachable(_))));

    let store = database.open().await;
    let found = store.load_default_account().await.unwrap().unwrap();
    assert_eq!(format!("{found:?}"), format!("{account:?}"));
}

pub(crate) async fn a_database_of_the_first_version_is_brought_up(database: Database) {
    let store = database.open().await;
    let account = store.insert_account(new_account(1)).await.unwrap();
    store.close().await;
    // As the first version left it.
    for statement in [
        "DROP TABLE permissions",
        "DROP TABLE deliveries",
        "DROP TABLE webhooks",
        "DROP TABLE pushes",
        "DROP TABLE callbacks",
        "DROP TABLE daily_calls",
        "DROP TABLE sources",
        "DROP TABLE job_attachments",
        "DROP TABLE job_steps",
        "DROP TABLE requests",
        "DROP TABLE jobs",
        "DROP TABLE video_blocks",
        "DROP TABLE videos",
        "DROP INDEX calls_of_a_day",
        "DELETE FROM _sqlx_migrations WHERE version > 1",
    ] {
        database.execute(statement).await;
    }

    let store = database.open().await;
    assert_eq!(store.load_account(account.id).await.unwrap().map(|found| found.appid), Some(account.appid));
    assert!(store.load_videos("https://api.weixin.qq.com", "wx1", 1).await.unwrap().is_empty());
    assert_eq!(database.number("SELECT COUNT(*) FROM _sqlx_migrations").await, 7);
}

pub(crate) async fn a_newer_database_is_refused(database: Database) {
    database.open().await.close().await;
    database.execute("UPDATE _sqlx_migrations SET version = 9999 WHERE version = 7").await;
    let refused = Store::open(&database.url(), key(KEY)).await;
    assert!(matches!(refused, Err(Error::Migration(_))), "{refused:?}");
}

pub(crate) async fn ping_tells_whether_writes_go_through(database: Database) {
    let store = database.open().await;
    store.ping().await.unwrap();
    database.execute("ALTER TABLE meta RENAME TO elsewhere").await;
    let refused = store.ping().await;
    assert!(matches!(refused, Err(Error::Database(_))), "{refused:?}");
    store.close().await;
    let refused = store.ping().await;
    assert!(matches!(refused, Err(Error::Unreachable(_))), "{refused:?}");
}

pub(crate) async fn two_hundred_writers_in_two_processes_all_succeed(database: Database) {
    let stores = [database.open().await, database.open().await];
    let started = Instant::now();
    let mut writers = JoinSet::new();
    for number in 0..200_u8 {
        let store = stores[usize::from(number) % 2].clone();
        writers.spawn(async move {
            let call = NewCall {
                origin: "https://api.weixin.qq.com".to_owned(),
                appid: "wx1".to_owned(),
                endpoint: "draft/add".to_owned(),
                request_sha256: [number; 32],
                subject: number.to_string(),
            };
            store.record_intent(call).await.unwrap()
        });
    }
    let mut recorded = writers.join_all().await;
    assert!(started.elapsed() < Duration::from_secs(30), "{:?}", started.elapsed());

    recorded.sort();
    let found = stores[0].load_calls(CallFilter::default()).await.unwrap();
    assert!(found.iter().map(|call| call.id).eq(recorded.into_iter().rev()));
}
