//! Accounts: the Official Accounts that wxpress publishes to.

mod row;

use jiff::Timestamp;
use secrecy::SecretString;

use crate::{
    AccountId, Result, Store,
    columns::{checked, checked_option, now_millis, timestamp},
    dialect::{exclusively, reading, writing},
};
use row::{AccountRow, secret_of};

/// The columns of an [`AccountRow`]. Named one by one, never `*`: a newer version may add a column while this one runs.
macro_rules! columns {
    () => {
        "id, name, appid, secret, secret_key_id, remark, is_default, created_at, updated_at"
    };
}

/// A stored account. `Debug` does not show the AppSecret.
#[derive(Clone, Debug)]
pub struct Account {
    /// Id, made by the store.
    pub id: AccountId,
    /// Name that people chose, unique.
    pub name: String,
    /// AppID of the Official Account, unique (docs/reference/wechat-api.md §1.7).
    pub appid: String,
    /// AppSecret of the Official Account, sealed at rest.
    pub secret: SecretString,
    /// Free words.
    pub remark: Option<String>,
    /// Whether this account is meant where a request names none. True for exactly one, unless there is no account.
    pub is_default: bool,
    /// When it was inserted, in whole milliseconds.
    pub created_at: Timestamp,
    /// When it last changed, in whole milliseconds. Becoming the default is not a change.
    pub updated_at: Timestamp,
}

/// An account to insert.
#[derive(Clone, Debug)]
pub struct NewAccount {
    /// Unique name.
    pub name: String,
    /// Unique AppID.
    pub appid: String,
    /// AppSecret.
    pub secret: SecretString,
    /// Free words.
    pub remark: Option<String>,
    /// Whether to take the default from the account that is it. The first account becomes the default anyway.
    pub is_default: bool,
}

/// What to change in an account: `None` leaves a field as it is.
#[derive(Clone, Debug, Default)]
pub struct AccountChange {
    /// New unique name.
    pub name: Option<String>,
    /// New unique AppID.
    pub appid: Option<String>,
    /// New AppSecret.
    pub secret: Option<SecretString>,
    /// New free words; `Some(None)` removes them.
    pub remark: Option<Option<String>>,
}

impl Store {
    /// Inserts an account. The first one becomes the default.
    ///
    /// Fails with [`Error::Conflict`](crate::Error::Conflict) where `name` or `appid` is taken, and with
    /// [`Error::Invalid`](crate::Error::Invalid) where a text contains a NUL character.
    pub async fn insert_account(&self, new: NewAccount) -> Result<Account> {
        let id = AccountId::new();
        let secret = self.sealer.seal(secret_of(&id.column()), &new.secret)?;
        let name = checked("name", &new.name)?;
        let appid = checked("appid", &new.appid)?;
        let remark = checked_option("remark", new.remark.as_deref())?;
        let now = now_millis();

        let is_default = exclusively!(self.pools, "accounts", |tx| {
            let others: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM accounts").fetch_one(&mut *tx).await?;
            let is_default = new.is_default || others == 0;
            if is_default {
                sqlx::query("UPDATE accounts SET is_default = FALSE WHERE is_default")
                    .execute(&mut *tx)
                    .await?;
            }
            sqlx::query(concat!(
                "INSERT INTO accounts (",
                columns!(),
                ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)"
            ))
            .bind(id.column())
            .bind(name)
            .bind(appid)
            .bind(&secret.bytes)
            .bind(&secret.key_id)
            .bind(remark)
            .bind(is_default)
            .bind(now)
            .execute(&mut *tx)
            .await?;
            is_default
        });

