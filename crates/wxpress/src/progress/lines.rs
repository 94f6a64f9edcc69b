//! A line for each tenth, with rate and time left, where nobody looks at a terminal.

use std::{
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use indicatif::{HumanBytes, HumanDuration};
use wxpress_publish::{Lang, partner::VideoProgress};

use super::{begins, bytes, words};
use crate::terminal;

#[derive(Debug)]
pub(super) struct Lines {
    lang: Lang,
    work: Mutex<Work>,
}

/// The piece of work under way.
#[derive(Debug, Clone, Copy)]
struct Work {
    began: Instant,
    /// What was there before has no part in the rate.
    first_bytes: u64,
    /// Tenths of it that are told.
    tenths: u64,
}

impl Lines {
    pub(super) fn new(lang: Lang) -> Self {
        Self { lang, work: Mutex::new(Work { began: Instant::now(), first_bytes: 0, tenths: 0 }) }
    }

    pub(super) fn tell(&self, last: Option<&VideoProgress>, now: &VideoProgress) {
        let words = words(now, self.lang);
        let Some((bytes, total_bytes)) = bytes(now) else {
            return terminal::tell(words);
        };
        let tenths = bytes * 10 / total_bytes.max(1);
        let mut work = self.work.lock().unwrap_or_else(PoisonError::into_inner);
        let begins = begins(last, now);
        if begins {
            *work = Work { began: Instant::now(), first_bytes: bytes, tenths };
        } else if tenths <= work.tenths {
            return;
        }
        work.tenths = tenths;
        let pace = pace(work.began.elapsed(), bytes - work.first_bytes.min(bytes), total_bytes - bytes);
        let (done, all) = (HumanBytes(bytes), HumanBytes(total_bytes));
        terminal::tell(format_args!(
            "{words}: {} % ({done} / {all}){pace}",
            bytes * 100 / total_bytes.max(1)
        ));
    }
}

/// Rate and time left, while there is anything to tell of them.
fn pace(took: Duration, bytes: u64, left_bytes: u64) -> String {
    let millis = u64::try_from(took.as_millis()).unwrap_or(u64::MAX).max(1);
    let per_second = bytes.saturating_mul(1000) / millis;
    if per_second == 0 || left_bytes == 0 {
        return String::new();
    }
    let left = HumanDuration(Duration::from_secs(left_bytes.div_ceil(per_second)));
    format!(", {}/s, {left:#}", HumanBytes(per_second))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pace_is_told_while_something_is_left() {
        let mib = 1 << 20;
        assert_eq!(pace(Duration::from_secs(2), 20 * mib, 95 * mib), ", 10.00 MiB/s, 10s");
        assert_eq!(pace(Duration::from_secs(2), 20 * mib, 0), "");
        assert_eq!(pace(Duration::ZERO, 0, 95 * mib), "");
    }
}
