//! [`Client`]: one account's way to the platform. Every call of every family goes through this file.

pub(crate) mod answer;
mod download;
mod endpoint;

use std::{
    borrow::Cow,
    fmt,
    sync::Arc,
    time::{Duration, Instant},
};

use backon::{ExponentialBuilder, Retryable};
use bytes::Bytes;
pub use download::Download;
pub(crate) use endpoint::{Endpoint, Method};
use reqwest::{RequestBuilder, Response, multipart::Form};
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    credential::{AccessToken, AppId, AppSecret, Credential},
    error::{Error, ErrorClass, ErrorKind, Result, Sent},
    json,
    platform::{Inner, Platform},
    token::{MAX_TOKEN_CALL, TokenSource},
    upload::Upload,
};

/// A file at a URL of its own.
const FILE: Endpoint = Endpoint::get("file");
/// The slowest line that a transfer is given time for.
const MIN_BYTES_PER_SECOND: u64 = 64 << 10;

/// One account's client. Cheap to clone; all clones share one token.
///
/// Each call takes the token from the store or fetches it, and when the platform refuses the token (40001, 40014,
/// 42001) refreshes it and repeats the call **once**, body included. Calls that may be repeated are repeated when the
/// platform is busy or out of reach; the others (`draft/add`, `freepublish/submit`, `material/add_material`, every
/// deletion) never are: their doubtful ends are [`ErrorClass::Ambiguous`].
#[derive(Clone)]
pub struct Client {
    platform: Platform,
    tokens: Arc<TokenSource>,
}

/// One request, kept so that it can be sent again.
pub(crate) struct Request<'a> {
    pub(crate) endpoint: Endpoint,
    path: Cow<'a, str>,
    query: &'a [(&'a str, &'a str)],
    payload: Payload<'a>,
}

