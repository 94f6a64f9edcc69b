//! Webhooks, their tellings, callbacks with the pushes that came, and what these and other answers taught.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use secrecy::{ExposeSecret as _, SecretString};
use wxpress_store::{
    Callback, DeliveryOutcome, DeliveryState, JobState, NewDelivery, Permission, Store, Webhook,
};

use crate::{accounts::new_account, database::Database, jobs::new_job};

const TTL: Duration = Duration::from_secs(30);

fn after(seconds: i64) -> Timestamp {
    let noon: Timestamp = "2026-12-01T12:00:00Z".parse().unwrap();
    noon + SignedDuration::from_secs(seconds)
}

async fn webhook(store: &Store, url: &str) -> Webhook {
    store.insert_webhook(url, SecretString::from("geheim")).await.unwrap()
}

fn telling(webhook: &Webhook, event: &str) -> NewDelivery {
    NewDelivery { webhook: webhook.id, event: event.to_owned(), body: "{}".to_owned() }
}

pub(crate) async fn a_telling_is_tried_until_it_is_taken(database: Database) {
    let store = database.open().await;
    let (one, other) = (webhook(&store, "http://a/").await, webhook(&store, "http://b/").await);
    let kept = store.load_webhooks().await.unwrap();
    assert_eq!(kept.iter().map(|kept| kept.id).collect::<Vec<_>>(), [one.id, other.id]);
    assert_eq!((kept[0].url.as_str(), kept[0].secret.expose_secret()), ("http://a/", "geheim"));

    store
        .insert_deliveries(&[telling(&one, "job.done"), telling(&other, "job.done")], after(0))
        .await
        .unwrap();
    let first = store.claim_delivery(after(0), TTL).await.unwrap().unwrap();
    let second = store.claim_delivery(after(0), TTL).await.unwrap().unwrap();
    assert_ne!(first.webhook, second.webhook);
    assert_eq!(store.claim_delivery(after(29), TTL).await.unwrap(), None);
    // Whoever had it is dead.
    let again = store.claim_delivery(after(30), TTL).await.unwrap().unwrap();
    assert_eq!((again.id, again.attempts), (first.id, 2));

    let refused =
        DeliveryOutcome { status: Some(500), problem: Some("HTTP 500".to_owned()), next_at: Some(after(90)) };
    store.note_delivery(first.id, &refused, after(31)).await.unwrap();
    let taken = DeliveryOutcome { status: Some(204), problem: None, next_at: None };
    store.note_delivery(second.id, &taken, after(31)).await.unwrap();
    assert_eq!(store.claim_delivery(after(89), TTL).await.unwrap(), None);
    assert_eq!(store.claim_delivery(after(90), TTL).await.unwrap().unwrap().id, first.id);
    store.note_delivery(first.id, &DeliveryOutcome { next_at: None, ..refused }, after(91)).await.unwrap();
    assert_eq!(store.claim_delivery(after(9000), TTL).await.unwrap(), None);

    let [listed] = &store.load_deliveries(first.webhook, 20).await.unwrap()[..] else { panic!() };
    assert_eq!(
        (listed.state, listed.status, listed.ended_at),
        (DeliveryState::Failed, Some(500), Some(after(91)))
    );
    let [listed] = &store.load_deliveries(second.webhook, 20).await.unwrap()[..] else { panic!() };
    assert_eq!((listed.state, listed.problem.as_deref()), (DeliveryState::Done, None));

    assert!(store.delete_webhook(one.id).await.unwrap());
    assert!(!store.delete_webhook(one.id).await.unwrap());
    assert!(store.load_deliveries(one.id, 20).await.unwrap().is_empty());
}

pub(crate) async fn a_jobs_end_is_told_with_it_or_not_at_all(database: Database) {
    let store = database.open().await;
    let webhook = webhook(&store, "http://a/").await;
    store.submit_jobs(&[new_job("one")], None, after(0)).await.unwrap();
    let claim = store.claim_job("worker", after(0), TTL).await.unwrap().unwrap();
    let next = store.claim_job("worker", after(40), TTL).await.unwrap().unwrap();
    let told = [telling(&webhook, "job.done")];
    store.settle_job(&claim.lease, JobState::Done, None, None, &told, after(41)).await.unwrap_err();
    assert!(store.load_deliveries(webhook.id, 20).await.unwrap().is_empty());
    store.settle_job(&next.lease, JobState::Done, None, None, &told, after(41)).await.unwrap();
    assert_eq!(store.load_deliveries(webhook.id, 20).await.unwrap().len(), 1);
}

pub(crate) async fn a_callback_is_its_accounts(database: Database) {
    let store = database.open().await;
    let account = store.insert_account(new_account(1)).await.unwrap();
    assert!(store.load_callback(account.id).await.unwrap().is_none());
    for (secret, is_encrypted) in [("eins", false), ("zwei", true)] {
        let callback = Callback { secret: secret.into(), is_encrypted, updated_at: after(0) };
        store.save_callback(account.id, &callback).await.unwrap();
        let kept = store.load_callback(account.id).await.unwrap().unwrap();
        assert_eq!((kept.secret.expose_secret(), kept.is_encrypted), (secret, is_encrypted));
    }
    store.delete_account(account.id).await.unwrap();
    assert!(!store.delete_callback(account.id).await.unwrap());
}

pub(crate) async fn a_push_is_known_again(database: Database) {
    let store = database.open().await;
    assert!(store.note_push("wx1", "1", after(0)).await.unwrap());
    assert!(!store.note_push("wx1", "1", after(1)).await.unwrap());
    assert!(store.note_push("wx2", "1", after(1)).await.unwrap());
    assert!(store.note_push("wx1", "1", after(8 * 24 * 60 * 60)).await.unwrap());
}

pub(crate) async fn a_permission_is_forgotten_in_time(database: Database) {
    let store = database.open().await;
    let permission = Permission { origin: "https://api.weixin.qq.com", appid: "wx1", name: "freepublish" };
    assert_eq!(store.load_permission(permission, after(0)).await.unwrap(), None);
    for granted in [false, true] {
        store.save_permission(permission, granted, after(10)).await.unwrap();
        assert_eq!(store.load_permission(permission, after(10)).await.unwrap(), Some(granted));
    }
    assert_eq!(store.load_permission(permission, after(11)).await.unwrap(), None);
    let other = Permission { appid: "wx2", ..permission };
    assert_eq!(store.load_permission(other, after(0)).await.unwrap(), None);
}
