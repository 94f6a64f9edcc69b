//! [`MassMessage`]: what a mass send carries.

use serde::{Serialize, Serializer, ser::SerializeMap};

use crate::{
    id::{ByMediaId, MediaId},
    json::flag,
    limits::MAX_CLIENT_MSG_ID_BYTES,
};

/// What a mass send carries.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum MassMessage {
    /// The articles of a draft, whose id is void once they are sent.
    Article {
        /// The draft.
        media_id: MediaId,
        /// Whether it is sent although the platform takes it for a reprint, where the original may be reprinted.
        send_ignore_reprint: bool,
    },
    /// A text.
    Text {
        /// The text itself.
        content: String,
    },
    /// A permanent voice.
    Voice {
        /// Its id.
        media_id: MediaId,
    },
    /// Permanent pictures.
    Images(MassImages),
    /// A video.
    Video {
        /// The id that [`upload_video`](crate::media::Media::upload_video) gave, not the material's.
        media_id: MediaId,
    },
}

/// The pictures of a mass send.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct MassImages {
    /// Their permanent ids.
    pub media_ids: Vec<MediaId>,
    /// Words that go with them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recommend: Option<String>,
    /// Whether readers may comment. 88000 on accounts without comments.
    #[serde(with = "flag")]
    pub need_open_comment: bool,
    /// Whether only followers may comment.
    #[serde(with = "flag")]
    pub only_fans_can_comment: bool,
}

impl MassMessage {
    /// The platform's name of the kind.
    pub(super) fn msgtype(&self) -> &'static str {
        match self {
            Self::Article { .. } => "mpnews",
            Self::Text { .. } => "text",
            Self::Voice { .. } => "voice",
            Self::Images(_) => "image",
            Self::Video { .. } => "mpvideo",
        }
    }
}

impl Serialize for MassMessage {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Text<'a> {
            content: &'a str,
        }
        let mut map = serializer.serialize_map(None)?;
        match self {
            Self::Article { media_id, send_ignore_reprint } => {
                map.serialize_entry(self.msgtype(), &ByMediaId { media_id })?;
                map.serialize_entry("send_ignore_reprint", &u8::from(*send_ignore_reprint))?;
            }
            Self::Text { content } => map.serialize_entry(self.msgtype(), &Text { content })?,
            Self::Voice { media_id } | Self::Video { media_id } => {
                map.serialize_entry(self.msgtype(), &ByMediaId { media_id })?;
            }
            Self::Images(images) => map.serialize_entry("images", images)?,
        }
        map.serialize_entry("msgtype", self.msgtype())?;
        map.end()
    }
}

/// The caller's own id of a mass send, 1 to 32 bytes: the platform sends a message with it once in 24 hours.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct ClientMsgId(String);

/// An id of no bytes or of more than the platform takes (45067).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a clientmsgid has 1 to {MAX_CLIENT_MSG_ID_BYTES} bytes, not {len_bytes}")]
pub struct BadClientMsgId {
    /// Length of what was given.
    pub len_bytes: usize,
}

impl ClientMsgId {
    /// Takes an id of 1 to 32 bytes.
    ///
    /// # Errors
    /// [`BadClientMsgId`] for any other length.
    pub fn new(text: impl Into<String>) -> Result<Self, BadClientMsgId> {
        let text = text.into();
        match text.len() {
            1..=MAX_CLIENT_MSG_ID_BYTES => Ok(Self(text)),
            len_bytes => Err(BadClientMsgId { len_bytes }),
        }
    }

    /// The id as the platform gets it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(0, false)]
    #[case(1, true)]
    #[case(32, true)]
    #[case(33, false)]
    fn client_msg_ids_are_measured_in_bytes(#[case] len: usize, #[case] fits: bool) {
        assert_eq!(ClientMsgId::new("a".repeat(len)).is_ok(), fits);
        assert!(ClientMsgId::new("群".repeat(11)).is_err());
    }
}
