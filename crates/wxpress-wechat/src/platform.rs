//! [`Platform`]: the API host, shared by the clients of all accounts.

use std::{
    collections::HashMap,
    fmt,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use secrecy::{ExposeSecret, SecretString};
use url::{Host, Url};

use crate::{
    client::Client,
    credential::{AppId, AppSecret, Credential},
    error::{Error, Result},
    token::{MemoryTokenStore, TokenChannel, TokenSource, TokenStore},
};

/// The platform's general entry (docs/reference/wechat-api.md §1.1).
pub const DEFAULT_BASE_URL: &str = "https://api.weixin.qq.com";

/// Hosts of pictures that the platform keeps in an article (docs/reference/wechat-api.md §12).
const PICTURE_HOSTS: [&str; 4] = ["mmbiz.qpic.cn", "mmbiz.qlogo.cn", "wx.qlogo.cn", "mmecoa.qpic.cn"];

/// Kinds of proxies that calls may go through.
const PROXY_SCHEMES: [&str; 4] = ["http://", "https://", "socks5://", "socks5h://"];

/// Token sources kept although no client uses them just now.
const MAX_IDLE_SOURCES: usize = 4096;

/// The API host: where calls go, over which connections, and where tokens are kept. Cheap to clone.
#[derive(Clone)]
pub struct Platform(Arc<Inner>);

pub(crate) struct Inner {
    pub(crate) base_url: Url,
    pub(crate) http: reqwest::Client,
    pub(crate) settings: Settings,
    token_store: Arc<dyn TokenStore>,
    sources: Mutex<HashMap<Credential, Arc<TokenSource>>>,
}

/// What holds for every call.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Settings {
    pub(crate) channel: TokenChannel,
    pub(crate) timeout: Duration,
    pub(crate) retries: usize,
    pub(crate) retry_delay: Duration,
}

/// Sets up a [`Platform`].
#[derive(Debug)]
#[must_use]
pub struct PlatformBuilder {
    base_url: String,
    allow_plain_http: bool,
    http: Option<reqwest::Client>,
    proxy: Option<SecretString>,
    connect_timeout: Duration,
    token_store: Arc<dyn TokenStore>,
    settings: Settings,
}

impl Platform {
    /// Starts with [`DEFAULT_BASE_URL`], `stable_token`, tokens in memory, and 30 s for a call.
    pub fn builder() -> PlatformBuilder {
        PlatformBuilder {
            base_url: DEFAULT_BASE_URL.to_owned(),
            allow_plain_http: false,
            http: None,
            proxy: None,
            connect_timeout: Duration::from_secs(10),
            token_store: Arc::new(MemoryTokenStore::default()),
            settings: Settings {
                channel: TokenChannel::Stable,
                timeout: Duration::from_secs(30),
                retries: 2,
                retry_delay: Duration::from_secs(1),
            },
        }
    }

    /// The client of one account. Clients of one credential share their token and its fetching.
    pub fn account(&self, app_id: AppId, secret: AppSecret) -> Client {
        let credential = Credential::new(self.origin(), app_id, &secret);
        let mut sources = self.0.sources.lock().unwrap_or_else(PoisonError::into_inner);
        if sources.len() >= MAX_IDLE_SOURCES {
            sources.retain(|_, source| Arc::strong_count(source) > 1);
        }
        let source = sources.entry(credential.clone()).or_insert_with(|| {
            Arc::new(TokenSource::new(credential, secret, Arc::clone(&self.0.token_store)))
        });
        Client::new(self.clone(), Arc::clone(source))
    }

    /// The base URL as text, without a trailing slash: the first part of every key that must not cross hosts.
    pub fn origin(&self) -> &str {
        self.0.base_url.as_str().trim_end_matches('/')
    }

    /// Whether a picture of this URL stays in an article: it is on one of the platform's picture hosts, or on the
    /// host that the calls go to (a sandbox serves the pictures that it stores).
    pub fn is_platform_picture(&self, url: &str) -> bool {
        let absolute = if url.starts_with("//") { format!("https:{url}") } else { url.to_owned() };
        let Ok(url) = Url::parse(&absolute) else { return false };
        let known = url.host_str().is_some_and(|host| PICTURE_HOSTS.contains(&host));
        matches!(url.scheme(), "http" | "https") && (known || url.origin() == self.0.base_url.origin())
    }

