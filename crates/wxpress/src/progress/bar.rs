//! A bar, with rate and time left.

use indicatif::{ProgressBar, ProgressStyle};
use wxpress_publish::{Lang, partner::VideoProgress};

use super::{begins, bytes, words};

const COUNTED: &str = "{msg} {wide_bar} {bytes}/{total_bytes} {bytes_per_sec} {eta}";
const UNCOUNTED: &str = "{msg} …";

#[derive(Debug)]
pub(super) struct Bar {
    lang: Lang,
    bar: ProgressBar,
}

impl Bar {
    pub(super) fn new(lang: Lang) -> Self {
        Self { lang, bar: ProgressBar::no_length() }
    }

    pub(super) fn tell(&self, last: Option<&VideoProgress>, now: &VideoProgress) {
        let (counted, begins) = (bytes(now), begins(last, now));
        if let Some((bytes, total_bytes)) = counted {
            self.bar.set_length(total_bytes);
            self.bar.set_position(bytes);
        }
        if begins {
            let template = if counted.is_some() { COUNTED } else { UNCOUNTED };
            let style = ProgressStyle::with_template(template);
            self.bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
            self.bar.set_message(words(now, self.lang));
            // What was there before has no part in the rate.
            self.bar.reset_eta();
        }
    }

    pub(super) fn end(&self) {
        self.bar.finish_and_clear();
    }
}
