//! A database of its own for each test.

use std::{future::Future, panic, path::PathBuf};

use sqlx::{
    AssertSqlSafe, Connection as _, PgConnection, Row as _, SqliteConnection, postgres::PgConnectOptions,
    sqlite::SqliteConnectOptions,
};
use uuid::Uuid;
use wxpress_store::{MasterKey, Store};

pub(crate) const KEY: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

pub(crate) fn key(text: &str) -> MasterKey {
    MasterKey::parse(&text.into()).unwrap()
}

/// An empty database, and the ways into it that are not the store's.
#[derive(Clone, Debug)]
pub(crate) enum Database {
    Sqlite(PathBuf),
    Postgres(Box<PgConnectOptions>, String),
}

impl Database {
    pub(crate) fn url(&self) -> String {
        match self {
            Self::Sqlite(path) => format!("sqlite:{}", path.display()),
            Self::Postgres(_, url) => url.clone(),
        }
    }

    /// Opens a store of its own on this database, as another process would.
    pub(crate) async fn open(&self) -> Store {
        Store::open(&self.url(), key(KEY)).await.unwrap()
    }

    /// Runs a statement past the store.
    pub(crate) async fn execute(&self, statement: &'static str) {
        match self {
            Self::Sqlite(path) => sqlx::query(statement).execute(&mut sqlite(path).await).await.map(drop),
            Self::Postgres(options, _) => {
                sqlx::query(statement).execute(&mut postgres(options).await).await.map(drop)
            }
        }
        .unwrap();
    }

    /// Puts these bytes into a column of every row of a table.
    pub(crate) async fn overwrite(&self, table: &str, column: &str, bytes: &[u8]) {
        let statement = AssertSqlSafe(format!("UPDATE {table} SET {column} = $1"));
        match self {
            Self::Sqlite(path) => {
                sqlx::query(statement).bind(bytes).execute(&mut sqlite(path).await).await.map(drop)
            }
            Self::Postgres(options, _) => {
                sqlx::query(statement).bind(bytes).execute(&mut postgres(options).await).await.map(drop)
            }
        }
        .unwrap();
    }

    /// The number that a query gives.
    pub(crate) async fn number(&self, query: &'static str) -> i64 {
        match self {
            Self::Sqlite(path) => sqlx::query_scalar(query).fetch_one(&mut sqlite(path).await).await.unwrap(),
            Self::Postgres(options, _) => {
                sqlx::query_scalar(query).fetch_one(&mut postgres(options).await).await.unwrap()
            }
        }
    }

    /// Everything that the database keeps: the files of SQLite with its log, or the rows of every table of PostgreSQL
    /// as text and in bytes.
    pub(crate) async fn everything(&self) -> Vec<u8> {
        match self {
            Self::Sqlite(path) => {
                let folder = path.parent().unwrap().read_dir().unwrap();
                folder.flat_map(|entry| std::fs::read(entry.unwrap().path()).unwrap()).collect()
            }
            Self::Postgres(options, _) => {
                let mut connection = postgres(options).await;
                let mut found = Vec::new();
                for table in [
                    "meta",
                    "accounts",
                    "tokens",
                    "uploads",
                    "calls",
                    "videos",
                    "video_blocks",
                    "jobs",
                    "requests",
                    "job_steps",
                ] {
                    let rows = AssertSqlSafe(format!("SELECT {table}::text FROM {table}"));
                    for row in sqlx::query(rows).fetch_all(&mut connection).await.unwrap() {
                        found.extend(row.get::<String, _>(0).into_bytes());
                    }
                }
                let sealed = "SELECT secret FROM accounts UNION ALL SELECT token FROM tokens \
                              UNION ALL SELECT secret FROM jobs WHERE secret IS NOT NULL";
                for row in sqlx::query(sealed).fetch_all(&mut connection).await.unwrap() {
                    found.extend(row.get::<Vec<u8>, _>(0));
                }
                found
            }
        }
    }
}

/// Runs a test on a SQLite file in a temporary folder.
pub(crate) async fn with_sqlite<F: Future<Output = ()>>(test: impl FnOnce(Database) -> F) {
    let folder = tempfile::tempdir().unwrap();
    test(Database::Sqlite(folder.path().join("wxpress.db"))).await;
}

/// Runs a test on a new PostgreSQL database, dropped at the end however the test ends.
pub(crate) async fn with_postgres<F>(test: impl FnOnce(Database) -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    let cluster = std::env::var("WXPRESS_TEST_POSTGRES").expect(
        "WXPRESS_TEST_POSTGRES must hold the URL of a PostgreSQL cluster in which databases may be created, \
         such as postgres://postgres@localhost/postgres",
    );
    let cluster: PgConnectOptions = cluster.parse().expect("WXPRESS_TEST_POSTGRES must be a PostgreSQL URL");
    let name = format!("wxpress_store_{}", Uuid::now_v7().simple());
    let mut admin = postgres(&cluster).await;
    sqlx::query(AssertSqlSafe(format!("CREATE DATABASE {name}"))).execute(&mut admin).await.unwrap();

    let options = cluster.database(&name);
    let url = sqlx::ConnectOptions::to_url_lossy(&options).to_string();
    let ended = tokio::spawn(test(Database::Postgres(Box::new(options), url))).await;

    sqlx::query(AssertSqlSafe(format!("DROP DATABASE {name} WITH (FORCE)")))
        .execute(&mut admin)
        .await
        .unwrap();
    if let Err(failure) = ended {
        panic::resume_unwind(failure.into_panic());
    }
}

async fn sqlite(path: &PathBuf) -> SqliteConnection {
    SqliteConnection::connect_with(&SqliteConnectOptions::new().filename(path)).await.unwrap()
}

async fn postgres(options: &PgConnectOptions) -> PgConnection {
    PgConnection::connect_with(options).await.expect("the cluster of WXPRESS_TEST_POSTGRES must answer")
}
