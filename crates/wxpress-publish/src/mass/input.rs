//! What a mass send is asked for with.

use bytes::Bytes;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use utoipa::ToSchema;
use wxpress_wechat::{
    MediaId, MsgId, OpenId,
    limits::{MAX_MASS_OPENIDS, MIN_MASS_OPENIDS},
    mass::{ClientMsgId, MassDeletion, MassFilter, MassImages, MassMessage, PreviewReader},
    material::VideoDescription,
};

use crate::{
    error::{Error, Result},
    loose,
    material::VideoWords,
    message::Code,
};

/// A message to send, and to whom: `toAll`, `tagId` or `openids`.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MassInput {
    /// To all followers.
    #[serde(default, deserialize_with = "loose::flag")]
    pub to_all: Option<bool>,
    /// To the followers with this tag.
    #[serde(default, deserialize_with = "loose::number")]
    pub tag_id: Option<u64>,
    /// To these readers, 2 to 10000; service accounts only.
    #[serde(default, deserialize_with = "loose::texts")]
    pub openids: Vec<String>,
    /// Makes the send one: up to 32 bytes. Where none is given, the same message to the same readers is one for 24 hours.
    #[serde(default, deserialize_with = "loose::text")]
    pub client_msg_id: Option<String>,
    /// The message.
    #[serde(flatten)]
    pub message: MassMessageInput,
}

/// A message to show to one reader: `openid` or `wechatId`.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MassPreviewInput {
    /// The reader by openid.
    #[serde(default, deserialize_with = "loose::text")]
    pub openid: Option<String>,
    /// The reader by WeChat id (微信号); 100 a day.
    #[serde(default, deserialize_with = "loose::text")]
    pub wechat_id: Option<String>,
    /// The message.
    #[serde(flatten)]
    pub message: MassMessageInput,
}

/// A message.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MassMessageInput {
    /// `article` (or `mpnews`, the default), `text`, `voice`, `image` or `video` (or `mpvideo`).
    #[serde(default, rename = "type", alias = "msgtype", deserialize_with = "loose::text")]
    pub kind: Option<String>,
    /// The draft of an article, which is gone once it is sent; or the voice, picture or video.
    #[serde(default, deserialize_with = "loose::text")]
    pub media_id: Option<String>,
    /// Pictures, where there are several.
    #[serde(default, deserialize_with = "loose::texts")]
    pub media_ids: Vec<String>,
    /// The text of a `text`, or the words above pictures.
    #[serde(default, deserialize_with = "loose::text")]
    pub text: Option<String>,
    /// Sends an article although it is judged a reprint. `false` by default.
    #[serde(default, deserialize_with = "loose::flag")]
    pub send_ignore_reprint: Option<bool>,
    /// Opens comments below pictures. `false` by default.
    #[serde(default, deserialize_with = "loose::flag")]
    pub need_open_comment: Option<bool>,
    /// Only followers may comment. `false` by default.
    #[serde(default, deserialize_with = "loose::flag")]
    pub only_fans_can_comment: Option<bool>,
}

/// What to delete: `msgId`, with `articleIndex` counted from 1 or all of its articles; or `url`.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MassDeletionInput {
    /// The mass send.
    #[serde(default, deserialize_with = "loose::text")]
    pub msg_id: Option<String>,
    /// One article of it, counted from 1; left out or 0: all.
    #[serde(default, deserialize_with = "loose::number")]
    pub article_index: Option<u64>,
    /// The page of the article to delete.
    #[serde(default, deserialize_with = "loose::text")]
    pub url: Option<String>,
}

/// A video to make fit for mass sends.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MassVideoInput {
    /// The uploaded video.
    #[serde(default, deserialize_with = "loose::text")]
    pub media_id: Option<String>,
    /// Its words.
    #[serde(flatten)]
    pub words: VideoWords,
}

/// Whom a message goes to.
pub(super) enum Readers {
    Filter(MassFilter),
    List(Vec<OpenId>),
}

impl Readers {
    pub(super) fn endpoint(&self) -> &'static str {
        match self {
            Self::Filter(_) => "message/mass/sendall",
            Self::List(_) => "message/mass/send",
        }
    }
}

impl MassInput {
    pub(super) fn into_parts(self) -> Result<(Readers, MassMessage, ClientMsgId)> {
        let readers = match (self.to_all.unwrap_or(false), self.tag_id, self.openids) {
            (true, None, openids) if openids.is_empty() => Readers::Filter(MassFilter::All),
            (false, Some(tag), openids) if openids.is_empty() => Readers::Filter(MassFilter::Tag(tag)),
            (false, None, openids) if !openids.is_empty() => Readers::List(check_openids(openids)?),
            _ => return Err(one_of("toAll, tagId, openids")),
        };
        let message = self.message.into_message()?;
        let id = match self.client_msg_id {
            Some(id) => id,
            None => digest(&readers, &message)?,
        };
        let id = ClientMsgId::new(id).map_err(|bad| {
            Error::new(Code::InvalidField).with("field", "clientMsgId").with("problem", bad)
        })?;
        Ok((readers, message, id))
    }
}

impl MassPreviewInput {
    pub(super) fn into_parts(self) -> Result<(PreviewReader, MassMessage)> {
        let reader = match (self.openid, self.wechat_id) {
            (Some(openid), None) => PreviewReader::OpenId(OpenId::new(openid)),
            (None, Some(id)) => PreviewReader::WeChatId(id),
            _ => return Err(one_of("openid, wechatId")),
        };
        Ok((reader, self.message.into_message()?))
    }
}

