//! Mass sends: to all followers, those of a tag, or many by their openids (docs/reference/wechat-api.md §9.1).

mod input;

use std::time::Duration;

pub use input::{MassDeletionInput, MassInput, MassPreviewInput, MassVideoInput};
use serde::Serialize;
use utoipa::ToSchema;
use wxpress_wechat::{
    Client, ErrorClass, MsgId,
    errcode::{CLIENT_MSG_ID_TOO_FAST, INVALID_MEDIA_ID, INVALID_MSG_ID},
    mass::{ClientMsgId, MassJob, MassMessage, MassStatus as State, SpeedLevel},
};

use crate::{
    account::AccountChoice,
    app::App,
    error::{Error, Result},
    ledger::{self, Intent},
    message::{Code, Filled, Lang},
    warning::Warning,
};
use input::Readers;

/// Pauses before a send whose end is not known is asked for again by its `clientmsgid`.
const PAUSES: [Duration; 2] = [Duration::from_secs(2), Duration::from_secs(8)];
/// What the platform wants to be waited for when the same `clientmsgid` comes too soon.
const TOO_FAST_PAUSE: Duration = Duration::from_secs(61);

/// Mass sends.
#[derive(Debug, Clone, Copy)]
pub struct Mass<'a>(pub(crate) &'a App);

/// A mass send under way.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MassSend {
    /// Asks for its status, deletes it.
    pub msg_id: String,
    /// Id for comments; of articles only.
    pub msg_data_id: Option<String>,
    /// What makes the send one: sent again with the same id within 24 hours, nothing goes out twice.
    pub client_msg_id: String,
}

/// How a mass send stands.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MassStatus {
    /// The mass send.
    pub msg_id: String,
    /// `mass_sending`, `mass_sent`, `mass_failed`, `mass_deleted` or `unknown_state`.
    pub status: &'static str,
    /// The platform's own word, such as `SEND_SUCCESS`.
    pub status_text: String,
    /// The status in words.
    pub message: String,
    /// Whether it will not change by itself any more.
    #[serde(rename = "final")]
    pub is_final: bool,
}

/// How fast mass sends go out.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MassSpeed {
    /// Level, 0 (fastest) to 4.
    pub speed: u8,
    /// Ten thousand readers a minute.
    pub real_speed: u32,
}

/// A video that a mass send may carry.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MassVideo {
    /// Its id, for messages of type `video`.
    pub media_id: String,
}