    /// Whether a file may be fetched from there: from the web, or from the host that the calls go to; not from an address
    /// of the network that this machine is in.
    pub(crate) fn may_fetch(&self, url: &str) -> bool {
        let Ok(url) = Url::parse(url) else { return false };
        let inside = match url.host() {
            Some(Host::Ipv4(ip)) => {
                ip.is_loopback() || ip.is_private() || ip.is_link_local() || ip.is_unspecified()
            }
            Some(Host::Ipv6(ip)) => {
                ip.is_loopback() || ip.is_unique_local() || ip.is_unicast_link_local() || ip.is_unspecified()
            }
            Some(Host::Domain(name)) => !name.contains('.') || name.ends_with(".localhost"),
            None => true,
        };
        matches!(url.scheme(), "http" | "https") && (!inside || url.host() == self.0.base_url.host())
    }

    pub(crate) fn inner(&self) -> &Inner {
        &self.0
    }
}

impl fmt::Debug for Platform {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Platform")
            .field("base_url", &self.origin())
            .field("settings", &self.0.settings)
            .finish()
    }
}

impl PlatformBuilder {
    /// Another host: a regional entry (§1.1), a relay, a sandbox. Its path, if any, is kept as a prefix.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = url.into();
        self
    }

    /// Permits `http:` outside loopback, where AppSecret and tokens would cross the network in the clear.
    pub fn allow_plain_http(mut self, allow: bool) -> Self {
        self.allow_plain_http = allow;
        self
    }

    /// Uses these connections instead of own ones; [`Self::proxy`] and [`Self::connect_timeout`] are then theirs.
    pub fn http(mut self, http: reqwest::Client) -> Self {
        self.http = Some(http);
        self
    }

    /// Sends all calls through a proxy: `http://`, `https://` or `socks5://`. Without it the usual environment
    /// variables hold, except for a loopback base URL.
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.proxy = Some(SecretString::from(url.into()));
        self
    }

    /// Time to connect, 10 s by default.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// Time for one exchange, 30 s by default; uploads get one second more for every 64 KiB.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.settings.timeout = timeout;
        self
    }

    /// Where tokens are kept; in memory by default.
    pub fn token_store(mut self, store: Arc<dyn TokenStore>) -> Self {
        self.token_store = store;
        self
    }

    /// Which of the two token calls is used; `stable_token` by default.
    pub fn token_channel(mut self, channel: TokenChannel) -> Self {
        self.settings.channel = channel;
        self
    }

    /// How often a repeatable call is repeated when the platform is busy or out of reach (2), and how long to wait
    /// before the first repeat (1 s, doubled each time).
    pub fn retries(mut self, retries: usize, first_delay: Duration) -> Self {
        self.settings.retries = retries;
        self.settings.retry_delay = first_delay;
        self
    }

    /// Checks the settings and opens the connections' pool.
    ///
    /// # Errors
    /// A base URL that is no URL or is plain `http:` outside loopback, a bad proxy URL, or a machine without any CA
    /// certificates.
    pub fn build(self) -> Result<Platform> {
        let mut base_url = Url::parse(&self.base_url).map_err(|error| {
            Error::config("base_url", format!("{:?} is not a URL", self.base_url)).with_source(error)
        })?;
        let loopback = is_loopback(&base_url);
        match base_url.scheme() {
            "https" => {}
            "http" if loopback || self.allow_plain_http => {}
            "http" => {
                return Err(Error::config(
                    "base_url",
                    "plain http outside this machine would send AppSecret and tokens in the clear; use https, or \
                     allow plain http explicitly",
                ));
            }
            other => {
                return Err(Error::config("base_url", format!("scheme {other:?} is neither https nor http")));
            }
        }
        if !base_url.username().is_empty() || base_url.password().is_some() {
            let why = "user and password do not belong into the URL: it is kept and shown in the clear";
            return Err(Error::config("base_url", why));
        }
        if base_url.query().is_some() || base_url.fragment().is_some() {
            return Err(Error::config("base_url", "the URL must end with its path"));
        }
        if !base_url.path().ends_with('/') {
            let path = format!("{}/", base_url.path());
            base_url.set_path(&path);
        }
        let http = match self.http {
            Some(http) => http,
            None => build_http(
                loopback,
                self.proxy.as_ref().map(ExposeSecret::expose_secret),
                self.connect_timeout,
            )?,
        };
        Ok(Platform(Arc::new(Inner {
            base_url,
            http,
            settings: self.settings,
            token_store: self.token_store,
            sources: Mutex::default(),
        })))
    }
}

