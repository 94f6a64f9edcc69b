//! A scripted platform.

use std::time::Duration;

use serde_json::{Value, json};
use wiremock::{
    Mock, MockServer, Request, Respond, ResponseTemplate,
    matchers::{method, path},
};
use wxpress_wechat::{AppId, AppSecret, Client, Platform};

pub(crate) struct Server(pub(crate) MockServer);

impl Server {
    pub(crate) async fn start() -> Self {
        Self(MockServer::start().await)
    }

    /// A platform that hands out the token `first` for two hours.
    pub(crate) async fn with_token() -> Self {
        let server = Self::start().await;
        server.answer("stable_token", &json!({"access_token": "first", "expires_in": 7200})).await;
        server
    }

    pub(crate) async fn answer(&self, endpoint: &str, body: &Value) {
        self.respond(endpoint, ResponseTemplate::new(200).set_body_string(body.to_string())).await;
    }

    pub(crate) async fn respond(&self, endpoint: &str, with: impl Respond + 'static) {
        Mock::given(path(format!("/cgi-bin/{endpoint}"))).respond_with(with).mount(&self.0).await;
    }

    /// Answers once, before anything that is set up later.
    pub(crate) async fn respond_once(&self, verb: &str, endpoint: &str, with: impl Respond + 'static) {
        Mock::given(method(verb))
            .and(path(format!("/cgi-bin/{endpoint}")))
            .respond_with(with)
            .up_to_n_times(1)
            .with_priority(1)
            .mount(&self.0)
            .await;
    }

    pub(crate) fn platform(&self) -> Platform {
        Platform::builder().base_url(self.0.uri()).retries(2, Duration::from_millis(1)).build().unwrap()
    }

    pub(crate) fn client(&self) -> Client {
        account(&self.platform(), "secret")
    }

    pub(crate) async fn calls(&self, endpoint: &str) -> Vec<Request> {
        let path = format!("/cgi-bin/{endpoint}");
        let calls = self.0.received_requests().await.unwrap();
        calls.into_iter().filter(|request| request.url.path() == path).collect()
    }

    /// What the last call of an endpoint sent.
    pub(crate) async fn sent(&self, endpoint: &str) -> Value {
        self.calls(endpoint).await.last().unwrap().body_json().unwrap()
    }
}

pub(crate) fn account(platform: &Platform, secret: &str) -> Client {
    platform.account(AppId::new("wx0123456789abcdef"), AppSecret::new(secret))
}

pub(crate) fn token_of(request: &Request) -> Option<String> {
    request.url.query_pairs().find(|(name, _)| name == "access_token").map(|(_, value)| value.into_owned())
}
