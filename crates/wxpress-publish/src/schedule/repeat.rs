//! [`Repeat`]: again and again.

use cronexpr::{Crontab, MakeTimestamp};
use jiff::{Timestamp, tz::TimeZone};

use crate::error::{Error, Result};
use crate::message::Code;

/// Fields of a cron expression, its time zone left aside.
const FIELDS: usize = 5;

/// When something is done again and again: a cron expression of five fields and a time zone, as clocks show it there.
#[derive(Debug, Clone)]
pub(crate) struct Repeat {
    text: String,
    cron: Crontab,
}

impl Repeat {
    /// Reads `0 8 * * 1`, or the same with a zone (`Asia/Shanghai`) behind it. What names no zone is meant in `zone`.
    ///
    /// # Errors
    /// [`Code::InvalidField`].
    pub(crate) fn parse(text: &str, zone: &TimeZone) -> Result<Self> {
        let wrong =
            |problem: String| Error::new(Code::InvalidField).with("field", "repeat").with("problem", problem);
        let mut whole = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if whole.split(' ').count() == FIELDS {
            whole = format!("{whole} {}", zone.iana_name().unwrap_or("UTC"));
        }
        let cron = cronexpr::parse_crontab(&whole)
            .map_err(|_| wrong(format!("{text:?} (0 8 * * 1 Asia/Shanghai)")))?;
        let repeat = Self { text: whole, cron };
        // February the thirtieth.
        repeat
            .next(Timestamp::UNIX_EPOCH)
            .ok_or_else(|| wrong(format!("{text:?} (0 8 * * 1 Asia/Shanghai)")))?;
        Ok(repeat)
    }

    /// The next time after this one.
    pub(crate) fn next(&self, after: Timestamp) -> Option<Timestamp> {
        self.cron.find_next(MakeTimestamp(after)).ok().map(|zoned| zoned.timestamp())
    }

    /// The form in which it is kept.
    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("0 8 * * MON", "2026-11-23T00:00:00Z", "2026-11-30T00:00:00Z")]
    #[case("0 8 * * 1-5 Asia/Shanghai", "2026-11-27T00:00:00Z", "2026-11-30T00:00:00Z")]
    #[case("30 9 1 * *", "2026-11-23T00:00:00Z", "2026-12-01T01:30:00Z")]
    // The same hour of the clock before and after it is changed.
    #[case("0 8 * * * Europe/Berlin", "2026-10-23T06:00:00Z", "2026-10-24T06:00:00Z")]
    #[case("0 8 * * * Europe/Berlin", "2026-10-24T06:00:00Z", "2026-10-25T07:00:00Z")]
    fn the_next_time(#[case] text: &str, #[case] after: &str, #[case] expected: &str) {
        let repeat = Repeat::parse(text, &TimeZone::get("Asia/Shanghai").unwrap()).unwrap();
        assert_eq!(repeat.next(after.parse().unwrap()).unwrap().to_string(), expected);
        let kept = Repeat::parse(repeat.as_str(), &TimeZone::UTC).unwrap();
        assert_eq!(kept.next(after.parse().unwrap()).unwrap().to_string(), expected);
    }

    #[rstest]
    #[case("")]
    #[case("every monday")]
    #[case("0 8 * *")]
    #[case("61 8 * * 1")]
    #[case("0 8 30 2 *")]
    #[case("0 8 * * 1 Mars/Olympus")]
    fn others_are_refused(#[case] text: &str) {
        assert_eq!(Repeat::parse(text, &TimeZone::UTC).unwrap_err().code(), Code::InvalidField);
    }
}
