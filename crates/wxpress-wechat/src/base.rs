//! The base calls: the platform's addresses, and a check of the account's callback URL
//! (docs/reference/wechat-api.md §2.5).

use serde::{Deserialize, Serialize};

use crate::{
    client::{Client, Endpoint},
    error::Result,
};

const API_DOMAIN_IP: Endpoint = Endpoint::get("get_api_domain_ip");
const CALLBACK_IP: Endpoint = Endpoint::get("getcallbackip");
const CHECK_CALLBACK: Endpoint = Endpoint::post("callback/check");

/// The base family.
#[derive(Debug, Clone, Copy)]
pub struct Base<'a>(&'a Client);

impl Client {
    /// Addresses, check of the callback URL.
    pub fn base(&self) -> Base<'_> {
        Base(self)
    }
}

/// What is checked of the callback URL.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum CallbackAction {
    /// Whether its host is found.
    Dns,
    /// Whether its addresses answer.
    Ping,
    /// Both.
    All,
}

/// The carrier from whose network the check is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum CheckOperator {
    /// China Telecom.
    ChinaNet,
    /// China Unicom.
    Unicom,
    /// Tencent's own lines.
    Cap,
    /// The platform chooses.
    Default,
}

/// What the check found.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct CallbackCheck {
    /// The addresses of the host.
    #[serde(default)]
    pub dns: Vec<ResolvedAddress>,
    /// How they answered.
    #[serde(default)]
    pub ping: Vec<PingedAddress>,
}

/// One address of the callback URL's host.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct ResolvedAddress {
    /// The address.
    pub ip: String,
    /// The carrier that it belongs to.
    #[serde(default)]
    pub real_operator: String,
}

/// How one address answered.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct PingedAddress {
    /// The address.
    pub ip: String,
    /// The carrier from whose network it was pinged.
    #[serde(default)]
    pub from_operator: String,
    /// Packets lost, such as `0%`.
    #[serde(default)]
    pub package_loss: String,
    /// Time of one round, such as `23.079ms`.
    #[serde(default)]
    pub time: String,
}

#[derive(Deserialize)]
struct Addresses {
    ip_list: Vec<String>,
}

impl Base<'_> {
    /// The addresses that the API host may have.
    pub async fn api_domain_ips(&self) -> Result<Vec<String>> {
        self.0.fetch(API_DOMAIN_IP).await.map(|answer: Addresses| answer.ip_list)
    }

    /// The addresses that pushes may come from.
    pub async fn callback_ips(&self) -> Result<Vec<String>> {
        self.0.fetch(CALLBACK_IP).await.map(|answer: Addresses| answer.ip_list)
    }

    /// Has the platform look whether it reaches the callback URL that is set in its console.
    ///
    /// # Errors
    /// 40201 no URL set.
    pub async fn check_callback(
        &self,
        action: CallbackAction,
        operator: CheckOperator,
    ) -> Result<CallbackCheck> {
        #[derive(Serialize)]
        struct Request {
            action: CallbackAction,
            check_operator: CheckOperator,
        }
        self.0.post(CHECK_CALLBACK, &Request { action, check_operator: operator }).await
    }
}
