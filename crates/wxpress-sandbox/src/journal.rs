//! The journal: what was asked and what it came to.

use std::collections::VecDeque;

use jiff::Timestamp;
use serde::Serialize;

use crate::article::finding::Findings;

/// How many requests are remembered; the oldest go first.
const REQUESTS: usize = 10_000;
/// How many filtered contents are remembered.
const FILTERINGS: usize = 1_000;

/// One request.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Entry {
    /// On the sandbox's clock.
    pub(crate) time: Timestamp,
    pub(crate) method: String,
    pub(crate) path: String,
    /// Tokens and secrets hidden.
    pub(crate) query: String,
    /// 0 when the connection ended without an answer.
    pub(crate) status: u16,
    /// 0 when there was none.
    pub(crate) errcode: i32,
    pub(crate) appid: Option<String>,
    pub(crate) rid: Option<String>,
    pub(crate) request_bytes: usize,
    pub(crate) duration_ms: u64,
    /// The scripted fault that struck.
    pub(crate) fault: Option<&'static str>,
    /// What the platform took but its documents would not.
    pub(crate) warnings: Vec<String>,
}

/// Which of the two gates looked at a content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Stage {
    /// The filter of calls that take articles.
    Api,
    /// The editor, when a person opens and saves a draft.
    Resave,
}

/// What became of the content of one article, even if nothing did.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Filtering {
    pub(crate) time: Timestamp,
    pub(crate) appid: String,
    pub(crate) media_id: String,
    /// Position of the article in its draft, from 0.
    pub(crate) index: usize,
    pub(crate) stage: Stage,
    #[serde(flatten)]
    pub(crate) findings: Findings,
}

/// The last requests, and what was filtered in them.
#[derive(Debug, Default)]
pub(crate) struct Journal {
    pub(crate) requests: VecDeque<Entry>,
    pub(crate) filterings: VecDeque<Filtering>,
}

impl Journal {
    pub(crate) fn note_request(&mut self, entry: Entry) {
        push_bounded(&mut self.requests, entry, REQUESTS);
    }

    pub(crate) fn note_filtering(&mut self, filtering: Filtering) {
        push_bounded(&mut self.filterings, filtering, FILTERINGS);
    }
}

fn push_bounded<T>(queue: &mut VecDeque<T>, entry: T, bound: usize) {
    if queue.len() == bound {
        queue.pop_front();
    }
    queue.push_back(entry);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_entry_goes_first() {
        let mut queue = VecDeque::new();
        for number in 0..5 {
            push_bounded(&mut queue, number, 3);
        }
        assert_eq!(queue, [2, 3, 4]);
    }
}
