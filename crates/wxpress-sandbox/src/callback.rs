//! The server that an account has its events pushed to, as it is set in the developer console
//! (docs/reference/wechat-api.md §10).

mod envelope;
mod key;
mod signature;

use std::fmt;

use serde::{Deserialize, Serialize};
use url::Url;

pub(crate) use envelope::{Envelope, Parties, check_query};
use key::EncodingAesKey;

/// How messages are wrapped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Mode {
    /// 明文模式
    #[default]
    Plain,
    /// 兼容模式: plain and encrypted side by side.
    Compatible,
    /// 安全模式: encrypted alone.
    Secure,
}

/// Where events go, and how.
#[derive(Clone, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub(crate) struct Callback {
    /// `http` or `https`.
    pub(crate) url: Url,
    token: String,
    sealing: Sealing,
}

/// The mode, with the key where it needs one.
#[derive(Clone)]
enum Sealing {
    Plain(Option<EncodingAesKey>),
    Compatible(EncodingAesKey),
    Secure(EncodingAesKey),
}

impl Callback {
    pub(crate) fn mode(&self) -> Mode {
        match self.sealing {
            Sealing::Plain(_) => Mode::Plain,
            Sealing::Compatible(_) => Mode::Compatible,
            Sealing::Secure(_) => Mode::Secure,
        }
    }
}

impl fmt::Debug for Callback {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Callback").field("mode", &self.mode()).finish_non_exhaustive()
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    url: Url,
    token: String,
    #[serde(default)]
    mode: Mode,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    encoding_aes_key: Option<EncodingAesKey>,
}

impl TryFrom<Written> for Callback {
    type Error = &'static str;

    fn try_from(written: Written) -> Result<Self, &'static str> {
        let Written { url, token, mode, encoding_aes_key } = written;
        if !matches!(url.scheme(), "http" | "https") {
            return Err("the url of a callback starts with http:// or https://");
        }
        if !(3..=32).contains(&token.len()) || !token.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return Err("the token of a callback has 3 to 32 letters and digits");
        }
        let keyless = "a callback that encrypts needs an encoding_aes_key";
        let sealing = match mode {
            Mode::Plain => Sealing::Plain(encoding_aes_key),
            Mode::Compatible => Sealing::Compatible(encoding_aes_key.ok_or(keyless)?),
            Mode::Secure => Sealing::Secure(encoding_aes_key.ok_or(keyless)?),
        };
        Ok(Self { url, token, sealing })
    }
}

impl From<Callback> for Written {
    fn from(callback: Callback) -> Self {
        let mode = callback.mode();
        let encoding_aes_key = match callback.sealing {
            Sealing::Plain(key) => key,
            Sealing::Compatible(key) | Sealing::Secure(key) => Some(key),
        };
        Self { url: callback.url, token: callback.token, mode, encoding_aes_key }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    const KEY: &str = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";

    fn parse(written: Value) -> Result<Callback, serde_json::Error> {
        serde_json::from_value(written)
    }

    #[test]
    fn a_callback_has_an_address_a_token_and_a_key_where_it_encrypts() {
        for written in [
            json!({"url": "http://127.0.0.1:9/wx", "token": "AAAAA", "mode": "plain"}),
            json!({"url": "https://example.com/?a=b", "token": "abc", "mode": "secure", "encoding_aes_key": KEY}),
            json!({"url": "https://example.com/", "token": "abc", "mode": "compatible", "encoding_aes_key": KEY}),
        ] {
            assert_eq!(serde_json::to_value(parse(written.clone()).unwrap()).unwrap(), written);
        }
        for written in [
            json!({"url": "ftp://example.com/", "token": "abc"}),
            json!({"url": "example.com", "token": "abc"}),
            json!({"url": "http://example.com/", "token": "ab"}),
            json!({"url": "http://example.com/", "token": "a b c"}),
            json!({"url": "http://example.com/", "token": "abc", "mode": "secure"}),
            json!({"url": "http://example.com/", "token": "abc", "encoding_aes_key": "short"}),
            json!({"url": "http://example.com/"}),
        ] {
            assert!(parse(written.clone()).is_err(), "{written}");
        }
    }

    #[test]
    fn debug_hides_token_and_key() {
        let written =
            json!({"url": "http://a.cn/", "token": "s3cret", "mode": "secure", "encoding_aes_key": KEY});
        let shown = format!("{:?}", parse(written).unwrap());
        assert!(!shown.contains("s3cret") && !shown.contains(KEY) && shown.contains("Secure"), "{shown}");
    }
}
