//! The store as a whole.

use std::sync::Arc;

use secrecy::SecretString;

use crate::{
    Error, MasterKey, Result,
    dialect::{Pools, executing, reading},
    location::Location,
    postgres,
    seal::{Place, Sealed, Sealer},
    sqlite,
};

const KEY_CHECK: Place<'_> = Place { table: "meta", column: "value", row: "key_check" };

/// An open store. A clone is another handle of the same connections.
#[derive(Clone, Debug)]
pub struct Store {
    pub(crate) pools: Pools,
    pub(crate) sealer: Arc<Sealer>,
}

impl Store {
    /// Opens a database, brings its tables to this version and checks the key. Several processes may do so at once.
    ///
    /// `url` is `sqlite:PATH` or `sqlite://PATH`, the path taken as written (the file is made where there is none, 0600,
    /// its folder 0700), or `postgres://…` or `postgresql://…` of a database that exists.
    ///
    /// Fails with [`Error::BadUrl`], [`Error::Unreachable`], [`Error::Io`], [`Error::Migration`] (among others, where a
    /// newer version has been here) and [`Error::WrongKey`] where another key sealed what the store holds.
    pub async fn open(url: &str, key: MasterKey) -> Result<Self> {
        let pools = match url.parse()? {
            Location::Sqlite(path) => sqlite::open(&path).await?,
            Location::Postgres(options) => postgres::open(*options).await?,
        };
        let store = Self { pools, sealer: Arc::new(Sealer::new(&key)) };
        store.check_key().await?;
        Ok(store)
    }

    /// Proves with one small write that the database answers and takes writes.
    ///
    /// Fails with [`Error::Unreachable`] and [`Error::Database`].
    pub async fn ping(&self) -> Result<()> {
        executing!(
            self.pools,
            sqlx::query("UPDATE meta SET value = value WHERE name = $1").bind(KEY_CHECK.row)
        );
        Ok(())
    }

    /// Closes the connections, once those in use are given back. Later operations fail with [`Error::Unreachable`].
    pub async fn close(&self) {
        self.pools.close().await;
    }

    /// Opens the value that the first start sealed. Of two first starts at once, one value stays.
    async fn check_key(&self) -> Result<()> {
        let fresh = self.sealer.seal(KEY_CHECK, &SecretString::from("the master key is right"))?;
        executing!(
            self.pools,
            sqlx::query(
                "INSERT INTO meta (name, value, key_id) VALUES ($1, $2, $3) ON CONFLICT (name) DO NOTHING",
            )
            .bind(KEY_CHECK.row)
            .bind(&fresh.bytes)
            .bind(&fresh.key_id)
        );
        let (bytes, key_id) =
            reading!(self.pools, |db| sqlx::query_as("SELECT value, key_id FROM meta WHERE name = $1")
                .bind(KEY_CHECK.row)
                .fetch_optional(db))
            .ok_or(Error::NotFound { what: "key check" })?;
        self.sealer.open(KEY_CHECK, &Sealed { bytes, key_id }).map(drop)
    }
}
