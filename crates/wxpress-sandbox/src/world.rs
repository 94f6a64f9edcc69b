//! All that the platform remembers.

pub(crate) mod account;
pub(crate) mod comment;
pub(crate) mod holdings;
pub(crate) mod identity;
pub(crate) mod mass;
pub(crate) mod media;
pub(crate) mod outcome;
pub(crate) mod partner;
pub(crate) mod publication;
pub(crate) mod record;
pub(crate) mod shelf;
mod sweep;
pub(crate) mod token;
pub(crate) mod usage;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use self::account::Account;
use self::holdings::Holdings;
use self::media::StoredFile;
use self::record::Record;
use self::sweep::Sweep;
use self::token::{TOKEN_LIFETIME, TokenRecord};
use crate::account::AccountSpec;
use crate::dice::Dice;
use crate::knobs::Knobs;
use crate::push::Outbox;

/// How long an expired token is still known as expired rather than unknown.
const EXPIRED_KNOWN: SignedDuration = SignedDuration::from_hours(24);

/// An account with all it owns.
#[derive(Debug)]
pub(crate) struct Member {
    pub(crate) account: Account,
    pub(crate) holdings: Holdings,
}

/// A picture or video that a link leads to.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Picture {
    pub(crate) appid: String,
    pub(crate) file: StoredFile,
}

/// The changes that the state file has still to take.
#[derive(Debug, Default)]
pub(crate) struct Log {
    kept: bool,
    pending: Vec<Record>,
}

impl Log {
    /// Notes a change, if there is a state file.
    pub(crate) fn put(&mut self, record: impl FnOnce() -> Record) {
        if self.kept {
            self.pending.push(record());
        }
    }

    /// Hands over what was noted.
    pub(crate) fn take(&mut self) -> Vec<Record> {
        std::mem::take(&mut self.pending)
    }
}

/// Everything but clock, journal and faults.
#[derive(Debug)]
pub(crate) struct World {
    seed: u64,
    boot: u64,
    pub(crate) members: BTreeMap<String, Member>,
    pub(crate) tokens: HashMap<String, TokenRecord>,
    token_sweep: Sweep,
    pub(crate) pictures: HashMap<String, Picture>,
    pub(crate) dice: Dice,
    pub(crate) log: Log,
    pub(crate) outbox: Outbox,
}

/// One account's part of the world, with its publications ended as far as they are due.
#[derive(Debug)]
pub(crate) struct Desk<'a> {
    pub(crate) account: &'a mut Account,
    pub(crate) holdings: &'a mut Holdings,
    pub(crate) tokens: &'a mut HashMap<String, TokenRecord>,
    token_sweep: &'a mut Sweep,
    pub(crate) pictures: &'a mut HashMap<String, Picture>,
    pub(crate) dice: &'a mut Dice,
    pub(crate) log: &'a mut Log,
    pub(crate) outbox: &'a mut Outbox,
    pub(crate) now: Timestamp,
}

impl World {
    /// An empty world.
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            seed,
            boot: 0,
            members: BTreeMap::new(),
            tokens: HashMap::new(),
            token_sweep: Sweep::default(),
            pictures: HashMap::new(),
            dice: Dice::new(seed, 0),
            log: Log::default(),
            outbox: Outbox::default(),
        }
    }

    /// Starts to note changes for a state file, after its records were replayed.
    pub(crate) fn keep_log(&mut self) {
        self.boot += 1;
        self.dice = Dice::new(self.seed, self.boot);
        self.log.kept = true;
    }

    /// Adds an account, unless there is one of that appid.
    pub(crate) fn add_account(&mut self, spec: AccountSpec, knobs: Knobs) -> bool {
        if self.members.contains_key(&spec.appid) {
            return false;
        }
        let account = Account::new(spec, knobs, self.seed);
        self.log.put(|| Record::Account { account: Box::new(account.clone()) });
        self.members.insert(account.appid.clone(), Member { account, holdings: Holdings::default() });
        true
    }

    /// Starts or stops the counting of calls, for every account.
    pub(crate) fn switch_quotas(&mut self, on: bool) {
        for Member { account, .. } in
            self.members.values_mut().filter(|member| member.account.knobs.quotas != on)
        {
            Arc::make_mut(&mut account.knobs).quotas = on;
            self.log.put(|| Record::Account { account: Box::new(account.clone()) });
        }
    }

    /// One account's part of the world at a time.
    pub(crate) fn desk(&mut self, appid: &str, now: Timestamp) -> Option<Desk<'_>> {
        let Member { account, holdings } = self.members.get_mut(appid)?;
        let mut desk = Desk {
            account,
            holdings,
            tokens: &mut self.tokens,
            token_sweep: &mut self.token_sweep,
            pictures: &mut self.pictures,
            dice: &mut self.dice,
            log: &mut self.log,
            outbox: &mut self.outbox,
            now,
        };
        desk.settle();
        Some(desk)
    }

    /// Forgets everything.
    pub(crate) fn clear(&mut self) {
        self.members.clear();
        self.tokens.clear();
        self.pictures.clear();
        self.outbox.clear();
        self.log.put(|| Record::Reset);
    }
}

impl Desk<'_> {
    /// Notes the account itself as changed.
    pub(crate) fn save_account(&mut self) {
        self.log.put(|| Record::Account { account: Box::new(self.account.clone()) });
    }

    /// Makes a token that is good from now on, and forgets those that expired long ago.
    pub(crate) fn issue_token(&mut self) -> String {
        let now = self.now;
        if self.token_sweep.is_due(now) {
            self.tokens.retain(|_, record| now.duration_since(record.expires_at) < EXPIRED_KNOWN);
        }
        let length = self.account.knobs.token_chars;
        let mut token = format!("{}_", 60 + self.dice.below(40));
        token += &self.dice.base64url(length.saturating_sub(token.len()));
        let record = TokenRecord {
            appid: self.account.appid.clone(),
            expires_at: now.checked_add(TOKEN_LIFETIME).unwrap_or(now),
            superseded_at: None,
        };
        self.tokens.insert(token.clone(), record.clone());
        self.log.put(|| Record::Token { token: token.clone(), state: record });
        token
    }

    /// Makes a token useless from a time on.
    pub(crate) fn supersede_token(&mut self, token: &str, from: Timestamp) {
        if let Some(record) = self.tokens.get_mut(token) {
            record.superseded_at = Some(from);
            let state = record.clone();
            self.log.put(|| Record::Token { token: token.to_owned(), state });
        }
    }

    /// Voids every token of the account at once, the stored stable one included.
    pub(crate) fn kill_tokens(&mut self) {
        let appid = &self.account.appid;
        let dead: Vec<String> =
            self.tokens.extract_if(|_, record| record.appid == *appid).map(|(token, _)| token).collect();
        for token in dead {
            self.log.put(|| Record::TokenGone { token });
        }
        self.account.channels.classic = None;
        self.account.channels.stable = None;
        self.save_account();
    }
}
