//! What an account is when it is made: appid, secret and kind.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The appid of the account that [`Options::default`](crate::Options::default) holds.
pub const DEFAULT_APPID: &str = "wx5a4db0c5a4db0c01";

/// The AppSecret of [`DEFAULT_APPID`]. It opens nothing but a sandbox.
pub const DEFAULT_SECRET: &str = "5a4db0c55a4db0c55a4db0c55a4db0c5";

/// The entity behind an account, which decides what it may call (docs/reference/wechat-api.md §7.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountKind {
    /// 认证服务号: may call everything.
    #[default]
    VerifiedService,
    /// 认证订阅号: may call everything but `message/mass/send`.
    VerifiedSubscription,
    /// Personal entity: no comments, no mass sends, and `freepublish/*` answers 48001 since July 2025.
    Personal,
    /// A personal account whose publishing calls were not withdrawn.
    PersonalLegacy,
    /// An enterprise without verification: like [`AccountKind::Personal`].
    Unverified,
    /// 测试号: small quotas, no comments, no mass sends, every publication ends in status 3.
    Test,
}

impl AccountKind {
    const NAMES: [(&'static str, Self); 6] = [
        ("verified_service", Self::VerifiedService),
        ("verified_subscription", Self::VerifiedSubscription),
        ("personal", Self::Personal),
        ("personal_legacy", Self::PersonalLegacy),
        ("unverified", Self::Unverified),
        ("test", Self::Test),
    ];

    /// Whether `freepublish/*` is open to this kind.
    pub(crate) fn may_publish(self) -> bool {
        !matches!(self, Self::Personal | Self::Unverified)
    }

    /// Whether articles of this kind may open comments; without them `need_open_comment: 1` is 88000.
    pub(crate) fn has_comments(self) -> bool {
        self.is_verified()
    }

    /// Whether articles may hold links to anywhere, as WeChat Pay allows: only service accounts can have it.
    pub(crate) fn has_wechat_pay(self) -> bool {
        self == Self::VerifiedService
    }

    /// Whether the platform has verified the entity behind it (认证).
    pub(crate) fn is_verified(self) -> bool {
        matches!(self, Self::VerifiedService | Self::VerifiedSubscription)
    }
}

impl FromStr for AccountKind {
    type Err = ParseAccountError;

    fn from_str(name: &str) -> Result<Self, ParseAccountError> {
        Self::NAMES
            .into_iter()
            .find_map(|(known, kind)| (known == name).then_some(kind))
            .ok_or(ParseAccountError::Kind)
    }
}

/// An account to be made. Its text form is `APPID:SECRET[:kind]`.
#[derive(Clone, PartialEq, Eq)]
pub struct AccountSpec {
    /// `wx` and 16 hex digits at WeChat; here any word of letters, digits, `_` and `-`.
    pub appid: String,
    /// The AppSecret, 32 hex digits at WeChat; here any word without a colon.
    pub secret: String,
    /// What the account may do.
    pub kind: AccountKind,
}

impl Default for AccountSpec {
    fn default() -> Self {
        Self {
            appid: DEFAULT_APPID.to_owned(),
            secret: DEFAULT_SECRET.to_owned(),
            kind: AccountKind::default(),
        }
    }
}

impl fmt::Debug for AccountSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AccountSpec")
            .field("appid", &self.appid)
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}

/// Why a text is not `APPID:SECRET[:kind]`. Never repeats the text, for it may hold a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ParseAccountError {
    /// Not two or three fields between colons.
    #[error("an account is written APPID:SECRET or APPID:SECRET:kind")]
    Form,
    /// The appid is empty or holds something else than letters, digits, `_` and `-`.
    #[error("an appid is made of letters, digits, '_' and '-'")]
    Appid,
    /// The secret is empty.
    #[error("an account needs a secret")]
    Secret,
    /// No such kind.
    #[error(
        "an account's kind is verified_service, verified_subscription, personal, personal_legacy, \
         unverified or test"
    )]
    Kind,
}

/// Whether a text can be an appid here.
pub(crate) fn is_appid(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
}

impl FromStr for AccountSpec {
    type Err = ParseAccountError;

    fn from_str(text: &str) -> Result<Self, ParseAccountError> {
        let mut fields = text.split(':');
        let (Some(appid), Some(secret)) = (fields.next(), fields.next()) else {
            return Err(ParseAccountError::Form);
        };
        let kind = fields.next().map(str::parse).transpose()?.unwrap_or_default();
        if fields.next().is_some() {
            return Err(ParseAccountError::Form);
        }
        if !is_appid(appid) {
            return Err(ParseAccountError::Appid);
        }
        if secret.is_empty() {
            return Err(ParseAccountError::Secret);
        }
        Ok(Self { appid: appid.to_owned(), secret: secret.to_owned(), kind })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_reads_from_its_text_form() {
        let spec: AccountSpec = "wx01:s3cret:personal".parse().unwrap();
        assert_eq!(spec.appid, "wx01");
        assert_eq!(spec.kind, AccountKind::Personal);
        assert_eq!("wx01:s".parse::<AccountSpec>().unwrap().kind, AccountKind::VerifiedService);
    }

    #[test]
    fn a_bad_text_form_says_what_is_wrong() {
        for (text, error) in [
            ("wx01", ParseAccountError::Form),
            ("wx01:s:test:more", ParseAccountError::Form),
            (":s", ParseAccountError::Appid),
            ("wx 1:s", ParseAccountError::Appid),
            ("wx01:", ParseAccountError::Secret),
            ("wx01:s:king", ParseAccountError::Kind),
        ] {
            assert_eq!(text.parse::<AccountSpec>(), Err(error), "{text}");
        }
    }

    #[test]
    fn debug_hides_the_secret() {
        assert!(!format!("{:?}", AccountSpec::default()).contains(DEFAULT_SECRET));
    }
}
