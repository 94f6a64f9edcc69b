//! For whom a call is made.

use clap::Args;
use wxpress_publish::{AccountChoice, Error};

use crate::source::Source;

/// For whom a call is made. The environment's account is looked at only where no flag names one.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Account")]
pub(crate) struct AccountArguments {
    /// Stored account; the default one where none is named. [env: WXPRESS_ACCOUNT]
    #[arg(long, global = true, value_name = "NAME|ID", conflicts_with_all = ["appid", "secret_file"])]
    account: Option<String>,

    /// AppID, stored or not. [env: WECHAT_APP_ID, WXPRESS_APPID]
    #[arg(long, global = true)]
    appid: Option<String>,

    /// File with the AppSecret of an account that is not stored. [env: WECHAT_APP_SECRET holds it itself]
    #[arg(long, global = true, value_name = "FILE|-")]
    secret_file: Option<Source>,
}

impl AccountArguments {
    /// The account of the flags, else of the environment.
    ///
    /// # Errors
    /// The secret's file cannot be read.
    pub(crate) async fn choice(self) -> Result<AccountChoice, Error> {
        let secret = match self.secret_file {
            Some(file) => Some(file.read_secret().await?),
            None => None,
        };
        Ok(choose(AccountChoice { account: self.account, appid: self.appid, secret }, of_environment()))
    }
}

/// The account that the environment names. AppSecrets come from there or from a file, never from a flag: other users of
/// the machine can see a process's arguments.
pub(crate) fn of_environment() -> AccountChoice {
    let filled = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
    AccountChoice {
        appid: filled("WECHAT_APP_ID").or_else(|| filled("WXPRESS_APPID")),
        secret: filled("WECHAT_APP_SECRET"),
        account: filled("WXPRESS_ACCOUNT"),
    }
}

/// What the flags say, and else the environment.
pub(crate) fn choose(flags: AccountChoice, environment: AccountChoice) -> AccountChoice {
    let AccountChoice { appid, secret, account } = flags;
    if account.is_some() {
        return AccountChoice { account, ..AccountChoice::default() };
    }
    match appid {
        // The environment's secret belongs to the AppID there, if there is one.
        Some(appid) if environment.appid.as_ref().is_some_and(|other| *other != appid) => {
            AccountChoice { appid: Some(appid), secret, account: None }
        }
        Some(appid) => {
            AccountChoice { appid: Some(appid), secret: secret.or(environment.secret), account: None }
        }
        None => AccountChoice { secret: secret.or(environment.secret), ..environment },
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn choice([appid, secret, account]: [&str; 3]) -> AccountChoice {
        let given = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        AccountChoice { appid: given(appid), secret: given(secret), account: given(account) }
    }

    #[rstest]
    #[case(["", "", ""], ["", "", ""], ["", "", ""])]
    #[case(["", "", ""], ["wx1", "s1", "blog"], ["wx1", "s1", "blog"])]
    #[case(["", "", "shop"], ["wx1", "s1", "blog"], ["", "", "shop"])]
    #[case(["wx2", "", ""], ["wx1", "s1", ""], ["wx2", "", ""])]
    #[case(["wx2", "s2", ""], ["wx1", "s1", ""], ["wx2", "s2", ""])]
    #[case(["wx1", "", ""], ["wx1", "s1", "blog"], ["wx1", "s1", ""])]
    #[case(["wx2", "", ""], ["", "s2", ""], ["wx2", "s2", ""])]
    #[case(["", "s2", ""], ["wx1", "s1", ""], ["wx1", "s2", ""])]
    fn flags_come_before_the_environment(
        #[case] flags: [&str; 3],
        #[case] environment: [&str; 3],
        #[case] expected: [&str; 3],
    ) {
        let AccountChoice { appid, secret, account } = choose(choice(flags), choice(environment));
        let expected = choice(expected);
        assert_eq!((appid, secret, account), (expected.appid, expected.secret, expected.account));
    }
}
