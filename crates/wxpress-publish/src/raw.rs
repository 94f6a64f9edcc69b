//! Any call of the platform that has no route of its own.

use sha2::{Digest, Sha256};
use wxpress_wechat::{BadPath, Download, PlatformPath, RawBody, RawCall, RawMethod};

use crate::{
    account::AccountChoice,
    app::App,
    error::{Error, Result},
    json,
    ledger::{self, Intent},
    message::Code,
    warning::Warning,
};

/// Parameters that are ours: the account, and the token, which nobody may name.
const OWN_PARAMETERS: [&str; 3] = ["account", "appid", "secret"];
const TOKEN_PARAMETER: &str = "access_token";

/// Calls of the platform by their path.
#[derive(Debug, Clone, Copy)]
pub struct RawCalls<'a>(pub(crate) &'a App);

/// A call of the platform by its path.
#[derive(Debug, Clone)]
pub struct RawInput {
    /// The verb.
    pub method: RawMethod,
    /// The path below the platform's host, such as `cgi-bin/user/info`.
    pub path: String,
    /// The query; the account's parameters in it are left out.
    pub query: Vec<(String, String)>,
    /// The body of a POST. JSON is written anew as raw UTF-8, because the platform keeps `\uXXXX` escapes as they are.
    pub body: Option<RawBody>,
}

impl RawCalls<'_> {
    /// Makes the call with the account's token, its refresh, repeats and errors, and gives the answer as it came. A POST
    /// is never repeated, and stands in the ledger.
    ///
    /// # Errors
    /// [`Code::InvalidPath`] for a path that is none; [`Code::TokenPath`] for one that gives out tokens; [`Code::OwnToken`] for an
    /// `access_token` of the caller's own; the platform's refusal; [`Code::OutcomeUnknown`].
    pub async fn call(&self, choice: &AccountChoice, input: RawInput) -> Result<(Download, Vec<Warning>)> {
        let RawInput { method, path, query, mut body } = input;
        let path: PlatformPath = path.parse().map_err(|bad: BadPath| {
            let code = if bad == BadPath::TokenCall { Code::TokenPath } else { Code::InvalidPath };
            Error::new(code).with("path", &path).because(bad)
        })?;
        if query.iter().any(|(name, _)| name.eq_ignore_ascii_case(TOKEN_PARAMETER)) {
            return Err(Error::new(Code::OwnToken));
        }
        let mut warnings = Vec::new();
        if let Some(body) = &mut body {
            unescape(body, &mut warnings);
        }
        let client = self.0.client(choice).await?;
        let endpoint = path.as_str().to_owned();
        let intent = Intent {
            endpoint: endpoint.clone().into(),
            request: digest(&query, body.as_ref()).to_vec(),
            subject: endpoint,
        };
        let sender = client.clone();
        let call = async move {
            let query: Vec<(&str, &str)> = query
                .iter()
                .filter(|(name, _)| !OWN_PARAMETERS.contains(&name.as_str()))
                .map(|(name, value)| (name.as_str(), value.as_str()))
                .collect();
            sender.raw(&RawCall { method, path: &path, query: &query, body }).await
        };
        let answer = match method {
            RawMethod::Get => call.await?,
            RawMethod::Post => ledger::once(self.0, &client, intent, |_| None, call).await?,
        };
        Ok((answer, warnings))
    }
}

/// What tells this request from another to the same path, without a copy of a large body.
fn digest(query: &[(String, String)], body: Option<&RawBody>) -> [u8; 32] {
    let mut hash = Sha256::new();
    for (name, value) in query.iter().filter(|(name, _)| !OWN_PARAMETERS.contains(&name.as_str())) {
        hash.update(format!("{name}={value}&"));
    }
    if let Some(body) = body {
        hash.update(&body.bytes);
    }
    hash.finalize().into()
}

fn unescape(body: &mut RawBody, warnings: &mut Vec<Warning>) {
    let is_json = body.bytes.trim_ascii_start().starts_with(b"{");
    let Some(text) = std::str::from_utf8(&body.bytes).ok().filter(|_| is_json) else { return };
    if let std::borrow::Cow::Owned(unescaped) = json::unescape_unicode(text) {
        body.bytes = unescaped.into();
        warnings.push(Warning::new(Code::EscapesWritten));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_json_is_written_anew() {
        let unescaped = |bytes: &'static [u8]| {
            let mut body = RawBody { content_type: String::new(), bytes: bytes.into() };
            let mut warnings = Vec::new();
            unescape(&mut body, &mut warnings);
            (body.bytes, warnings.len())
        };
        assert_eq!(unescaped(br#"{"a":"\u4e2d"}"#), ("{\"a\":\"中\"}".as_bytes().into(), 1));
        assert_eq!(unescaped(br"--boundary \u4e2d"), (br"--boundary \u4e2d".as_slice().into(), 0));
        assert_eq!(unescaped(b"{\"a\":\"\xff\\u4e2d\"}"), (b"{\"a\":\"\xff\\u4e2d\"}".as_slice().into(), 0));
    }
}
