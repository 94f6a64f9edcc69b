//! `openapi/*`, `clear_quota`: quotas and request ids (docs/reference/wechat-api.md §3).

use serde::{Deserialize, Serialize, de::IgnoredAny};

use crate::{
    client::{Client, Endpoint, Payload, Request, answer::Judged},
    error::Result,
};

const CLEAR_QUOTA: Endpoint = Endpoint::post_once("clear_quota");
const CLEAR_QUOTA_BY_SECRET: Endpoint = Endpoint::post_once("clear_quota/v2").with_secret();
const QUOTA: Endpoint = Endpoint::post("openapi/quota/get");
const CLEAR_API_QUOTA: Endpoint = Endpoint::post_once("openapi/quota/clear");
const RID: Endpoint = Endpoint::post("openapi/rid/get");

/// The management family.
#[derive(Debug, Clone, Copy)]
pub struct OpenApi<'a>(&'a Client);

impl Client {
    /// Quotas and request ids.
    pub fn openapi(&self) -> OpenApi<'_> {
        OpenApi(self)
    }
}

/// Today's quota of one call, and how fast it may be called.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct ApiQuota {
    /// The day's calls; absent for a call without a daily limit.
    #[serde(default)]
    pub quota: Option<DailyQuota>,
    /// The short-term limit, where there is one.
    #[serde(default)]
    pub rate_limit: Option<RateLimit>,
    /// The short-term limit of a third-party platform that calls for the account.
    #[serde(default)]
    pub component_rate_limit: Option<RateLimit>,
}

/// Calls of one day; the day ends at midnight in Beijing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct DailyQuota {
    /// Calls that the day allows.
    pub daily_limit: i64,
    /// Calls made.
    pub used: i64,
    /// Calls left; the platform's field is `remain`.
    pub remain: i64,
}

/// `call_count` calls in `refresh_second` seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct RateLimit {
    /// Calls in the period.
    pub call_count: i64,
    /// The period in seconds.
    pub refresh_second: i64,
}

/// What the platform remembers of a request for seven days.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct RequestRecord {
    /// Unix seconds.
    pub invoke_time: i64,
    /// Time the platform took.
    pub cost_in_ms: i64,
    /// The query, its token shortened by the platform.
    #[serde(default)]
    pub request_url: String,
    /// The body sent.
    #[serde(default)]
    pub request_body: String,
    /// The answer.
    #[serde(default)]
    pub response_body: String,
    /// The caller's address as the platform saw it.
    #[serde(default)]
    pub client_ip: String,
}

impl OpenApi<'_> {
    /// Resets all of today's quotas; ten times a month, shared with [`Self::clear_quota_by_secret`].
    ///
    /// # Errors
    /// 48006 used up.
    pub async fn clear_quota(&self) -> Result<()> {
        #[derive(Serialize)]
        struct Request<'a> {
            appid: &'a str,
        }
        let request = Request { appid: self.0.app_id().as_str() };
        self.0.post(CLEAR_QUOTA, &request).await.map(|_: IgnoredAny| ())
    }

    /// The same without a token, for when the quota of the token call itself is the trouble elsewhere.
    pub async fn clear_quota_by_secret(&self) -> Result<()> {
        #[derive(Serialize)]
        struct Body<'a> {
            appid: &'a str,
            appsecret: &'a str,
        }
        let body = Body { appid: self.0.app_id().as_str(), appsecret: self.0.tokens().secret().expose() };
        let payload = Payload::json(CLEAR_QUOTA_BY_SECRET, &body)?;
        let request = Request::new(CLEAR_QUOTA_BY_SECRET, &[], payload);
        self.0.platform().exchange::<Judged>(&request, None).await.map(|_| ())
    }

    /// Quota of the call at `cgi_path`, such as `/cgi-bin/draft/add`.
    ///
    /// # Errors
    /// 76021 unknown path, 76022 not this account's.
    pub async fn quota(&self, cgi_path: &str) -> Result<ApiQuota> {
        self.0.post(QUOTA, &ByPath { cgi_path }).await
    }

    /// Resets today's quota of one call; 50 times a month. The page contradicts itself on which calls it works for.
    ///
    /// # Errors
    /// 45009 used up, 76021 unknown path, 76022 not this account's.
    pub async fn clear_api_quota(&self, cgi_path: &str) -> Result<()> {
        self.0.post(CLEAR_API_QUOTA, &ByPath { cgi_path }).await.map(|_: IgnoredAny| ())
    }

    /// Looks a request up by its rid.
    ///
    /// # Errors
    /// 76001 unknown, 76002 not a rid, 76003 another account's, 76004 older than seven days.
    pub async fn rid(&self, rid: &str) -> Result<RequestRecord> {
        #[derive(Serialize)]
        struct Request<'a> {
            rid: &'a str,
        }
        #[derive(Deserialize)]
        struct Answer {
            request: RequestRecord,
        }
        self.0.post(RID, &Request { rid }).await.map(|answer: Answer| answer.request)
    }
}

#[derive(Serialize)]
struct ByPath<'a> {
    cgi_path: &'a str,
}
