//! The platform's day, which ends at midnight in Beijing (docs/reference/wechat-api.md §1.8).

use jiff::{SignedDuration, Timestamp};

/// Beijing is eight hours ahead all year.
const BEIJING: SignedDuration = SignedDuration::from_hours(8);
const DAY_SECONDS: i64 = 86_400;

/// When the day of `now` began.
pub(super) fn start(now: Timestamp) -> Timestamp {
    let in_beijing = now.as_second() + BEIJING.as_secs();
    let began = in_beijing - in_beijing.rem_euclid(DAY_SECONDS) - BEIJING.as_secs();
    Timestamp::from_second(began).unwrap_or(now)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_begins_at_four_in_the_afternoon_of_greenwich() {
        let day = |now: &str| start(now.parse().unwrap()).to_string();
        assert_eq!(day("2026-11-22T15:59:59Z"), "2026-11-21T16:00:00Z");
        assert_eq!(day("2026-11-22T16:00:00Z"), "2026-11-22T16:00:00Z");
    }
}
