//! Looking for what is out of date, now and then.

use jiff::{SignedDuration, Timestamp};

/// How far two sweeps lie apart, on the sandbox's clock.
const INTERVAL: SignedDuration = SignedDuration::from_mins(1);

/// When one collection was last swept.
#[derive(Debug, Default)]
pub(crate) struct Sweep(Option<Timestamp>);

impl Sweep {
    /// Whether it is time for another one, which then counts as done. The clock may have been set back.
    pub(crate) fn is_due(&mut self, now: Timestamp) -> bool {
        let due = self.0.is_none_or(|last| now.duration_since(last).abs() >= INTERVAL);
        if due {
            self.0 = Some(now);
        }
        due
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sweep_is_due_once_a_minute_and_after_a_leap_back() {
        let time = |second| Timestamp::from_second(second).unwrap();
        let mut sweep = Sweep::default();
        let due: Vec<bool> = [1000, 1059, 1060, 1061, 500].map(|second| sweep.is_due(time(second))).into();
        assert_eq!(due, [true, false, true, false, true]);
    }
}
