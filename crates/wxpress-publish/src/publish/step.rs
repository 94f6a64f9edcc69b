//! [`StepKind`]: the steps of a job, and how long one that failed waits.

use std::time::Duration;

use jiff::{Timestamp, ToSpan as _, tz::TimeZone};

use crate::{error::Error, message::Code};

/// Tries of a step that fails for reasons that pass.
const MAX_TRIES: u32 = 12;
/// Longest time between two tries.
const MAX_PAUSE: Duration = Duration::from_secs(300);

/// A step of a job, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum StepKind {
    /// The pictures of the articles are sent.
    Pictures = 1,
    /// Their covers are.
    Cover,
    /// The draft is made or changed.
    Draft,
    /// It is handed in for publication.
    Submit,
    /// The publication is watched.
    Watch,
}

impl StepKind {
    pub(super) fn ordinal(self) -> u32 {
        self as u32
    }

    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Pictures => "pictures",
            Self::Cover => "cover",
            Self::Draft => "draft",
            Self::Submit => "submit",
            Self::Watch => "watch",
        }
    }
}

/// When a step that failed so is tried again, after so many tries; none where that is no use.
pub(super) fn next_try(error: &Error, tries: u32, now: Timestamp) -> Option<Timestamp> {
    let pause = match error.code() {
        // The counters of a day begin anew at midnight in Beijing.
        Code::QuotaExhausted => return next_day(now),
        // Calls of a minute.
        Code::RateLimited => Duration::from_secs(60),
        // A new account has a hundred looks a day (docs/reference/wechat-api.md §1.8).
        Code::StillPublishing => return Some(now + Duration::from_secs(2 << tries.min(5))),
        // What happened is read back as soon as it can be seen.
        Code::OutcomeUnknown | Code::PublicationHidden => Duration::from_secs(1 << (tries.max(1) - 1).min(8)),
        _ if error.is_passing() => Duration::from_secs(1 << tries.min(16)).min(MAX_PAUSE),
        _ => return None,
    };
    (tries < MAX_TRIES).then(|| now + pause)
}

fn next_day(now: Timestamp) -> Option<Timestamp> {
    let beijing = now.to_zoned(TimeZone::fixed(jiff::tz::offset(8)));
    let midnight = beijing.tomorrow().ok()?.start_of_day().ok()?;
    Some((midnight + 1.minute()).timestamp())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(Code::WechatBusy, 1, Some("2026-12-01T15:30:02Z"))]
    #[case(Code::WechatBusy, 4, Some("2026-12-01T15:30:16Z"))]
    #[case(Code::WechatUnreachable, 11, Some("2026-12-01T15:35:00Z"))]
    #[case(Code::WechatUnreachable, 12, None)]
    #[case(Code::RateLimited, 3, Some("2026-12-01T15:31:00Z"))]
    #[case(Code::QuotaExhausted, 40, Some("2026-12-01T16:01:00Z"))]
    #[case(Code::IpNotAllowed, 1, None)]
    fn what_passes_is_tried_again(#[case] code: Code, #[case] tries: u32, #[case] expected: Option<&str>) {
        let now = "2026-12-01T15:30:00Z".parse().unwrap();
        let at = next_try(&Error::new(code), tries, now);
        assert_eq!(at.map(|at| at.to_string()).as_deref(), expected);
    }
}
