//! What differs between SQLite and PostgreSQL. Every other statement is one text, with `$N`, for both.

use sqlx::{PgPool, SqlitePool};

/// The connections of a store.
#[derive(Clone, Debug)]
pub(crate) enum Pools {
    /// SQLite takes one writer at a time: the writers queue for the only connection of `write`, in order and without
    /// polling, while `read` goes on beside them.
    Sqlite { read: SqlitePool, write: SqlitePool },
    /// PostgreSQL.
    Postgres(PgPool),
}

impl Pools {
    pub(crate) async fn close(&self) {
        match self {
            Self::Sqlite { read, write } => {
                read.close().await;
                write.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }
}

/// Runs one statement that only reads; `$db` is the executor.
macro_rules! reading {
    ($pools:expr, |$db:ident| $statement:expr) => {
        match &$pools {
            $crate::dialect::Pools::Sqlite { read: $db, .. } => $statement.await?,
            $crate::dialect::Pools::Postgres($db) => $statement.await?,
        }
    };
}

/// Runs one statement that writes and gives rows; `$db` is the executor.
///
/// Such a statement is read with `fetch_all`: on SQLite an error while committing shows only when the statement has run
/// to its end.
macro_rules! writing {
    ($pools:expr, |$db:ident| $statement:expr) => {
        match &$pools {
            $crate::dialect::Pools::Sqlite { write: $db, .. } => $statement.await?,
            $crate::dialect::Pools::Postgres($db) => $statement.await?,
        }
    };
}

/// Runs one statement that writes and gives how many rows it changed.
macro_rules! executing {
    ($pools:expr, $statement:expr) => {
        match &$pools {
            $crate::dialect::Pools::Sqlite { write, .. } => $statement.execute(write).await?.rows_affected(),
            $crate::dialect::Pools::Postgres(pool) => $statement.execute(pool).await?.rows_affected(),
        }
    };
}

/// Runs a block as one transaction beside which no other one changes `$table`; `$tx` is the connection.
/// Leaving the block by `?` or `return` rolls back.
///
/// SQLite locks as it begins: a transaction that reads first and asks for the write lock later can fail with "database
/// is locked" however long it would wait.
macro_rules! exclusively {
    ($pools:expr, $table:literal, |$tx:ident| $block:block) => {
        match &$pools {
            $crate::dialect::Pools::Sqlite { write, .. } => {
                let mut transaction = write.begin_with("BEGIN IMMEDIATE").await?;
                let $tx = &mut *transaction;
                let outcome = $block;
                transaction.commit().await?;
                outcome
            }
            $crate::dialect::Pools::Postgres(pool) => {
                let mut transaction = pool.begin().await?;
                let $tx = &mut *transaction;
                sqlx::query(concat!("LOCK TABLE ", $table, " IN SHARE ROW EXCLUSIVE MODE"))
                    .execute(&mut *$tx)
                    .await?;
                let outcome = $block;
                transaction.commit().await?;
                outcome
            }
        }
    };
}

/// Runs one statement whose loss in a power cut does no harm, without waiting for the disk. What it writes outlives the
/// process all the same.
///
/// On a task of its own: on SQLite a caller that goes away half-way would leave the only writer without its promise.
macro_rules! relaxed {
    ($pools:expr, $statement:expr) => {{
        let pools = $pools.clone();
        let run = tokio::spawn(async move {
            match &pools {
                $crate::dialect::Pools::Sqlite { write, .. } => {
                    let mut connection = write.acquire().await?;
                    sqlx::query("PRAGMA synchronous = NORMAL").execute(&mut *connection).await?;
                    let run = $statement.execute(&mut *connection).await;
                    let strict = sqlx::query("PRAGMA synchronous = FULL").execute(&mut *connection).await;
                    if strict.is_err() {
                        // The next writer gets a new connection, with its promise.
                        drop(connection.detach());
                    }
                    run?;
                }
                $crate::dialect::Pools::Postgres(pool) => {
                    let mut transaction = pool.begin().await?;
                    sqlx::query("SET LOCAL synchronous_commit = off").execute(&mut *transaction).await?;
                    $statement.execute(&mut *transaction).await?;
                    transaction.commit().await?;
                }
            }
            Ok::<(), sqlx::Error>(())
        });
        run.await.map_err(|stopped| sqlx::Error::Io(std::io::Error::other(stopped)))??;
    }};
}

pub(crate) use {exclusively, executing, reading, relaxed, writing};

/// The unique field of an account that a refused statement would have repeated.
///
/// PostgreSQL names the index (`accounts_appid`), SQLite the column in its message
/// (`UNIQUE constraint failed: accounts.appid`).
pub(crate) fn conflicting_field(error: &sqlx::Error) -> Option<&'static str> {
    let error = error.as_database_error().filter(|error| error.is_unique_violation())?;
    let place = error.constraint().unwrap_or(error.message());
    ["appid", "name"].into_iter().find(|field| place.ends_with(field))
}

/// Whether the database is away, rather than unwilling: the connection is gone or none could be had.
pub(crate) fn is_away(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed => true,
        // SQLSTATE classes of PostgreSQL: 08 connection exception, 57P operator intervention (shutting down, starting
        // up), 53300 too many connections. The codes of SQLite are short numbers, none of which looks so.
        sqlx::Error::Database(refusal) => refusal.code().is_some_and(|code| {
            code.len() == 5 && (code.starts_with("08") || code.starts_with("57P") || code == "53300")
        }),
        _ => false,
    }
}
