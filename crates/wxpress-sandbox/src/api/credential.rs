//! `token` and `stable_token` (docs/reference/wechat-api.md §2).

use std::net::IpAddr;

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::Entrance;
use crate::answer::{Answer, Refusal, Reply};
use crate::errcode::Errcode;
use crate::json::{Flag, Reading, Text, parse_object};
use crate::shared::Shared;
use crate::world::Desk;
use crate::world::account::{Account, Standing};
use crate::world::token::RENEWAL_MARGIN;

/// How far two forced refreshes must lie apart.
const FORCE_INTERVAL: SignedDuration = SignedDuration::from_secs(30);
const FORCES_PER_DAY: u64 = 20;
const STABLE_CALLS_PER_MINUTE: u64 = 10_000;
/// Counts forced refreshes beside the calls themselves.
pub(super) const FORCE_COUNTER: &str = "/cgi-bin/stable_token?force_refresh";

#[derive(Serialize)]
struct TokenAnswer {
    access_token: String,
    expires_in: i64,
}

/// `GET /cgi-bin/token`
pub(super) fn token(entrance: &Entrance<'_>) -> Reply {
    let query = entrance.query;
    let (appid, secret) = (query.value("appid"), query.value("secret"));
    entrance.at_desk(appid, query.value("grant_type"), secret, |desk| {
        let access_token = desk.issue_token();
        if let Some(old) = desk.account.channels.classic.replace(access_token.clone()) {
            let overlap = desk.account.knobs.token_overlap_seconds;
            let end = Shared::after(desk.now, overlap.saturating_mul(1000));
            desk.supersede_token(&old, end);
        }
        desk.save_account();
        Answer::json(&TokenAnswer { access_token, expires_in: 7200 })
    })
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct StableTokenBody {
    grant_type: Option<Text>,
    appid: Option<Text>,
    secret: Option<Text>,
    force_refresh: Flag,
}

/// `POST /cgi-bin/stable_token`
pub(super) fn stable_token(entrance: &Entrance<'_>) -> Reply {
    let body: StableTokenBody = parse_body(entrance.body)?;
    let given = |field: Option<Text>| field.map(|text| text.0).filter(|text| !text.is_empty());
    let (appid, grant_type, secret) = (given(body.appid), given(body.grant_type), given(body.secret));
    entrance.at_desk(appid.as_deref(), grant_type.as_deref(), secret.as_deref(), |desk| {
        let counted = desk.account.knobs.quotas;
        if counted
            && !desk.account.usage.count_minute("/cgi-bin/stable_token", STABLE_CALLS_PER_MINUTE, desk.now)
        {
            return Err(Errcode::MINUTE_QUOTA_REACHED.into());
        }
        let access_token = if body.force_refresh.0 { forced(desk)? } else { current(desk) };
        let expires_in = desk.tokens.get(&access_token).map_or(0, |record| record.seconds_left(desk.now));
        Answer::json(&TokenAnswer { access_token, expires_in })
    })
}

/// The stored token, or a new one when it is in its last five minutes. The old one lives to its end.
fn current(desk: &mut Desk<'_>) -> String {
    let margin = RENEWAL_MARGIN.as_secs();
    if let Some(token) = &desk.account.channels.stable
        && desk.tokens.get(token).is_some_and(|record| record.seconds_left(desk.now) > margin)
    {
        return token.clone();
    }
    renew(desk)
}

/// A new token; the old one is void at once. Within 30 s of the last force the token stays as it is.
fn forced(desk: &mut Desk<'_>) -> Result<String, Refusal> {
    let now = desk.now;
    let too_soon =
        desk.account.channels.forced_at.is_some_and(|last| now.duration_since(last) < FORCE_INTERVAL);
    if too_soon {
        return if desk.account.knobs.force_refresh_too_soon_refused {
            Err(Errcode::DAILY_QUOTA_REACHED.into())
        } else {
            Ok(current(desk))
        };
    }
    if desk.account.knobs.quotas && !desk.account.usage.count_day(FORCE_COUNTER, FORCES_PER_DAY, now) {
        return Err(Errcode::DAILY_QUOTA_REACHED.into());
    }
    if let Some(old) = desk.account.channels.stable.clone() {
        desk.supersede_token(&old, now);
    }
    desk.account.channels.forced_at = Some(now);
    Ok(renew(desk))
}

fn renew(desk: &mut Desk<'_>) -> String {
    let token = desk.issue_token();
    desk.account.channels.stable = Some(token.clone());
    desk.save_account();
    token
}

/// A JSON body of a call without token.
pub(super) fn parse_body<T: for<'de> Deserialize<'de>>(body: &[u8]) -> Result<T, Refusal> {
    if body.is_empty() {
        return Err(Errcode::EMPTY_POST_DATA.into());
    }
    let (object, _): (Map<String, Value>, bool) =
        parse_object(body, Reading::default()).ok_or(Errcode::DATA_FORMAT_ERROR)?;
    serde_json::from_value(Value::Object(object)).map_err(|_| Errcode::DATA_FORMAT_ERROR.into())
}

impl Entrance<'_> {
    /// Checks credentials in the order that was measured: the appid before everything else
    /// (docs/reference/wechat-api.md §1.6).
    fn at_desk(
        &self,
        appid: Option<&str>,
        grant_type: Option<&str>,
        secret: Option<&str>,
        act: impl FnOnce(&mut Desk<'_>) -> Reply,
    ) -> Reply {
        let appid = appid.ok_or(Errcode::APPID_MISSING)?;
        let mut world = self.shared.world();
        let mut desk = world.desk(appid, self.now).ok_or(Errcode::INVALID_APPID)?;
        if grant_type != Some("client_credential") {
            return Err(Errcode::INVALID_GRANT_TYPE.into());
        }
        check_secret(desk.account, secret)?;
        if !desk.account.ip_whitelist.is_empty() && !desk.account.ip_whitelist.contains(&self.client) {
            return Err(refuse_address(Errcode(desk.account.knobs.ip_refused_code), self.client));
        }
        match desk.account.standing {
            Standing::Normal => {}
            Standing::Frozen => return Err(Errcode::ACCOUNT_FROZEN.into()),
            Standing::Punished => return Err(Errcode::TOKEN_NOT_ALLOWED.into()),
        }
        desk.count(self.endpoint)?;
        act(&mut desk)
    }
}

/// 40164 names the address; another code keeps its own text.
fn refuse_address(errcode: Errcode, ip: IpAddr) -> Refusal {
    if errcode != Errcode::IP_NOT_IN_WHITELIST {
        return errcode.into();
    }
    let mapped = if ip.is_ipv4() { "::ffff:" } else { "" };
    Refusal::with_text(errcode, format!("invalid ip {ip} ipv6 {mapped}{ip}, not in whitelist"))
}

/// The AppSecret: absent, wrong or frozen.
pub(super) fn check_secret(account: &Account, secret: Option<&str>) -> Result<(), Refusal> {
    let secret = secret.ok_or(Errcode::APPSECRET_MISSING)?;
    if secret != account.secret {
        return Err(Errcode::INVALID_APPSECRET.into());
    }
    if account.secret_frozen {
        return Err(Errcode::SECRET_FROZEN.into());
    }
    Ok(())
}
