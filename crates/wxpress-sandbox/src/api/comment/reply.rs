//! The author's replies, one a comment.

use serde_json::{Map, Value};

use super::change;
use crate::answer::Reply;
use crate::api::Call;
use crate::api::paging::text_field;
use crate::errcode::Errcode;
use crate::world::comment::CommentReply;

/// `POST /cgi-bin/comment/reply/add`: empty or too long is 88007, a second one 88005.
pub(in crate::api) fn add(call: &mut Call<'_>, body: &Map<String, Value>) -> Reply {
    let content = text_field(body, "content");
    change(call, body, |desk, _, comment| {
        if !(1..=desk.account.knobs.comment_reply_max_chars).contains(&content.chars().count()) {
            return Err(Errcode::REPLY_LENGTH.into());
        }
        if comment.reply.is_some() {
            return Err(Errcode::ALREADY_REPLIED.into());
        }
        comment.reply = Some(CommentReply { content, create_time: desk.now });
        Ok(())
    })
}

/// `POST /cgi-bin/comment/reply/delete`: where there is none it is 88009.
pub(in crate::api) fn delete(call: &mut Call<'_>, body: &Map<String, Value>) -> Reply {
    change(call, body, |_, _, comment| match comment.reply.take() {
        Some(_) => Ok(()),
        None => Err(Errcode::NO_REPLY.into()),
    })
}
