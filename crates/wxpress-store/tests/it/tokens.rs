//! Cached access tokens, and the lease on fetching them.

use std::time::Duration;

use jiff::Timestamp;
use secrecy::ExposeSecret as _;
use tokio::{task::JoinSet, time::sleep};
use wxpress_store::{Store, StoredToken};

use crate::database::Database;

const KEY: &str = "https://api.weixin.qq.com wx0000000000000001 5f2c";
const LONG: Duration = Duration::from_secs(60);

pub(crate) fn token(text: &str) -> StoredToken {
    let fetched_at = Timestamp::from_millisecond(1_790_000_000_123).unwrap();
    let expires_at = Timestamp::from_millisecond(1_790_007_200_123).unwrap();
    StoredToken { token: text.into(), fetched_at, expires_at }
}

async fn saved(store: &Store, key: &str) -> Option<String> {
    store.load_token(key).await.unwrap().map(|found| found.token.expose_secret().to_owned())
}

pub(crate) async fn a_token_of_any_length_is_found_again(database: Database) {
    let store = database.open().await;
    for length in [1, 512, 4096] {
        let key = format!("{KEY} {length}");
        assert_eq!(saved(&store, &key).await, None);
        let fence = store.lease_token(&key, "a", LONG).await.unwrap().unwrap();
        assert_eq!(saved(&store, &key).await, None, "a lease alone is no token");

        let token = token(&"Z_-9".repeat(1024)[..length]);
        assert!(store.save_token(&key, &token, fence).await.unwrap());
        let found = store.load_token(&key).await.unwrap().unwrap();
        assert_eq!(found.token.expose_secret(), token.token.expose_secret());
        assert_eq!((found.fetched_at, found.expires_at), (token.fetched_at, token.expires_at));
    }
}

pub(crate) async fn a_lease_keeps_other_owners_out_until_it_is_released(database: Database) {
    let store = database.open().await;
    let first = store.lease_token(KEY, "a", LONG).await.unwrap().unwrap();
    assert_eq!(store.lease_token(KEY, "b", LONG).await.unwrap(), None);
    assert!(store.lease_token("another key", "b", LONG).await.unwrap().is_some());

    let again = store.lease_token(KEY, "a", LONG).await.unwrap().unwrap();
    assert!(again > first, "{again} > {first}");
    store.release_token_lease(KEY, first).await.unwrap();
    assert_eq!(store.lease_token(KEY, "b", LONG).await.unwrap(), None, "an old fence releases nothing");

    store.release_token_lease(KEY, again).await.unwrap();
    let taken = store.lease_token(KEY, "b", LONG).await.unwrap().unwrap();
    assert!(taken > again, "{taken} > {again}");
}

pub(crate) async fn an_expired_lease_is_taken_over(database: Database) {
    let store = database.open().await;
    let dead = store.lease_token(KEY, "dead", Duration::from_millis(300)).await.unwrap().unwrap();
    assert_eq!(store.lease_token(KEY, "b", LONG).await.unwrap(), None);
    sleep(Duration::from_millis(400)).await;

    let taken = store.lease_token(KEY, "b", LONG).await.unwrap().unwrap();
    assert!(taken > dead, "{taken} > {dead}");
    store.release_token_lease(KEY, dead).await.unwrap();
    assert_eq!(store.lease_token(KEY, "dead", LONG).await.unwrap(), None, "the late one released nothing");
}

pub(crate) async fn only_the_holder_of_the_last_fence_saves(database: Database) {
    let store = database.open().await;
    let late = store.lease_token(KEY, "late", Duration::ZERO).await.unwrap().unwrap();
    assert!(store.save_token(KEY, &token("old"), late).await.unwrap(), "nobody took the lease over yet");

    let current = store.lease_token(KEY, "current", LONG).await.unwrap().unwrap();
    assert!(!store.save_token(KEY, &token("late"), late).await.unwrap());
    assert_eq!(saved(&store, KEY).await.as_deref(), Some("old"));

    assert!(store.save_token(KEY, &token("new"), current).await.unwrap());
    store.release_token_lease(KEY, current).await.unwrap();
    assert!(!store.save_token(KEY, &token("late"), late).await.unwrap());
    assert_eq!(saved(&store, KEY).await.as_deref(), Some("new"));
}

pub(crate) async fn fences_grow_whatever_the_clock_says(database: Database) {
    let store = database.open().await;
    store.lease_token(KEY, "a", LONG).await.unwrap().unwrap();
    // As if a machine whose clock is years ahead had granted the last lease.
    database.execute("UPDATE tokens SET fence = 4102444800000").await;
    assert_eq!(store.lease_token(KEY, "a", LONG).await.unwrap(), Some(4_102_444_800_001));
    assert_eq!(store.lease_token(KEY, "a", LONG).await.unwrap(), Some(4_102_444_800_002));
}

pub(crate) async fn one_of_many_owners_gets_the_lease(database: Database) {
    let stores = [database.open().await, database.open().await];
    let mut work = JoinSet::new();
    for owner in 0..50 {
        let store = stores[owner % 2].clone();
        work.spawn(async move { store.lease_token(KEY, &owner.to_string(), LONG).await.unwrap() });
    }
    assert_eq!(work.join_all().await.into_iter().flatten().count(), 1);
}

pub(crate) async fn rows_without_use_go_and_fences_grow_on(database: Database) {
    let store = database.open().await;
    let old = store.lease_token("unused", "a", LONG).await.unwrap().unwrap();
    let live = store.lease_token("live", "a", LONG).await.unwrap().unwrap();
    store.save_token("live", &token("t"), live).await.unwrap();
    // As if both leases had ended long ago, while one of the tokens is still good.
    database.execute("UPDATE tokens SET lease_until = 1").await;
    database.execute("UPDATE tokens SET expires_at = 4102444800000 WHERE key = 'live'").await;

    store.lease_token("another", "a", LONG).await.unwrap().unwrap();
    store.lease_token("one more", "a", LONG).await.unwrap().unwrap();
    assert_eq!(database.number("SELECT COUNT(*) FROM tokens").await, 3, "live, another, one more");
    assert_eq!(saved(&store, "live").await.as_deref(), Some("t"));

    let new = store.lease_token("unused", "b", LONG).await.unwrap().unwrap();
    assert!(new > old, "{new} > {old}");
}
