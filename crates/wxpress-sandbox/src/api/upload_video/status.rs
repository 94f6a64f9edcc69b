//! `action=query_status`: how far a saved video is.

use serde::Serialize;

use super::super::Call;
use crate::answer::{Answer, Reply};
use crate::errcode::partner::PartnerRefusal;

/// Without a `ret`, as in the document.
#[derive(Serialize)]
struct StatusAnswer<'a> {
    status: u8,
    ori_status: u8,
    mp_video_fail_detail_wording: &'static str,
    vid: &'a str,
}

pub(super) fn query(call: &Call<'_>) -> Reply {
    let media_id = call.query.value("media_id").unwrap_or_default();
    call.at_desk(|desk| {
        let video = desk.holdings.partner.find_saved_video(media_id).ok_or(PartnerRefusal::VideoMediaId)?;
        let saved = video.saved.as_ref().ok_or(PartnerRefusal::VideoMediaId)?;
        let status = saved.status(desk.now);
        Answer::json(&StatusAnswer {
            status: status.number(),
            ori_status: saved.ori_status(desk.now),
            mp_video_fail_detail_wording: status.wording(),
            vid: &video.vid,
        })
    })
}