        let created_at = timestamp("accounts.created_at", now)?;
        let NewAccount { name, appid, secret, remark, .. } = new;
        Ok(Account { id, name, appid, secret, remark, is_default, created_at, updated_at: created_at })
    }

    /// All accounts, oldest first.
    pub async fn load_accounts(&self) -> Result<Vec<Account>> {
        let statement = concat!("SELECT ", columns!(), " FROM accounts ORDER BY id");
        let rows: Vec<AccountRow> = reading!(self.pools, |db| sqlx::query_as(statement).fetch_all(db));
        rows.into_iter().map(|row| row.open(&self.sealer)).collect()
    }

    /// The account with this id.
    pub async fn load_account(&self, id: AccountId) -> Result<Option<Account>> {
        let statement = concat!("SELECT ", columns!(), " FROM accounts WHERE id = $1");
        self.load_account_where(statement, &id.column()).await
    }

    /// The account with this AppID.
    pub async fn load_account_by_appid(&self, appid: &str) -> Result<Option<Account>> {
        let statement = concat!("SELECT ", columns!(), " FROM accounts WHERE appid = $1");
        self.load_account_where(statement, appid).await
    }

    /// The account with exactly this name.
    pub async fn load_account_by_name(&self, name: &str) -> Result<Option<Account>> {
        let statement = concat!("SELECT ", columns!(), " FROM accounts WHERE name = $1");
        self.load_account_where(statement, name).await
    }

    /// The default account: `None` only where there is no account.
    pub async fn load_default_account(&self) -> Result<Option<Account>> {
        let statement = concat!("SELECT ", columns!(), " FROM accounts WHERE is_default");
        let row: Option<AccountRow> = reading!(self.pools, |db| sqlx::query_as(statement).fetch_optional(db));
        row.map(|row| row.open(&self.sealer)).transpose()
    }

    /// Changes an account and gives it as it is then, or `None` where there is no such account.
    ///
    /// Fails as [`Store::insert_account`] does.
    pub async fn update_account(&self, id: AccountId, change: AccountChange) -> Result<Option<Account>> {
        let id = id.column();
        let secret = change.secret.map(|secret| self.sealer.seal(secret_of(&id), &secret)).transpose()?;
        let name = checked_option("name", change.name.as_deref())?;
        let appid = checked_option("appid", change.appid.as_deref())?;
        let remark = checked_option("remark", change.remark.as_ref().and_then(Option::as_deref))?;

        let rows: Vec<AccountRow> = writing!(self.pools, |db| sqlx::query_as(concat!(
            "UPDATE accounts SET name = COALESCE($2, name), appid = COALESCE($3, appid), \
             secret = COALESCE($4, secret), secret_key_id = COALESCE($5, secret_key_id), \
             remark = CASE WHEN $6 THEN $7 ELSE remark END, updated_at = $8 WHERE id = $1 RETURNING ",
            columns!()
        ))
        .bind(&id)
        .bind(name)
        .bind(appid)
        .bind(secret.as_ref().map(|secret| secret.bytes.as_slice()))
        .bind(secret.as_ref().map(|secret| secret.key_id.as_str()))
        .bind(change.remark.is_some())
        .bind(remark)
        .bind(now_millis())
        .fetch_all(db));
        rows.into_iter().next().map(|row| row.open(&self.sealer)).transpose()
    }

    /// Makes an account the default and gives it, or `None`, with nothing changed, where there is no such account.
    pub async fn set_default_account(&self, id: AccountId) -> Result<Option<Account>> {
        let rows: Vec<AccountRow> = exclusively!(self.pools, "accounts", |tx| {
            sqlx::query(
                "UPDATE accounts SET is_default = FALSE \
                 WHERE is_default AND EXISTS (SELECT 1 FROM accounts WHERE id = $1)",
            )
            .bind(id.column())
            .execute(&mut *tx)
            .await?;
            sqlx::query_as(concat!(
                "UPDATE accounts SET is_default = TRUE WHERE id = $1 RETURNING ",
                columns!()
            ))
            .bind(id.column())
            .fetch_all(&mut *tx)
            .await?
        });
        rows.into_iter().next().map(|row| row.open(&self.sealer)).transpose()
    }

    /// Deletes an account and tells whether there was one. Where it was the default, the oldest one left becomes it.
    pub async fn delete_account(&self, id: AccountId) -> Result<bool> {
        let deleted = exclusively!(self.pools, "accounts", |tx| {
            let deleted = sqlx::query("DELETE FROM accounts WHERE id = $1")
                .bind(id.column())
                .execute(&mut *tx)
                .await?
                .rows_affected();
            sqlx::query(
                "UPDATE accounts SET is_default = TRUE WHERE id = (SELECT MIN(id) FROM accounts) \
                 AND NOT EXISTS (SELECT 1 FROM accounts WHERE is_default)",
            )
            .execute(&mut *tx)
            .await?;
            deleted
        });
        Ok(deleted > 0)
    }

    async fn load_account_where(&self, statement: &'static str, value: &str) -> Result<Option<Account>> {
        if value.contains('\0') {
            // No row holds one, and PostgreSQL refuses to look for it.
            return Ok(None);
        }
        let row: Option<AccountRow> =
            reading!(self.pools, |db| sqlx::query_as(statement).bind(value).fetch_optional(db));
        row.map(|row| row.open(&self.sealer)).transpose()
    }
}
