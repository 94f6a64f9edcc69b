//! The platform itself: quotas, request ids, addresses, the callback, product cards
//! (docs/reference/wechat-api.md §2.5, §3, §6.5, §6.8).

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use wxpress_wechat::{
    ProductId,
    base::{CallbackAction, CheckOperator},
    draft::{ArticleType, CardType},
    errcode::{CGI_PATH_NOT_FOUND, RID_NOT_FOUND},
    openapi::RateLimit,
};

use crate::{
    account::AccountChoice,
    app::App,
    error::{Error, Result},
    ledger::{self, Intent},
    loose,
    message::Code,
};

/// The platform itself.
#[derive(Debug, Clone, Copy)]
pub struct PlatformCalls<'a>(pub(crate) &'a App);

/// How often a call may be made.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Quota {
    /// The call.
    pub path: String,
    /// Calls of the day; `null` where the platform sets no limit. The day ends at midnight in Beijing.
    pub day: Option<DayQuota>,
    /// The short-term limit.
    pub rate: Option<RateQuota>,
    /// The short-term limit of a third-party platform that calls for the account.
    pub component_rate: Option<RateQuota>,
}

/// Calls of a day.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DayQuota {
    /// Calls that the day allows.
    pub limit: i64,
    /// Calls made.
    pub used: i64,
    /// Calls left.
    pub remaining: i64,
}

/// Calls of a short period.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RateQuota {
    /// Calls in the period.
    pub calls: i64,
    /// The period in seconds.
    pub seconds: i64,
}

/// Which quota to reset.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", default)]
pub struct QuotaReset {
    /// One call, such as `/cgi-bin/draft/add` (50 times a month); left out: all calls (10 times a month).
    #[serde(deserialize_with = "loose::text")]
    pub path: Option<String>,
    /// Proves itself by the AppSecret instead of a token, for when the quota of tokens is the trouble.
    #[serde(deserialize_with = "loose::flag")]
    pub by_secret: Option<bool>,
}

/// What the platform remembers of a request for seven days.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RequestRecord {
    /// Its request id.
    pub rid: String,
    /// Unix seconds.
    pub time: i64,
    /// Milliseconds that the platform took.
    pub cost_ms: i64,
    /// The query, its token shortened by the platform.
    pub query: String,
    /// The body sent.
    pub request_body: String,
    /// The answer.
    pub response_body: String,
    /// The caller's address as the platform saw it.
    pub client_ip: String,
}

/// Addresses of the platform.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PlatformAddresses {
    /// Where its API answers.
    pub api: Vec<String>,
    /// Where its pushes come from.
    pub callback: Vec<String>,
}

/// What to check of the callback URL.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", default)]
pub struct CallbackCheckInput {
    /// `all` (default), `dns` or `ping`.
    #[serde(deserialize_with = "loose::text")]
    pub action: Option<String>,
    /// From whose network: `DEFAULT` (default), `CHINANET`, `UNICOM` or `CAP`.
    #[serde(alias = "checkOperator", deserialize_with = "loose::text")]
    pub operator: Option<String>,
}

/// How the platform reaches the callback URL.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CallbackCheck {
    /// What its name resolves to.
    pub dns: Vec<Resolved>,
    /// How its addresses answer.
    pub ping: Vec<Pinged>,
}

/// An address that the callback's name resolves to.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Resolved {
    /// The address.
    pub ip: String,
    /// Whose network it is in.
    pub operator: String,
}

/// How an address answers.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Pinged {
    /// The address.
    pub ip: String,
    /// From whose network it was tried.
    pub from_operator: String,
    /// Packets lost, such as `0%`.
    pub packet_loss: String,
    /// Time taken, such as `23.079ms`.
    pub time: String,
}

/// Whether the draft box is open.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DraftSwitch {
    /// It is for every account since its trial ended.
    pub is_open: bool,
}

