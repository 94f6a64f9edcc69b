//! One fetch for any number of callers, one refresh after a refusal, no sharing across secrets or hosts.

use std::{sync::Arc, time::Duration};

use serde_json::json;
use wiremock::ResponseTemplate;
use wxpress_wechat::{
    ErrorClass, ErrorKind, Platform,
    token::{MemoryTokenStore, TokenChannel, TokenStore},
};

use crate::server::{Server, account, token_of};

fn expired() -> ResponseTemplate {
    ResponseTemplate::new(200)
        .set_body_json(json!({"errcode": 42001, "errmsg": "access_token expired rid: 1-2-3"}))
}

fn token(text: &str) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_json(json!({"access_token": text, "expires_in": 7200}))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_cold_calls_fetch_one_token() {
    let server = Server::start().await;
    server.respond("stable_token", token("only").set_delay(Duration::from_millis(100))).await;
    server.answer("draft/count", &json!({"total_count": 3})).await;
    let platform = server.platform();

    let calls: Vec<_> = (0..1000)
        .map(|_| {
            let client = account(&platform, "secret");
            tokio::spawn(async move { client.draft().count().await })
        })
        .collect();
    for call in calls {
        assert_eq!(call.await.unwrap().unwrap(), 3);
    }

    assert_eq!(server.calls("stable_token").await.len(), 1);
    assert_eq!(server.calls("draft/count").await.len(), 1000);
}

#[tokio::test]
async fn processes_that_share_a_store_fetch_one_token() {
    let server = Server::start().await;
    server.respond("stable_token", token("only").set_delay(Duration::from_millis(100))).await;
    server.answer("draft/count", &json!({"total_count": 3})).await;
    let store: Arc<dyn TokenStore> = Arc::new(MemoryTokenStore::default());
    let process =
        || Platform::builder().base_url(server.0.uri()).token_store(Arc::clone(&store)).build().unwrap();

    let (one, two) = (process(), process());
    let (one, two) = (account(&one, "secret"), account(&two, "secret"));
    let (one, two) = (one.draft(), two.draft());
    let (first, second) = tokio::join!(one.count(), two.count());

    assert_eq!((first.unwrap(), second.unwrap()), (3, 3));
    assert_eq!(server.calls("stable_token").await.len(), 1);
}

#[tokio::test]
async fn a_refused_token_costs_one_refresh() {
    let server = Server::start().await;
    server.respond_once("POST", "stable_token", token("dead")).await;
    server.respond("stable_token", token("alive")).await;
    server.respond_once("GET", "draft/count", expired()).await;
    server.answer("draft/count", &json!({"total_count": 3})).await;
    let client = server.client();

    assert_eq!(client.draft().count().await.unwrap(), 3);

    let tokens: Vec<_> = server.calls("draft/count").await.iter().map(token_of).collect();
    assert_eq!(tokens, [Some("dead".to_owned()), Some("alive".to_owned())]);
    assert_eq!(server.calls("stable_token").await.len(), 2);
}

#[tokio::test]
async fn a_token_refused_twice_is_an_error() {
    let server = Server::start().await;
    server.respond_once("POST", "stable_token", token("dead")).await;
    server.respond("stable_token", token("dead too")).await;
    server.respond("draft/count", expired()).await;

    let error = server.client().draft().count().await.unwrap_err();

    assert_eq!((error.class(), error.errcode()), (ErrorClass::TokenExpired, Some(42001)));
    assert_eq!(server.calls("draft/count").await.len(), 2);
}

#[tokio::test]
async fn the_same_token_again_is_forced_out_once() {
    let server = Server::start().await;
    server
        .respond("stable_token", |request: &wiremock::Request| {
            let forced = request.body_json::<serde_json::Value>().unwrap()["force_refresh"] == true;
            token(if forced { "forced" } else { "stuck" })
        })
        .await;
    server
        .respond("draft/count", |request: &wiremock::Request| match token_of(request).as_deref() {
            Some("forced") => ResponseTemplate::new(200).set_body_json(json!({"total_count": 3})),
            _ => expired(),
        })
        .await;
    let client = server.client();

    assert_eq!(client.draft().count().await.unwrap(), 3);
    assert_eq!(client.draft().count().await.unwrap(), 3);

    // Fetched, fetched again and found the same, forced.
    assert_eq!(server.calls("stable_token").await.len(), 3);
}

