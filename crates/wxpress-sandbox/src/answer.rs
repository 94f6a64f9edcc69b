//! What a call comes to: an answer, or a refusal with a code.

use std::borrow::Cow;

use bytes::Bytes;
use serde::Serialize;

use crate::errcode::{self, Errcode, Suffix};
use crate::json;
use crate::world::media::StoredFile;

/// A good answer.
#[derive(Debug)]
pub(crate) enum Answer {
    Json(Bytes),
    /// A file, as `material/get_material` and `media/get` send it.
    File(StoredFile),
    /// A file that nobody uploaded.
    Attachment {
        name: String,
        content_type: &'static str,
        bytes: &'static [u8],
    },
}

impl Answer {
    /// A JSON answer.
    pub(crate) fn json<T: Serialize>(value: &T) -> Result<Self, Refusal> {
        Ok(Self::Json(json::to_bytes(value).map_err(|_| Errcode::SYSTEM_ERROR)?.into()))
    }

    /// `{"errcode":0,"errmsg":"ok"}`
    pub(crate) fn ok() -> Self {
        Self::Json(Bytes::from_static(br#"{"errcode":0,"errmsg":"ok"}"#))
    }
}

/// What a call comes to.
pub(crate) type Reply = Result<Answer, Refusal>;

/// A refusal: the code, and the text where it is not the table's.
#[derive(Debug)]
pub(crate) struct Refusal {
    errcode: Errcode,
    text: Cow<'static, str>,
    suffix: Suffix,
    envelope: Envelope,
    /// The mass send that was there before.
    msg_id: Option<u64>,
}

/// The field that a refusal's code stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Envelope {
    /// `errcode`
    Errcode,
    /// `ret`, by `material/upload_video` alone.
    Ret,
}

impl From<Errcode> for Refusal {
    fn from(errcode: Errcode) -> Self {
        let (text, suffix) = errcode::lookup(errcode);
        Self { errcode, text: text.into(), suffix, envelope: Envelope::Errcode, msg_id: None }
    }
}

impl Refusal {
    /// A refusal whose text is its own.
    pub(crate) fn with_text(errcode: Errcode, text: impl Into<Cow<'static, str>>) -> Self {
        Self { text: text.into(), ..errcode.into() }
    }

    /// A refusal that names a mass send.
    pub(crate) fn with_msg_id(errcode: Errcode, msg_id: u64) -> Self {
        Self { msg_id: Some(msg_id), ..errcode.into() }
    }

    /// The same by a service whose refusals never carry a hint.
    pub(crate) fn without_hint(self) -> Self {
        let suffix = if self.suffix == Suffix::HintRid { Suffix::Rid } else { self.suffix };
        Self { suffix, ..self }
    }

    /// The same with its code in `ret`.
    pub(crate) fn in_ret(self) -> Self {
        Self { envelope: Envelope::Ret, ..self }
    }

    pub(crate) fn errcode(&self) -> Errcode {
        self.errcode
    }

    pub(crate) fn suffix(&self) -> Suffix {
        self.suffix
    }

    /// The JSON body; `hint` shows only where the code's class has hints.
    pub(crate) fn body(&self, rid: &str, hint: &str) -> Bytes {
        #[derive(Serialize)]
        struct Body<'a> {
            #[serde(skip_serializing_if = "Option::is_none")]
            errcode: Option<i32>,
            #[serde(skip_serializing_if = "Option::is_none")]
            ret: Option<i32>,
            errmsg: &'a str,
            #[serde(skip_serializing_if = "Option::is_none")]
            msg_id: Option<u64>,
        }
        let errmsg = match self.suffix {
            Suffix::None => self.text.to_string(),
            Suffix::Rid => format!("{} rid: {rid}", self.text),
            Suffix::HintRid => format!("{} hint: [{hint}] rid: {rid}", self.text),
        };
        let code = Some(self.errcode.0);
        let (errcode, ret) = match self.envelope {
            Envelope::Errcode => (code, None),
            Envelope::Ret => (None, code),
        };
        let body = Body { errcode, ret, errmsg: &errmsg, msg_id: self.msg_id };
        json::to_bytes(&body).unwrap_or_default().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_ends_as_its_class_does() {
        let body = |errcode: Errcode| {
            String::from_utf8(
                Refusal::from(errcode).body("686b9c63-71515ae1-3be2bce2", "bEsX5a085255-0").to_vec(),
            )
            .unwrap()
        };
        assert_eq!(
            body(Errcode::INVALID_MEDIA_ID),
            r#"{"errcode":40007,"errmsg":"invalid media_id hint: [bEsX5a085255-0] rid: 686b9c63-71515ae1-3be2bce2"}"#
        );
        assert_eq!(
            body(Errcode::API_UNAUTHORIZED),
            r#"{"errcode":48001,"errmsg":"api unauthorized rid: 686b9c63-71515ae1-3be2bce2"}"#
        );
        let refusal = Refusal::from(Errcode::EMPTY_MEDIA_DATA).without_hint().in_ret();
        assert_eq!(refusal.body("1-2-3", "h"), r#"{"ret":44001,"errmsg":"empty media data rid: 1-2-3"}"#);
    }
}
