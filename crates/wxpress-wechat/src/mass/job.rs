//! [`MassJob`]: a mass send under way, and what becomes of it.

use reqwest::Response;
use serde::{Deserialize, Serialize};

use crate::{
    client::{Endpoint, Reading, answer},
    errcode::CLIENT_MSG_ID_EXISTS,
    error::Result,
    id::{MsgDataId, MsgId, as_number},
};

/// A message taken for sending: queued, not yet sent.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct MassJob {
    /// Asks for its status, and deletes it.
    pub msg_id: MsgId,
    /// What its comments hang on; for articles only.
    #[serde(default)]
    pub msg_data_id: Option<MsgDataId>,
    /// Whether the message had been sent within the last 24 hours, so that nothing was sent now (45065): `msg_id` is
    /// that send's.
    #[serde(skip)]
    pub repeated: bool,
}

/// Reads the answer to a send. The refusal that names an earlier send is a success: the message is on its way.
impl Reading for MassJob {
    type Output = Self;
    const MAX_FILE_BYTES: u64 = 0;

    async fn read(endpoint: Endpoint, response: Response) -> Result<Self> {
        let bytes = answer::read(endpoint, response).await?;
        match answer::verdict(endpoint, &bytes) {
            Ok(()) => answer::decode(endpoint, &bytes),
            Err(refusal) if refusal.errcode() == Some(CLIENT_MSG_ID_EXISTS) => {
                let earlier: Result<Self> = answer::decode(endpoint, &bytes);
                earlier.map(|job| Self { repeated: true, ..job }).map_err(|_| refusal)
            }
            Err(refusal) => Err(refusal),
        }
    }
}

/// How a mass send stands.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "String")]
#[non_exhaustive]
pub enum MassStatus {
    /// `SENDING`: under way.
    Sending,
    /// `SEND_SUCCESS`: sent.
    Sent,
    /// `SEND_FAIL`: failed.
    Failed,
    /// `DELETE`: taken back.
    Deleted,
    /// A word that our documents do not name.
    Other(String),
}

impl MassStatus {
    /// Whether the platform is done with the send.
    pub fn is_final(&self) -> bool {
        matches!(self, Self::Sent | Self::Failed | Self::Deleted)
    }

    /// The platform's word.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Sending => "SENDING",
            Self::Sent => "SEND_SUCCESS",
            Self::Failed => "SEND_FAIL",
            Self::Deleted => "DELETE",
            Self::Other(word) => word,
        }
    }
}

impl From<String> for MassStatus {
    fn from(word: String) -> Self {
        match word.as_str() {
            "SENDING" => Self::Sending,
            "SEND_SUCCESS" => Self::Sent,
            "SEND_FAIL" => Self::Failed,
            "DELETE" => Self::Deleted,
            _ => Self::Other(word),
        }
    }
}

/// What of a mass send is taken back. A draft sent several times has one content: it is gone from all of its sends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum MassDeletion {
    /// By the send.
    Message {
        /// The send.
        #[serde(serialize_with = "as_number")]
        msg_id: MsgId,
        /// One of its articles, counted from 1; all of them without.
        #[serde(skip_serializing_if = "Option::is_none")]
        article_idx: Option<u32>,
    },
    /// By the page of one article.
    Url {
        /// Its permanent URL.
        url: String,
    },
}
