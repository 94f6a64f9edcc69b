//! Temporary media (docs/reference/wechat-api.md §4).

use std::sync::Arc;

use bytes::Bytes;
use jiff::SignedDuration;
use serde::Serialize;
use serde_json::Value;

use super::Call;
use super::upload::Upload;
use crate::answer::{Answer, Refusal, Reply};
use crate::article::render::NO_ITEMS;
use crate::errcode::Errcode;
use crate::world::media::{MediaKind, StoredFile, TemporaryMedia};
use crate::world::record::Record;

/// How long temporary media live.
const LIFETIME: SignedDuration = SignedDuration::from_hours(72);
/// A second of Speex at 16 kHz as the platform sends it: 50 frames of 60 bytes without a container. Each holds an empty
/// narrow band, an empty wide band and the terminator.
static SILENCE: [[u8; 60]; 50] = [{
    let mut frame = [0; 60];
    (frame[0], frame[1]) = (0x04, 0x3f);
    frame
}; 50];
/// Length of temporary ids, which share no prefix.
const MEDIA_ID_CHARS: usize = 64;

#[derive(Serialize)]
struct UploadAnswer {
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    media_id: Option<String>,
    /// A thumb has this instead of `media_id`.
    #[serde(skip_serializing_if = "Option::is_none")]
    thumb_media_id: Option<String>,
    created_at: i64,
    item: &'static [Value],
}

/// `POST /cgi-bin/media/upload`
pub(super) fn upload(call: &mut Call<'_>, upload: Upload) -> Reply {
    let kind = upload.kind;
    let media_id = call.at_desk(|desk| {
        let path = if kind == MediaKind::Video { desk.link(&upload) } else { None };
        let expires_at = desk.now.checked_add(LIFETIME).map_err(|_| Errcode::SYSTEM_ERROR)?;
        let media = Arc::new(TemporaryMedia { kind, file: upload.file, expires_at, path });
        let media_id = desk.dice.base64url(MEDIA_ID_CHARS);
        desk.log.put(|| Record::Temporary {
            appid: desk.account.appid.clone(),
            media_id: media_id.clone(),
            media: Arc::clone(&media),
        });
        desk.holdings.put_temporary(media_id.clone(), media, desk.now);
        Ok(media_id)
    })?;
    let (media_id, thumb_media_id) =
        if kind == MediaKind::Thumb { (None, Some(media_id)) } else { (Some(media_id), None) };
    Answer::json(&UploadAnswer {
        kind: kind.name(),
        media_id,
        thumb_media_id,
        created_at: call.now.as_second(),
        item: NO_ITEMS,
    })
}

#[derive(Serialize)]
struct VideoAnswer {
    video_url: String,
}

/// The live medium that the query names.
fn find<'a>(call: &Call<'a>) -> Result<(&'a str, Arc<TemporaryMedia>), Refusal> {
    let media_id = call.query.value("media_id").ok_or(Errcode::MEDIA_ID_MISSING)?;
    let media = call.at_desk(|desk| {
        let media = desk.holdings.find_temporary(media_id, desk.now);
        media.cloned().ok_or_else(|| Errcode::INVALID_MEDIA_ID.into())
    })?;
    Ok((media_id, media))
}

fn file(media_id: &str, media: &TemporaryMedia) -> Answer {
    let name = format!("{media_id}.{}", media.file.extension);
    Answer::File(StoredFile { name, ..media.file.clone() })
}

/// `GET /cgi-bin/media/get/jssdk`: voices alone. Nothing here records what a page of a client says, so that it is a
/// second of silence, whatever was uploaded.
pub(super) fn get_voice(call: &mut Call<'_>) -> Reply {
    let (media_id, media) = find(call)?;
    if media.kind != MediaKind::Voice {
        return Err(Errcode::INVALID_MEDIA_ID.into());
    }
    Ok(Answer::Attachment {
        name: format!("{media_id}.speex"),
        content_type: "voice/speex",
        bytes: SILENCE.as_flattened(),
    })
}

/// `GET /cgi-bin/media/get`
pub(super) fn get(call: &mut Call<'_>) -> Reply {
    let (media_id, media) = find(call)?;
    let Some(path) = &media.path else { return Ok(file(media_id, &media)) };
    // This one answer is seen with its slashes bare.
    let answer = VideoAnswer { video_url: format!("{}{path}", call.shared.origin) };
    Ok(Answer::Json(Bytes::from(serde_json::to_vec(&answer).map_err(|_| Errcode::SYSTEM_ERROR)?)))
}
