//! Mass sends: queued, then after a while sent or failed (docs/reference/wechat-api.md §9.1).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::Desk;
use super::media::Draft;
use super::record::Record;
use crate::push::Event;

/// How long a `clientmsgid` is remembered.
const CLIENTMSGID_KNOWN: SignedDuration = SignedDuration::from_hours(24);

/// How a mass send ends, in the words of the push that tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(crate) enum MassOutcome {
    /// `send success`
    Success,
    /// `send fail`
    Failure,
    /// `err(10001)` and its kin: the review refused it.
    Refused(u32),
}

impl From<MassOutcome> for String {
    fn from(outcome: MassOutcome) -> Self {
        match outcome {
            MassOutcome::Success => "send success".to_owned(),
            MassOutcome::Failure => "send fail".to_owned(),
            MassOutcome::Refused(number) => format!("err({number})"),
        }
    }
}

impl TryFrom<String> for MassOutcome {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, &'static str> {
        let refused = || text.strip_prefix("err(")?.strip_suffix(')')?.parse().ok().map(MassOutcome::Refused);
        match text.as_str() {
            "send success" => Ok(Self::Success),
            "send fail" => Ok(Self::Failure),
            _ => refused().ok_or("a mass send ends in `send success`, `send fail` or `err(10001)`"),
        }
    }
}

/// What is sent. Only articles and videos can be deleted afterwards.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum MassContent {
    /// 图文: with the draft as it was sent.
    Articles(MassArticles),
    Video {
        deleted: bool,
    },
    /// Text, voice and pictures.
    Other,
}

/// The articles of a mass send.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct MassArticles {
    /// Also the `mid` of the article links.
    pub(crate) msg_data_id: u64,
    pub(crate) draft_id: String,
    pub(crate) draft: Arc<Draft>,
    /// By position: whether the owner deleted that article.
    pub(crate) deleted: Vec<bool>,
}

/// A mass send.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct MassSend {
    pub(crate) msg_id: u64,
    /// What the client called it, or else the digest of audience and content.
    pub(crate) clientmsgid: String,
    pub(crate) content: MassContent,
    /// How many get it.
    pub(crate) recipient_count: u64,
    pub(crate) sent_at: Timestamp,
    pub(crate) due: Timestamp,
    /// When its `clientmsgid` was last asked for.
    pub(crate) asked_at: Timestamp,
    pub(crate) outcome: MassOutcome,
    pub(crate) has_ended: bool,
}

impl MassSend {
    /// Its articles, once readers have them.
    pub(crate) fn sent_articles(&self) -> Option<&MassArticles> {
        match &self.content {
            MassContent::Articles(articles) if self.was_sent() => Some(articles),
            _ => None,
        }
    }

    /// Whether readers have it, or had it until it was deleted.
    pub(crate) fn was_sent(&self) -> bool {
        self.has_ended && self.outcome == MassOutcome::Success
    }

    /// Whether nothing of it is left.
    pub(crate) fn is_deleted(&self) -> bool {
        match &self.content {
            MassContent::Articles(articles) => articles.deleted.iter().all(|deleted| *deleted),
            MassContent::Video { deleted } => *deleted,
            MassContent::Other => false,
        }
    }
}

/// The mass sends of an account.
#[derive(Debug, Default)]
pub(crate) struct MassSends {
    sends: BTreeMap<u64, MassSend>,
    pending: BTreeSet<u64>,
}

impl MassSends {
    /// Adds or changes a mass send.
    pub(crate) fn put(&mut self, send: MassSend) {
        if send.has_ended {
            self.pending.remove(&send.msg_id);
        } else {
            self.pending.insert(send.msg_id);
        }
        self.sends.insert(send.msg_id, send);
    }

    pub(crate) fn find(&self, msg_id: u64) -> Option<&MassSend> {
        self.sends.get(&msg_id)
    }

    /// Oldest first.
    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = &MassSend> {
        self.sends.values()
    }

