//! An account: who it is, what it may do, what it has used up.

use std::collections::VecDeque;
use std::net::IpAddr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::identity::Identity;
use super::mass::MassOutcome;
use super::outcome::Outcome;
use super::partner::article::Review;
use super::partner::outcome::VideoOutcome;
use super::token::Channels;
use super::usage::Usage;
use crate::account::{AccountKind, AccountSpec};
use crate::api::Permission;
use crate::callback::Callback;
use crate::errcode::Errcode;
use crate::knobs::Knobs;

/// How the platform stands to an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Standing {
    #[default]
    Normal,
    /// Frozen by its owner: no token (50007), no call (50002).
    Frozen,
    /// Under punishment: no token (50004), no call (48004).
    Punished,
}

/// What an account is. What it owns stands in [`Holdings`](super::holdings::Holdings).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Account {
    pub(crate) appid: String,
    pub(crate) secret: String,
    pub(crate) kind: AccountKind,
    pub(crate) standing: Standing,
    pub(crate) secret_frozen: bool,
    /// Who may fetch tokens; empty means everyone.
    pub(crate) ip_whitelist: Vec<IpAddr>,
    pub(crate) knobs: Arc<Knobs>,
    pub(crate) identity: Identity,
    /// Where events are pushed to.
    #[serde(default)]
    pub(crate) callback: Option<Arc<Callback>>,
    pub(crate) usage: Usage,
    pub(crate) channels: Channels,
    /// How the next publications end; then as the kind says.
    pub(crate) outcomes: VecDeque<Outcome>,
    /// How the next saved videos of the 媒体API end; then they pass.
    #[serde(default)]
    pub(crate) video_outcomes: VecDeque<VideoOutcome>,
    /// How the reviews of the next submitted articles of the 媒体API end; then they are published.
    #[serde(default)]
    pub(crate) partner_outcomes: VecDeque<Review>,
    /// How the next mass sends end; then well.
    #[serde(default)]
    pub(crate) mass_outcomes: VecDeque<MassOutcome>,
    /// The level that `message/mass/speed/set` chose, 0 to 4.
    #[serde(default)]
    pub(crate) mass_speed: usize,
    next_draft_mid: u64,
    next_publish_id: u64,
    #[serde(default = "first_msg_id")]
    next_msg_id: u64,
}

/// Where the ids of mass sends start, as those of accounts do that send through the API.
fn first_msg_id() -> u64 {
    1_000_000_001
}

impl Account {
    pub(crate) fn new(spec: AccountSpec, knobs: Knobs, seed: u64) -> Self {
        Self {
            identity: Identity::of(seed, &spec.appid),
            appid: spec.appid,
            secret: spec.secret,
            kind: spec.kind,
            standing: Standing::default(),
            secret_frozen: false,
            ip_whitelist: Vec::new(),
            knobs: Arc::new(knobs),
            callback: None,
            usage: Usage::default(),
            channels: Channels::default(),
            outcomes: VecDeque::new(),
            video_outcomes: VecDeque::new(),
            partner_outcomes: VecDeque::new(),
            mass_outcomes: VecDeque::new(),
            mass_speed: 0,
            next_draft_mid: 100_000_001,
            // 2147483647 + 100000000 is where small accounts start (docs/reference/wechat-api.md §1.7).
            next_publish_id: 2_247_483_648,
            next_msg_id: first_msg_id(),
        }
    }

    /// Whether the account may make a call at all.
    pub(crate) fn check_permission(&self, permission: Permission) -> Result<(), Errcode> {
        let may_publish = || self.knobs.freepublish.unwrap_or_else(|| self.kind.may_publish());
        let is_open = match permission {
            Permission::Publishers => may_publish(),
            Permission::Partners => self.has_partner_api(),
            Permission::Verified => self.kind.is_verified(),
            Permission::VerifiedService => self.kind == AccountKind::VerifiedService,
            Permission::Veterans if !self.knobs.retired_calls => return Err(Errcode::API_UNSUPPORTED),
            Permission::Everyone | Permission::Veterans => true,
        };
        if is_open { Ok(()) } else { Err(Errcode::API_UNAUTHORIZED) }
    }

    pub(crate) fn has_comments(&self) -> bool {
        self.knobs.comments.unwrap_or_else(|| self.kind.has_comments())
    }

    pub(crate) fn has_partner_api(&self) -> bool {
        self.knobs.partner_api.unwrap_or_else(|| self.kind.is_verified())
    }

    pub(crate) fn has_wechat_pay(&self) -> bool {
        self.knobs.wechat_pay.unwrap_or_else(|| self.kind.has_wechat_pay())
    }

    /// How many mass sends to all or to a tag it has a day and a month.
    pub(crate) fn mass_quota(&self) -> (Option<u64>, Option<u64>) {
        let is_service = self.kind == AccountKind::VerifiedService;
        let listed = if is_service { (None, Some(4)) } else { (Some(1), None) };
        (self.knobs.mass_per_day.or(listed.0), self.knobs.mass_per_month.or(listed.1))
    }

    /// The id of the next mass send.
    pub(crate) fn take_msg_id(&mut self) -> u64 {
        self.next_msg_id += 1;
        self.next_msg_id - 1
    }

    /// The `mid` of the next draft's preview link.
    pub(crate) fn take_draft_mid(&mut self) -> u64 {
        self.next_draft_mid += 1;
        self.next_draft_mid - 1
    }

    /// The number of the next publication, or of the articles of a mass send.
    pub(crate) fn take_publish_id(&mut self) -> u64 {
        self.next_publish_id += 1;
        self.next_publish_id - 1
    }
}
