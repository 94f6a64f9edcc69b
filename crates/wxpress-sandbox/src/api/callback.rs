//! The check of the callback's network (docs/reference/wechat-api.md §2.5).

use serde::Serialize;
use serde_json::{Map, Value};

use super::Call;
use super::paging::text_field;
use crate::answer::{Answer, Reply};
use crate::errcode::Errcode;

/// Stands for the host of the callback, of which the sandbox knows nothing: an address for documents.
const CALLBACK_HOST: &str = "203.0.113.10";

#[derive(Serialize)]
struct CheckAnswer<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    dns: Option<[Resolved<'a>; 1]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ping: Option<[Ping<'a>; 1]>,
}

#[derive(Serialize)]
struct Resolved<'a> {
    ip: &'static str,
    real_operator: &'a str,
}

#[derive(Serialize)]
struct Ping<'a> {
    ip: &'static str,
    from_operator: &'a str,
    package_loss: &'static str,
    time: &'static str,
}

/// `POST /cgi-bin/callback/check`: always finds the network in order.
pub(super) fn check(_: &mut Call<'_>, body: &Map<String, Value>) -> Reply {
    let (dns, ping) = match text_field(body, "action").as_str() {
        "dns" => (true, false),
        "ping" => (false, true),
        "all" => (true, true),
        _ => return Err(Errcode::INVALID_ACTION.into()),
    };
    let operator = text_field(body, "check_operator");
    if !matches!(operator.as_str(), "CHINANET" | "UNICOM" | "CAP" | "DEFAULT") {
        return Err(Errcode::INVALID_CHECK_OPERATOR.into());
    }
    Answer::json(&CheckAnswer {
        dns: dns.then_some([Resolved { ip: CALLBACK_HOST, real_operator: &operator }]),
        ping: ping.then_some([Ping {
            ip: CALLBACK_HOST,
            from_operator: &operator,
            package_loss: "0%",
            time: "23.079ms",
        }]),
    })
}
