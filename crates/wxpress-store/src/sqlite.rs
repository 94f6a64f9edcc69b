//! Opening a SQLite database.

use std::{
    fs::{File, OpenOptions},
    io,
    path::{Path, PathBuf, absolute},
    time::Duration,
};

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};

use crate::{Error, Result, dialect::Pools, migrations, private_file};

/// How long a statement waits for another process that writes.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);
const READERS: u32 = 4;

/// Opens the database file, made first where there is none, and brings its tables to this version.
pub(crate) async fn open(path: &Path) -> Result<Pools> {
    // SQLite would take a relative path that starts with "file:" for a URI.
    let path = absolute(path).map_err(Error::io(path))?;
    let _alone = start_alone(path.clone()).await?;

    let options = SqliteConnectOptions::new()
        .filename(&path)
        .journal_mode(SqliteJournalMode::Wal)
        // The ledger's promise: an intent is on the disk before its call is made, power cuts included.
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(BUSY_TIMEOUT);
    // Opening a file anew would only lose its cache, so connections stay.
    let pool = || SqlitePoolOptions::new().idle_timeout(None).max_lifetime(None);

    let write = pool().max_connections(1).connect_with(options.clone()).await?;
    migrations::sqlite().run(&write).await?;
    let read = pool().max_connections(READERS).connect_lazy_with(options.pragma("query_only", "ON"));
    Ok(Pools::Sqlite { read, write })
}

/// Makes the empty database file where there is none, and gives the lock of a file beside it, held until it is dropped.
///
/// SQLite waits for no lock while it turns a new file to WAL, and sqlx has no lock for migrations on SQLite, so two
/// processes that start at once take turns here.
async fn start_alone(path: PathBuf) -> Result<File> {
    let prepare = {
        let path = path.clone();
        move || {
            let mut beside = path.clone().into_os_string();
            beside.push(".lock");
            private_file::create(beside.as_ref(), b"")?;
            let lock = OpenOptions::new().write(true).open(beside)?;
            lock.lock()?;
            private_file::create(&path, b"")?;
            Ok(lock)
        }
    };
    let prepared = tokio::task::spawn_blocking(prepare).await;
    prepared.unwrap_or_else(|stopped| Err(io::Error::other(stopped))).map_err(Error::io(&path))
}
