//! Sending and previewing.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::audience::Audience;
use super::message::{Found, Message};
use crate::answer::{Answer, Refusal, Reply};
use crate::api::Call;
use crate::api::paging::text_field;
use crate::article::Link;
use crate::errcode::Errcode;
use crate::json::Flag;
use crate::shared::Shared;
use crate::world::Desk;
use crate::world::mass::{MassArticles, MassContent, MassOutcome, MassSend};
use crate::world::media::Draft;

const CLIENTMSGID_MAX_BYTES: usize = 32;
/// Counts mass sends beside the calls themselves.
pub(in crate::api) const MASS_COUNTER: &str = "mass send";

#[derive(Serialize)]
struct SendAnswer {
    errcode: i32,
    errmsg: &'static str,
    msg_id: u64,
    /// For articles alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    msg_data_id: Option<u64>,
}

/// `POST /cgi-bin/message/mass/sendall`: each counts against what the account may send in a month or on a day.
pub(in crate::api) fn sendall(call: &mut Call<'_>, body: &Map<String, Value>) -> Reply {
    let audience = Audience::parse_filter(body, &call.knobs)?;
    submit(call, body, &audience, true)
}

/// `POST /cgi-bin/message/mass/send`
pub(in crate::api) fn send(call: &mut Call<'_>, body: &Map<String, Value>) -> Reply {
    let audience = Audience::parse_openids(body)?;
    submit(call, body, &audience, false)
}

/// `POST /cgi-bin/message/mass/preview`
pub(in crate::api) fn preview(call: &mut Call<'_>, body: &Map<String, Value>) -> Reply {
    #[derive(Serialize)]
    struct PreviewAnswer {
        errcode: i32,
        errmsg: &'static str,
    }
    Audience::check_previewer(body)?;
    let message = Message::parse(body)?;
    call.at_desk(|desk| message.find(desk))?;
    Answer::json(&PreviewAnswer { errcode: 0, errmsg: "preview success" })
}

fn submit(call: &Call<'_>, body: &Map<String, Value>, audience: &Audience, is_counted: bool) -> Reply {
    let message = Message::parse(body)?;
    let clientmsgid = clientmsgid(body, audience, &message)?;
    // Of no effect here, for nothing is taken for a reprint unless `mass_outcomes` says so; yet it has a form.
    let send_ignore_reprint = body.get("send_ignore_reprint").cloned().unwrap_or_default();
    Flag::deserialize(send_ignore_reprint).map_err(|_| Errcode::DATA_FORMAT_ERROR)?;
    let (msg_id, msg_data_id) = call.at_desk(|desk| {
        desk.check_repetition(&clientmsgid)?;
        let found = message.find(desk)?;
        if is_counted {
            desk.count_mass()?;
        }
        Ok(desk.queue_mass(found, clientmsgid, audience.recipient_count))
    })?;
    Answer::json(&SendAnswer { errcode: 0, errmsg: "send job submission success", msg_id, msg_data_id })
}

/// The `clientmsgid`, at most 32 bytes. Without one the platform takes the digest of audience and content.
fn clientmsgid(body: &Map<String, Value>, audience: &Audience, message: &Message) -> Result<String, Refusal> {
    let given = text_field(body, "clientmsgid");
    if given.len() > CLIENTMSGID_MAX_BYTES {
        return Err(Errcode::CLIENTMSGID_SIZE_OUT_OF_LIMIT.into());
    }
    if !given.is_empty() {
        return Ok(given);
    }
    let digest =
        Sha256::new().chain_update(&audience.key).chain_update([0]).chain_update(message.key()).finalize();
    Ok(URL_SAFE_NO_PAD.encode(digest))
}

impl Desk<'_> {
    /// 45065 for what was sent within the last day, 45066 when it is asked for too soon; 42010 when mass sends come too
    /// close on each other. Both waits are knobs, and none by default.
    fn check_repetition(&mut self, clientmsgid: &str) -> Result<(), Refusal> {
        let knobs = &self.account.knobs;
        if let Some(known) = self.holdings.mass.recall(clientmsgid, self.now) {
            let next = Shared::after(known.asked_at, knobs.clientmsgid_retry_ms);
            return Err(if self.now < next {
                Errcode::CLIENTMSGID_RETRY_TOO_FAST.into()
            } else {
                Refusal::with_msg_id(Errcode::CLIENTMSGID_EXISTS, known.msg_id)
            });
        }
        let last = self.holdings.mass.iter().next_back().map(|send| send.sent_at);
        let interval = SignedDuration::from_millis(i64::try_from(knobs.mass_interval_ms).unwrap_or(i64::MAX));
        if last.is_some_and(|last| self.now.duration_since(last) < interval) {
            return Err(Errcode::MASSSEND_TOO_FAST.into());
        }
        Ok(())
    }

    /// A service account sends four a month to all or to a tag, a subscription account one a day
    /// (docs/reference/wechat-api.md §9.1); above is 45028.
    fn count_mass(&mut self) -> Result<(), Refusal> {
        if !self.account.knobs.quotas {
            return Ok(());
        }
        let (a_day, a_month) = self.account.mass_quota();
        let now = self.now;
        let usage = &mut self.account.usage;
        if a_day.is_none_or(|max| usage.count_day(MASS_COUNTER, max, now))
            && a_month.is_none_or(|max| usage.count_month(MASS_COUNTER, max, now))
        {
            Ok(())
        } else {
            Err(Errcode::NO_MASSSEND_QUOTA.into())
        }
    }

    /// Queues a mass send; tells its `msg_id`, and the `msg_data_id` of articles.
    fn queue_mass(&mut self, found: Found, clientmsgid: String, recipient_count: u64) -> (u64, Option<u64>) {
        let msg_id = self.account.take_msg_id();
        let due = Shared::after(self.now, self.account.knobs.mass_delay_ms);
        let content = match found {
            Found::Articles { draft_id, draft } => {
                let mut draft = Draft::clone(&draft);
                draft.update_time = due;
                for article in &mut draft.articles {
                    article.link = Link::deal(self.dice);
                }
                MassContent::Articles(MassArticles {
                    msg_data_id: self.account.take_publish_id(),
                    draft_id,
                    deleted: vec![false; draft.articles.len()],
                    draft: Arc::new(draft),
                })
            }
            Found::Video => MassContent::Video { deleted: false },
            Found::Other => MassContent::Other,
        };
        let msg_data_id = match &content {
            MassContent::Articles(articles) => Some(articles.msg_data_id),
            MassContent::Video { .. } | MassContent::Other => None,
        };
        let outcome = self.account.mass_outcomes.pop_front().unwrap_or(MassOutcome::Success);
        self.save_account();
        self.put_mass(MassSend {
            msg_id,
            clientmsgid,
            content,
            recipient_count,
            sent_at: self.now,
            due,
            asked_at: self.now,
            outcome,
            has_ended: false,
        });
        (msg_id, msg_data_id)
    }
}
