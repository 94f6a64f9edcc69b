//! [`Progress`]: how far an upload is, told on stderr.

mod bar;
mod lines;

use std::sync::{Mutex, PoisonError};

use indicatif::HumanBytes;
use wxpress_publish::{Code, Error, Lang, Warning, partner::VideoProgress};

use self::{bar::Bar, lines::Lines};

/// Tells how far an upload is: by a bar on a terminal, else by a line now and then, or not at all.
#[derive(Debug)]
pub(crate) struct Progress {
    voice: Voice,
    last: Mutex<Option<VideoProgress>>,
    /// Bytes acknowledged, and in all, once blocks are being sent.
    sent: Mutex<Option<(u64, u64)>>,
}

#[derive(Debug)]
enum Voice {
    Silent,
    Lines(Lines),
    Bar(Bar),
}

impl Progress {
    pub(crate) fn new(lang: Lang, silent: bool) -> Self {
        let voice = match (silent, console::user_attended_stderr()) {
            (true, _) => Voice::Silent,
            (false, true) => Voice::Bar(Bar::new(lang)),
            (false, false) => Voice::Lines(Lines::new(lang)),
        };
        Self { voice, last: Mutex::default(), sent: Mutex::default() }
    }

    pub(crate) fn tell(&self, now: VideoProgress) {
        let last = self.last.lock().unwrap_or_else(PoisonError::into_inner).replace(now);
        if let VideoProgress::Sending { bytes, total_bytes, .. } = now {
            *self.sent.lock().unwrap_or_else(PoisonError::into_inner) = Some((bytes, total_bytes));
        }
        match &self.voice {
            Voice::Silent => {}
            Voice::Lines(lines) => lines.tell(last.as_ref(), &now),
            Voice::Bar(bar) => bar.tell(last.as_ref(), &now),
        }
    }

    /// Leaves the terminal's line to others.
    pub(crate) fn end(&self) {
        if let Voice::Bar(bar) = &self.voice {
            bar.end();
        }
    }

    /// What is there when it is broken off now.
    pub(crate) fn stopped(&self) -> Error {
        match *self.sent.lock().unwrap_or_else(PoisonError::into_inner) {
            Some((bytes, total_bytes)) => Error::new(Code::UploadStopped)
                .with("sent", HumanBytes(bytes))
                .with("total", HumanBytes(total_bytes)),
            None => Error::new(Code::Stopped),
        }
    }
}

/// What is being done.
fn phase(now: &VideoProgress) -> Code {
    match now {
        VideoProgress::Hashing { .. } => Code::VideoHashing,
        VideoProgress::Finishing => Code::VideoFinishing,
        VideoProgress::Saving => Code::VideoSaving,
        _ => Code::VideoSending,
    }
}

/// Bytes done, and in all, where they count.
fn bytes(now: &VideoProgress) -> Option<(u64, u64)> {
    match *now {
        VideoProgress::Hashing { bytes, total_bytes } | VideoProgress::Sending { bytes, total_bytes, .. } => {
            Some((bytes, total_bytes))
        }
        _ => None,
    }
}

/// What is being done, in words; where an upload goes on, from where.
fn words(now: &VideoProgress, lang: Lang) -> String {
    let doing = Warning::new(phase(now)).message(lang);
    match *now {
        VideoProgress::Sending { resumed_bytes, .. } if resumed_bytes > 0 => {
            let resumed = Warning::new(Code::VideoResumed).with("bytes", HumanBytes(resumed_bytes));
            format!("{doing} {}", resumed.message(lang))
        }
        _ => doing,
    }
}

/// Whether a new piece of work begins.
fn begins(last: Option<&VideoProgress>, now: &VideoProgress) -> bool {
    last.is_none_or(|last| phase(last) != phase(now))
}
