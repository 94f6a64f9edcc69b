//! The one clock that every time in the sandbox comes from.

use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp, civil::Date, tz};

/// A clock that a test can move, set and stop.
#[derive(Debug, Default)]
pub(crate) struct Clock {
    setting: Mutex<Setting>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Setting {
    offset: SignedDuration,
    stopped_at: Option<Timestamp>,
}

impl Clock {
    /// The sandbox's time now.
    pub(crate) fn now(&self) -> Timestamp {
        self.setting().now()
    }

    /// Whether time stands still.
    pub(crate) fn is_stopped(&self) -> bool {
        self.setting().stopped_at.is_some()
    }

    /// Moves the clock by a span, forwards or backwards. `None` when that leaves the calendar.
    pub(crate) fn advance(&self, span: SignedDuration) -> Option<Timestamp> {
        let target = self.now().checked_add(span).ok()?;
        Some(self.set(target))
    }

    /// Sets the clock to a time.
    pub(crate) fn set(&self, target: Timestamp) -> Timestamp {
        let mut setting = self.setting.lock().unwrap_or_else(PoisonError::into_inner);
        if setting.stopped_at.is_some() {
            setting.stopped_at = Some(target);
        }
        setting.offset = target.duration_since(Timestamp::now());
        target
    }

    /// Stops time, or lets it go on from where it stood.
    pub(crate) fn stop(&self, stop: bool) {
        let now = self.now();
        let mut setting = self.setting.lock().unwrap_or_else(PoisonError::into_inner);
        setting.stopped_at = stop.then_some(now);
        setting.offset = now.duration_since(Timestamp::now());
    }

    /// Back to the system's time.
    pub(crate) fn reset(&self) {
        *self.setting.lock().unwrap_or_else(PoisonError::into_inner) = Setting::default();
    }

    fn setting(&self) -> Setting {
        *self.setting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Setting {
    fn now(self) -> Timestamp {
        self.stopped_at.unwrap_or_else(|| {
            let real = Timestamp::now();
            real.checked_add(self.offset).unwrap_or(real)
        })
    }
}

/// The day in Beijing, at whose midnight the daily quotas start anew (docs/reference/wechat-api.md §1.8).
pub(crate) fn beijing_day(time: Timestamp) -> Date {
    tz::Offset::constant(8).to_datetime(time).date()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_beijing_day_turns_at_sixteen_hours_utc() {
        let before: Timestamp = "2026-03-01T15:59:59Z".parse().unwrap();
        let after: Timestamp = "2026-03-01T16:00:00Z".parse().unwrap();
        assert_eq!(beijing_day(before).day(), 1);
        assert_eq!(beijing_day(after).day(), 2);
    }

    #[test]
    fn a_stopped_clock_moves_only_when_told() {
        let clock = Clock::default();
        clock.stop(true);
        let start = clock.now();
        assert_eq!(clock.now(), start);
        let moved = clock.advance(SignedDuration::from_secs(60)).unwrap();
        assert_eq!(moved.duration_since(start), SignedDuration::from_secs(60));
        assert_eq!(clock.now(), moved);
    }

    #[test]
    fn a_running_clock_keeps_its_offset() {
        let clock = Clock::default();
        let target: Timestamp = "2030-01-01T00:00:00Z".parse().unwrap();
        clock.set(target);
        let gone = clock.now().duration_since(target);
        assert!(gone >= SignedDuration::ZERO && gone < SignedDuration::from_secs(10));
        clock.reset();
        assert!(clock.now() < target);
    }
}
