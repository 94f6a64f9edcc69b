//! Videos of the 媒体API, whose answers hold `ret` instead of `errcode` (docs/reference/wechat-api.md §8.2).

mod block;
mod finish;
mod init;
mod save;
mod status;

use std::sync::Arc;

use bytes::Bytes;
use http::Method;
use serde_json::{Map, Value};

use super::Call;
use crate::answer::{Answer, Refusal, Reply};
use crate::body::Received;
use crate::errcode::Errcode;
use crate::errcode::partner::PartnerRefusal;
use crate::world::Desk;
use crate::world::partner::video::Video;

/// `POST /cgi-bin/material/upload_video?action=…`. The document sends `upload_finish` and `query_status` by GET too.
pub(crate) async fn answer(call: &mut Call<'_>, method: &Method, body: &Received) -> Reply {
    let action = call.query.value("action").unwrap_or_default();
    if matches!(action, "init_upload" | "upload_block" | "save_video") && method != Method::POST {
        return Err(Errcode::REQUIRE_POST.into());
    }
    let reply = match action {
        "init_upload" => init::init(call, body).await,
        "upload_block" => block::take(call, body).await,
        "upload_finish" => finish::finish(call).await,
        "save_video" => save::save(call, body),
        "query_status" => status::query(call),
        _ => Err(PartnerRefusal::UnknownAction.into()),
    };
    reply.map_err(Refusal::in_ret)
}

fn done() -> Answer {
    Answer::Json(Bytes::from_static(br#"{"ret":0}"#))
}

/// What cannot be read is `empty media data`, as the document says of all its calls.
fn read(call: &mut Call<'_>, body: &Received) -> Result<Map<String, Value>, Errcode> {
    let object = body.whole().and_then(|body| call.read_object(body));
    object.ok_or(Errcode::EMPTY_MEDIA_DATA)
}

impl Desk<'_> {
    fn find_video(&self, vid: &str) -> Result<Arc<Video>, Refusal> {
        self.holdings.partner.find_video(vid).cloned().ok_or_else(|| PartnerRefusal::Vid.into())
    }
}

/// The video that the query names.
fn named_video(call: &Call<'_>) -> Result<Arc<Video>, Refusal> {
    let vid = call.query.value("vid").ok_or(PartnerRefusal::Vid)?;
    call.at_desk(|desk| desk.find_video(vid))
}

/// A trouble with the disk.
fn broken(error: &std::io::Error) -> Errcode {
    tracing::error!(error = error as &dyn std::error::Error, "cannot keep video blocks");
    Errcode::SYSTEM_ERROR
}
