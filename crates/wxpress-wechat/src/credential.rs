//! Who calls: [`AppId`], [`AppSecret`], [`AccessToken`], and the [`Credential`] that tokens are keyed by.

use std::fmt;

use bytes::Bytes;
use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The account's AppID, `wx` and 16 hexadecimal digits on the platform. Not a secret.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AppId(String);

impl AppId {
    /// Takes the text as it is, without surrounding white space: the platform judges its form (40013).
    pub fn new(text: impl AsRef<str>) -> Self {
        Self(text.as_ref().trim().to_owned())
    }

    /// The text that the platform knows.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for AppId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The account's AppSecret. `Debug` shows nothing of it and its memory is wiped on drop.
#[derive(Clone)]
pub struct AppSecret(SecretString);

impl AppSecret {
    /// Takes the text without surrounding white space, which copying from the console often adds.
    pub fn new(text: impl AsRef<str>) -> Self {
        Self(SecretString::from(text.as_ref().trim().to_owned()))
    }

    pub(crate) fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl From<SecretString> for AppSecret {
    fn from(secret: SecretString) -> Self {
        Self::new(secret.expose_secret())
    }
}

impl fmt::Debug for AppSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AppSecret(***)")
    }
}

/// An access_token: up to 512 characters (docs/reference/wechat-api.md §1.7), redacted in `Debug`.
#[derive(Clone)]
pub struct AccessToken(SecretString);

impl AccessToken {
    /// Wraps a token as the platform sent it.
    pub fn new(text: impl Into<String>) -> Self {
        Self(SecretString::from(text.into()))
    }

    /// The token itself: for the query of a call and for sealing it at rest, nothing else.
    pub fn secret(&self) -> &SecretString {
        &self.0
    }

    pub(crate) fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl From<SecretString> for AccessToken {
    fn from(secret: SecretString) -> Self {
        Self(secret)
    }
}

impl PartialEq for AccessToken {
    fn eq(&self, other: &Self) -> bool {
        self.expose() == other.expose()
    }
}

impl Eq for AccessToken {}

impl fmt::Debug for AccessToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AccessToken(***)")
    }
}

/// What a token belongs to: the host it came from, the account, and which secret fetched it.
///
/// The secret takes part so that a wrong secret never rides on a token that the right one fetched, and the host so
/// that a sandbox's token never reaches the platform.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Credential {
    origin: String,
    app_id: AppId,
    secret_digest: String,
}

impl Credential {
    pub(crate) fn new(origin: &str, app_id: AppId, secret: &AppSecret) -> Self {
        // Keyed by the secret itself: without it nobody can tell which secret a digest stands for.
        let mut key = hmac::digest::Key::<Hmac<Sha256>>::default();
        key[..32].copy_from_slice(&Sha256::digest(secret.expose().as_bytes()));
        let mut mac = Hmac::<Sha256>::new(&key);
        for part in ["wxpress credential", origin, app_id.as_str()] {
            mac.update(part.as_bytes());
            mac.update(&[0]);
        }
        let digest = mac.finalize().into_bytes();
        let secret_digest = format!("{:x}", Bytes::copy_from_slice(&digest[..16]));
        Self { origin: origin.to_owned(), app_id, secret_digest }
    }

    /// Scheme, host and port of the API host.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The account.
    pub fn app_id(&self) -> &AppId {
        &self.app_id
    }

    /// One text that names this credential, fit for a database key: it holds no secret.
    pub fn key(&self) -> String {
        format!("{} {} {}", self.origin, self.app_id, self.secret_digest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_part_changes_the_key() {
        let base = Credential::new("https://a", AppId::new("wx1"), &AppSecret::new("s"));
        for other in [
            Credential::new("https://b", AppId::new("wx1"), &AppSecret::new("s")),
            Credential::new("https://a", AppId::new("wx2"), &AppSecret::new("s")),
            Credential::new("https://a", AppId::new("wx1"), &AppSecret::new("t")),
        ] {
            assert_ne!(base.key(), other.key());
        }
        assert_eq!(
            base.key(),
            Credential::new("https://a", AppId::new(" wx1\n"), &AppSecret::new("s ")).key()
        );
    }

    #[test]
    fn debug_shows_no_secret() {
        let text = format!(
            "{:?} {:?} {:?}",
            AppSecret::new("hush"),
            AccessToken::new("hush"),
            Credential::new("https://a", AppId::new("wx1"), &AppSecret::new("hush"))
        );
        assert!(!text.contains("hush"), "{text}");
    }
}
