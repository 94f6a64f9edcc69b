//! The platform's day, which ends at midnight in Beijing (docs/reference/wechat-api.md §1.8).

use jiff::{
    Timestamp,
    tz::{TimeZone, offset},
};

/// When the day of `now` began. Beijing is eight hours ahead all year.
pub(crate) fn start(now: Timestamp) -> Timestamp {
    let day = now.to_zoned(TimeZone::fixed(offset(8))).start_of_day();
    day.map_or(now, |midnight| midnight.timestamp())
}

/// The date of `now` in Beijing, such as `2026-12-01`.
pub(crate) fn date(now: Timestamp) -> String {
    now.to_zoned(TimeZone::fixed(offset(8))).date().to_string()
}

/// When the day of `now` ends and the next one begins.
pub(crate) fn end(now: Timestamp) -> Timestamp {
    start(now).checked_add(jiff::SignedDuration::from_hours(24)).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_begins_at_four_in_the_afternoon_of_greenwich() {
        let day = |now: &str| start(now.parse().unwrap()).to_string();
        assert_eq!(day("2026-11-22T15:59:59Z"), "2026-11-21T16:00:00Z");
        assert_eq!(day("2026-11-22T16:00:00Z"), "2026-11-22T16:00:00Z");
        let noon = "2026-11-22T04:00:00Z".parse().unwrap();
        assert_eq!(
            (date(noon).as_str(), end(noon).to_string().as_str()),
            ("2026-11-22", "2026-11-22T16:00:00Z")
        );
    }
}
