//! Tokens: the two calls that fetch them and the source that shares them (docs/reference/wechat-api.md §2).

mod source;
mod store;

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
pub(crate) use source::TokenSource;
pub use store::{Lease, MemoryTokenStore, StoredToken, TokenStore, TokenStoreError};

use crate::{
    client::{
        Client, Endpoint, Payload, Request,
        answer::{self, Judged},
    },
    credential::{AccessToken, AppId, AppSecret},
    error::Result,
    platform::Platform,
};

const STABLE: Endpoint = Endpoint::post("stable_token").with_secret();
const CLASSIC: Endpoint = Endpoint::get("token").with_secret();

/// The longest that one token call may take, however long other calls may: everything waits for it.
pub(crate) const MAX_TOKEN_CALL: Duration = Duration::from_secs(10);

/// Which of the two token calls is used. Tokens of both are valid side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TokenChannel {
    /// `stable_token`: every program gets the same token, so none voids another's (§2.2).
    #[default]
    Stable,
    /// `token`: each fetch replaces the token before it, which other programs may still hold (§2.1).
    Classic,
}

/// The token family. Calls fetch and renew tokens by themselves; these are for those who hand tokens on.
#[derive(Debug, Clone, Copy)]
pub struct Token<'a>(pub(crate) &'a Client);

impl Client {
    /// Tokens.
    pub fn token(&self) -> Token<'_> {
        Token(self)
    }
}

impl Token<'_> {
    /// The token that calls would use now, fetched if there is none.
    ///
    /// # Errors
    /// The refusal of the token call: wrong AppID or secret, an address that is not on the list, quotas.
    pub async fn current(&self) -> Result<AccessToken> {
        self.0.tokens().token(self.0.platform()).await
    }
}

#[derive(Serialize)]
struct StableRequest<'a> {
    grant_type: &'static str,
    appid: &'a str,
    secret: &'a str,
    force_refresh: bool,
}

#[derive(Deserialize)]
struct TokenAnswer {
    access_token: String,
    expires_in: i64,
}

/// Fetches a token. `force` voids the current one of the stable channel: at most 20 times a day (§2.2).
async fn fetch(platform: &Platform, account: &AppId, secret: &AppSecret, force: bool) -> Result<StoredToken> {
    let (appid, secret) = (account.as_str(), secret.expose());
    let classic = [("grant_type", "client_credential"), ("appid", appid), ("secret", secret)];
    let request = match platform.inner().settings.channel {
        TokenChannel::Stable => {
            let body = StableRequest { grant_type: "client_credential", appid, secret, force_refresh: force };
            Request::new(STABLE, &[], Payload::json(STABLE, &body)?)
        }
        TokenChannel::Classic => Request::new(CLASSIC, &classic, Payload::None),
    };
    let asked_at = Timestamp::now();
    let bytes = platform.repeated(request.endpoint, || platform.exchange::<Judged>(&request, None)).await?;
    let answer: TokenAnswer = answer::decode(request.endpoint, &bytes)?;
    let life = SignedDuration::from_secs(answer.expires_in.clamp(0, 86_400));
    Ok(StoredToken {
        token: AccessToken::new(answer.access_token),
        fetched_at: asked_at,
        expires_at: asked_at.saturating_add(life).unwrap_or(asked_at),
    })
}
