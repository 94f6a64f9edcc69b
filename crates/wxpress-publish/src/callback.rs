//! Callbacks: what the platform pushes to an account's address. A push is a hint: what it tells is asked for again.

use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use wxpress_store::Account;
use wxpress_wechat::{
    AppId,
    callback::{Callback, CallbackError, CallbackQuery, CallbackToken, EncodingAesKey, Event},
};

use crate::{
    account,
    app::App,
    error::{Error, Result},
    loose,
    message::Code,
    publish, webhook,
};

/// Callbacks.
#[derive(Debug, Clone, Copy)]
pub struct Callbacks<'a>(pub(crate) &'a App);

/// What the platform's console and this side agree upon.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CallbackInput {
    /// The token (令牌) of the console.
    #[serde(default, deserialize_with = "loose::text")]
    #[schema(write_only)]
    pub token: Option<String>,
    /// The EncodingAESKey (消息加解密密钥), 43 characters, for 安全模式 and 兼容模式: only encrypted pushes are taken then.
    /// Without it only plain ones (明文模式).
    #[serde(default, deserialize_with = "loose::text")]
    #[schema(write_only)]
    pub encoding_aes_key: Option<String>,
}

impl std::fmt::Debug for CallbackInput {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CallbackInput").finish_non_exhaustive()
    }
}

/// A callback, without its secrets.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CallbackView {
    /// What the address (URL) in the console ends in, behind the name under which the gateway is reached from outside.
    #[schema(example = "/wechat/callback/wx0123456789abcdef")]
    pub path: String,
    /// Whether pushes are encrypted.
    pub is_encrypted: bool,
    /// Unix seconds.
    pub updated_at: i64,
}

/// As it is kept.
#[derive(Serialize, Deserialize)]
struct Kept {
    token: String,
    encoding_aes_key: Option<String>,
}

impl Callbacks<'_> {
    /// Sets the callback of a stored account.
    ///
    /// # Errors
    /// [`Code::UnknownAccount`]; [`Code::MissingField`], [`Code::InvalidField`].
    pub async fn set(&self, account: &str, input: CallbackInput) -> Result<CallbackView> {
        let account = self.account(account).await?;
        let token = input.token.ok_or_else(|| Error::new(Code::MissingField).with("field", "token"))?;
        let kept = Kept { token: token.trim().to_owned(), encoding_aes_key: input.encoding_aes_key };
        agreed(&kept, &account.appid)?;
        let secret =
            serde_json::to_string(&kept).map_err(|error| Error::new(Code::Internal).because(error))?;
        let callback = wxpress_store::Callback {
            secret: SecretString::from(secret),
            is_encrypted: kept.encoding_aes_key.is_some(),
            updated_at: self.0.clock.now(),
        };
        self.0.store.save_callback(account.id, &callback).await?;
        Ok(view(&account, &callback))
    }

    /// The callback of a stored account.
    ///
    /// # Errors
    /// [`Code::UnknownAccount`]; [`Code::CallbackUnset`].
    pub async fn read(&self, account: &str) -> Result<CallbackView> {
        let account = self.account(account).await?;
        let callback = self.0.store.load_callback(account.id).await?;
        callback.map(|callback| view(&account, &callback)).ok_or_else(|| unset(&account.appid))
    }

    /// Forgets the callback of a stored account: its pushes are refused from now on.
    ///
    /// # Errors
    /// [`Code::UnknownAccount`]; [`Code::CallbackUnset`].
    pub async fn remove(&self, account: &str) -> Result<()> {
        let account = self.account(account).await?;
        if self.0.store.delete_callback(account.id).await? { Ok(()) } else { Err(unset(&account.appid)) }
    }

    /// Answers the check of the address that the console makes: the text to send back.
    ///
    /// # Errors
    /// [`Code::CallbackUnset`]; [`Code::CallbackRefused`].
    pub async fn check(&self, appid: &str, query: &CallbackQuery) -> Result<String> {
        let callback = self.of_appid(appid).await?;
        Ok(callback.check_url(query).map_err(refused)?.to_owned())
    }

    /// Takes a push: jobs that wait for it go on, and webhooks are told. One that came before does nothing.
    ///
    /// # Errors
    /// [`Code::CallbackUnset`]; [`Code::CallbackRefused`].
    pub async fn receive(&self, appid: &str, query: &CallbackQuery, body: &[u8]) -> Result<()> {
        let push = self.of_appid(appid).await?.open(query, body).map_err(refused)?;
        let now = self.0.clock.now();
        if !self.0.store.note_push(appid, push.dedup_key(), now).await? {
            return Ok(());
        }
        let awaited = match &push.event {
            Event::PublishJobFinish(status) => {
                let told = webhook::publication_ended(self.0, appid, status).await?;
                self.0.store.insert_deliveries(&told, now).await?;
                self.0.telling_added.notify_one();
                Some(publish::awaited(status.publish_id.as_ref()))
            }
            // Some accounts get it for a publication, which nothing in it names (docs/reference/wechat-api.md §7.6).
            Event::MassSendJobFinish(_) => None,
            _ => return Ok(()),
        };
        let woken = self.0.store.wake_jobs(appid, awaited.as_deref(), now).await?;
        tracing::info!(appid, woken, "a push came");
        self.0.job_added.notify_one();
        Ok(())
    }

    async fn account(&self, id: &str) -> Result<Account> {
        self.0.store.load_account(account::parse_id(id)?).await?.ok_or_else(|| account::unknown(id))
    }

    async fn of_appid(&self, appid: &str) -> Result<Callback> {
        let account = self.0.store.load_account_by_appid(appid).await?.ok_or_else(|| unset(appid))?;
        let kept = self.0.store.load_callback(account.id).await?.ok_or_else(|| unset(appid))?;
        let kept = serde_json::from_str(kept.secret.expose_secret())
            .map_err(|error| Error::new(Code::Internal).because(error))?;
        agreed(&kept, appid)
    }
}

fn agreed(kept: &Kept, appid: &str) -> Result<Callback> {
    let invalid =
        |field, problem: &str| Error::new(Code::InvalidField).with("field", field).with("problem", problem);
    let token = CallbackToken::new(&kept.token).map_err(|_| invalid("token", "\"\""))?;
    let key = kept.encoding_aes_key.as_deref().map(EncodingAesKey::new).transpose();
    let key = key.map_err(|_| invalid("encodingAesKey", "43 × A-Z a-z 0-9"))?;
    Ok(Callback::new(token, key, AppId::new(appid)))
}

fn view(account: &Account, callback: &wxpress_store::Callback) -> CallbackView {
    CallbackView {
        path: format!("/wechat/callback/{}", account.appid),
        is_encrypted: callback.is_encrypted,
        updated_at: callback.updated_at.as_second(),
    }
}

fn unset(appid: &str) -> Error {
    Error::new(Code::CallbackUnset).with("appid", appid).with("id", "{id}")
}

fn refused(error: CallbackError) -> Error {
    Error::new(Code::CallbackRefused).with("problem", &error).because(error)
}
