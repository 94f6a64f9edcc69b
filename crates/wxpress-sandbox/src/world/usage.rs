//! The daily, minute and monthly counters of an account (docs/reference/wechat-api.md §1.8, §3).

use std::collections::HashMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::clock::beijing_day;

/// How often an account called what.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Usage {
    day: Option<Date>,
    month: Option<(i16, i8)>,
    minute: i64,
    daily: HashMap<String, u64>,
    monthly: HashMap<String, u64>,
    /// Articles submitted under the 媒体API today. No call of the API gives them back.
    #[serde(default)]
    submissions: u64,
    #[serde(skip)]
    minutely: HashMap<String, u64>,
}

impl Usage {
    /// Counts a call of this minute, unless the limit is reached. Tells whether it was counted.
    pub(crate) fn count_minute(&mut self, name: &str, limit: u64, now: Timestamp) -> bool {
        let minute = now.as_second().div_euclid(60);
        if minute != self.minute {
            self.minute = minute;
            self.minutely.clear();
        }
        count(&mut self.minutely, name, limit)
    }

    /// Counts a call of this Beijing day, unless the limit is reached. Tells whether it was counted.
    pub(crate) fn count_day(&mut self, name: &str, limit: u64, now: Timestamp) -> bool {
        self.turn_calendar(now);
        count(&mut self.daily, name, limit)
    }

    /// Counts a call of this Beijing month, unless the limit is reached. Tells whether it was counted.
    pub(crate) fn count_month(&mut self, name: &str, limit: u64, now: Timestamp) -> bool {
        self.turn_calendar(now);
        count(&mut self.monthly, name, limit)
    }

    /// Counts an article submitted under the 媒体API on this Beijing day, unless the limit is reached. Tells whether it
    /// was counted.
    pub(crate) fn count_submission(&mut self, limit: u64, now: Timestamp) -> bool {
        self.turn_calendar(now);
        let free = self.submissions < limit;
        self.submissions += u64::from(free);
        free
    }

    /// The calls of today.
    pub(crate) fn used_today(&mut self, name: &str, now: Timestamp) -> u64 {
        self.turn_calendar(now);
        self.daily.get(name).copied().unwrap_or(0)
    }

    /// Forgets today's calls of one name.
    pub(crate) fn clear_day_of(&mut self, name: &str) {
        self.daily.remove(name);
    }

    /// Forgets today's calls of all names but `kept`.
    pub(crate) fn clear_day_but(&mut self, kept: &[&str]) {
        self.daily.retain(|name, _| kept.contains(&name.as_str()));
    }

    fn turn_calendar(&mut self, now: Timestamp) {
        let day = beijing_day(now);
        if self.day != Some(day) {
            self.day = Some(day);
            self.daily.clear();
            self.submissions = 0;
        }
        let month = (day.year(), day.month());
        if self.month != Some(month) {
            self.month = Some(month);
            self.monthly.clear();
        }
    }
}

fn count(counters: &mut HashMap<String, u64>, name: &str, limit: u64) -> bool {
    if let Some(used) = counters.get_mut(name) {
        let free = *used < limit;
        *used += u64::from(free);
        return free;
    }
    if limit > 0 {
        counters.insert(name.to_owned(), 1);
    }
    limit > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_ends_at_midnight_in_beijing() {
        let evening: Timestamp = "2026-05-01T15:59:00Z".parse().unwrap();
        let next_day: Timestamp = "2026-05-01T16:00:00Z".parse().unwrap();
        let mut usage = Usage::default();
        assert!(usage.count_day("draft/get", 1, evening));
        assert!(!usage.count_day("draft/get", 1, evening));
        assert_eq!(usage.used_today("draft/get", evening), 1);
        assert!(usage.count_day("draft/get", 1, next_day));
    }

    #[test]
    fn a_minute_and_a_month_end_too() {
        let time: Timestamp = "2026-05-31T15:58:59Z".parse().unwrap();
        let mut usage = Usage::default();
        assert!(usage.count_minute("x", 1, time) && !usage.count_minute("x", 1, time));
        assert!(usage.count_minute("x", 1, "2026-05-31T15:59:00Z".parse().unwrap()));
        assert!(usage.count_month("x", 1, time) && !usage.count_month("x", 1, time));
        assert!(usage.count_month("x", 1, "2026-05-31T16:00:00Z".parse().unwrap()));
    }
}