#[tokio::test]
async fn a_wrong_secret_never_rides_on_a_cached_token() {
    let server = Server::start().await;
    server
        .respond("stable_token", |request: &wiremock::Request| {
            match request.body_json::<serde_json::Value>().unwrap()["secret"].as_str() {
                Some("secret") => token("good"),
                _ => ResponseTemplate::new(200)
                    .set_body_json(json!({"errcode": 40125, "errmsg": "invalid appsecret rid: 1-2-3"})),
            }
        })
        .await;
    server.answer("draft/count", &json!({"total_count": 3})).await;
    let platform = server.platform();

    assert_eq!(account(&platform, "secret").draft().count().await.unwrap(), 3);
    let error = account(&platform, "wrong").draft().count().await.unwrap_err();

    assert_eq!((error.class(), error.errcode()), (ErrorClass::Credential, Some(40125)));
    assert_eq!(error.api().unwrap().rid.as_deref(), Some("1-2-3"));
    assert_eq!(server.calls("draft/count").await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn waiters_share_a_failed_fetch() {
    let server = Server::start().await;
    let refusal = json!({"errcode": 40164, "errmsg": "invalid ip 1.2.3.4 ipv6 ::ffff:1.2.3.4, not in whitelist rid: 1-2-3"});
    server
        .respond(
            "stable_token",
            ResponseTemplate::new(200).set_body_json(refusal).set_delay(Duration::from_millis(200)),
        )
        .await;
    let client = server.client();

    let calls: Vec<_> = (0..50)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { client.draft().count().await })
        })
        .collect();
    for call in calls {
        let error = call.await.unwrap().unwrap_err();
        assert_eq!(error.class(), ErrorClass::IpNotAllowed(Some([1, 2, 3, 4].into())));
    }
    assert_eq!(server.calls("stable_token").await.len(), 1);

    // A person may have put the address on the list meanwhile: the next call asks again.
    client.draft().count().await.unwrap_err();
    assert_eq!(server.calls("stable_token").await.len(), 2);
}

#[tokio::test]
async fn a_busy_platform_is_left_alone_for_a_while() {
    let server = Server::start().await;
    server.answer("stable_token", &json!({"errcode": -1, "errmsg": "system error"})).await;
    let client = server.client();

    for _ in 0..5 {
        assert_eq!(client.draft().count().await.unwrap_err().errcode(), Some(-1));
    }

    // The first call tried three times; the others came within the pause.
    assert_eq!(server.calls("stable_token").await.len(), 3);
}

#[tokio::test]
async fn a_caller_that_gives_up_does_not_stop_the_fetch() {
    let server = Server::start().await;
    server.respond("stable_token", token("only").set_delay(Duration::from_millis(150))).await;
    server.answer("draft/count", &json!({"total_count": 3})).await;
    let client = server.client();

    let hasty = tokio::time::timeout(Duration::from_millis(30), client.draft().count()).await;
    assert!(hasty.is_err());
    assert_eq!(client.draft().count().await.unwrap(), 3);

    assert_eq!(server.calls("stable_token").await.len(), 1);
}

#[tokio::test]
async fn a_client_let_go_of_leaves_nothing_behind() {
    let server = Server::with_token().await;
    server.answer("draft/count", &json!({"total_count": 3})).await;
    let store: Arc<dyn TokenStore> = Arc::new(MemoryTokenStore::default());
    let platform =
        Platform::builder().base_url(server.0.uri()).token_store(Arc::clone(&store)).build().unwrap();
    let client = account(&platform, "secret");
    client.draft().count().await.unwrap();
    drop((client, platform));
    assert_eq!(Arc::strong_count(&store), 1);
}

#[tokio::test]
async fn a_busy_token_call_is_not_repeated_by_the_call_that_needs_it() {
    let server = Server::start().await;
    server.answer("stable_token", &json!({"errcode": -1, "errmsg": "system error"})).await;
    // Longer than the pause after a failed fetch, which would hide a second round.
    let platform =
        Platform::builder().base_url(server.0.uri()).retries(1, Duration::from_millis(1100)).build().unwrap();
    account(&platform, "secret").draft().count().await.unwrap_err();
    assert_eq!(server.calls("stable_token").await.len(), 2);
}

#[tokio::test]
async fn long_tokens_pass_unharmed() {
    let long = format!("99_{}", "aZ09-_".repeat(85)).chars().take(512).collect::<String>();
    let server = Server::start().await;
    server.respond("stable_token", token(&long)).await;
    server.answer("draft/count", &json!({"total_count": 3})).await;

    server.client().draft().count().await.unwrap();

    assert_eq!(server.calls("draft/count").await.first().and_then(token_of), Some(long));
}

#[tokio::test]
async fn the_classic_channel_sends_its_query() {
    let server = Server::start().await;
    server.respond("token", token("classic")).await;
    server.answer("draft/count", &json!({"total_count": 3})).await;
    let platform =
        Platform::builder().base_url(server.0.uri()).token_channel(TokenChannel::Classic).build().unwrap();

    account(&platform, "secret").draft().count().await.unwrap();

    let calls = server.calls("token").await;
    assert_eq!(
        calls[0].url.query(),
        Some("grant_type=client_credential&appid=wx0123456789abcdef&secret=secret")
    );
}

#[tokio::test]
async fn an_unreachable_host_says_so_without_secrets() {
    let platform = Platform::builder()
        .base_url("http://127.0.0.1:9")
        .token_channel(TokenChannel::Classic)
        .retries(0, Duration::ZERO)
        .build()
        .unwrap();

    let error = account(&platform, "hush-hush").draft().count().await.unwrap_err();

    assert!(matches!(error.kind(), ErrorKind::Transport { .. }));
    let mut text = format!("{error} {error:?}");
    let mut source = std::error::Error::source(&error);
    while let Some(inner) = source {
        text.push_str(&inner.to_string());
        source = inner.source();
    }
    assert!(!text.contains("hush-hush"), "{text}");
}
