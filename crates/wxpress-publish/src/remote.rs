//! Pictures of the web. Whoever writes an article names them, so nothing but the public internet is asked, the names of
//! hosts are looked up by the guard itself, and size, time and redirects are limited.

mod public;

use std::{
    error::Error as _,
    fmt,
    net::{IpAddr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use reqwest::{
    Client, Response, Url,
    dns::{Addrs, Name, Resolve, Resolving},
    header::{ACCEPT, LOCATION},
    redirect,
};

use crate::{
    app::App,
    error::{Error, Result},
    file::{MAX_PICTURE_BYTES, MediaFile, Spool, SpoolLimits},
    message::Code,
};

/// Longest time for one picture, redirects and all.
const MAX_TIME: Duration = Duration::from_secs(30);
/// Longest time until a connection stands.
const MAX_CONNECT_TIME: Duration = Duration::from_secs(10);
const MAX_REDIRECTS: usize = 5;

/// Fetches from the web, within limits.
#[derive(Debug, Clone)]
pub(crate) struct Remote {
    client: Client,
    /// Hosts, with their ports, that may be asked although they are not public.
    trusted: Arc<[String]>,
}

impl Remote {
    /// `trusted` hosts (`host:port`) may be asked wherever they are.
    pub(crate) fn new(trusted: Vec<String>) -> Result<Self> {
        let trusted: Arc<[String]> = trusted.into();
        let guard = Guard { trusted: Arc::clone(&trusted) };
        let client = Client::builder()
            .dns_resolver(Arc::new(guard))
            // A proxy would look the names up itself.
            .no_proxy()
            .redirect(redirect::Policy::none())
            .connect_timeout(MAX_CONNECT_TIME)
            .timeout(MAX_TIME)
            .user_agent(concat!("wxpress/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(|error| Error::new(Code::Misconfigured).with("problem", &error).because(error))?;
        Ok(Self { client, trusted })
    }

    /// Refuses addresses that are no business of a writer. Names are looked at when they are looked up.
    fn check(&self, url: &Url) -> Result<()> {
        let refused = || Error::new(Code::FetchRefused).with("url", url);
        if !matches!(url.scheme(), "http" | "https") || !url.username().is_empty() || url.password().is_some()
        {
            return Err(refused());
        }
        let host = url.host_str().ok_or_else(refused)?;
        let address: Option<IpAddr> = host.trim_matches(['[', ']']).parse().ok();
        match address {
            Some(address) if !public::is_public(address) && !self.trusts(url) => Err(refused()),
            _ => Ok(()),
        }
    }

    fn trusts(&self, url: &Url) -> bool {
        let port = url.port_or_known_default().unwrap_or_default();
        let authority = format!("{}:{port}", url.host_str().unwrap_or_default());
        self.trusted.contains(&authority)
    }
}

/// The picture at an address of the web, as a file.
///
/// # Errors
/// [`Code::FetchRefused`]; [`Code::FetchFailed`]; [`Code::FileTooLarge`].
pub(crate) async fn fetch(app: &App, address: &str) -> Result<MediaFile> {
    let failed = |problem: &dyn fmt::Display| {
        Error::new(Code::FetchFailed).with("url", address).with("problem", problem)
    };
    let url: Url = address.parse().map_err(|error| failed(&error))?;
    tokio::time::timeout(MAX_TIME, follow(&app.remote, url))
        .await
        .unwrap_or_else(|_| Err(failed(&"timed out")))
}

async fn follow(remote: &Remote, mut url: Url) -> Result<MediaFile> {
    for _ in 0..=MAX_REDIRECTS {
        remote.check(&url)?;
        let failed =
            |problem: String| Error::new(Code::FetchFailed).with("url", &url).with("problem", problem);
        // Some servers send a page to those who do not say that they want a picture.
        let sent = remote.client.get(url.clone()).header(ACCEPT, "image/*,*/*;q=0.5").send().await;
        let response = sent.map_err(|error| refusal(&error).unwrap_or_else(|| failed(innermost(&error))))?;
        let status = response.status();
        if status.is_redirection() {
            let next = response.headers().get(LOCATION).and_then(|to| to.to_str().ok());
            let next = next.ok_or_else(|| failed(format!("HTTP {status}")))?;
            let next = url.join(next).map_err(|error| failed(error.to_string()))?;
            url = next;
            continue;
        }
        if !status.is_success() {
            return Err(failed(format!("HTTP {status}")));
        }
        return spool(response).await.map_err(|error| match error {
            Broken::Ours(error) => error,
            Broken::Theirs(error) => failed(innermost(&error)),
        });
    }
    Err(Error::new(Code::FetchFailed)
        .with("url", &url)
        .with("problem", format!("> {MAX_REDIRECTS} redirects")))
}

enum Broken {
    Ours(Error),
    Theirs(reqwest::Error),
}

async fn spool(mut response: Response) -> std::result::Result<MediaFile, Broken> {
    let limits = SpoolLimits { max_bytes: MAX_PICTURE_BYTES, ..SpoolLimits::default() };
    let mut spool = Spool::open(&limits).await.map_err(Broken::Ours)?;
    while let Some(chunk) = response.chunk().await.map_err(Broken::Theirs)? {
        spool.write(&chunk).await.map_err(Broken::Ours)?;
    }
    spool.finish().await.map_err(Broken::Ours)
}

/// Our own refusal, from amid a failure of the client.
fn refusal(error: &reqwest::Error) -> Option<Error> {
    let mut cause = error.source();
    while let Some(error) = cause {
        if let Some(NotPublic(host)) = error.downcast_ref() {
            return Some(Error::new(Code::FetchRefused).with("url", host));
        }
        cause = error.source();
    }
    None
}

fn innermost(error: &reqwest::Error) -> String {
    let mut innermost: &dyn std::error::Error = error;
    while let Some(cause) = innermost.source() {
        innermost = cause;
    }
    innermost.to_string()
}

/// Looks names up, and gives public addresses only. What it gives is what is connected to: a name that is looked up twice
/// cannot change its mind between.
#[derive(Debug)]
struct Guard {
    trusted: Arc<[String]>,
}

impl Resolve for Guard {
    fn resolve(&self, name: Name) -> Resolving {
        let host = name.as_str().to_owned();
        let trusted =
            self.trusted.iter().any(|known| known.rsplit_once(':').is_some_and(|(known, _)| known == host));
        Box::pin(async move {
            let found: Vec<SocketAddr> = tokio::net::lookup_host((host.as_str(), 0)).await?.collect();
            let kept: Vec<_> =
                found.into_iter().filter(|found| trusted || public::is_public(found.ip())).collect();
            if kept.is_empty() {
                return Err(NotPublic(host).into());
            }
            Ok(Box::new(kept.into_iter()) as Addrs)
        })
    }
}

/// The name leads to no public address.
#[derive(Debug)]
struct NotPublic(String);

impl fmt::Display for NotPublic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is not on the public internet", self.0)
    }
}

impl std::error::Error for NotPublic {}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("https://example.com/a.png", true)]
    #[case("http://127.0.0.1:3002/a.png", true)]
    #[case("http://127.0.0.1:3003/a.png", false)]
    #[case("http://169.254.169.254/latest/meta-data", false)]
    #[case("http://[::1]/a.png", false)]
    #[case("http://2130706433/a.png", false)]
    #[case("http://0x7f.1/a.png", false)]
    #[case("ftp://example.com/a.png", false)]
    #[case("https://user:password@example.com/a.png", false)]
    fn addresses_are_looked_at_first(#[case] url: &str, #[case] allowed: bool) {
        let remote = Remote::new(vec!["127.0.0.1:3002".to_owned()]).unwrap();
        assert_eq!(remote.check(&url.parse().unwrap()).is_ok(), allowed);
    }

    #[tokio::test]
    async fn a_name_that_leads_home_is_refused() {
        let remote = Remote::new(Vec::new()).unwrap();
        let error = follow(&remote, "http://localhost:1/a.png".parse().unwrap()).await.unwrap_err();
        assert_eq!(error.code(), Code::FetchRefused);
    }
}
