//! [`AccountChoice`]: for whom a call is made.

use std::fmt;

use serde::Deserialize;
use utoipa::IntoParams;
use wxpress_wechat::{AppId, AppSecret, Client};

use crate::{
    app::App,
    error::{Error, Result},
    loose,
    message::Code,
};

/// For whom a call is made: `appid` with `secret`, else the stored account of that `appid`, else the stored `account`
/// (id or name), else the default account.
#[derive(Clone, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", default)]
#[into_params(parameter_in = Query)]
pub struct AccountChoice {
    /// AppID. May stand in the query, the JSON body or a form field.
    #[serde(deserialize_with = "loose::text")]
    #[param(example = "wx0123456789abcdef")]
    pub appid: Option<String>,
    /// AppSecret of an account that is not stored. Prefer the body: queries end up in other people's logs.
    #[serde(deserialize_with = "loose::text")]
    pub secret: Option<String>,
    /// Id, name or AppID of a stored account.
    #[serde(deserialize_with = "loose::text")]
    pub account: Option<String>,
}

impl fmt::Debug for AccountChoice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AccountChoice").field("appid", &self.appid).field("account", &self.account).finish()
    }
}

impl App {
    /// The client for the account chosen.
    pub(crate) async fn client(&self, choice: &AccountChoice) -> Result<Client> {
        if let (Some(appid), Some(secret)) = (&choice.appid, &choice.secret) {
            return Ok(self.platform.account(AppId::new(appid), AppSecret::new(secret)));
        }
        let account = match (&choice.appid, &choice.secret, &choice.account) {
            (None, Some(_), _) => return Err(Error::new(Code::SecretWithoutAppid)),
            (Some(appid), _, _) => {
                self.store.load_account_by_appid(appid.trim()).await?.ok_or_else(|| unknown(appid))?
            }
            (None, None, Some(account)) => self.stored(account).await?.ok_or_else(|| unknown(account))?,
            (None, None, None) => {
                self.store.load_default_account().await?.ok_or_else(|| Error::new(Code::NoAccount))?
            }
        };
        Ok(self.platform.account(AppId::new(&account.appid), AppSecret::from(account.secret)))
    }

    async fn stored(&self, id_or_name: &str) -> Result<Option<wxpress_store::Account>> {
        if let Ok(id) = id_or_name.parse()
            && let Some(account) = self.store.load_account(id).await?
        {
            return Ok(Some(account));
        }
        if let Some(account) = self.store.load_account_by_name(id_or_name).await? {
            return Ok(Some(account));
        }
        Ok(self.store.load_account_by_appid(id_or_name.trim()).await?)
    }
}

fn unknown(account: &str) -> Error {
    Error::new(Code::UnknownAccount).with("account", account)
}
