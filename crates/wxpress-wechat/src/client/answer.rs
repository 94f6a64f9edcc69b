//! Reading an answer: bytes first, never the declared type or charset (docs/reference/wechat-api.md §1.2, §1.4).

use reqwest::Response;
use serde::{Deserialize, de::DeserializeOwned};

use super::{Endpoint, Reading, transport_error};
use crate::{
    error::{ApiError, ErrorKind, Result},
    json,
};

/// The largest JSON answer we take: a page of 20 drafts with 8 articles of just under 1 MiB each would be 160 MiB, but
/// real pages are far smaller, and a broken host must not fill our memory.
const MAX_ANSWER_BYTES: usize = 64 << 20;

/// The bytes of a JSON answer that says that the platform did what was asked.
pub(crate) struct Judged;

impl Reading for Judged {
    type Output = Vec<u8>;
    const MAX_FILE_BYTES: u64 = 0;

    async fn read(endpoint: Endpoint, response: Response) -> Result<Vec<u8>> {
        let bytes = read(endpoint, response).await?;
        verdict(endpoint, &bytes)?;
        Ok(bytes)
    }
}

/// Reads the whole body, at most [`MAX_ANSWER_BYTES`].
pub(crate) async fn read(endpoint: Endpoint, mut response: Response) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| transport_error(endpoint, error))? {
        if bytes.len() + chunk.len() > MAX_ANSWER_BYTES {
            return Err(endpoint.error(ErrorKind::Decode(format!("longer than {MAX_ANSWER_BYTES} bytes"))));
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

/// `errcode` with `errmsg`, or `ret` in the partner API; absent means success.
#[derive(Deserialize)]
struct Verdict {
    #[serde(default, deserialize_with = "code")]
    errcode: i64,
    #[serde(default)]
    errmsg: String,
    #[serde(default, deserialize_with = "code")]
    ret: i64,
}

fn code<'de, D: serde::Deserializer<'de>>(deserializer: D) -> std::result::Result<i64, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Code {
        Number(i64),
        Text(String),
        Null(()),
    }
    match Code::deserialize(deserializer)? {
        Code::Number(number) => Ok(number),
        Code::Text(text) => text.trim().parse().map_err(serde::de::Error::custom),
        Code::Null(()) => Ok(0),
    }
}

/// Whether the platform did what was asked.
pub(crate) fn verdict(endpoint: Endpoint, bytes: &[u8]) -> Result<()> {
    // An array would pass for a verdict without any field.
    if bytes.trim_ascii_start().starts_with(b"[") {
        return Err(endpoint.error(ErrorKind::Decode("an array instead of an object".into())));
    }
    let verdict: Verdict = json::from_slice(bytes).map_err(|error| not_json(endpoint, bytes, &error))?;
    match (verdict.errcode, verdict.ret) {
        (0, 0) => Ok(()),
        (0, errcode) | (errcode, _) => {
            Err(endpoint.error(ErrorKind::Api(ApiError::new(errcode, &verdict.errmsg))))
        }
    }
}

/// Reads a judged answer as `T`.
pub(crate) fn decode<T: DeserializeOwned>(endpoint: Endpoint, bytes: &[u8]) -> Result<T> {
    json::from_slice(bytes).map_err(|error| not_json(endpoint, bytes, &error))
}

fn not_json(endpoint: Endpoint, bytes: &[u8], error: &serde_json::Error) -> crate::Error {
    let why = if endpoint.is_token_call() {
        // The text of a token answer may hold a token.
        "not the JSON of a token answer".to_owned()
    } else {
        let start: String =
            String::from_utf8_lossy(&bytes[..bytes.len().min(240)]).chars().take(80).collect();
        format!("{error} in {start:?}")
    };
    endpoint.error(ErrorKind::Decode(why))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    const ENDPOINT: Endpoint = Endpoint::post("draft/get");

    #[rstest]
    #[case(r#"{"media_id":"x","item":[]}"#, None)]
    #[case(r#"{"errcode":0,"errmsg":"ok"}"#, None)]
    #[case(r#"{"errcode":"0"}"#, None)]
    #[case(r#"{"errcode":null}"#, None)]
    #[case(r#"{"ret":0,"vid":"wxv_1"}"#, None)]
    #[case(r#"{"errcode":40007,"errmsg":"invalid media_id"}"#, Some(40007))]
    #[case(r#"{"errcode":"40007"}"#, Some(40007))]
    #[case(r#"{"ret":-1}"#, Some(-1))]
    fn the_verdict_is_in_the_body(#[case] body: &str, #[case] errcode: Option<i64>) {
        assert_eq!(verdict(ENDPOINT, body.as_bytes()).err().and_then(|error| error.errcode()), errcode);
    }

    #[rstest]
    #[case("<html><title>501</title></html>")]
    #[case("")]
    #[case("{\"media_id\":\"x")]
    #[case("[]")]
    fn garbage_is_no_success(#[case] body: &str) {
        let error = verdict(ENDPOINT, body.as_bytes()).unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Decode(_)), "{error}");
    }

    #[test]
    fn a_broken_token_answer_is_not_quoted() {
        let error = verdict(ENDPOINT.with_secret(), b"{\"access_token\":\"75_secret").unwrap_err();
        assert!(!format!("{error} {error:?}").contains("75_secret"));
    }
}
