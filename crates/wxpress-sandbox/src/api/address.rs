//! The addresses of the platform (docs/reference/wechat-api.md §2.5).

use serde::Serialize;

use super::Call;
use crate::answer::{Answer, Reply};

#[derive(Serialize)]
struct IpList {
    ip_list: &'static [&'static str],
}

/// `GET /cgi-bin/get_api_domain_ip`
pub(super) fn api_domain_ip(_: &mut Call<'_>) -> Reply {
    Answer::json(&IpList { ip_list: &["101.89.47.18", "101.91.34.103"] })
}

/// `GET /cgi-bin/getcallbackip`
pub(super) fn callback_ip(_: &mut Call<'_>) -> Reply {
    Answer::json(&IpList { ip_list: &["106.55.206.146"] })
}
