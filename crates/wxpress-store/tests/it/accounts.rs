//! Accounts, and the one that is the default.

use std::collections::BTreeSet;

use secrecy::ExposeSecret as _;
use tokio::task::JoinSet;
use wxpress_store::{Account, AccountChange, AccountId, Error, NewAccount, Store};

use crate::database::Database;

pub(crate) fn new_account(number: u32) -> NewAccount {
    NewAccount {
        name: format!("公众号 {number} 🎉"),
        appid: format!("wx{number:016}"),
        secret: format!("{number:032x}").into(),
        remark: None,
        is_default: false,
    }
}

async fn insert(store: &Store, number: u32) -> Account {
    store.insert_account(new_account(number)).await.unwrap()
}

async fn default_id(store: &Store) -> Option<AccountId> {
    store.load_default_account().await.unwrap().map(|account| account.id)
}

fn assert_same(found: Option<Account>, expected: &Account) {
    let found = found.expect("the account is there");
    assert_eq!(found.secret.expose_secret(), expected.secret.expose_secret());
    // Everything but the secret shows in `Debug`.
    assert_eq!(format!("{found:?}"), format!("{expected:?}"));
}

pub(crate) async fn an_account_is_found_as_it_was_inserted(database: Database) {
    let store = database.open().await;
    let remark = Some("第二行\n‘quoted’ \"twice\"; DROP TABLE accounts".to_owned());
    let inserted = store.insert_account(NewAccount { remark, ..new_account(1) }).await.unwrap();
    assert_eq!((inserted.name.as_str(), inserted.appid.as_str()), ("公众号 1 🎉", "wx0000000000000001"));
    assert_eq!(inserted.secret.expose_secret(), "00000000000000000000000000000001");

    assert_same(store.load_account(inserted.id).await.unwrap(), &inserted);
    assert_same(store.load_account_by_appid("wx0000000000000001").await.unwrap(), &inserted);
    assert_same(store.load_account_by_name("公众号 1 🎉").await.unwrap(), &inserted);
    assert_same(store.load_default_account().await.unwrap(), &inserted);
    for name in ["公众号 1", "", "公众号 1 🎉\0"] {
        assert!(store.load_account_by_name(name).await.unwrap().is_none(), "{name:?}");
    }

    let second = insert(&store, 2).await;
    let all: Vec<AccountId> = store.load_accounts().await.unwrap().iter().map(|account| account.id).collect();
    assert_eq!(all, [inserted.id, second.id]);
}

pub(crate) async fn the_first_account_is_the_default_until_another_takes_it(database: Database) {
    let store = database.open().await;
    assert_eq!(default_id(&store).await, None);

    let first = insert(&store, 1).await;
    let second = insert(&store, 2).await;
    assert!(first.is_default && !second.is_default);
    assert_eq!(default_id(&store).await, Some(first.id));

    let third = store.insert_account(NewAccount { is_default: true, ..new_account(3) }).await.unwrap();
    assert_eq!(default_id(&store).await, Some(third.id));

    let set = store.set_default_account(second.id).await.unwrap().unwrap();
    assert!(set.is_default);
    assert_eq!(default_id(&store).await, Some(second.id));
    store.set_default_account(second.id).await.unwrap().unwrap();
    assert_eq!(default_id(&store).await, Some(second.id));
}

pub(crate) async fn a_taken_name_or_appid_is_a_conflict(database: Database) {
    let store = database.open().await;
    let first = insert(&store, 1).await;
    let second = insert(&store, 2).await;

    let same_name = NewAccount { name: first.name.clone(), is_default: true, ..new_account(3) };
    let same_appid = NewAccount { appid: first.appid.clone(), is_default: true, ..new_account(3) };
    for (account, expected) in [(same_name, "name"), (same_appid, "appid")] {
        let refused = store.insert_account(account).await.unwrap_err();
        assert!(matches!(refused, Error::Conflict { field } if field == expected), "{refused:?}");
    }
    // What was refused left no trace, the default included.
    assert_eq!(store.load_accounts().await.unwrap().len(), 2);
    assert_eq!(default_id(&store).await, Some(first.id));

    let change = AccountChange { appid: Some(first.appid.clone()), ..AccountChange::default() };
    let refused = store.update_account(second.id, change).await.unwrap_err();
    assert!(matches!(refused, Error::Conflict { field: "appid" }), "{refused:?}");
    assert_same(store.load_account(second.id).await.unwrap(), &second);
}

