//! A line for each tenth, where nobody looks at a terminal.

use std::sync::atomic::{AtomicU64, Ordering};

use indicatif::HumanBytes;
use wxpress_publish::{Lang, partner::VideoProgress};

use super::{begins, bytes, words};
use crate::terminal;

#[derive(Debug)]
pub(super) struct Lines {
    lang: Lang,
    /// Tenths of the work under way that are told.
    tenths: AtomicU64,
}

impl Lines {
    pub(super) fn new(lang: Lang) -> Self {
        Self { lang, tenths: AtomicU64::new(0) }
    }

    pub(super) fn tell(&self, last: Option<&VideoProgress>, now: &VideoProgress) {
        let words = words(now, self.lang);
        let Some((bytes, total_bytes)) = bytes(now) else {
            return terminal::tell(words);
        };
        let tenths = bytes * 10 / total_bytes.max(1);
        let told = self.tenths.swap(tenths, Ordering::Relaxed);
        if begins(last, now) || tenths > told {
            let (done, all) = (HumanBytes(bytes), HumanBytes(total_bytes));
            terminal::tell(format_args!("{words}: {} % ({done} / {all})", bytes * 100 / total_bytes.max(1)));
        }
    }
}