    /// The one whose articles have that number, once readers have them.
    pub(crate) fn find_sent_articles(&self, msg_data_id: u64) -> Option<&MassSend> {
        self.iter().find(|send| send.sent_articles().is_some_and(|sent| sent.msg_data_id == msg_data_id))
    }

    /// The one that had this `clientmsgid` within the last 24 hours, marked as asked for.
    pub(crate) fn recall(&mut self, clientmsgid: &str, now: Timestamp) -> Option<Recalled> {
        let is_recent = |send: &&mut MassSend| now.duration_since(send.sent_at) < CLIENTMSGID_KNOWN;
        let mut recent = self.sends.values_mut().rev().take_while(is_recent);
        let send = recent.find(|send| send.clientmsgid == clientmsgid)?;
        let asked_at = std::mem::replace(&mut send.asked_at, now);
        Some(Recalled { msg_id: send.msg_id, asked_at })
    }

    /// Whether one is due and has not ended.
    pub(crate) fn is_due(&self, now: Timestamp) -> bool {
        let mut pending = self.pending.iter().filter_map(|msg_id| self.sends.get(msg_id));
        pending.any(|send| send.due <= now)
    }

    fn due(&self, now: Timestamp) -> Vec<MassSend> {
        let pending = self.pending.iter().filter_map(|msg_id| self.sends.get(msg_id));
        pending.filter(|send| send.due <= now).cloned().collect()
    }
}

/// What is known of a `clientmsgid` that comes again.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Recalled {
    pub(crate) msg_id: u64,
    /// When it came before.
    pub(crate) asked_at: Timestamp,
}

impl Desk<'_> {
    /// Ends the mass sends that are due; the draft of one that was sent goes (docs/reference/wechat-api.md §6.6).
    pub(super) fn settle_mass(&mut self) {
        for mut send in self.holdings.mass.due(self.now) {
            send.has_ended = true;
            if let Some(articles) = send.sent_articles()
                && self.holdings.drafts.remove(&articles.draft_id).is_some()
            {
                let (appid, media_id) = (self.account.appid.clone(), articles.draft_id.clone());
                self.log.put(|| Record::DraftGone { appid, media_id });
            }
            self.push(|_| Event::MassSendJobFinish(send.clone()));
            self.put_mass(send);
        }
    }

    /// Adds or changes a mass send.
    pub(crate) fn put_mass(&mut self, send: MassSend) {
        self.log.put(|| Record::Mass { appid: self.account.appid.clone(), send: send.clone() });
        self.holdings.mass.put(send);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outcome_reads_as_the_push_words_it() {
        for text in ["send success", "send fail", "err(10001)", "err(30003)"] {
            let outcome: MassOutcome = serde_json::from_value(text.into()).unwrap();
            assert_eq!(serde_json::to_value(outcome).unwrap(), text);
        }
        for text in ["sent", "err()", "err(x)", ""] {
            assert!(serde_json::from_value::<MassOutcome>(text.into()).is_err(), "{text}");
        }
    }

    #[test]
    fn a_clientmsgid_is_known_for_a_day() {
        let time = |second| Timestamp::from_second(second).unwrap();
        let mut sends = MassSends::default();
        sends.put(MassSend {
            msg_id: 7,
            clientmsgid: "a".to_owned(),
            content: MassContent::Other,
            recipient_count: 1,
            sent_at: time(0),
            due: time(1),
            asked_at: time(0),
            outcome: MassOutcome::Success,
            has_ended: false,
        });
        assert!(sends.recall("b", time(1)).is_none());
        assert_eq!(
            sends.recall("a", time(5)).map(|known| (known.msg_id, known.asked_at)),
            Some((7, time(0)))
        );
        assert_eq!(sends.recall("a", time(86_399)).map(|known| known.asked_at), Some(time(5)));
        assert!(sends.recall("a", time(86_400)).is_none());
        assert_eq!((sends.due(time(0)).len(), sends.due(time(1)).len()), (0, 1));
    }
}
