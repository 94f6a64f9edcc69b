//! Pushes of the platform to the account's callback URL: verified, opened and read, without any network
//! (docs/reference/wechat-api.md §10).

mod cipher;
mod event;
mod mass_send;
mod xml;

use std::fmt;

use bytes::Bytes;
pub use cipher::{BadEncodingAesKey, EncodingAesKey};
pub use event::{Event, Push};
pub use mass_send::{CopyrightCheck, CopyrightCheckItem, MassSendResult, MassSendStatus};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use sha1::{Digest, Sha1};
use subtle::ConstantTimeEq;

use crate::credential::AppId;

/// What the platform's console and this side have agreed upon for one account's callback URL.
///
/// Answer a push with `success` or nothing within 5 s, or it is delivered again, three times at the most: know it
/// again by [`Push::dedup_key`].
pub struct Callback {
    token: CallbackToken,
    key: Option<EncodingAesKey>,
    app_id: AppId,
}

/// The token that both sides sign with. Redacted in `Debug`.
pub struct CallbackToken(SecretString);

/// A token without any character, which would let anybody sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the callback token is empty")]
pub struct EmptyCallbackToken;

impl CallbackToken {
    /// Takes the text without surrounding white space, which copying from the console often adds.
    ///
    /// # Errors
    /// [`EmptyCallbackToken`] where nothing is left.
    pub fn new(text: impl AsRef<str>) -> Result<Self, EmptyCallbackToken> {
        match text.as_ref().trim() {
            "" => Err(EmptyCallbackToken),
            token => Ok(Self(SecretString::from(token.to_owned()))),
        }
    }
}

impl fmt::Debug for CallbackToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CallbackToken(***)")
    }
}

/// The query that a request to the callback URL comes with.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct CallbackQuery {
    /// Signs `timestamp` and `nonce`.
    pub signature: String,
    /// Unix seconds, as sent.
    pub timestamp: String,
    /// A number of the platform's choice, as sent.
    pub nonce: String,
    /// What the check of the URL wants back; with GET only.
    pub echostr: Option<String>,
    /// Signs `timestamp`, `nonce` and the encrypted message.
    pub msg_signature: Option<String>,
}

/// A request that is not a push of this account, or not one that can be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CallbackError {
    /// The signature is wrong or missing: the platform did not send this, or the token is another one.
    #[error("the signature does not match")]
    Signature,
    /// A plain push although an EncodingAESKey is set, which would let an old signature carry a new message.
    #[error("the push is not encrypted, but an EncodingAESKey is set")]
    NotEncrypted,
    /// An encrypted push, and no EncodingAESKey is set.
    #[error("the push is encrypted, and no EncodingAESKey is set")]
    KeyMissing,
    /// The message cannot be decrypted: the EncodingAESKey is another one.
    #[error("the push cannot be decrypted")]
    Cipher,
    /// The message is another account's.
    #[error("the push is for the account {0}")]
    ForeignAccount(AppId),
    /// The message is not the XML of a push; says why.
    #[error("the push cannot be read: {0}")]
    Malformed(String),
}

impl CallbackError {
    fn missing(name: &str) -> Self {
        Self::Malformed(format!("no {name}"))
    }
}

impl Callback {
    /// With `key` only encrypted pushes are taken (compatible and secure mode), without it only plain ones (plain and
    /// compatible mode).
    pub fn new(token: CallbackToken, key: Option<EncodingAesKey>, app_id: AppId) -> Self {
        Self { token, key, app_id }
    }

    /// Judges the request with which the platform checks the URL; gives what the answer's body must be.
    ///
    /// # Errors
    /// [`CallbackError::Signature`], and [`CallbackError::Malformed`] without `echostr`.
    pub fn check_url<'a>(&self, query: &'a CallbackQuery) -> Result<&'a str, CallbackError> {
        self.verify(&query.signature, &[&query.timestamp, &query.nonce])?;
        query.echostr.as_deref().ok_or_else(|| CallbackError::missing("echostr"))
    }

    /// Verifies a push and reads it; `body` is XML, decrypted first where a key is set.
    ///
    /// # Errors
    /// Any [`CallbackError`].
    pub fn open(&self, query: &CallbackQuery, body: &[u8]) -> Result<Push, CallbackError> {
        let body = std::str::from_utf8(body).map_err(|_| CallbackError::Malformed("not UTF-8".into()))?;
        let Some(key) = &self.key else {
            self.verify(&query.signature, &[&query.timestamp, &query.nonce])?;
            return Push::parse(body);
        };
        let encrypted = xml::encrypted(body)?.ok_or(CallbackError::NotEncrypted)?;
        let signature = query.msg_signature.as_deref().unwrap_or_default();
        self.verify(signature, &[&query.timestamp, &query.nonce, &encrypted])?;
        Push::parse(&key.decrypt(&encrypted, &self.app_id)?)
    }

    /// Whether `signature` is the SHA-1 of the token and `signed`, sorted and joined. Takes the same time whatever the
    /// difference is.
    fn verify(&self, signature: &str, signed: &[&str]) -> Result<(), CallbackError> {
        let mut parts = vec![self.token.0.expose_secret()];
        parts.extend(signed);
        parts.sort_unstable();
        let digest = format!("{:x}", Bytes::copy_from_slice(&Sha1::digest(parts.concat())));
        if digest.as_bytes().ct_eq(signature.as_bytes()).into() {
            Ok(())
        } else {
            Err(CallbackError::Signature)
        }
    }
}

