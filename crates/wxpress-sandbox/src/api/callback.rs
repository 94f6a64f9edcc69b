//! The check of the callback's network (docs/reference/wechat-api.md §2.5).

use serde::Serialize;
use serde_json::{Map, Value};
use url::Host;

use super::Call;
use super::paging::text_field;
use crate::answer::{Answer, Reply};
use crate::errcode::Errcode;

/// Stands for the address of a callback that is set by name: one for documents.
const NAMED_HOST: &str = "203.0.113.10";

#[derive(Serialize)]
struct CheckAnswer<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    dns: Option<[Resolved<'a>; 1]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ping: Option<[Ping<'a>; 1]>,
}

#[derive(Serialize)]
struct Resolved<'a> {
    ip: &'a str,
    real_operator: &'a str,
}

#[derive(Serialize)]
struct Ping<'a> {
    ip: &'a str,
    from_operator: &'a str,
    package_loss: &'static str,
    time: &'static str,
}

/// `POST /cgi-bin/callback/check`: finds the network of every callback in order; without one it is 40201.
pub(super) fn check(call: &mut Call<'_>, body: &Map<String, Value>) -> Reply {
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
    let ip = call.at_desk(|desk| {
        let callback = desk.account.callback.as_ref().ok_or(Errcode::NO_CALLBACK_URL)?;
        Ok(match callback.url.host() {
            Some(Host::Ipv4(ip)) => ip.to_string(),
            Some(Host::Ipv6(ip)) => ip.to_string(),
            Some(Host::Domain(_)) | None => NAMED_HOST.to_owned(),
        })
    })?;
    Answer::json(&CheckAnswer {
        dns: dns.then_some([Resolved { ip: &ip, real_operator: &operator }]),
        ping: ping.then_some([Ping {
            ip: &ip,
            from_operator: &operator,
            package_loss: "0%",
            time: "23.079ms",
        }]),
    })
}
