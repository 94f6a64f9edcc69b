//! [`Client::raw`]: any call of the platform that has no function of its own here.

use std::str::FromStr;

use bytes::Bytes;

use crate::{
    client::{Client, Download, Endpoint, Payload, Request},
    error::Result,
};

const GET: Endpoint = Endpoint::get("");
const POST: Endpoint = Endpoint::post_once("");

/// Paths that give out tokens or take secrets: a token that is fetched beside the token store voids the stored one, or
/// leaks.
const TOKEN_PATHS: [&str; 5] =
    ["cgi-bin/token", "cgi-bin/stable_token", "cgi-bin/clear_quota/v2", "cgi-bin/component/", "sns/"];

/// A path of the platform's API below its host, such as `cgi-bin/draft/count`. Letters, digits, `_`, `-` and single
/// slashes only, so it can name neither a scheme nor a host nor a way upwards; never one that gives out tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlatformPath(String);

/// Why a text is no [`PlatformPath`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BadPath {
    /// It is not of the form of a path.
    #[error(
        "a path of the platform looks like cgi-bin/draft/count: letters, digits, _, - and single slashes"
    )]
    Malformed,
    /// It gives out tokens or takes secrets.
    #[error("tokens are fetched and kept by this client alone")]
    TokenCall,
}

impl PlatformPath {
    /// The path without a slash at its start.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for PlatformPath {
    type Err = BadPath;

    fn from_str(text: &str) -> std::result::Result<Self, BadPath> {
        let path = text.strip_prefix('/').unwrap_or(text);
        let plain = |part: &str| {
            !part.is_empty()
                && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
        };
        if !path.split('/').all(plain) {
            return Err(BadPath::Malformed);
        }
        let lower = path.to_ascii_lowercase();
        let gives_tokens = |known: &str| match known.strip_suffix('/') {
            Some(folder) => lower == folder || lower.starts_with(known),
            None => lower == known,
        };
        if TOKEN_PATHS.into_iter().any(gives_tokens) {
            return Err(BadPath::TokenCall);
        }
        Ok(Self(path.to_owned()))
    }
}

/// The platform's verbs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RawMethod {
    /// Repeated where that helps.
    Get,
    /// Never repeated but for a refused token: what it does is not known here.
    Post,
}

/// A body as it is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawBody {
    /// Its media type.
    pub content_type: String,
    /// Its bytes.
    pub bytes: Bytes,
}

/// A call by its path.
#[derive(Debug, Clone)]
pub struct RawCall<'a> {
    /// The verb.
    pub method: RawMethod,
    /// The path.
    pub path: &'a PlatformPath,
    /// The query without `access_token`.
    pub query: &'a [(&'a str, &'a str)],
    /// The body of a POST.
    pub body: Option<RawBody>,
}

impl Client {
    /// Makes any call with this client's token, its refresh, its errors and, for a GET, its repeats. Gives the answer
    /// as it came, JSON or file.
    ///
    /// # Errors
    /// The platform's refusal. A POST may end [`Ambiguous`](crate::ErrorClass::Ambiguous).
    pub async fn raw(&self, call: &RawCall<'_>) -> Result<Download> {
        let payload = match &call.body {
            None => Payload::None,
            Some(RawBody { content_type, bytes }) => Payload::Body { content_type, bytes: bytes.clone() },
        };
        let endpoint = match call.method {
            RawMethod::Get => GET,
            RawMethod::Post => POST,
        };
        let request = Request::to(endpoint, call.path.as_str(), call.query, payload);
        self.perform::<Download>(&request).await.map_err(|error| match error.endpoint() {
            "" => error.at(call.path.as_str()),
            _ => error,
        })
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("cgi-bin/draft/count", "cgi-bin/draft/count")]
    #[case("/cgi-bin/user/info", "cgi-bin/user/info")]
    #[case("channels/ec/service/product/getcardinfo", "channels/ec/service/product/getcardinfo")]
    #[case("cgi-bin/tokens_of_something", "cgi-bin/tokens_of_something")]
    fn paths_are_taken(#[case] text: &str, #[case] expected: &str) {
        assert_eq!(text.parse::<PlatformPath>().unwrap().as_str(), expected);
    }

    #[rstest]
    #[case("")]
    #[case("/")]
    #[case("https://example.com/cgi-bin/draft/count")]
    #[case("//example.com/x")]
    #[case("cgi-bin//draft")]
    #[case("cgi-bin/../sns/userinfo")]
    #[case("cgi-bin/%2e%2e/token")]
    #[case("cgi-bin/draft/count?access_token=x")]
    #[case("cgi-bin\\token")]
    #[case("cgi-bin/draft/")]
    #[case("cgi-bin/草稿")]
    fn what_is_no_path_is_refused(#[case] text: &str) {
        assert_eq!(text.parse::<PlatformPath>(), Err(BadPath::Malformed));
    }

    #[rstest]
    #[case("cgi-bin/token")]
    #[case("/CGI-BIN/Token")]
    #[case("cgi-bin/stable_token")]
    #[case("cgi-bin/clear_quota/v2")]
    #[case("cgi-bin/component/api_component_token")]
    #[case("sns/oauth2/access_token")]
    fn token_calls_are_refused(#[case] text: &str) {
        assert_eq!(text.parse::<PlatformPath>(), Err(BadPath::TokenCall));
    }
}
