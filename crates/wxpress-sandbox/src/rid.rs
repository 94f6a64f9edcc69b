//! The rids and hints that errors end with, and the memory of them for `openapi/rid/get`.

use std::collections::{HashMap, VecDeque};

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

use crate::dice::Dice;

/// How many rids are remembered; the oldest go first.
const REMEMBERED: usize = 10_000;

/// How long a rid can be asked for (docs/reference/wechat-api.md §3).
const LIFETIME: SignedDuration = SignedDuration::from_hours(7 * 24);

/// A request id: the unix seconds of the request and two random words, in hex (docs/reference/wechat-api.md §1.5).
pub(crate) fn deal_rid(dice: &mut Dice, now: Timestamp) -> String {
    format!("{:08x}-{}-{}", now.as_second(), dice.hex(8), dice.hex(8))
}

/// What stands in the brackets of ` hint: […]`: six random characters, the last three digits of the unix time
/// padded to four, and a tail such as `38-0` (docs/reference/wechat-api.md §1.5).
pub(crate) fn deal_hint(dice: &mut Dice, now: Timestamp) -> String {
    let seconds = now.as_second().rem_euclid(1000);
    format!("{}{seconds:04}{:02}-{}", dice.hint(6), dice.below(100), dice.below(10))
}

/// What `openapi/rid/get` tells about a request.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct RidRecord {
    pub(crate) invoke_time: i64,
    pub(crate) cost_in_ms: u64,
    pub(crate) request_url: String,
    pub(crate) request_body: String,
    pub(crate) response_body: String,
    pub(crate) client_ip: String,
    #[serde(skip)]
    pub(crate) appid: Option<String>,
}

/// What is known about a rid.
#[derive(Debug)]
pub(crate) enum Recall<'a> {
    Known(&'a RidRecord),
    NotYours,
    Unknown,
    TooOld,
    Malformed,
}

/// The rids of the last days.
#[derive(Debug, Default)]
pub(crate) struct RidMemory {
    records: HashMap<String, RidRecord>,
    order: VecDeque<String>,
}

impl RidMemory {
    pub(crate) fn remember(&mut self, rid: String, record: RidRecord) {
        if self.order.len() == REMEMBERED
            && let Some(oldest) = self.order.pop_front()
        {
            self.records.remove(&oldest);
        }
        self.order.push_back(rid.clone());
        self.records.insert(rid, record);
    }

    pub(crate) fn recall(&self, rid: &str, appid: &str, now: Timestamp) -> Recall<'_> {
        let Some(second) = parse_second(rid) else { return Recall::Malformed };
        if now.as_second() - second > LIFETIME.as_secs() {
            return Recall::TooOld;
        }
        match self.records.get(rid) {
            None => Recall::Unknown,
            Some(record) if record.appid.as_deref().is_some_and(|owner| owner != appid) => Recall::NotYours,
            Some(record) => Recall::Known(record),
        }
    }

    pub(crate) fn clear(&mut self) {
        self.records.clear();
        self.order.clear();
    }
}

/// The unix seconds that a well-formed rid starts with.
fn parse_second(rid: &str) -> Option<i64> {
    let words: Vec<&str> = rid.split('-').collect();
    let well_formed = words.len() == 3
        && words.iter().all(|word| word.len() == 8 && word.bytes().all(|b| b.is_ascii_hexdigit()));
    well_formed.then(|| i64::from_str_radix(words[0], 16).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rid_and_hint_carry_the_time_of_the_request() {
        let now = Timestamp::from_second(0x6870_7d6f).unwrap();
        let rid = deal_rid(&mut Dice::new(1, 1), now);
        assert!(rid.starts_with("68707d6f-"), "{rid}");
        assert_eq!(rid.len(), 26);
        let hint = deal_hint(&mut Dice::new(1, 1), now);
        assert_eq!(&hint[6..10], "0607");
        assert_eq!(hint.len(), 14);
        assert_eq!(&hint[12..13], "-");
    }

    #[test]
    fn a_rid_is_told_to_its_account_for_seven_days() {
        let now = Timestamp::from_second(1_700_000_000).unwrap();
        let rid = deal_rid(&mut Dice::new(1, 1), now);
        let record = RidRecord {
            invoke_time: now.as_second(),
            cost_in_ms: 1,
            request_url: String::new(),
            request_body: String::new(),
            response_body: String::new(),
            client_ip: String::new(),
            appid: Some("wx1".to_owned()),
        };
        let mut memory = RidMemory::default();
        memory.remember(rid.clone(), record);
        assert!(matches!(memory.recall(&rid, "wx1", now), Recall::Known(_)));
        assert!(matches!(memory.recall(&rid, "wx2", now), Recall::NotYours));
        assert!(matches!(memory.recall(" rid: 1", "wx1", now), Recall::Malformed));
        assert!(matches!(memory.recall("6553f100-00000000-00000000", "wx1", now), Recall::Unknown));
        let later = now.checked_add(SignedDuration::from_hours(7 * 24 + 1)).unwrap();
        assert!(matches!(memory.recall(&rid, "wx1", later), Recall::TooOld));
    }
}