impl Mass<'_> {
    /// Sends to all, to a tag or to a list of readers, exactly once: an end that is not known is cleared up by the
    /// `clientmsgid`, which is made where none is given.
    ///
    /// # Errors
    /// [`Code::ExactlyOneOf`] where none or several of `toAll`, `tagId` and `openids` are given; [`Code::NotPermitted`],
    /// [`Code::QuotaExhausted`] and other refusals; [`Code::OutcomeUnknown`] where nothing could be cleared up.
    pub async fn send(&self, choice: &AccountChoice, input: MassInput) -> Result<(MassSend, Vec<Warning>)> {
        let (readers, message, client_msg_id) = input.into_parts()?;
        let client = self.0.client(choice).await?;
        let intent = Intent {
            endpoint: readers.endpoint().into(),
            request: client_msg_id.as_str().as_bytes().to_vec(),
            subject: format!("clientmsgid {}", client_msg_id.as_str()),
        };
        let (sender, id) = (client.clone(), client_msg_id.clone());
        let call = async move { send_surely(&sender, &readers, &message, &id).await };
        let result = |job: &MassJob| Some(job.msg_id.to_string());
        let job = ledger::once(self.0, &client, intent, result, call).await;
        let job = job.map_err(|error| match error.errcode() {
            Some(INVALID_MEDIA_ID) => error.recoded(Code::UnknownMassMedia),
            _ => error,
        })?;
        let warnings = if job.repeated { vec![Warning::new(Code::MassSentBefore)] } else { Vec::new() };
        let view = MassSend {
            msg_id: job.msg_id.to_string(),
            msg_data_id: job.msg_data_id.map(|id| id.to_string()),
            client_msg_id: client_msg_id.as_str().to_owned(),
        };
        Ok((view, warnings))
    }

    /// Shows a message to one reader before it goes to many: by openid, or by WeChat id (100 a day).
    pub async fn preview(&self, choice: &AccountChoice, input: MassPreviewInput) -> Result<()> {
        let (reader, message) = input.into_parts()?;
        let client = self.0.client(choice).await?;
        let intent = Intent {
            endpoint: "message/mass/preview".into(),
            request: serde_json::to_vec(&reader)
                .map_err(|error| Error::new(Code::Internal).because(error))?,
            subject: "preview".to_owned(),
        };
        let sender = client.clone();
        let call = async move { sender.mass().preview(&reader, &message).await };
        ledger::once(self.0, &client, intent, |()| None, call).await
    }

    /// Deletes articles or videos that were sent: those who have not opened them will find them gone.
    pub async fn delete(&self, choice: &AccountChoice, input: MassDeletionInput) -> Result<()> {
        let (which, name) = input.into_deletion()?;
        let client = self.0.client(choice).await?;
        let intent = Intent {
            endpoint: "message/mass/delete".into(),
            request: serde_json::to_vec(&which).map_err(|error| Error::new(Code::Internal).because(error))?,
            subject: name.clone(),
        };
        let sender = client.clone();
        let call = async move { sender.mass().delete(&which).await };
        let deleted = ledger::once(self.0, &client, intent, |()| None, call).await;
        deleted.map_err(|error| unknown(error, &name))
    }

    /// How a mass send stands, told in `lang`.
    pub async fn status(&self, choice: &AccountChoice, msg_id: &str, lang: Lang) -> Result<MassStatus> {
        let status = self.0.client(choice).await?.mass().status(&MsgId::new(msg_id)).await;
        let status = status.map_err(|error| unknown(error, msg_id))?;
        let code = match status {
            State::Sending => Code::MassSending,
            State::Sent => Code::MassSent,
            State::Failed => Code::MassFailed,
            State::Deleted => Code::MassDeleted,
            _ => Code::UnknownState,
        };
        let args = [("state", status.as_str().to_owned())];
        Ok(MassStatus {
            msg_id: msg_id.to_owned(),
            status: code.as_str(),
            status_text: status.as_str().to_owned(),
            message: Filled(code.template(lang), &args).to_string(),
            is_final: status.is_final(),
        })
    }

    /// How fast mass sends go out.
    pub async fn speed(&self, choice: &AccountChoice) -> Result<MassSpeed> {
        let speed = self.0.client(choice).await?.mass().speed().await?;
        Ok(MassSpeed { speed: speed.speed, real_speed: speed.realspeed })
    }

    /// Sets how fast mass sends go out: level 0 (fastest) to 4.
    pub async fn set_speed(&self, choice: &AccountChoice, level: u64) -> Result<()> {
        let level = u8::try_from(level).unwrap_or(u8::MAX);
        let level = SpeedLevel::new(level).map_err(|bad| {
            Error::new(Code::OutOfRange)
                .with("field", "speed")
                .with("actual", bad.level)
                .with("min", 0)
                .with("max", 4)
        })?;
        Ok(self.0.client(choice).await?.mass().set_speed(level).await?)
    }

    /// Makes of an uploaded video one that a mass send may carry.
    pub async fn prepare_video(&self, choice: &AccountChoice, input: MassVideoInput) -> Result<MassVideo> {
        let (media_id, words) = input.into_parts()?;
        let client = self.0.client(choice).await?;
        let made = client.media().upload_video(&media_id, &words).await.map_err(|error| {
            Error::from(error).naming(INVALID_MEDIA_ID, Code::UnknownMaterial, "media_id", media_id.as_str())
        })?;
        Ok(MassVideo { media_id: made.media_id.to_string() })
    }
}

/// Sends, and where it is not known whether that went through, asks again by the same `clientmsgid`, to which the
/// platform answers with the message that is there already.
async fn send_surely(
    client: &Client,
    readers: &Readers,
    message: &MassMessage,
    id: &ClientMsgId,
) -> wxpress_wechat::Result<MassJob> {
    let mut pauses = PAUSES.into_iter();
    let mut in_doubt = None;
    loop {
        let sent = match readers {
            Readers::Filter(filter) => client.mass().send_all(filter, message, Some(id)).await,
            Readers::List(openids) => client.mass().send(openids, message, Some(id)).await,
        };
        match sent {
            Err(error) if error.class() == ErrorClass::Ambiguous => {
                let Some(pause) = pauses.next() else { return Err(error) };
                tracing::info!(%error, "a mass send is asked for again by its clientmsgid");
                in_doubt = Some(error);
                tokio::time::sleep(pause).await;
            }
            Err(error) if in_doubt.is_some() && error.errcode() == Some(CLIENT_MSG_ID_TOO_FAST) => {
                if pauses.next().is_none() {
                    return Err(in_doubt.unwrap_or(error));
                }
                tokio::time::sleep(TOO_FAST_PAUSE).await;
            }
            // A refusal of the second try does not say what became of the first.
            Err(error) => return Err(in_doubt.unwrap_or(error)),
            // Found again by our own second try, it is new to the caller.
            Ok(mut job) => {
                job.repeated &= in_doubt.is_none();
                return Ok(job);
            }
        }
    }
}

/// Tells a mass send that the platform does not know by its id.
fn unknown(error: impl Into<Error>, msg_id: &str) -> Error {
    error.into().naming(INVALID_MSG_ID, Code::UnknownMassSend, "msg_id", msg_id)
}
