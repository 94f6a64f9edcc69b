//! Accounts: stored ones, and the choice of one for a call.

mod choice;

use std::fmt;

pub use choice::AccountChoice;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use wxpress_store::{AccountChange, AccountId, NewAccount};
use wxpress_wechat::{AppId, AppSecret};

use crate::{
    app::App,
    error::{Error, Result},
    loose,
    message::Code,
};

/// Longest name, in characters.
const MAX_NAME_CHARS: usize = 100;
/// Longest remark, in characters.
const MAX_REMARK_CHARS: usize = 1000;

/// Stored accounts.
#[derive(Debug, Clone, Copy)]
pub struct Accounts<'a>(pub(crate) &'a App);

/// An account as it is shown.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AccountView {
    /// Its id here.
    #[schema(example = "019aa7c2-0d0e-7c3a-9d55-0c2f6d1f8a11")]
    pub id: String,
    /// Its name, unique.
    #[schema(example = "我的公众号")]
    pub name: String,
    /// Its AppID, unique.
    #[schema(example = "wx0123456789abcdef")]
    pub appid: String,
    /// Always `***`.
    #[schema(example = "***")]
    pub secret: &'static str,
    /// The AppSecret where it was asked for with `reveal=true`, else `null`.
    pub real_secret: Option<String>,
    /// Whether it is used where no account is named.
    pub is_default: bool,
    /// A note.
    pub remark: Option<String>,
    /// Unix seconds.
    pub created_at: i64,
    /// Unix seconds.
    pub updated_at: i64,
}

/// An account to store.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AccountInput {
    /// Its name, unique, up to 100 characters. Required for a new account.
    #[serde(default, deserialize_with = "loose::text")]
    pub name: Option<String>,
    /// Its AppID. Required for a new account.
    #[serde(default, deserialize_with = "loose::text")]
    pub appid: Option<String>,
    /// Its AppSecret. Required for a new account; left out (or `***`) in a change, it stays.
    #[serde(default, deserialize_with = "loose::text")]
    #[schema(write_only)]
    pub secret: Option<String>,
    /// A note; an empty text removes it.
    #[serde(default)]
    pub remark: Option<String>,
    /// Makes it the default.
    #[serde(default, deserialize_with = "loose::flag")]
    pub is_default: Option<bool>,
}

impl fmt::Debug for AccountInput {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AccountInput").field("name", &self.name).field("appid", &self.appid).finish()
    }
}

/// What a check of an account found.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AccountCheck {
    /// The account's AppID.
    pub appid: String,
    /// Always `true`: what fails is answered as an error.
    pub ok: bool,
    /// Drafts in its box.
    pub draft_count: u64,
}

impl Accounts<'_> {
    /// All stored accounts, oldest first.
    pub async fn list(&self, reveal: bool) -> Result<Vec<AccountView>> {
        Ok(self.0.store.load_accounts().await?.iter().map(|account| view(account, reveal)).collect())
    }

    /// One account.
    pub async fn read(&self, id: &str, reveal: bool) -> Result<AccountView> {
        let account = self.0.store.load_account(parse_id(id)?).await?.ok_or_else(|| unknown(id))?;
        Ok(view(&account, reveal))
    }

    /// Stores an account. The first one becomes the default.
    pub async fn create(&self, input: AccountInput) -> Result<AccountView> {
        check_lengths(&input)?;
        let new = NewAccount {
            name: trimmed(input.name, "name")?,
            appid: trimmed(input.appid, "appid")?,
            secret: SecretString::from(trimmed(input.secret, "secret")?),
            remark: input.remark.filter(|remark| !remark.is_empty()),
            is_default: input.is_default.unwrap_or(false),
        };
        Ok(view(&self.0.store.insert_account(new).await?, false))
    }

    /// Changes the fields that are given.
    pub async fn update(&self, id: &str, input: AccountInput) -> Result<AccountView> {
        check_lengths(&input)?;
        let account_id = parse_id(id)?;
        let change = AccountChange {
            name: input.name.map(|name| name.trim().to_owned()),
            appid: input.appid.map(|appid| appid.trim().to_owned()),
            secret: input
                .secret
                .filter(|secret| secret != "***")
                .map(|secret| secret.trim().to_owned().into()),
            remark: input.remark.map(|remark| Some(remark).filter(|remark| !remark.is_empty())),
        };
        let account = self.0.store.update_account(account_id, change).await?.ok_or_else(|| unknown(id))?;
        if input.is_default == Some(true) {
            return self.set_default(id).await;
        }
        Ok(view(&account, false))
    }

    /// Makes an account the one that is used where none is named.
    pub async fn set_default(&self, id: &str) -> Result<AccountView> {
        let account = self.0.store.set_default_account(parse_id(id)?).await?.ok_or_else(|| unknown(id))?;
        Ok(view(&account, false))
    }

    /// Forgets an account. Its drafts and materials stay on the platform.
    pub async fn delete(&self, id: &str) -> Result<()> {
        if self.0.store.delete_account(parse_id(id)?).await? { Ok(()) } else { Err(unknown(id)) }
    }

    /// Asks the platform whether the account's credentials and this machine's address are good.
    pub async fn check(&self, id: &str) -> Result<AccountCheck> {
        let account = self.0.store.load_account(parse_id(id)?).await?.ok_or_else(|| unknown(id))?;
        let client = self.0.platform.account(AppId::new(&account.appid), AppSecret::from(account.secret));
        let draft_count = client.draft().count().await?;
        Ok(AccountCheck { appid: account.appid, ok: true, draft_count })
    }
}

fn view(account: &wxpress_store::Account, reveal: bool) -> AccountView {
    if reveal {
        tracing::info!(account.id = %account.id, appid = account.appid, "an AppSecret was revealed");
    }
    AccountView {
        id: account.id.to_string(),
        name: account.name.clone(),
        appid: account.appid.clone(),
        secret: "***",
        real_secret: reveal.then(|| account.secret.expose_secret().to_owned()),
        is_default: account.is_default,
        remark: account.remark.clone(),
        created_at: account.created_at.as_second(),
        updated_at: account.updated_at.as_second(),
    }
}

pub(crate) fn parse_id(id: &str) -> Result<AccountId> {
    id.parse().map_err(|_| unknown(id))
}

pub(crate) fn unknown(id: &str) -> Error {
    Error::new(Code::UnknownAccount).with("account", id)
}

fn trimmed(value: Option<String>, field: &'static str) -> Result<String> {
    value
        .map(|value| value.trim().to_owned())
        .ok_or_else(|| Error::new(Code::MissingField).with("field", field))
}

fn check_lengths(input: &AccountInput) -> Result<()> {
    for (field, value, limit) in [
        ("name", &input.name, MAX_NAME_CHARS),
        ("appid", &input.appid, MAX_NAME_CHARS),
        ("secret", &input.secret, MAX_NAME_CHARS),
        ("remark", &input.remark, MAX_REMARK_CHARS),
    ] {
        let actual = value.as_deref().map_or(0, |value| value.chars().count());
        if actual > limit {
            return Err(Error::new(Code::TooLong)
                .with("field", field)
                .with("actual", actual)
                .with("limit", limit));
        }
    }
    Ok(())
}