impl fmt::Debug for Callback {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Callback")
            .field("token", &self.token)
            .field("key", &self.key)
            .field("app_id", &self.app_id)
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    const MESSAGE: &str = "<xml><ToUserName>gh_1</ToUserName><FromUserName>o1</FromUserName>\
                           <CreateTime>1481013459</CreateTime><MsgType>event</MsgType><Event>subscribe</Event></xml>";
    const APP_ID: &str = "wx0123456789abcdef";

    fn callback(key: Option<&str>) -> Callback {
        let key = key.map(|key| EncodingAesKey::new(key).unwrap());
        Callback::new(CallbackToken::new("AAAAA").unwrap(), key, AppId::new(APP_ID))
    }

    /// The platform's own example.
    fn example() -> CallbackQuery {
        CallbackQuery {
            signature: "f464b24fc39322e44b38aa78f5edd27bd1441696".into(),
            timestamp: "1714036504".into(),
            nonce: "1514711492".into(),
            echostr: Some("4375120948345356249".into()),
            msg_signature: None,
        }
    }

    /// What the platform signs an encrypted message with.
    fn signed(encrypted: &str) -> CallbackQuery {
        let mut parts = ["AAAAA", "1714036504", "1514711492", encrypted];
        parts.sort_unstable();
        let digest = Bytes::copy_from_slice(&Sha1::digest(parts.concat()));
        CallbackQuery { msg_signature: Some(format!("{digest:x}")), ..example() }
    }

    fn sealed(encrypted: &str) -> String {
        format!("<xml><ToUserName>gh_1</ToUserName><Encrypt><![CDATA[{encrypted}]]></Encrypt></xml>")
    }

    #[test]
    fn the_url_check_is_answered() {
        assert_eq!(callback(None).check_url(&example()), Ok("4375120948345356249"));
        assert_eq!(callback(Some(cipher::tests::KEY)).check_url(&example()), Ok("4375120948345356249"));
    }

    #[rstest]
    #[case::another_token(CallbackQuery { timestamp: "1714036505".into(), ..example() })]
    #[case::none(CallbackQuery { signature: String::new(), ..example() })]
    #[case::cut(CallbackQuery { signature: "f464b24fc39322e44b38aa78f5edd27bd144169".into(), ..example() })]
    #[case::empty(CallbackQuery::default())]
    fn a_wrong_signature_is_refused(#[case] query: CallbackQuery) {
        assert_eq!(callback(None).check_url(&query), Err(CallbackError::Signature));
        assert_eq!(callback(None).open(&query, MESSAGE.as_bytes()), Err(CallbackError::Signature));
    }

    #[test]
    fn a_check_without_echostr_is_none() {
        let query = CallbackQuery { echostr: None, ..example() };
        assert_eq!(callback(None).check_url(&query), Err(CallbackError::Malformed("no echostr".into())));
    }

    #[test]
    fn a_plain_push_is_read() {
        let push = callback(None).open(&example(), MESSAGE.as_bytes()).unwrap();
        assert_eq!((push.to_user_name.as_str(), push.create_time), ("gh_1", 1_481_013_459));
    }

    #[test]
    fn an_encrypted_push_is_read() {
        let encrypted = cipher::tests::encrypt(MESSAGE, APP_ID);
        let push = callback(Some(cipher::tests::KEY))
            .open(&signed(&encrypted), sealed(&encrypted).as_bytes())
            .unwrap();
        assert_eq!(push.event, Event::Other { msg_type: "event".into(), name: Some("subscribe".into()) });
    }

    #[test]
    fn of_both_forms_the_agreed_one_is_read() {
        let encrypted = cipher::tests::encrypt(&MESSAGE.replace("subscribe", "unsubscribe"), APP_ID);
        let both = MESSAGE.replace("</xml>", &format!("<Encrypt>{encrypted}</Encrypt></xml>"));
        let name = |key| match callback(key).open(&signed(&encrypted), both.as_bytes()).unwrap().event {
            Event::Other { name, .. } => name.unwrap(),
            other => format!("{other:?}"),
        };
        assert_eq!(name(None), "subscribe");
        assert_eq!(name(Some(cipher::tests::KEY)), "unsubscribe");
    }

    #[test]
    fn a_plain_push_does_not_pass_for_an_encrypted_one() {
        let callback = callback(Some(cipher::tests::KEY));
        assert_eq!(callback.open(&example(), MESSAGE.as_bytes()), Err(CallbackError::NotEncrypted));
        let encrypted = cipher::tests::encrypt(MESSAGE, APP_ID);
        assert_eq!(callback.open(&example(), sealed(&encrypted).as_bytes()), Err(CallbackError::Signature));
        let other = cipher::tests::encrypt(MESSAGE, "wx1");
        assert_eq!(
            callback.open(&signed(&encrypted), sealed(&other).as_bytes()),
            Err(CallbackError::Signature)
        );
    }

    #[test]
    fn a_push_is_text() {
        let refused = callback(None).open(&example(), b"<xml>\xff</xml>");
        assert_eq!(refused, Err(CallbackError::Malformed("not UTF-8".into())));
    }

    #[test]
    fn an_encrypted_push_needs_the_key() {
        let encrypted = cipher::tests::encrypt(MESSAGE, APP_ID);
        let refused = callback(None).open(&signed(&encrypted), sealed(&encrypted).as_bytes());
        assert_eq!(refused, Err(CallbackError::KeyMissing));
    }

    #[test]
    fn debug_shows_no_secret() {
        let shown = format!("{:?}", callback(Some(cipher::tests::KEY)));
        let expected = r#"Callback { token: CallbackToken(***), key: Some(EncodingAesKey(***)), app_id: AppId("wx0123456789abcdef") }"#;
        assert_eq!(shown, expected);
    }

    #[test]
    fn a_token_is_not_empty() {
        assert!(CallbackToken::new(" \n").is_err());
    }
}
