//! Access tokens: two channels an account, each with its own current token (docs/reference/wechat-api.md §2).

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// How long a token lives.
pub(crate) const TOKEN_LIFETIME: SignedDuration = SignedDuration::from_secs(7200);

/// How long before its end `stable_token` gives out a new token.
pub(crate) const RENEWAL_MARGIN: SignedDuration = SignedDuration::from_secs(300);

/// What the platform knows of a token.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct TokenRecord {
    pub(crate) appid: String,
    pub(crate) expires_at: Timestamp,
    /// When it stops counting as current because a newer one took its place.
    pub(crate) superseded_at: Option<Timestamp>,
}

/// What a token is worth at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TokenState {
    Good,
    Superseded,
    Expired,
}

impl TokenRecord {
    pub(crate) fn state(&self, now: Timestamp) -> TokenState {
        if self.superseded_at.is_some_and(|end| now >= end) {
            TokenState::Superseded
        } else if now >= self.expires_at {
            TokenState::Expired
        } else {
            TokenState::Good
        }
    }

    /// Whole seconds left, at least 0.
    pub(crate) fn seconds_left(&self, now: Timestamp) -> i64 {
        self.expires_at.duration_since(now).as_secs().max(0)
    }
}

/// The current token of each channel, and when the stable one was last forced.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Channels {
    pub(crate) classic: Option<String>,
    pub(crate) stable: Option<String>,
    pub(crate) forced_at: Option<Timestamp>,
}
