//! `wxpress account`.

use clap::{Args, Subcommand};
use wxpress_publish::{AccountChoice, App, Error, account::AccountInput, callback::CallbackInput};

use super::{Caller, Verb};
use crate::{
    answer::Answer,
    arguments::{AccountArguments, VerbArguments, choose, of_environment},
    prompt,
    source::Source,
};

/// Stored accounts.
#[derive(Debug, Args)]
pub(crate) struct AccountFamily {
    #[command(subcommand)]
    verb: AccountVerb,

    #[command(flatten)]
    shared: VerbArguments,
}

impl AccountFamily {
    pub(crate) async fn run(self) -> std::process::ExitCode {
        super::run(self.shared, AccountArguments::default(), self.verb).await
    }
}

/// What can be done with stored accounts.
#[derive(Debug, Subcommand)]
pub(crate) enum AccountVerb {
    /// List them, oldest first.
    List,
    /// Show one.
    Show {
        #[command(flatten)]
        account: NamedAccount,
        /// Show its AppSecret, too.
        #[arg(long)]
        reveal: bool,
    },
    /// Store one; the first becomes the default. Without --secret-file the AppSecret is taken from WECHAT_APP_SECRET,
    /// or asked for.
    Add(AccountWords),
    /// Change what is given.
    Update {
        #[command(flatten)]
        account: NamedAccount,
        #[command(flatten)]
        words: AccountWords,
    },
    /// Forget one; its drafts and materials stay on the platform.
    Remove(NamedAccount),
    /// Use one where none is named.
    Default(NamedAccount),
    /// Ask the platform whether AppID, AppSecret and this machine's address are good.
    Check(NamedAccount),
    /// Show where the platform pushes to.
    Callback(NamedAccount),
    /// Set token and EncodingAESKey as they stand in the platform's console, so that pushes are taken.
    SetCallback {
        #[command(flatten)]
        account: NamedAccount,
        /// File with the token.
        #[arg(long, value_name = "FILE|-")]
        token_file: Source,
        /// File with the EncodingAESKey; without it only plain pushes are taken.
        #[arg(long, value_name = "FILE|-")]
        key_file: Option<Source>,
    },
    /// Refuse the platform's pushes from now on.
    RemoveCallback(NamedAccount),
}

/// A stored account.
#[derive(Debug, Args)]
pub(crate) struct NamedAccount {
    /// Its name, its AppID or its id.
    #[arg(value_name = "NAME|APPID|ID")]
    account: String,
}

/// What is said of an account.
#[derive(Debug, Args)]
pub(crate) struct AccountWords {
    /// Its name, unique.
    #[arg(long)]
    name: Option<String>,

    /// Its AppID. [env for a new account: WECHAT_APP_ID, WXPRESS_APPID]
    #[arg(long)]
    appid: Option<String>,

    /// File with its AppSecret.
    #[arg(long, value_name = "FILE|-")]
    secret_file: Option<Source>,

    /// A note; an empty one removes it.
    #[arg(long)]
    remark: Option<String>,

    /// Use it where none is named.
    #[arg(long)]
    default: bool,
}

impl AccountWords {
    async fn input(self) -> Result<AccountInput, Error> {
        let secret = match self.secret_file {
            Some(file) => Some(file.read_secret().await?),
            None => None,
        };
        Ok(AccountInput {
            name: self.name,
            appid: self.appid,
            secret,
            remark: self.remark,
            is_default: self.default.then_some(true),
        })
    }
}

impl NamedAccount {
    /// Its id; what is no account's is left to be refused.
    async fn id(self, app: &App) -> Result<String, Error> {
        let accounts = app.accounts().list(false).await?;
        let known = |account: &&_| {
            let wxpress_publish::account::AccountView { id, name, appid, .. } = *account;
            [id, name, appid].contains(&&self.account)
        };
        Ok(accounts.iter().find(known).map_or(self.account.clone(), |account| account.id.clone()))
    }
}

impl Verb for AccountVerb {
    async fn run(self, Caller { app, lang, .. }: &Caller) -> Result<Answer, Error> {
        let accounts = app.accounts();
        match self {
            Self::List => Answer::of(&accounts.list(false).await?),
            Self::Show { account, reveal } => {
                Answer::of(&accounts.read(&account.id(app).await?, reveal).await?)
            }
            Self::Add(words) => {
                let mut input = words.input().await?;
                let flags = AccountChoice { appid: input.appid, secret: input.secret, account: None };
                let chosen = choose(flags, of_environment());
                input.appid = chosen.appid;
                input.secret = match chosen.secret {
                    Some(secret) => Some(secret),
                    None => Some(prompt::secret(*lang).await?),
                };
                Answer::of(&accounts.create(input).await?)
            }
            Self::Update { account, words } => {
                Answer::of(&accounts.update(&account.id(app).await?, words.input().await?).await?)
            }
            Self::Remove(account) => {
                accounts.delete(&account.id(app).await?).await?;
                Ok(Answer::done())
            }
            Self::Default(account) => Answer::of(&accounts.set_default(&account.id(app).await?).await?),
            Self::Check(account) => Answer::of(&accounts.check(&account.id(app).await?).await?),
            Self::Callback(account) => Answer::of(&app.callbacks().read(&account.id(app).await?).await?),
            Self::SetCallback { account, token_file, key_file } => {
                let encoding_aes_key = match key_file {
                    Some(file) => Some(file.read_secret().await?),
                    None => None,
                };
                let input = CallbackInput { token: Some(token_file.read_secret().await?), encoding_aes_key };
                Answer::of(&app.callbacks().set(&account.id(app).await?, input).await?)
            }
            Self::RemoveCallback(account) => {
                app.callbacks().remove(&account.id(app).await?).await?;
                Ok(Answer::done())
            }
        }
    }
}