/// What a request carries.
pub(crate) enum Payload<'a> {
    None,
    Body { content_type: &'a str, bytes: Bytes },
    Upload { upload: &'a Upload, fields: &'a [(&'static str, String)] },
}

/// What is made of an answer: judged bytes, or a file.
pub(crate) trait Reading {
    type Output: Send;

    /// The largest file that may come, for which the exchange is given more time.
    const MAX_FILE_BYTES: u64;

    fn read(endpoint: Endpoint, response: Response) -> impl Future<Output = Result<Self::Output>> + Send;
}

impl<'a> Request<'a> {
    pub(crate) fn new(endpoint: Endpoint, query: &'a [(&'a str, &'a str)], payload: Payload<'a>) -> Self {
        Self::to(endpoint, endpoint.path(), query, payload)
    }

    /// A request to another path than the endpoint's own.
    pub(crate) fn to(
        endpoint: Endpoint,
        path: impl Into<Cow<'a, str>>,
        query: &'a [(&'a str, &'a str)],
        payload: Payload<'a>,
    ) -> Self {
        Self { endpoint, path: path.into(), query, payload }
    }
}

impl Payload<'_> {
    /// `body` as the JSON that the platform wants.
    pub(crate) fn json(endpoint: Endpoint, body: &impl Serialize) -> Result<Self> {
        let bytes = encode(endpoint, body)?.into();
        Ok(Self::Body { content_type: "application/json; charset=utf-8", bytes })
    }

    /// Bytes of no particular kind.
    pub(crate) fn octets(bytes: Bytes) -> Self {
        Self::Body { content_type: "application/octet-stream", bytes }
    }

    fn len_bytes(&self) -> u64 {
        match self {
            Self::None => 0,
            Self::Body { bytes, .. } => bytes.len() as u64,
            Self::Upload { upload, .. } => upload.len_bytes(),
        }
    }
}

impl Client {
    /// A client of the real platform with tokens kept in memory.
    ///
    /// # Errors
    /// Only where HTTPS cannot be set up.
    pub fn connect(app_id: AppId, secret: AppSecret) -> Result<Self> {
        Ok(Platform::builder().build()?.account(app_id, secret))
    }

    pub(crate) fn new(platform: Platform, tokens: Arc<TokenSource>) -> Self {
        Self { platform, tokens }
    }

    /// The account.
    pub fn app_id(&self) -> &AppId {
        self.credential().app_id()
    }

    /// What this client's token is kept under.
    pub fn credential(&self) -> &Credential {
        self.tokens.credential()
    }

    /// The host that this client talks to.
    pub fn platform(&self) -> &Platform {
        &self.platform
    }

    pub(crate) fn tokens(&self) -> &Arc<TokenSource> {
        &self.tokens
    }

    /// Posts `body` as JSON and reads the answer.
    pub(crate) async fn post<T: DeserializeOwned>(
        &self,
        endpoint: Endpoint,
        body: &impl Serialize,
    ) -> Result<T> {
        let payload = Payload::json(endpoint, body)?;
        self.call(endpoint, &[], payload).await
    }

    /// Calls without a body and reads the answer.
    pub(crate) async fn fetch<T: DeserializeOwned>(&self, endpoint: Endpoint) -> Result<T> {
        self.call(endpoint, &[], Payload::None).await
    }

    pub(crate) async fn call<T: DeserializeOwned>(
        &self,
        endpoint: Endpoint,
        query: &[(&str, &str)],
        payload: Payload<'_>,
    ) -> Result<T> {
        let bytes = self.perform::<answer::Judged>(&Request::new(endpoint, query, payload)).await?;
        answer::decode(endpoint, &bytes)
    }

    /// Takes either a file or, where the endpoint answers JSON, its bytes.
    pub(crate) async fn download(
        &self,
        endpoint: Endpoint,
        query: &[(&str, &str)],
        payload: Payload<'_>,
    ) -> Result<Download> {
        self.perform::<Download>(&Request::new(endpoint, query, payload)).await
    }

    /// Reads the file at a URL that the platform gave: a video's `video_url` or `down_url`
    /// (docs/reference/wechat-api.md §4.2, §5.3). No token goes there.
    ///
    /// # Errors
    /// A text that is no URL of the web, or no answer from there.
    pub async fn fetch_file(&self, url: &str) -> Result<Download> {
        if !self.platform.may_fetch(url) {
            return Err(FILE.error(ErrorKind::Decode("not a URL of the web".to_owned())));
        }
        let request = Request::to(FILE, url, &[], Payload::None);
        self.platform.repeated(FILE, || self.platform.exchange::<Download>(&request, None)).await
    }

    pub(crate) async fn perform<R: Reading>(&self, request: &Request<'_>) -> Result<R::Output> {
        self.platform.repeated(request.endpoint, || self.authorised::<R>(request)).await
    }

    /// Sends `request` with the token, and once more with a new one if the platform refuses the first.
    async fn authorised<R: Reading>(&self, request: &Request<'_>) -> Result<R::Output> {
        let token = self.tokens.token(&self.platform).await?;
        match self.platform.exchange::<R>(request, Some(&token)).await {
            Err(refusal) if refusal.class() == ErrorClass::TokenExpired => {
                let token = self.tokens.replace(&self.platform, &token, refusal).await?;
                self.platform.exchange::<R>(request, Some(&token)).await
            }
            answered => answered,
        }
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("app_id", self.app_id()).field("platform", &self.platform).finish()
    }
}

pub(crate) fn encode(endpoint: Endpoint, body: &impl Serialize) -> Result<Vec<u8>> {
    json::to_vec(body).map_err(|error| {
        endpoint.error(ErrorKind::Config("the request cannot be written as JSON".into())).with_source(error)
    })
}

impl Platform {
    /// Runs `call`, again after a pause where that can help and does no harm.
    pub(crate) async fn repeated<T, F: Future<Output = Result<T>>>(
        &self,
        endpoint: Endpoint,
        call: impl FnMut() -> F,
    ) -> Result<T> {
        let settings = self.inner().settings;
        let pauses = ExponentialBuilder::default()
            .with_min_delay(settings.retry_delay)
            .with_max_times(settings.retries)
            .with_jitter();
        call.retry(pauses)
            // A failed token call has been repeated already.
            .when(|error: &Error| endpoint.repeatable && error.endpoint() == endpoint.name && helps_to_repeat(error))
            .notify(|error: &Error, pause| {
                tracing::info!(wechat.endpoint = endpoint.name, %error, pause_ms = pause.as_millis(), "repeating a call");
            })
            .await
    }

    /// One request and what its answer says.
    pub(crate) async fn exchange<R: Reading>(
        &self,
        request: &Request<'_>,
        token: Option<&AccessToken>,
    ) -> Result<R::Output> {
        let started = Instant::now();
        let read = match self.send(request, R::MAX_FILE_BYTES, token).await {
            Ok(response) => R::read(request.endpoint, response).await,
            Err(error) => Err(error),
        };
        tracing::debug!(
            wechat.path = &*request.path,
            wechat.errcode = read.as_ref().err().and_then(Error::errcode).unwrap_or(0),
            wechat.rid = read.as_ref().err().and_then(Error::api).and_then(|api| api.rid.as_deref()),
            duration_ms = started.elapsed().as_millis(),
            "called the platform"
        );
        read
    }

    /// Sends one request and waits for the head of its answer.
    async fn send(
        &self,
        request: &Request<'_>,
        max_file_bytes: u64,
        token: Option<&AccessToken>,
    ) -> Result<Response> {
        let endpoint = request.endpoint;
        let builder = self.prepare(request, token)?;
        let timeout = match self.inner().settings.timeout {
            timeout if endpoint.is_token_call() => timeout.min(MAX_TOKEN_CALL),
            timeout => timeout,
        };
        let moved_bytes = request.payload.len_bytes() + max_file_bytes;
        let builder = builder.timeout(timeout + Duration::from_secs(moved_bytes / MIN_BYTES_PER_SECOND));
        let builder = match &request.payload {
            Payload::None => builder,
            Payload::Body { content_type, bytes } => {
                builder.header(reqwest::header::CONTENT_TYPE, *content_type).body(bytes.clone())
            }
            Payload::Upload { upload, fields } => builder.multipart(form(endpoint, upload, fields).await?),
        };
        let response = builder.send().await.map_err(|error| transport_error(endpoint, error))?;
        match response.status() {
            status if status.is_success() => Ok(response),
            status => Err(endpoint.error(ErrorKind::Status(status.as_u16()))),
        }
    }

    fn prepare(&self, request: &Request<'_>, token: Option<&AccessToken>) -> Result<RequestBuilder> {
        let Inner { base_url, http, .. } = self.inner();
        let endpoint = request.endpoint;
        let mut url = base_url.join(&request.path).map_err(|error| {
            endpoint.error(ErrorKind::Config("the base URL takes no path".into())).with_source(error)
        })?;
        if token.is_some() || !request.query.is_empty() {
            let token = token.map(|token| ("access_token", token.expose()));
            url.query_pairs_mut().extend_pairs(token).extend_pairs(request.query);
        }
        Ok(match endpoint.method {
            Method::Get => http.get(url),
            Method::Post => http.post(url),
        })
    }
}

fn helps_to_repeat(error: &Error) -> bool {
    match error.class() {
        ErrorClass::Busy => true,
        ErrorClass::Unavailable => match error.kind() {
            ErrorKind::Transport { .. } => true,
            ErrorKind::Status(status) => *status >= 500,
            _ => false,
        },
        _ => false,
    }
}

async fn form(endpoint: Endpoint, upload: &Upload, fields: &[(&'static str, String)]) -> Result<Form> {
    let part = upload.part().await.map_err(|error| {
        endpoint.error(ErrorKind::File(format!("cannot read {}", upload.filename()))).with_source(error)
    })?;
    let form = fields.iter().fold(Form::new(), |form, (name, value)| form.text(*name, value.clone()));
    Ok(form.part("media", part))
}

/// What a failed exchange says of whether the request was sent. The URL, which carries the token, is cut off.
pub(crate) fn transport_error(endpoint: Endpoint, error: reqwest::Error) -> Error {
    let sent = if error.is_connect() || error.is_builder() { Sent::No } else { Sent::Maybe };
    endpoint
        .error(ErrorKind::Transport { sent, timeout: error.is_timeout() })
        .with_source(error.without_url())
}