pub(crate) async fn a_change_leaves_the_other_fields(database: Database) {
    let store = database.open().await;
    let before = insert(&store, 1).await;

    let change = AccountChange { remark: Some(Some("备注".to_owned())), ..AccountChange::default() };
    let after = store.update_account(before.id, change).await.unwrap().unwrap();
    assert_eq!(after.remark.as_deref(), Some("备注"));
    assert_eq!((&after.name, &after.appid, after.is_default), (&before.name, &before.appid, true));
    assert_eq!(after.secret.expose_secret(), before.secret.expose_secret());
    assert_eq!(after.created_at, before.created_at);
    assert!(after.updated_at >= before.updated_at);

    let change = AccountChange {
        name: Some("新".to_owned()),
        appid: Some("wx2".to_owned()),
        secret: Some("another".into()),
        remark: Some(None),
    };
    let after = store.update_account(before.id, change).await.unwrap().unwrap();
    assert_eq!((after.name.as_str(), after.appid.as_str(), after.remark.as_deref()), ("新", "wx2", None));
    assert_eq!(after.secret.expose_secret(), "another");
    assert_same(store.load_account(before.id).await.unwrap(), &after);
}

pub(crate) async fn what_is_not_there_is_neither_changed_nor_deleted(database: Database) {
    let store = database.open().await;
    let account = insert(&store, 1).await;
    let nobody: AccountId = "01890000-0000-7000-8000-000000000000".parse().unwrap();

    assert!(store.load_account(nobody).await.unwrap().is_none());
    assert!(store.update_account(nobody, AccountChange::default()).await.unwrap().is_none());
    assert!(store.set_default_account(nobody).await.unwrap().is_none());
    assert!(!store.delete_account(nobody).await.unwrap());
    assert_same(store.load_default_account().await.unwrap(), &account);
}

pub(crate) async fn the_oldest_account_left_inherits_the_default(database: Database) {
    let store = database.open().await;
    let (first, second, third) = (insert(&store, 1).await, insert(&store, 2).await, insert(&store, 3).await);
    store.set_default_account(third.id).await.unwrap();

    assert!(store.delete_account(second.id).await.unwrap());
    assert_eq!(default_id(&store).await, Some(third.id));
    assert!(store.delete_account(third.id).await.unwrap());
    assert_eq!(default_id(&store).await, Some(first.id));
    assert!(store.delete_account(first.id).await.unwrap());
    assert_eq!(default_id(&store).await, None);
    assert!(insert(&store, 4).await.is_default);
}

pub(crate) async fn there_is_one_default_whatever_happens_at_once(database: Database) {
    let stores = [database.open().await, database.open().await];
    let mut ids = Vec::new();
    for number in 0..10 {
        ids.push(insert(&stores[0], number).await.id);
    }

    let mut work = JoinSet::new();
    for number in 0_u32..60 {
        let store = stores[number as usize % 2].clone();
        let id = ids[number as usize % ids.len()];
        work.spawn(async move {
            match number % 6 {
                0 => drop(store.delete_account(id).await.unwrap()),
                1 => {
                    let account = NewAccount { is_default: true, ..new_account(100 + number) };
                    store.insert_account(account).await.unwrap();
                }
                2 => {
                    let accounts = store.load_accounts().await.unwrap();
                    assert_eq!(accounts.iter().filter(|account| account.is_default).count(), 1);
                }
                _ => drop(store.set_default_account(id).await.unwrap()),
            }
        });
    }
    work.join_all().await;

    let accounts = stores[0].load_accounts().await.unwrap();
    let names: BTreeSet<_> = accounts.iter().map(|account| &account.name).collect();
    assert_eq!((accounts.len(), names.len()), (15, 15));
    assert_eq!(accounts.iter().filter(|account| account.is_default).count(), 1);
}

pub(crate) async fn a_nul_character_is_refused(database: Database) {
    let store = database.open().await;
    let refused = store.insert_account(NewAccount { name: "a\0b".to_owned(), ..new_account(1) }).await;
    assert!(matches!(refused, Err(Error::Invalid { field: "name", .. })), "{refused:?}");
}
