//! The files of a SQLite database.

#![cfg(unix)]

use std::{fs, os::unix::fs::PermissionsExt as _};

use tokio::task::JoinSet;
use wxpress_store::{Error, Store};

use crate::{
    accounts::new_account,
    database::{KEY, key},
};

#[tokio::test]
async fn only_the_owner_reads_them() {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("data").join("wxpress 100%");
    let store = Store::open(&format!("sqlite:{}/wx.db", folder.display()), key(KEY)).await.unwrap();
    store.insert_account(new_account(1)).await.unwrap();

    let mode = |path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(folder.parent().unwrap().to_owned()), 0o700);
    assert_eq!(mode(folder.clone()), 0o700);
    let mut names = Vec::new();
    for entry in folder.read_dir().unwrap() {
        let path = entry.unwrap().path();
        names.push(path.file_name().unwrap().to_str().unwrap().to_owned());
        assert_eq!(mode(path.clone()), 0o600, "{}", path.display());
    }
    names.sort();
    assert_eq!(names, ["wx.db", "wx.db-shm", "wx.db-wal", "wx.db.lock"]);
}

#[tokio::test]
async fn a_file_that_is_no_database_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notes.txt");
    let notes = "These are notes and no database. ".repeat(100);
    fs::write(&path, &notes).unwrap();

    let refused = Store::open(&format!("sqlite:{}", path.display()), key(KEY)).await;
    assert!(matches!(refused, Err(Error::Database(_))), "{refused:?}");
    assert_eq!(fs::read_to_string(&path).unwrap(), notes);
}

#[tokio::test]
async fn a_folder_that_cannot_be_made_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();

    let refused = Store::open(&format!("sqlite:{}/wx.db", file.display()), key(KEY)).await.unwrap_err();
    assert!(matches!(&refused, Error::Io { path, .. } if path.starts_with(&file)), "{refused:?}");
}

/// One race is often won by luck: hence ten.
#[tokio::test(flavor = "multi_thread")]
async fn first_starts_take_turns() {
    for _ in 0..10 {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}/wx.db", folder.path().display());
        let mut starts = JoinSet::new();
        for _ in 0..8 {
            let url = url.clone();
            starts.spawn(async move { Store::open(&url, key(KEY)).await.unwrap().close().await });
        }
        starts.join_all().await;
    }
}
