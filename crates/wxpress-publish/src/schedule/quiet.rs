//! [`QuietHours`]: when readers sleep.

use std::str::FromStr;

use jiff::{Timestamp, civil::Time, tz::TimeZone};

use crate::{error::Error, message::Code};

/// Hours of every day in which nothing is handed in, such as `22:00-07:00`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QuietHours {
    from: Time,
    until: Time,
}

impl FromStr for QuietHours {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let time = |text: &str| Time::strptime("%H:%M", text.trim()).ok();
        let hours = text.split_once('-').and_then(|(from, until)| Some((time(from)?, time(until)?)));
        match hours.filter(|(from, until)| from != until) {
            Some((from, until)) => Ok(Self { from, until }),
            None => Err(Error::new(Code::InvalidField)
                .with("field", "quiet-hours")
                .with("problem", format!("{text:?} (22:00-07:00)"))),
        }
    }
}

impl QuietHours {
    /// When they end, if `now` lies in them.
    pub(crate) fn end(&self, now: Timestamp, zone: &TimeZone) -> Option<Timestamp> {
        let here = now.to_zoned(zone.clone());
        let time = here.time();
        let over_night = self.until < self.from;
        let inside = if over_night {
            time >= self.from || time < self.until
        } else {
            time >= self.from && time < self.until
        };
        if !inside {
            return None;
        }
        let ends_tomorrow = over_night && time >= self.from;
        let day = if ends_tomorrow { here.date().tomorrow().ok()? } else { here.date() };
        Some(zone.to_ambiguous_zoned(day.to_datetime(self.until)).compatible().ok()?.timestamp())
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("22:00-07:00", "2026-12-01T13:59:59Z", None)]
    #[case("22:00-07:00", "2026-12-01T14:00:00Z", Some("2026-12-01T23:00:00Z"))]
    #[case("22:00-07:00", "2026-12-01T22:59:59Z", Some("2026-12-01T23:00:00Z"))]
    #[case("22:00-07:00", "2026-12-01T23:00:00Z", None)]
    #[case("12:00 - 13:30", "2026-12-01T05:00:00Z", Some("2026-12-01T05:30:00Z"))]
    #[case("12:00-13:30", "2026-12-01T06:00:00Z", None)]
    fn they_end(#[case] hours: QuietHours, #[case] now: &str, #[case] expected: Option<&str>) {
        let end = hours.end(now.parse().unwrap(), &TimeZone::get("Asia/Shanghai").unwrap());
        assert_eq!(end.map(|end| end.to_string()).as_deref(), expected);
    }

    #[rstest]
    #[case("22-7")]
    #[case("22:00")]
    #[case("24:30-07:00")]
    #[case("08:00-08:00")]
    fn others_are_refused(#[case] text: &str) {
        assert_eq!(text.parse::<QuietHours>().unwrap_err().code(), Code::InvalidField);
    }
}
