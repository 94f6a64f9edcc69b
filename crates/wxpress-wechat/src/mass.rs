//! `message/mass/*`: sending to all followers or many of them (docs/reference/wechat-api.md §9.1).

mod job;
mod message;
mod recipients;
mod speed;

pub use job::{MassDeletion, MassJob, MassStatus};
pub use message::{BadClientMsgId, ClientMsgId, MassImages, MassMessage};
pub use recipients::{MassFilter, PreviewReader};
use serde::{Deserialize, Serialize, de::IgnoredAny};
pub use speed::{BadSpeedLevel, MassSpeed, SpeedLevel};

use crate::{
    client::{Client, Endpoint, Payload, Request},
    error::Result,
    id::{ByMediaId, MediaId, MsgId, OpenId},
};

const SEND_ALL: Endpoint = Endpoint::post_once("message/mass/sendall");
const SEND: Endpoint = Endpoint::post_once("message/mass/send");
const PREVIEW: Endpoint = Endpoint::post_once("message/mass/preview");
const DELETE: Endpoint = Endpoint::post_once("message/mass/delete");
const STATUS: Endpoint = Endpoint::post("message/mass/get");
const SPEED: Endpoint = Endpoint::post("message/mass/speed/get");
const SET_SPEED: Endpoint = Endpoint::post("message/mass/speed/set");

/// The mass send family, for verified accounts (48001). At most 60 sends a minute (45011, 42010).
#[derive(Debug, Clone, Copy)]
pub struct Mass<'a>(&'a Client);

impl Client {
    /// Mass sends.
    pub fn mass(&self) -> Mass<'_> {
        Mass(self)
    }
}

/// To whom, what, and the caller's own id of it.
#[derive(Serialize)]
struct SendRequest<'a, T> {
    #[serde(flatten)]
    to: T,
    #[serde(flatten)]
    message: &'a MassMessage,
    #[serde(skip_serializing_if = "Option::is_none")]
    clientmsgid: Option<&'a ClientMsgId>,
}

impl Mass<'_> {
    /// Sends to all followers or to those with a tag. Success means queued: [`Self::status`] or a push tells the end.
    /// A subscription account may do so once a day; a reader gets four messages a month from a service account.
    ///
    /// With a `client_msg_id` an unclear end is cleared by the same call again: the platform sends a message with one
    /// id only once in 24 hours, and names the send that there is ([`MassJob::repeated`]). Without one it goes by a
    /// digest of readers and content, so that the same message to the same readers is a repetition as well.
    ///
    /// # Errors
    /// 40007 unknown or used draft, 40152 unknown tag, 42010 too soon after another send, 45028 no quota left, 45065
    /// made before and no id named, 45066 repeated within a minute, 45161 the video is not from
    /// [`upload_video`](crate::media::Media::upload_video), 48001 and 48003 no permission, 48021 saved by the editor
    /// only, 48022 a video sent from the admin site only, 89504 and 89505 waiting for the admin for up to 30 minutes.
    /// May end [`Ambiguous`](crate::ErrorClass::Ambiguous).
    pub async fn send_all(
        &self,
        filter: &MassFilter,
        message: &MassMessage,
        client_msg_id: Option<&ClientMsgId>,
    ) -> Result<MassJob> {
        #[derive(Serialize)]
        struct To<'a> {
            filter: &'a MassFilter,
        }
        self.submit(SEND_ALL, &SendRequest { to: To { filter }, message, clientmsgid: client_msg_id }).await
    }

    /// Sends to 2 to 10,000 followers; service accounts only.
    ///
    /// # Errors
    /// 40031 an unknown reader, 40032 and 40130 too many or too few, and those of [`Self::send_all`].
    pub async fn send(
        &self,
        readers: &[OpenId],
        message: &MassMessage,
        client_msg_id: Option<&ClientMsgId>,
    ) -> Result<MassJob> {
        #[derive(Serialize)]
        struct To<'a> {
            touser: &'a [OpenId],
        }
        let to = To { touser: readers };
        self.submit(SEND, &SendRequest { to, message, clientmsgid: client_msg_id }).await
    }

    async fn submit(&self, endpoint: Endpoint, body: &impl Serialize) -> Result<MassJob> {
        let payload = Payload::json(endpoint, body)?;
        self.0.perform::<MassJob>(&Request::new(endpoint, &[], payload)).await
    }

    /// Sends one reader a preview: 100 a day by WeChat id. Of several pictures it shows the first.
    ///
    /// # Errors
    /// 40003 unknown openid, 40007 unknown material or draft, 40132 unknown WeChat id. May end
    /// [`Ambiguous`](crate::ErrorClass::Ambiguous).
    pub async fn preview(&self, to: &PreviewReader, message: &MassMessage) -> Result<()> {
        #[derive(Serialize)]
        struct Picture<'a> {
            #[serde(flatten)]
            to: &'a PreviewReader,
            image: ByMediaId<'a>,
            msgtype: &'a str,
        }
        match message {
            MassMessage::Images(MassImages { media_ids, .. }) => {
                let none = MediaId::default();
                let image = ByMediaId { media_id: media_ids.first().unwrap_or(&none) };
                let picture = Picture { to, image, msgtype: message.msgtype() };
                self.0.post(PREVIEW, &picture).await.map(|_: IgnoredAny| ())
            }
            message => {
                let request = SendRequest { to, message, clientmsgid: None };
                self.0.post(PREVIEW, &request).await.map(|_: IgnoredAny| ())
            }
        }
    }

    /// Takes the content of a send back: articles and videos only, and only once sent. Readers keep its card.
    ///
    /// # Errors
    /// 40059 unknown send, 40060 no such article, 40065 not in a state to be deleted, 40204 an article flagged
    /// as copied or as a rumour, 9500001 neither id nor URL.
    pub async fn delete(&self, which: &MassDeletion) -> Result<()> {
        self.0.post(DELETE, which).await.map(|_: IgnoredAny| ())
    }

    /// How a send stands.
    ///
    /// # Errors
    /// 40059 unknown send.
    pub async fn status(&self, msg_id: &MsgId) -> Result<MassStatus> {
        #[derive(Serialize)]
        struct Request<'a> {
            msg_id: &'a MsgId,
        }
        #[derive(Deserialize)]
        struct Answer {
            msg_status: MassStatus,
        }
        self.0.post(STATUS, &Request { msg_id }).await.map(|answer: Answer| answer.msg_status)
    }

    /// How fast sends go out.
    pub async fn speed(&self) -> Result<MassSpeed> {
        #[derive(Serialize)]
        struct Request {}
        self.0.post(SPEED, &Request {}).await
    }

    /// Sets how fast sends go out.
    ///
    /// # Errors
    /// 45083 no such level.
    pub async fn set_speed(&self, level: SpeedLevel) -> Result<()> {
        #[derive(Serialize)]
        struct Request {
            speed: SpeedLevel,
        }
        self.0.post(SET_SPEED, &Request { speed: level }).await.map(|_: IgnoredAny| ())
    }
}
