//! Scripted faults: what goes wrong, at which calls.

use serde::{Deserialize, Serialize};

/// What goes wrong. Variants without fields have braces so that a stray field in a request is an error.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "action", rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum Action {
    /// The answer comes late.
    Delay { delay_ms: u64 },
    /// The connection is reset before the call does anything.
    ResetBefore {},
    /// The call does its work, then the connection is reset.
    ResetAfter {},
    /// An HTML page with a 5xx status, before the call does anything, or with `after` once it did.
    ServerError {
        #[serde(default = "bad_gateway")]
        status: u16,
        #[serde(default)]
        after: bool,
    },
    /// The call does its work; half of its answer comes, then the connection ends.
    Truncate {},
    /// The call does its work; its answer is no JSON.
    Garbage {},
    /// A WeChat error, before the call does anything.
    Errcode { errcode: i32 },
    /// All tokens of the account die, the stable one included, before the call is looked at.
    KillTokens {},
    /// No answer, ever.
    Hang {},
}

fn bad_gateway() -> u16 {
    502
}

impl Action {
    /// Its name in the journal.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Delay { .. } => "delay",
            Self::ResetBefore {} => "reset_before",
            Self::ResetAfter {} => "reset_after",
            Self::ServerError { .. } => "server_error",
            Self::Truncate {} => "truncate",
            Self::Garbage {} => "garbage",
            Self::Errcode { .. } => "errcode",
            Self::KillTokens {} => "kill_tokens",
            Self::Hang {} => "hang",
        }
    }
}

/// At which calls, counted from when the fault was set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum When {
    /// The n-th call alone, from 1.
    Nth(u64),
    /// Every n-th call.
    Every(u64),
    /// The next n calls.
    Next(u64),
}

impl When {
    fn strikes(self, call: u64) -> bool {
        match self {
            Self::Nth(number) => call == number,
            Self::Every(number) => number != 0 && call.is_multiple_of(number),
            Self::Next(count) => call <= count,
        }
    }
}

/// A fault as it is set and shown.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Fault {
    pub(crate) id: u64,
    /// Such as `/cgi-bin/draft/add`; `*` is every path.
    pub(crate) path: String,
    /// Only calls of this account.
    pub(crate) appid: Option<String>,
    pub(crate) when: When,
    #[serde(flatten)]
    pub(crate) action: Action,
    /// How many calls fitted so far.
    pub(crate) seen: u64,
    /// How many of them it struck.
    pub(crate) struck: u64,
}

/// All faults that are set.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    next_id: u64,
    pub(crate) set: Vec<Fault>,
}

impl Faults {
    /// Sets a fault; later ones come after earlier ones.
    pub(crate) fn add(&mut self, path: String, appid: Option<String>, when: When, action: Action) -> &Fault {
        self.next_id += 1;
        self.set.push(Fault { id: self.next_id, path, appid, when, action, seen: 0, struck: 0 });
        &self.set[self.set.len() - 1]
    }

    /// Takes a fault away. Tells whether there was one.
    pub(crate) fn remove(&mut self, id: u64) -> bool {
        let count = self.set.len();
        self.set.retain(|fault| fault.id != id);
        self.set.len() < count
    }

    /// Counts a call, and tells what goes wrong with it.
    pub(crate) fn strike(&mut self, path: &str, appid: Option<&str>) -> Vec<Action> {
        self.set
            .iter_mut()
            .filter(|fault| fault.path == "*" || fault.path == path)
            .filter(|fault| fault.appid.is_none() || fault.appid.as_deref() == appid)
            .filter_map(|fault| {
                fault.seen += 1;
                let strikes = fault.when.strikes(fault.seen);
                fault.struck += u64::from(strikes);
                strikes.then(|| fault.action.clone())
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_strike_the_calls_they_name() {
        let strikes = |when: When| {
            let mut faults = Faults::default();
            faults.add("/a".to_owned(), None, when, Action::Garbage {});
            (1..=6).filter(|_| !faults.strike("/a", None).is_empty()).collect::<Vec<u64>>()
        };
        assert_eq!(strikes(When::Nth(2)), [2]);
        assert_eq!(strikes(When::Every(3)), [3, 6]);
        assert_eq!(strikes(When::Next(2)), [1, 2]);
    }

    #[test]
    fn other_paths_and_accounts_do_not_count() {
        let mut faults = Faults::default();
        faults.add("/a".to_owned(), Some("wx1".to_owned()), When::Nth(1), Action::Hang {});
        assert!(faults.strike("/b", Some("wx1")).is_empty());
        assert!(faults.strike("/a", Some("wx2")).is_empty());
        assert!(faults.strike("/a", None).is_empty());
        assert_eq!(faults.strike("/a", Some("wx1")), [Action::Hang {}]);
    }
}
