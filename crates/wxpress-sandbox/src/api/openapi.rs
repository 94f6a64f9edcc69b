//! Quotas and rids (docs/reference/wechat-api.md §3).

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{Call, Endpoint, Entrance, credential, mass};
use crate::account::AccountKind;
use crate::answer::{Answer, Refusal, Reply};
use crate::errcode::Errcode;
use crate::json::Text;
use crate::knobs::Knobs;
use crate::query::Query;
use crate::rid::{Recall, RidRecord};
use crate::world::Desk;

const CLEARS_PER_MONTH: u64 = 10;
const SINGLE_CLEARS_PER_MONTH: u64 = 50;
/// Fetching and forcing tokens is not reset by clearing quotas, and what may be sent in masses is none of calls.
const UNCLEARED: [&str; 4] =
    ["/cgi-bin/token", "/cgi-bin/stable_token", credential::FORCE_COUNTER, mass::MASS_COUNTER];

impl Desk<'_> {
    /// Counts a call against its minute and day.
    pub(crate) fn count(&mut self, endpoint: &Endpoint) -> Result<(), Refusal> {
        let knobs = &self.account.knobs;
        if !knobs.quotas {
            return Ok(());
        }
        if let Some(limit) = minute_limit(knobs, endpoint)
            && !self.account.usage.count_minute(endpoint.path, limit, self.now)
        {
            return Err(Errcode::MINUTE_QUOTA_REACHED.into());
        }
        let limit = self.daily_limit(endpoint);
        if self.account.usage.count_day(endpoint.path, limit, self.now) {
            Ok(())
        } else {
            Err(Errcode::DAILY_QUOTA_REACHED.into())
        }
    }

    /// Counts a call of which there are only a few a month. Tells whether one was left.
    fn count_month(&mut self, name: &str, limit: u64) -> bool {
        !self.account.knobs.quotas || self.account.usage.count_month(name, limit, self.now)
    }

    fn daily_limit(&self, endpoint: &Endpoint) -> u64 {
        let listed = match (self.account.kind, endpoint.path) {
            (AccountKind::Test, "/cgi-bin/token") => 200,
            (AccountKind::Test, "/cgi-bin/media/upload") => 500,
            (AccountKind::Test, "/cgi-bin/media/get") => 1000,
            _ => endpoint.daily,
        };
        self.account.knobs.daily_limits.get(endpoint.path).copied().unwrap_or(listed)
    }
}

/// How often a minute; only mass sends have a limit that is not a knob (docs/reference/wechat-api.md §9.1).
fn minute_limit(knobs: &Knobs, endpoint: &Endpoint) -> Option<u64> {
    let is_mass_send =
        matches!(endpoint.path, "/cgi-bin/message/mass/sendall" | "/cgi-bin/message/mass/send");
    knobs.minute_limits.get(endpoint.path).copied().or(is_mass_send.then_some(60))
}

fn clear(desk: &mut Desk<'_>) -> Reply {
    if !desk.count_month("clear_quota", CLEARS_PER_MONTH) {
        return Err(Errcode::CLEAR_QUOTA_LIMIT.into());
    }
    desk.account.usage.clear_day_but(&UNCLEARED);
    desk.save_account();
    Ok(Answer::ok())
}

