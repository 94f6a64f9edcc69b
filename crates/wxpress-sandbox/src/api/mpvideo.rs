//! `media/uploadvideo`: makes a video fit for mass sends (docs/reference/wechat-api.md §9.1).

use serde::Serialize;
use serde_json::{Map, Value};

use super::Call;
use super::paging::text_field;
use crate::answer::{Answer, Reply};
use crate::errcode::Errcode;
use crate::world::media::MediaKind;
use crate::world::record::Record;

#[derive(Serialize)]
struct UploadAnswer {
    #[serde(rename = "type")]
    kind: &'static str,
    media_id: String,
    created_at: i64,
}

/// `POST /cgi-bin/media/uploadvideo`: names a temporary or a permanent video.
pub(super) fn upload(call: &mut Call<'_>, body: &Map<String, Value>) -> Reply {
    let video_id = text_field(body, "media_id");
    let media_id = call.at_desk(|desk| {
        let is_video = desk.holdings.videos.find(&video_id).is_some()
            || desk
                .holdings
                .find_temporary(&video_id, desk.now)
                .is_some_and(|media| media.kind == MediaKind::Video);
        if !is_video {
            return Err(Errcode::INVALID_MEDIA_ID.into());
        }
        let media_id = desk.account.identity.deal_media_id(desk.dice);
        desk.log.put(|| Record::Mpvideo { appid: desk.account.appid.clone(), media_id: media_id.clone() });
        desk.holdings.mpvideos.insert(media_id.clone());
        Ok(media_id)
    })?;
    Answer::json(&UploadAnswer { kind: "video", media_id, created_at: call.now.as_second() })
}
