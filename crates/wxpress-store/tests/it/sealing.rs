//! Secrets at rest.

use std::time::Duration;

use jiff::Timestamp;
use secrecy::ExposeSecret as _;
use wxpress_store::{AccountChange, Error, NewJob, Store};

use crate::{
    accounts::new_account,
    database::{Database, KEY, key},
    jobs::new_job,
    tokens::token,
};

fn holds(haystack: &[u8], needle: &str) -> bool {
    haystack.windows(needle.len()).any(|window| window == needle.as_bytes())
}

pub(crate) async fn no_secret_stands_in_the_database(database: Database) {
    let store = database.open().await;
    let secrets = [
        "first-AppSecret-0123456789abcdef",
        "second-AppSecret-密钥",
        "an-access-token-9_-",
        "AppSecret-of-a-request",
    ];
    let mut account = new_account(1);
    account.secret = secrets[0].into();
    let account = store.insert_account(account).await.unwrap();
    let change = AccountChange { secret: Some(secrets[1].into()), ..AccountChange::default() };
    store.update_account(account.id, change).await.unwrap();
    let fence = store.lease_token("a key", "a", Duration::from_secs(60)).await.unwrap().unwrap();
    assert!(store.save_token("a key", &token(secrets[2]), fence).await.unwrap());
    let job = NewJob { secret: Some(secrets[3].into()), ..new_job("a job") };
    store.submit_jobs(&[job], None, Timestamp::now()).await.unwrap();

    // While the log of SQLite still holds the writes, and after it was folded into the file.
    let live = database.everything().await;
    store.close().await;
    let closed = database.everything().await;
    for found in [&live, &closed] {
        assert!(holds(found, &account.appid), "the search finds what is not sealed");
        for secret in secrets {
            assert!(!holds(found, secret), "{secret}");
        }
        assert!(!holds(found, KEY));
    }
}

pub(crate) async fn no_secret_shows_in_debug(database: Database) {
    let store = database.open().await;
    let new = new_account(1);
    let secret = new.secret.expose_secret().to_owned();
    let change = AccountChange { secret: Some(secret.as_str().into()), ..AccountChange::default() };
    let inserted = store.insert_account(new.clone()).await.unwrap();
    // A refusal of the database repeats no bound value either.
    let refusal = store.insert_account(new.clone()).await.unwrap_err();
    let shown = format!(
        "{new:?} {change:?} {inserted:?} {refusal:?} {store:?} {:?} {:?}",
        token("an-access-token"),
        key(KEY)
    );

    assert!(shown.contains("wx0000000000000001"), "{shown}");
    for hidden in [secret.as_str(), "an-access-token", KEY] {
        assert!(!shown.contains(hidden), "{shown}");
    }
}

pub(crate) async fn a_changed_value_does_not_open(database: Database) {
    let store = database.open().await;
    let account = store.insert_account(new_account(1)).await.unwrap();
    let fence = store.lease_token("a key", "a", Duration::from_secs(60)).await.unwrap().unwrap();
    assert!(store.save_token("a key", &token("t"), fence).await.unwrap());

    // Once shorter than a nonce, once of a right length and another content.
    database.overwrite("accounts", "secret", b"short").await;
    let refused = store.load_account(account.id).await;
    assert!(matches!(refused, Err(Error::Sealed { table: "accounts", column: "secret" })), "{refused:?}");

    database.overwrite("tokens", "token", &[0x5a; 60]).await;
    let refused = store.load_token("a key").await;
    assert!(matches!(refused, Err(Error::Sealed { table: "tokens", column: "token" })), "{refused:?}");
}

pub(crate) async fn a_value_moved_to_another_row_does_not_open(database: Database) {
    let store = database.open().await;
    let first = store.insert_account(new_account(1)).await.unwrap();
    let second = store.insert_account(new_account(2)).await.unwrap();
    database
        .execute(
            "UPDATE accounts SET secret = (SELECT secret FROM accounts WHERE appid = 'wx0000000000000001')",
        )
        .await;

    let kept = store.load_account(first.id).await.unwrap().unwrap();
    assert_eq!(kept.secret.expose_secret(), first.secret.expose_secret());
    let refused = store.load_account(second.id).await;
    assert!(matches!(refused, Err(Error::Sealed { .. })), "{refused:?}");
}

pub(crate) async fn another_key_is_refused_at_the_door(database: Database) {
    database.open().await.close().await;
    let other = key(&KEY.replace("00", "ff"));
    let (right_id, other_id) = (key(KEY).id().to_owned(), other.id().to_owned());

    let refused = Store::open(&database.url(), other).await.unwrap_err();
    assert!(
        matches!(&refused, Error::WrongKey { stored, given } if *stored == right_id && *given == other_id),
        "{refused:?}"
    );
    database.open().await.ping().await.unwrap();
}
