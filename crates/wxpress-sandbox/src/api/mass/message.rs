//! What a mass send or a preview holds.

use std::sync::Arc;

use serde_json::{Map, Value};

use crate::answer::Refusal;
use crate::api::paging::text_field;
use crate::errcode::Errcode;
use crate::world::Desk;
use crate::world::media::{Draft, MediaKind};

/// Longest text, in bytes; the figure of customer messages, for mass sends have none of their own.
const TEXT_MAX_BYTES: usize = 2048;
const IMAGES_MAX: usize = 20;

/// A message by its `msgtype`.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Message {
    Mpnews { media_id: String },
    Text { content: String },
    Voice { media_id: String },
    Images { media_ids: Vec<String> },
    Mpvideo { media_id: String },
}

/// What a message refers to, found.
#[derive(Debug)]
pub(super) enum Found {
    Articles { draft_id: String, draft: Arc<Draft> },
    Video,
    Other,
}

impl Message {
    /// No `msgtype` is 45162, one that is not sent in masses 40008; the object of its name holds the message.
    pub(super) fn parse(body: &Map<String, Value>) -> Result<Self, Refusal> {
        let msgtype = body
            .get("msgtype")
            .and_then(Value::as_str)
            .filter(|name| !name.is_empty())
            .ok_or(Errcode::NO_MSGTYPE)?;
        let part = |name: &str| body.get(name).and_then(Value::as_object);
        let media_id = || -> Result<String, Refusal> {
            let media_id = part(msgtype).map(|part| text_field(part, "media_id")).unwrap_or_default();
            if media_id.is_empty() { Err(Errcode::MEDIA_ID_MISSING.into()) } else { Ok(media_id) }
        };
        match msgtype {
            "mpnews" => Ok(Self::Mpnews { media_id: media_id()? }),
            "voice" => Ok(Self::Voice { media_id: media_id()? }),
            "mpvideo" => Ok(Self::Mpvideo { media_id: media_id()? }),
            "text" => {
                let content = part("text").map(|part| text_field(part, "content")).unwrap_or_default();
                match content.len() {
                    0 => Err(Errcode::EMPTY_CONTENT.into()),
                    1..=TEXT_MAX_BYTES => Ok(Self::Text { content }),
                    _ => Err(Errcode::CONTENT_SIZE_OUT_OF_LIMIT.into()),
                }
            }
            // Several in `images`, or one in `image` as older clients have it.
            "image" => match part("images").and_then(|part| part.get("media_ids")) {
                Some(Value::Array(ids)) if (1..=IMAGES_MAX).contains(&ids.len()) => {
                    let media_ids = ids.iter().map(|id| id.as_str().unwrap_or_default().to_owned()).collect();
                    Ok(Self::Images { media_ids })
                }
                Some(_) => Err(Errcode::INVALID_IMAGE_COUNT.into()),
                None => Ok(Self::Images { media_ids: vec![media_id()?] }),
            },
            _ => Err(Errcode::INVALID_MESSAGE_TYPE.into()),
        }
    }

    /// What tells it from another, for the digest that stands for an absent `clientmsgid`.
    pub(super) fn key(&self) -> String {
        match self {
            Self::Mpnews { media_id } | Self::Voice { media_id } | Self::Mpvideo { media_id } => {
                media_id.clone()
            }
            Self::Images { media_ids } => media_ids.join(" "),
            Self::Text { content } => content.clone(),
        }
    }

    /// Looks up what it names. Articles lie in the draft box, or among the news of the time before it; voices and
    /// pictures are temporary or permanent; a video's id is one of `media/uploadvideo`, otherwise 45161.
    pub(super) fn find(self, desk: &Desk<'_>) -> Result<Found, Refusal> {
        match self {
            Self::Text { .. } => Ok(Found::Other),
            Self::Mpnews { media_id } => {
                let draft =
                    desk.holdings.drafts.find(&media_id).or_else(|| desk.holdings.news.find(&media_id));
                let draft = draft.cloned().ok_or(Errcode::INVALID_MEDIA_ID)?;
                Ok(Found::Articles { draft_id: media_id, draft })
            }
            Self::Voice { media_id } => check_media(desk, &media_id, MediaKind::Voice),
            Self::Images { media_ids } => {
                for media_id in media_ids {
                    check_media(desk, &media_id, MediaKind::Image)?;
                }
                Ok(Found::Other)
            }
            Self::Mpvideo { media_id } if desk.holdings.mpvideos.contains(&media_id) => Ok(Found::Video),
            Self::Mpvideo { .. } => Err(Errcode::FOREIGN_MPVIDEO.into()),
        }
    }
}

fn check_media(desk: &Desk<'_>, media_id: &str, kind: MediaKind) -> Result<Found, Refusal> {
    let is_there = desk.holdings.shelf(kind).find(media_id).is_some()
        || desk.holdings.find_temporary(media_id, desk.now).is_some_and(|media| media.kind == kind);
    if is_there { Ok(Found::Other) } else { Err(Errcode::INVALID_MEDIA_ID.into()) }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn parse(body: Value) -> Result<Message, Errcode> {
        let Value::Object(body) = body else { unreachable!() };
        Message::parse(&body).map_err(|refusal| refusal.errcode())
    }

    #[test]
    fn a_message_is_what_its_msgtype_says() {
        let ids = |count: usize| json!({"msgtype": "image", "images": {"media_ids": vec!["a"; count]}});
        let text = |length: usize| json!({"msgtype": "text", "text": {"content": "a".repeat(length)}});
        assert_eq!(
            parse(json!({"msgtype": "mpnews", "mpnews": {"media_id": "a"}})),
            Ok(Message::Mpnews { media_id: "a".to_owned() })
        );
        assert_eq!(
            parse(json!({"msgtype": "image", "image": {"media_id": "a"}})),
            parse(json!({"msgtype": "image", "images": {"media_ids": ["a"]}}))
        );
        for (body, errcode) in [
            (json!({"mpnews": {"media_id": "a"}}), Errcode::NO_MSGTYPE),
            (json!({"msgtype": 7}), Errcode::NO_MSGTYPE),
            (json!({"msgtype": "wxcard", "wxcard": {"card_id": "a"}}), Errcode::INVALID_MESSAGE_TYPE),
            (json!({"msgtype": "mpnews", "text": {"content": "a"}}), Errcode::MEDIA_ID_MISSING),
            (text(0), Errcode::EMPTY_CONTENT),
            (text(2049), Errcode::CONTENT_SIZE_OUT_OF_LIMIT),
            (ids(0), Errcode::INVALID_IMAGE_COUNT),
            (ids(21), Errcode::INVALID_IMAGE_COUNT),
        ] {
            assert_eq!(parse(body.clone()), Err(errcode), "{body}");
        }
        assert!(parse(text(2048)).is_ok() && parse(ids(20)).is_ok());
    }
}
