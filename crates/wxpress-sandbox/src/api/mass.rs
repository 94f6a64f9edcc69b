//! Mass sends (docs/reference/wechat-api.md §9.1).

mod audience;
mod delete;
mod message;
mod send;
mod speed;

pub(super) use delete::delete;
pub(super) use send::{MASS_COUNTER, preview, send, sendall};
pub(super) use speed::{speed_get, speed_set};

use serde::Serialize;
use serde_json::{Map, Value};

use super::Call;
use super::paging::text_field;
use crate::answer::{Answer, Reply};
use crate::errcode::Errcode;
use crate::world::mass::MassSend;

#[derive(Serialize)]
struct StatusAnswer {
    msg_id: u64,
    msg_status: &'static str,
}

/// `POST /cgi-bin/message/mass/get`
pub(super) fn get(call: &mut Call<'_>, body: &Map<String, Value>) -> Reply {
    let msg_id = text_field(body, "msg_id").trim().parse().map_err(|_| Errcode::INVALID_MSG_ID)?;
    let msg_status = call
        .at_desk(|desk| desk.holdings.mass.find(msg_id).map(status).ok_or(Errcode::INVALID_MSG_ID.into()))?;
    Answer::json(&StatusAnswer { msg_id, msg_status })
}

fn status(send: &MassSend) -> &'static str {
    if !send.has_ended {
        "SENDING"
    } else if !send.was_sent() {
        "SEND_FAIL"
    } else if send.is_deleted() {
        "DELETE"
    } else {
        "SEND_SUCCESS"
    }
}