impl MassMessageInput {
    fn into_message(self) -> Result<MassMessage> {
        let media_id = || self.media_id.clone().map(MediaId::new).ok_or_else(|| missing("mediaId"));
        match self.kind.as_deref() {
            None | Some("article" | "mpnews") => Ok(MassMessage::Article {
                media_id: media_id()?,
                send_ignore_reprint: self.send_ignore_reprint.unwrap_or(false),
            }),
            Some("text") => Ok(MassMessage::Text { content: self.text.ok_or_else(|| missing("text"))? }),
            Some("voice") => Ok(MassMessage::Voice { media_id: media_id()? }),
            Some("video" | "mpvideo") => Ok(MassMessage::Video { media_id: media_id()? }),
            Some("image" | "images") => {
                let mut media_ids: Vec<_> = self.media_ids.into_iter().map(MediaId::new).collect();
                if media_ids.is_empty() {
                    media_ids.push(self.media_id.map(MediaId::new).ok_or_else(|| missing("mediaIds"))?);
                }
                Ok(MassMessage::Images(MassImages {
                    media_ids,
                    recommend: self.text,
                    need_open_comment: self.need_open_comment.unwrap_or(false),
                    only_fans_can_comment: self.only_fans_can_comment.unwrap_or(false),
                }))
            }
            Some(other) => Err(Error::new(Code::InvalidField)
                .with("field", "type")
                .with("problem", format!("{other:?} (article, text, voice, image, video)"))),
        }
    }
}

impl MassDeletionInput {
    /// What to delete, and its name.
    pub(super) fn into_deletion(self) -> Result<(MassDeletion, String)> {
        match (self.msg_id, self.url) {
            (Some(id), None) => {
                let index = self.article_index.map(|index| u32::try_from(index).unwrap_or(u32::MAX));
                Ok((MassDeletion::Message { msg_id: MsgId::new(&*id), article_idx: index }, id))
            }
            (None, Some(url)) => Ok((MassDeletion::Url { url: url.clone() }, url)),
            _ => Err(one_of("msgId, url")),
        }
    }
}

impl MassVideoInput {
    pub(super) fn into_parts(self) -> Result<(MediaId, VideoDescription)> {
        let media_id = self.media_id.ok_or_else(|| missing("mediaId"))?;
        Ok((MediaId::new(media_id), self.words.into_description()?))
    }
}

/// The same for the same message to the same readers, as the platform has it where no id is given: what is asked for
/// twice by mistake goes out once.
fn digest(readers: &Readers, message: &MassMessage) -> Result<String> {
    let readers = match readers {
        Readers::Filter(filter) => serde_json::to_vec(filter),
        Readers::List(openids) => serde_json::to_vec(openids),
    };
    let text = readers.and_then(|readers| Ok([readers, serde_json::to_vec(message)?].concat()));
    let text = text.map_err(|error| Error::new(Code::Internal).because(error))?;
    Ok(format!("{:x}", Bytes::copy_from_slice(&Sha256::digest(text)[..16])))
}

fn check_openids(openids: Vec<String>) -> Result<Vec<OpenId>> {
    let actual = openids.len();
    if actual < MIN_MASS_OPENIDS {
        return Err(Error::new(Code::TooFew)
            .with("field", "openids")
            .with("actual", actual)
            .with("min", MIN_MASS_OPENIDS));
    }
    if actual > MAX_MASS_OPENIDS {
        return Err(Error::new(Code::TooLong)
            .with("field", "openids")
            .with("actual", actual)
            .with("limit", MAX_MASS_OPENIDS));
    }
    Ok(openids.into_iter().map(OpenId::new).collect())
}

fn one_of(fields: &str) -> Error {
    Error::new(Code::ExactlyOneOf).with("fields", fields)
}

fn missing(field: &str) -> Error {
    Error::new(Code::MissingField).with("field", field)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use serde_json::{Value, json};

    use super::*;

    fn parts(value: Value) -> Result<(Readers, MassMessage, ClientMsgId)> {
        serde_json::from_value::<MassInput>(value).unwrap().into_parts()
    }

    #[rstest]
    #[case(json!({"mediaId": "M"}), Code::ExactlyOneOf)]
    #[case(json!({"toAll": false, "mediaId": "M"}), Code::ExactlyOneOf)]
    #[case(json!({"toAll": true, "tagId": 2, "mediaId": "M"}), Code::ExactlyOneOf)]
    #[case(json!({"toAll": true}), Code::MissingField)]
    #[case(json!({"toAll": true, "type": "text"}), Code::MissingField)]
    #[case(json!({"toAll": true, "type": "wxcard", "mediaId": "M"}), Code::InvalidField)]
    #[case(json!({"openids": ["o1"], "mediaId": "M"}), Code::TooFew)]
    #[case(json!({"toAll": true, "mediaId": "M", "clientMsgId": "一二三四五六七八九十一"}), Code::InvalidField)]
    fn nobody_is_written_to_by_mistake(#[case] value: Value, #[case] code: Code) {
        assert_eq!(parts(value).err().map(|error| error.code()), Some(code));
    }

    #[test]
    fn every_send_has_an_id() {
        let (readers, message, id) = parts(json!({"tagId": "2", "mediaId": "M"})).unwrap();
        assert!(matches!(readers, Readers::Filter(MassFilter::Tag(2))));
        assert!(matches!(message, MassMessage::Article { send_ignore_reprint: false, .. }));
        assert_eq!(id.as_str().len(), 32);
        let id_of = |value| parts(value).unwrap().2;
        assert_eq!(id_of(json!({"tagId": 2, "mediaId": "M"})), id);
        assert_ne!(id_of(json!({"tagId": 3, "mediaId": "M"})), id);
        assert_ne!(id_of(json!({"tagId": 2, "mediaId": "N"})), id);
    }
}