fn build_http(loopback: bool, proxy: Option<&str>, connect_timeout: Duration) -> Result<reqwest::Client> {
    let mut builder = reqwest::Client::builder()
        .user_agent(concat!("wxpress/", env!("CARGO_PKG_VERSION")))
        .connect_timeout(connect_timeout)
        // The platform's calls never redirect; following one would carry the token elsewhere.
        .redirect(reqwest::redirect::Policy::none());
    if let Some(url) = proxy {
        if !PROXY_SCHEMES.iter().any(|scheme| url.starts_with(scheme)) {
            return Err(Error::config("proxy", format!("a proxy starts with one of {PROXY_SCHEMES:?}")));
        }
        let proxy = reqwest::Proxy::all(url).map_err(|error| {
            Error::config("proxy", "the proxy is not a URL").with_source(error.without_url())
        })?;
        builder = builder.proxy(proxy);
    } else if loopback {
        builder = builder.no_proxy();
    }
    builder.build().map_err(|error| {
        Error::config("http", "cannot set up HTTPS; are CA certificates installed (package ca-certificates)?")
            .with_source(error)
    })
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(domain)) => domain == "localhost" || domain.ends_with(".localhost"),
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn build(url: &str) -> Result<Platform> {
        Platform::builder().base_url(url).build()
    }

    #[rstest]
    #[case("https://api.weixin.qq.com", "https://api.weixin.qq.com")]
    #[case("https://relay.example/wx", "https://relay.example/wx")]
    #[case("http://127.0.0.1:8080/", "http://127.0.0.1:8080")]
    #[case("http://[::1]:8080", "http://[::1]:8080")]
    #[case("http://localhost:1", "http://localhost:1")]
    fn takes_safe_hosts(#[case] url: &str, #[case] origin: &str) {
        assert_eq!(build(url).unwrap().origin(), origin);
    }

    #[rstest]
    #[case("http://api.weixin.qq.com")]
    #[case("http://127.0.0.1.example.com")]
    #[case("ftp://127.0.0.1")]
    #[case("api.weixin.qq.com")]
    #[case("https://user:pass@relay.example")]
    #[case("https://relay.example/?key=1")]
    fn refuses_unsafe_ones(#[case] url: &str) {
        assert_eq!(build(url).unwrap_err().class(), crate::ErrorClass::Config);
    }

    #[rstest]
    #[case("http://203.205.137.209/vweixinp.tc.qq.com/1.mp4", true)]
    #[case("https://mp.weixin.qq.com/1.mp4", true)]
    #[case("http://127.0.0.1:8080/video/1.mp4", true)]
    #[case("http://127.0.0.2/video/1.mp4", false)]
    #[case("http://169.254.169.254/latest/meta-data", false)]
    #[case("http://10.0.0.1/", false)]
    #[case("http://[::1]/", false)]
    #[case("http://intranet/", false)]
    #[case("file:///etc/passwd", false)]
    fn files_come_from_the_web(#[case] url: &str, #[case] may: bool) {
        assert_eq!(build("http://127.0.0.1:8080").unwrap().may_fetch(url), may);
    }

    #[test]
    fn a_proxy_of_an_unknown_kind_is_refused() {
        assert!(Platform::builder().proxy("nonsense://x").build().is_err());
        assert!(Platform::builder().proxy("socks5://127.0.0.1:1080").build().is_ok());
    }

    #[test]
    fn plain_http_can_be_allowed() {
        assert!(Platform::builder().base_url("http://10.0.0.7").allow_plain_http(true).build().is_ok());
    }

    #[rstest]
    #[case("http://mmbiz.qpic.cn/mmbiz_jpg/x/0", true)]
    #[case("//mmbiz.qpic.cn/mmbiz_jpg/x/0", true)]
    #[case("http://127.0.0.1:8080/mmbiz_png/x/0", true)]
    #[case("http://127.0.0.1:8081/mmbiz_png/x/0", false)]
    #[case("https://example.com/mmbiz.qpic.cn/x.png", false)]
    #[case("https://mmbiz.qpic.cn.example.com/x.png", false)]
    #[case("data:image/png;base64,AAAA", false)]
    #[case("images/a.png", false)]
    fn knows_its_pictures(#[case] url: &str, #[case] own: bool) {
        assert_eq!(build("http://127.0.0.1:8080").unwrap().is_platform_picture(url), own);
    }
}
