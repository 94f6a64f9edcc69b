//! What stands before every route: who may ask, how long it may take, and answers in the envelope for what no route
//! takes.

use std::time::{Duration, Instant};

use axum::{
    Router,
    extract::{MatchedPath, Request},
    http::{HeaderMap, HeaderName, Method, Uri, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
};
use url::{Host, Url};
use wxpress_publish::{Code, Error, Lang};

use crate::{answer::Failed, language::preferred, routes::callback};

/// Where a browser says that a request comes from.
const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
/// The longest a request may take, reading its body included. What must not be cut off runs on by itself.
const MAX_REQUEST_TIME: Duration = Duration::from_secs(120);

/// The same for a video of 2 GB.
const MAX_VIDEO_TIME: Duration = Duration::from_secs(3600);

/// Wraps all routes.
pub(crate) fn guarded(router: Router) -> Router {
    router.fallback(no_such_route).method_not_allowed_fallback(wrong_method).layer(middleware::from_fn(guard))
}

async fn no_such_route(headers: HeaderMap, uri: Uri) -> Response {
    fail(Error::new(Code::NoSuchRoute).with("path", uri.path()), preferred(&headers))
}

async fn wrong_method(method: Method, headers: HeaderMap, uri: Uri) -> Response {
    fail(Error::new(Code::WrongMethod).with("path", uri.path()).with("method", method), preferred(&headers))
}

async fn guard(request: Request, next: Next) -> Response {
    let started = Instant::now();
    let lang = preferred(request.headers());
    let method = request.method().clone();
    // The path as the router knows it: what callers put into paths and queries stays out of the log.
    let route = request.extensions().get::<MatchedPath>().map_or("none", MatchedPath::as_str).to_owned();
    let names = if route == callback::PATH { Ok(()) } else { check_names(request.headers()) };
    let response = match names {
        Err(error) => fail(error, lang),
        Ok(()) => match tokio::time::timeout(max_time(&route), next.run(request)).await {
            Ok(response) => response,
            Err(_) => fail(Error::new(Code::TimedOut), lang),
        },
    };
    tracing::info!(
        http.method = %method,
        http.route = route,
        http.status = response.status().as_u16(),
        duration_ms = started.elapsed().as_millis(),
        "answered"
    );
    response
}

fn max_time(route: &str) -> Duration {
    if route == "/api/partner/video" { MAX_VIDEO_TIME } else { MAX_REQUEST_TIME }
}

fn fail(error: Error, lang: Lang) -> Response {
    Failed::new(error, lang).into_response()
}

/// Refuses requests that name another host than this machine (a foreign domain made to point here) and requests made
/// by pages of other sites.
fn check_names(headers: &HeaderMap) -> Result<(), Error> {
    let text = |name: HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    let host = text(header::HOST).unwrap_or("");
    // HTTP/1.0 clients send none, and no browser speaks that.
    if !host.is_empty() && !is_loopback(&format!("http://{host}/")) {
        return Err(Error::new(Code::HostRefused).with("host", host));
    }
    match text(header::ORIGIN) {
        Some(origin) if !is_loopback(origin) => Err(Error::new(Code::OriginRefused).with("origin", origin)),
        // A picture or a link of another site names no origin, but browsers say where it comes from.
        _ if text(SEC_FETCH_SITE).is_some_and(|site| matches!(site, "cross-site" | "same-site")) => {
            Err(Error::new(Code::OriginRefused).with("origin", text(header::REFERER).unwrap_or("?")))
        }
        _ => Ok(()),
    }
}

fn is_loopback(url: &str) -> bool {
    match Url::parse(url).ok().as_ref().and_then(Url::host) {
        Some(Host::Domain(domain)) => domain == "localhost",
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("same-origin", None)]
    #[case("none", None)]
    #[case("cross-site", Some(Code::OriginRefused))]
    #[case("same-site", Some(Code::OriginRefused))]
    fn pictures_of_other_sites_ask_for_nothing(#[case] site: &'static str, #[case] code: Option<Code>) {
        let mut headers = HeaderMap::new();
        headers.insert(SEC_FETCH_SITE, site.parse().unwrap());
        assert_eq!(check_names(&headers).err().map(|error| error.code()), code);
    }

    #[rstest]
    #[case(Some("localhost:3001"), None, None)]
    #[case(Some("127.0.0.1"), Some("http://localhost:3001"), None)]
    #[case(Some("[::1]:3001"), None, None)]
    #[case(None, None, None)]
    #[case(Some("rebound.example.com:3001"), None, Some(Code::HostRefused))]
    #[case(Some("localhost.example.com"), None, Some(Code::HostRefused))]
    #[case(Some("127.0.0.1@example.com"), None, Some(Code::HostRefused))]
    #[case(Some("localhost:3001"), Some("https://example.com"), Some(Code::OriginRefused))]
    #[case(Some("localhost:3001"), Some("null"), Some(Code::OriginRefused))]
    fn only_this_machine_may_ask(
        #[case] host: Option<&str>,
        #[case] origin: Option<&str>,
        #[case] code: Option<Code>,
    ) {
        let mut headers = HeaderMap::new();
        host.map(|host| headers.insert(header::HOST, host.parse().unwrap()));
        origin.map(|origin| headers.insert(header::ORIGIN, origin.parse().unwrap()));
        assert_eq!(check_names(&headers).err().map(|error| error.code()), code);
    }
}
