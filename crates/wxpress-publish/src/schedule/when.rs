//! [`When`]: a moment as people write it.

use jiff::{Timestamp, Zoned, civil::DateTime, tz::TimeZone};

use crate::error::{Error, Result};
use crate::message::Code;

/// How far back a moment may be, in seconds: it took its time to be written and sent.
const GRACE_SECONDS: i64 = 300;

/// A moment as people write it, with what it takes to find it again should the rules of its time zone change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum When {
    /// The same moment everywhere.
    Instant(Timestamp),
    /// What clocks show in a place.
    Civil(DateTime, TimeZone),
}

impl When {
    /// Reads `2026-12-01 08:00`, the same with a zone (`Asia/Shanghai`) behind it, RFC 3339, or unix seconds. What names no
    /// zone is meant in `zone`.
    ///
    /// # Errors
    /// [`Code::InvalidField`].
    pub(crate) fn parse(text: &str, zone: &TimeZone) -> Result<Self> {
        let text = text.trim();
        let wrong = || {
            Error::new(Code::InvalidField).with("field", "publishAt").with(
                "problem",
                format!(
                    "{text:?} (2026-12-01 08:00, 2026-12-01 08:00 Asia/Shanghai, 2026-12-01T08:00:00+08:00)"
                ),
            )
        };
        if let Ok(seconds) = text.parse::<i64>() {
            return Timestamp::from_second(seconds).map(Self::Instant).map_err(|_| wrong());
        }
        if let Ok(zoned) = text.parse::<Zoned>() {
            return Ok(Self::Civil(zoned.datetime(), zoned.time_zone().clone()));
        }
        if let Ok(instant) = text.parse::<Timestamp>() {
            return Ok(Self::Instant(instant));
        }
        if let Some((time, name)) = text.rsplit_once(' ')
            && name.starts_with(|first: char| first.is_ascii_alphabetic())
        {
            let time = time.trim_end().parse().map_err(|_| wrong())?;
            return Ok(Self::Civil(time, super::zone("publishAt", name)?));
        }
        // A date alone would be midnight, which nobody means.
        let has_time = text.contains(':');
        let time = text.parse().ok().filter(|_| has_time).ok_or_else(wrong)?;
        Ok(Self::Civil(time, zone.clone()))
    }

    /// The moment, by the rules of today. Where clocks are put forward over it, it is that much later; where they show it
    /// twice, the first.
    pub(crate) fn instant(&self) -> Timestamp {
        match self {
            Self::Instant(instant) => *instant,
            Self::Civil(time, zone) => {
                zone.to_ambiguous_zoned(*time).compatible().map_or(Timestamp::MAX, |zoned| zoned.timestamp())
            }
        }
    }

    /// Refuses what has passed.
    ///
    /// # Errors
    /// [`Code::TimePassed`].
    pub(crate) fn not_passed(&self, now: Timestamp) -> Result<()> {
        if self.instant().as_second() + GRACE_SECONDS >= now.as_second() {
            return Ok(());
        }
        Err(Error::new(Code::TimePassed).with("time", self.to_string()))
    }
}

/// The form in which it is kept: read again, it is the same whatever zone is asked for.
impl std::fmt::Display for When {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Instant(instant) => write!(f, "{instant}"),
            Self::Civil(time, zone) => match zone.iana_name() {
                Some(name) => write!(f, "{time} {name}"),
                None => write!(f, "{}", self.instant()),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("2026-12-01 08:00", "2026-12-01T00:00:00Z")]
    #[case("2026-12-01 08:00:30", "2026-12-01T00:00:30Z")]
    #[case("2026-12-01T08:00", "2026-12-01T00:00:00Z")]
    #[case("2026-12-01 08:00 Europe/Berlin", "2026-12-01T07:00:00Z")]
    #[case("2026-12-01T08:00[America/New_York]", "2026-12-01T13:00:00Z")]
    #[case("2026-12-01T08:00:00+08:00", "2026-12-01T00:00:00Z")]
    #[case("2026-12-01T08:00:00Z", "2026-12-01T08:00:00Z")]
    #[case("1796083200", "2026-12-01T00:00:00Z")]
    // Clocks jump from 02:00 to 03:00, and come back from 03:00 to 02:00.
    #[case("2027-03-28 02:30 Europe/Berlin", "2027-03-28T01:30:00Z")]
    #[case("2026-10-25 02:30 Europe/Berlin", "2026-10-25T00:30:00Z")]
    fn a_moment_is_found_and_kept(#[case] text: &str, #[case] expected: &str) {
        let shanghai = TimeZone::get("Asia/Shanghai").unwrap();
        let when = When::parse(text, &shanghai).unwrap();
        assert_eq!(when.instant().to_string(), expected);
        let kept = When::parse(&when.to_string(), &TimeZone::UTC).unwrap();
        assert_eq!(kept.instant(), when.instant(), "{when}");
    }

    #[rstest]
    #[case("tomorrow")]
    #[case("2026-12-01")]
    #[case("2026-13-01 08:00")]
    #[case("2026-12-01 25:00")]
    #[case("2026-12-01 08:00 Mars/Olympus")]
    #[case("")]
    fn others_are_refused(#[case] text: &str) {
        let error = When::parse(text, &TimeZone::UTC).unwrap_err();
        assert_eq!(error.code(), Code::InvalidField);
    }
}