/// `POST /cgi-bin/clear_quota`
pub(super) fn clear_quota(call: &mut Call<'_>, body: &Map<String, Value>) -> Reply {
    if body.get("appid").and_then(Value::as_str) != Some(call.appid.as_str()) {
        return Err(Errcode::INVALID_APPID.into());
    }
    call.at_desk(clear)
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Credentials {
    appid: Text,
    appsecret: Text,
}

/// `POST /cgi-bin/clear_quota/v2`: credentials in the query, a JSON body or a form.
pub(super) fn clear_quota_v2(entrance: &Entrance<'_>) -> Reply {
    let sent: Credentials = if entrance.body.first() == Some(&b'{') {
        credential::parse_body(entrance.body)?
    } else {
        let form = Query::parse(&String::from_utf8_lossy(entrance.body));
        let field = |name| form.value(name).map(|value| Text(value.to_owned())).unwrap_or_default();
        Credentials { appid: field("appid"), appsecret: field("appsecret") }
    };
    let pick = |name, sent: &Text| {
        entrance
            .query
            .value(name)
            .map(str::to_owned)
            .or_else(|| Some(sent.0.clone()).filter(|text| !text.is_empty()))
    };
    let appid = pick("appid", &sent.appid).ok_or(Errcode::APPID_MISSING)?;
    let secret = pick("appsecret", &sent.appsecret);
    let mut world = entrance.shared.world();
    let mut desk = world.desk(&appid, entrance.now).ok_or(Errcode::INVALID_APPID)?;
    credential::check_secret(desk.account, secret.as_deref())?;
    clear(&mut desk)
}

#[derive(Serialize)]
struct QuotaAnswer {
    errcode: i32,
    errmsg: &'static str,
    quota: Quota,
    #[serde(skip_serializing_if = "Option::is_none")]
    rate_limit: Option<RateLimit>,
}

#[derive(Serialize)]
struct Quota {
    daily_limit: u64,
    used: u64,
    remain: u64,
}

#[derive(Serialize)]
struct RateLimit {
    call_count: u64,
    refresh_second: u64,
}

/// The call that a body names: unknown is 76021, closed to the account 76022.
fn named_endpoint(desk: &Desk<'_>, body: &Map<String, Value>) -> Result<&'static Endpoint, Refusal> {
    let path = body.get("cgi_path").and_then(Value::as_str).unwrap_or_default();
    let endpoint = super::find(path).ok_or(Errcode::CGI_PATH_NOT_FOUND)?;
    desk.account.check_permission(endpoint.permission).map_err(|_| Errcode::CGI_PATH_CLOSED)?;
    Ok(endpoint)
}

/// `POST /cgi-bin/openapi/quota/get`
pub(super) fn quota_get(call: &mut Call<'_>, body: &Map<String, Value>) -> Reply {
    call.at_desk(|desk| {
        let endpoint = named_endpoint(desk, body)?;
        let daily_limit = desk.daily_limit(endpoint);
        let used = desk.account.usage.used_today(endpoint.path, desk.now);
        let rate_limit = minute_limit(&desk.account.knobs, endpoint);
        Answer::json(&QuotaAnswer {
            errcode: 0,
            errmsg: "ok",
            quota: Quota { daily_limit, used, remain: daily_limit.saturating_sub(used) },
            rate_limit: rate_limit.map(|limit| RateLimit { call_count: limit, refresh_second: 60 }),
        })
    })
}

/// `POST /cgi-bin/openapi/quota/clear`
pub(super) fn quota_clear(call: &mut Call<'_>, body: &Map<String, Value>) -> Reply {
    call.at_desk(|desk| {
        let endpoint = named_endpoint(desk, body)?;
        if !desk.count_month("openapi/quota/clear", SINGLE_CLEARS_PER_MONTH) {
            return Err(Errcode::DAILY_QUOTA_REACHED.into());
        }
        desk.account.usage.clear_day_of(endpoint.path);
        desk.save_account();
        Ok(Answer::ok())
    })
}

#[derive(Serialize)]
struct RidAnswer<'a> {
    errcode: i32,
    errmsg: &'static str,
    request: &'a RidRecord,
}

/// `POST /cgi-bin/openapi/rid/get`
pub(super) fn rid_get(call: &mut Call<'_>, body: &Map<String, Value>) -> Reply {
    let rid = body.get("rid").and_then(Value::as_str).unwrap_or_default();
    match call.shared.rids().recall(rid, &call.appid, call.now) {
        Recall::Known(request) => Answer::json(&RidAnswer { errcode: 0, errmsg: "ok", request }),
        Recall::Unknown => Err(Errcode::RID_NOT_FOUND.into()),
        Recall::Malformed => Err(Errcode::RID_MALFORMED.into()),
        Recall::NotYours => Err(Errcode::RID_NOT_YOURS.into()),
        Recall::TooOld => Err(Errcode(call.knobs.rid_expired_code).into()),
    }
}
