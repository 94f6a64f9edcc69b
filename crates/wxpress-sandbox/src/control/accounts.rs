//! Accounts: who they are, how the platform stands to them, their knobs.

use std::collections::VecDeque;
use std::net::IpAddr;
use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use http::StatusCode;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};
use url::Url;

use super::{ControlError, Named, Sent};
use crate::account::{AccountKind, AccountSpec, is_appid};
use crate::callback::{Callback, Mode};
use crate::knobs::Knobs;
use crate::options::ProfileName;
use crate::shared::Shared;
use crate::world::account::{Account, Standing};
use crate::world::mass::MassOutcome;
use crate::world::outcome::Outcome;
use crate::world::partner::article::Review;
use crate::world::partner::outcome::VideoOutcome;

/// An account as it is shown: all but its secret.
#[derive(Serialize)]
pub(super) struct AccountView {
    appid: String,
    kind: AccountKind,
    standing: Standing,
    secret_frozen: bool,
    ip_whitelist: Vec<IpAddr>,
    outcomes: VecDeque<Outcome>,
    video_outcomes: VecDeque<VideoOutcome>,
    partner_outcomes: VecDeque<Review>,
    mass_outcomes: VecDeque<MassOutcome>,
    callback: Option<CallbackView>,
    #[serde(flatten)]
    knobs: Arc<Knobs>,
}

/// A callback as it is shown: without token and key.
#[derive(Serialize)]
struct CallbackView {
    url: Url,
    mode: Mode,
}

impl From<&Account> for AccountView {
    fn from(account: &Account) -> Self {
        Self {
            appid: account.appid.clone(),
            kind: account.kind,
            standing: account.standing,
            secret_frozen: account.secret_frozen,
            ip_whitelist: account.ip_whitelist.clone(),
            outcomes: account.outcomes.clone(),
            video_outcomes: account.video_outcomes.clone(),
            partner_outcomes: account.partner_outcomes.clone(),
            mass_outcomes: account.mass_outcomes.clone(),
            callback: account
                .callback
                .as_ref()
                .map(|callback| CallbackView { url: callback.url.clone(), mode: callback.mode() }),
            knobs: Arc::clone(&account.knobs),
        }
    }
}

/// `GET /_sandbox/accounts`
pub(super) async fn list(State(shared): State<Arc<Shared>>) -> Json<Vec<AccountView>> {
    Json(shared.world().members.values().map(|member| AccountView::from(&member.account)).collect())
}

