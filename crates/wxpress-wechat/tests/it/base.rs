//! The platform's addresses and the check of the callback URL.

use serde_json::json;
use wxpress_wechat::base::{CallbackAction, CheckOperator};

use crate::server::Server;

#[tokio::test]
async fn addresses_are_listed() {
    let server = Server::with_token().await;
    server.answer("get_api_domain_ip", &json!({"ip_list": ["203.0.113.18", "203.0.113.57"]})).await;
    server.answer("getcallbackip", &json!({"ip_list": ["198.51.100.146"]})).await;
    let client = server.client();

    assert_eq!(client.base().api_domain_ips().await.unwrap(), ["203.0.113.18", "203.0.113.57"]);
    assert_eq!(client.base().callback_ips().await.unwrap(), ["198.51.100.146"]);
    assert_eq!(server.calls("getcallbackip").await[0].method.as_str(), "GET");
}

#[tokio::test]
async fn the_callback_url_is_checked() {
    let server = Server::with_token().await;
    server
        .answer(
            "callback/check",
            &json!({"dns": [{"ip": "203.0.113.7", "real_operator": "UNICOM"}],
                    "ping": [{"ip": "203.0.113.7", "from_operator": "UNICOM", "package_loss": "0%", "time": "23.079ms"}]}),
        )
        .await;

    let check =
        server.client().base().check_callback(CallbackAction::All, CheckOperator::ChinaNet).await.unwrap();

    assert_eq!(check.dns[0].real_operator, "UNICOM");
    assert_eq!((check.ping[0].package_loss.as_str(), check.ping[0].time.as_str()), ("0%", "23.079ms"));
    assert_eq!(server.sent("callback/check").await, json!({"action": "all", "check_operator": "CHINANET"}));
}

#[tokio::test]
async fn half_a_check_has_half_an_answer() {
    let server = Server::with_token().await;
    server.answer("callback/check", &json!({"dns": [{"ip": "203.0.113.7"}]})).await;

    let check =
        server.client().base().check_callback(CallbackAction::Dns, CheckOperator::Default).await.unwrap();

    assert_eq!((check.dns[0].ip.as_str(), check.ping.len()), ("203.0.113.7", 0));
    assert_eq!(server.sent("callback/check").await, json!({"action": "dns", "check_operator": "DEFAULT"}));
}
