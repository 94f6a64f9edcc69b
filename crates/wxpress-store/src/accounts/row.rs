//! An account as it is stored.

use crate::{
    Account, AccountId, Result,
    columns::timestamp,
    seal::{Place, Sealed, Sealer},
};

/// Where the AppSecret of an account is sealed.
pub(super) fn secret_of(id: &str) -> Place<'_> {
    Place { table: "accounts", column: "secret", row: id }
}

#[derive(sqlx::FromRow)]
pub(super) struct AccountRow {
    id: String,
    name: String,
    appid: String,
    secret: Vec<u8>,
    secret_key_id: String,
    remark: Option<String>,
    is_default: bool,
    created_at: i64,
    updated_at: i64,
}

impl AccountRow {
    pub(super) fn open(self, sealer: &Sealer) -> Result<Account> {
        let secret = Sealed { bytes: self.secret, key_id: self.secret_key_id };
        Ok(Account {
            id: AccountId::from_column("accounts.id", &self.id)?,
            secret: sealer.open(secret_of(&self.id), &secret)?,
            name: self.name,
            appid: self.appid,
            remark: self.remark,
            is_default: self.is_default,
            created_at: timestamp("accounts.created_at", self.created_at)?,
            updated_at: timestamp("accounts.updated_at", self.updated_at)?,
        })
    }
}