/// A product of the account's shop to show.
#[derive(Debug, Clone, Default, Deserialize, IntoParams, ToSchema)]
#[serde(rename_all = "camelCase", default)]
#[into_params(parameter_in = Query)]
pub struct ProductCardInput {
    /// The product. Required.
    #[serde(deserialize_with = "loose::text")]
    pub product_id: Option<String>,
    /// `news` (default) or `newspic`.
    #[serde(deserialize_with = "loose::text")]
    pub article_type: Option<String>,
    /// `large` or 0 (default), `small` or 1, `text` or 2, `strip` or 3.
    #[serde(deserialize_with = "loose::text")]
    pub card_type: Option<String>,
}

/// What shows a product in an article.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ProductCard {
    /// For the footer of a `newspic`.
    pub product_key: Option<String>,
    /// HTML for the content of a `news`.
    pub html: Option<String>,
}

impl PlatformCalls<'_> {
    /// How often a call such as `/cgi-bin/draft/add` may still be made.
    pub async fn quota(&self, choice: &AccountChoice, path: &str) -> Result<Quota> {
        let path = with_slash(path);
        let quota = self.0.client(choice).await?.openapi().quota(&path).await;
        let quota = quota.map_err(|error| {
            Error::from(error).naming(CGI_PATH_NOT_FOUND, Code::UnknownCall, "path", &path)
        })?;
        Ok(Quota {
            path,
            day: quota.quota.map(|day| DayQuota {
                limit: day.daily_limit,
                used: day.used,
                remaining: day.remain,
            }),
            rate: quota.rate_limit.and_then(rate),
            component_rate: quota.component_rate_limit.and_then(rate),
        })
    }

    /// Resets the day's quota of one call or of all.
    pub async fn reset_quota(&self, choice: &AccountChoice, reset: QuotaReset) -> Result<()> {
        let client = self.0.client(choice).await?;
        let (path, by_secret) = (reset.path.as_deref().map(with_slash), reset.by_secret.unwrap_or(false));
        let endpoint = match (&path, by_secret) {
            (Some(_), true) => {
                return Err(Error::new(Code::AtMostOneOf).with("fields", "path, bySecret"));
            }
            (Some(_), false) => "openapi/quota/clear",
            (None, true) => "clear_quota/v2",
            (None, false) => "clear_quota",
        };
        let subject = path.clone().unwrap_or_default();
        let intent = Intent { endpoint: endpoint.into(), request: subject.clone().into_bytes(), subject };
        let (caller, named) = (client.clone(), path.clone());
        let call = async move {
            match named {
                Some(path) => caller.openapi().clear_api_quota(&path).await,
                None if by_secret => caller.openapi().clear_quota_by_secret().await,
                None => caller.openapi().clear_quota().await,
            }
        };
        let reset = ledger::once(self.0, &client, intent, |()| None, call).await;
        let path = path.unwrap_or_default();
        reset.map_err(|error| error.naming(CGI_PATH_NOT_FOUND, Code::UnknownCall, "path", &path))
    }

    /// What the platform remembers of a request, by the `rid` that errors carry.
    pub async fn request(&self, choice: &AccountChoice, rid: &str) -> Result<RequestRecord> {
        let record = self.0.client(choice).await?.openapi().rid(rid).await;
        let record =
            record.map_err(|error| Error::from(error).naming(RID_NOT_FOUND, Code::UnknownRid, "rid", rid))?;
        Ok(RequestRecord {
            rid: rid.to_owned(),
            time: record.invoke_time,
            cost_ms: record.cost_in_ms,
            query: record.request_url,
            request_body: record.request_body,
            response_body: record.response_body,
            client_ip: record.client_ip,
        })
    }

    /// Addresses of the platform, for firewalls.
    pub async fn addresses(&self, choice: &AccountChoice) -> Result<PlatformAddresses> {
        let client = self.0.client(choice).await?;
        Ok(PlatformAddresses {
            api: client.base().api_domain_ips().await?,
            callback: client.base().callback_ips().await?,
        })
    }

    /// How the platform reaches the account's callback URL.
    pub async fn check_callback(
        &self,
        choice: &AccountChoice,
        input: CallbackCheckInput,
    ) -> Result<CallbackCheck> {
        let action = match input.action.as_deref() {
            None | Some("all") => CallbackAction::All,
            Some("dns") => CallbackAction::Dns,
            Some("ping") => CallbackAction::Ping,
            Some(other) => return Err(unlike("action", other, "all, dns, ping")),
        };
        let operator = input.operator.map(|name| name.to_ascii_uppercase());
        let operator = match operator.as_deref() {
            None | Some("DEFAULT") => CheckOperator::Default,
            Some("CHINANET") => CheckOperator::ChinaNet,
            Some("UNICOM") => CheckOperator::Unicom,
            Some("CAP") => CheckOperator::Cap,
            Some(other) => return Err(unlike("operator", other, "DEFAULT, CHINANET, UNICOM, CAP")),
        };
        let check = self.0.client(choice).await?.base().check_callback(action, operator).await?;
        let resolved = |address: wxpress_wechat::base::ResolvedAddress| Resolved {
            ip: address.ip,
            operator: address.real_operator,
        };
        let pinged = |address: wxpress_wechat::base::PingedAddress| Pinged {
            ip: address.ip,
            from_operator: address.from_operator,
            packet_loss: address.package_loss,
            time: address.time,
        };
        Ok(CallbackCheck {
            dns: check.dns.into_iter().map(resolved).collect(),
            ping: check.ping.into_iter().map(pinged).collect(),
        })
    }

    /// Whether the draft box is open.
    pub async fn draft_switch(&self, choice: &AccountChoice) -> Result<DraftSwitch> {
        Ok(DraftSwitch { is_open: self.0.client(choice).await?.draft().is_open().await? })
    }

    /// Opens the draft box for good, which every account's has been since its trial ended.
    pub async fn open_drafts(&self, choice: &AccountChoice) -> Result<DraftSwitch> {
        let client = self.0.client(choice).await?;
        client.draft().open().await?;
        Ok(DraftSwitch { is_open: client.draft().is_open().await? })
    }

    /// What shows a product in an article.
    pub async fn product_card(&self, choice: &AccountChoice, input: ProductCardInput) -> Result<ProductCard> {
        let id = input.product_id.ok_or_else(|| Error::new(Code::MissingField).with("field", "productId"))?;
        let article = match input.article_type.as_deref() {
            None | Some("news") => ArticleType::News,
            Some("newspic") => ArticleType::NewsPic,
            Some(other) => return Err(unlike("articleType", other, "news, newspic")),
        };
        let card = match input.card_type.as_deref() {
            None | Some("0" | "large") => CardType::Large,
            Some("1" | "small") => CardType::Small,
            Some("2" | "text") => CardType::TextLink,
            Some("3" | "strip") => CardType::Strip,
            Some(other) => return Err(unlike("cardType", other, "large, small, text, strip")),
        };
        let client = self.0.client(choice).await?;
        let card = client.draft().product_card(&ProductId::new(id), article, card).await?;
        Ok(ProductCard { product_key: card.product_key.map(|key| key.to_string()), html: card.dom })
    }
}

/// Limits that are not there come as zeros.
fn rate(rate: RateLimit) -> Option<RateQuota> {
    (rate.refresh_second > 0).then_some(RateQuota { calls: rate.call_count, seconds: rate.refresh_second })
}

/// Paths of calls as the platform wants them.
fn with_slash(path: &str) -> String {
    format!("/{}", path.trim().trim_start_matches('/'))
}

fn unlike(field: &str, value: &str, names: &str) -> Error {
    Error::new(Code::InvalidField).with("field", field).with("problem", format!("{value:?} ({names})"))
}