/// `GET /_sandbox/accounts/{appid}`
pub(super) async fn show(
    State(shared): State<Arc<Shared>>,
    Named(appid): Named<String>,
) -> Result<Json<AccountView>, ControlError> {
    let world = shared.world();
    let member = world.members.get(&appid).ok_or_else(|| no_account(&appid))?;
    Ok(Json(AccountView::from(&member.account)))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NewAccount {
    appid: Option<String>,
    secret: Option<String>,
    #[serde(default)]
    kind: AccountKind,
    profile: Option<ProfileName>,
}

/// A new account, with the secret that it was given or dealt.
#[derive(Serialize)]
pub(super) struct Created {
    appid: String,
    secret: String,
    kind: AccountKind,
}

/// `POST /_sandbox/accounts`: appid and secret are dealt when they are not given.
pub(super) async fn create(
    State(shared): State<Arc<Shared>>,
    Sent(NewAccount { appid, secret, kind, profile }): Sent<NewAccount>,
) -> Result<(StatusCode, Json<Created>), ControlError> {
    let created = {
        let mut world = shared.world();
        let appid = appid.unwrap_or_else(|| format!("wx{}", world.dice.hex(16)));
        if !is_appid(&appid) {
            return Err(ControlError::BadRequest(
                "an appid is made of letters, digits, '_' and '-'".to_owned(),
            ));
        }
        let secret = secret.filter(|secret| !secret.is_empty()).unwrap_or_else(|| world.dice.hex(32));
        let knobs = profile.map_or_else(|| shared.knobs.clone(), |profile| shared.knobs.under(profile));
        let spec = AccountSpec { appid: appid.clone(), secret: secret.clone(), kind };
        if !world.add_account(spec, knobs) {
            return Err(ControlError::Conflict(format!("there is an account {appid} already")));
        }
        Created { appid, secret, kind }
    };
    shared.save().await?;
    Ok((StatusCode::CREATED, Json(created)))
}

#[derive(Deserialize)]
pub(super) struct Change {
    secret: Option<String>,
    kind: Option<AccountKind>,
    standing: Option<Standing>,
    secret_frozen: Option<bool>,
    ip_whitelist: Option<Vec<IpAddr>>,
    outcomes: Option<VecDeque<Outcome>>,
    video_outcomes: Option<VecDeque<VideoOutcome>>,
    partner_outcomes: Option<VecDeque<Review>>,
    mass_outcomes: Option<VecDeque<MassOutcome>>,
    /// `null` takes it away.
    #[serde(default, deserialize_with = "deserialize_given")]
    callback: Option<Value>,
    profile: Option<ProfileName>,
    #[serde(flatten)]
    knobs: Map<String, Value>,
}

/// `PATCH /_sandbox/accounts/{appid}`: only what is named changes; a profile sets all its knobs first.
pub(super) async fn change(
    State(shared): State<Arc<Shared>>,
    Named(appid): Named<String>,
    Sent(change): Sent<Change>,
) -> Result<Json<AccountView>, ControlError> {
    let callback: Option<Option<Arc<Callback>>> = change
        .callback
        .map(serde_json::from_value)
        .transpose()
        .map_err(|error: serde_json::Error| ControlError::BadRequest(error.to_string()))?;
    let view = {
        let now = shared.clock.now();
        let mut world = shared.world();
        let mut desk = world.desk(&appid, now).ok_or_else(|| no_account(&appid))?;
        let account = &mut *desk.account;
        let knobs = change
            .profile
            .map_or_else(|| Knobs::clone(&account.knobs), |profile| account.knobs.under(profile));
        account.knobs = Arc::new(knobs.with(change.knobs).map_err(ControlError::BadRequest)?);
        set(&mut account.secret, change.secret);
        set(&mut account.kind, change.kind);
        set(&mut account.standing, change.standing);
        set(&mut account.secret_frozen, change.secret_frozen);
        set(&mut account.ip_whitelist, change.ip_whitelist);
        set(&mut account.outcomes, change.outcomes);
        set(&mut account.video_outcomes, change.video_outcomes);
        set(&mut account.partner_outcomes, change.partner_outcomes);
        set(&mut account.mass_outcomes, change.mass_outcomes);
        set(&mut account.callback, callback);
        let view = AccountView::from(&*account);
        desk.save_account();
        view
    };
    shared.save().await?;
    Ok(Json(view))
}

fn no_account(appid: &str) -> ControlError {
    ControlError::NotFound(format!("no account {appid}"))
}

/// A value that is there, even if it is `null`.
fn deserialize_given<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}

fn set<T>(field: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *field = value;
    }
}

/// `POST /_sandbox/accounts/{appid}/kill-tokens`: every token of the account dies, the stored stable one too.
pub(super) async fn kill_tokens(
    State(shared): State<Arc<Shared>>,
    Named(appid): Named<String>,
) -> Result<StatusCode, ControlError> {
    {
        let now = shared.clock.now();
        let mut world = shared.world();
        let mut desk = world.desk(&appid, now).ok_or_else(|| no_account(&appid))?;
        desk.kill_tokens();
    }
    shared.save().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Whether calls count, for every account.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Quotas {
    on: bool,
}

/// `POST /_sandbox/quotas`
pub(super) async fn switch_quotas(
    State(shared): State<Arc<Shared>>,
    Sent(quotas): Sent<Quotas>,
) -> Result<Json<Quotas>, ControlError> {
    shared.world().switch_quotas(quotas.on);
    shared.save().await?;
    Ok(Json(quotas))
}
