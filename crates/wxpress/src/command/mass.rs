//! `wxpress mass`.

use clap::{Args, Subcommand};
use wxpress_publish::{
    Error,
    mass::{MassDeletionInput, MassInput, MassPreviewInput, MassVideoInput},
    material::VideoWords,
};

use super::{Caller, Verb};
use crate::answer::Answer;

/// What can be done with mass sends.
#[derive(Debug, Subcommand)]
pub(crate) enum MassVerb {
    /// Send a message to all followers, to those with a tag, or to a list of readers.
    Send {
        #[command(flatten)]
        readers: Readers,
        /// Makes the send one: with the same id within 24 hours nothing goes out twice. Made where none is given.
        #[arg(long, value_name = "ID")]
        client_msg_id: Option<String>,
        #[command(flatten)]
        message: Message,
    },
    /// Show a message to one reader before it goes to many.
    Preview {
        /// The reader by openid.
        #[arg(long, required_unless_present = "wechat_id", conflicts_with = "wechat_id")]
        openid: Option<String>,
        /// The reader by WeChat id (微信号); 100 a day.
        #[arg(long)]
        wechat_id: Option<String>,
        #[command(flatten)]
        message: Message,
    },
    /// Delete what was sent.
    Delete {
        #[arg(required_unless_present = "url", conflicts_with = "url")]
        msg_id: Option<String>,
        /// Only this article, counted from 1; 0 for all of them.
        #[arg(long, default_value_t = 0)]
        index: u64,
        /// The article at this page instead.
        #[arg(long)]
        url: Option<String>,
    },
    /// Tell how one stands.
    Status { msg_id: String },
    /// Tell how fast mass sends go out, or set it.
    Speed {
        /// The new level, 0 (fastest) to 4.
        level: Option<u64>,
    },
    /// Make of an uploaded video one that a mass send may carry.
    Video {
        media_id: String,
        /// Title.
        #[arg(long)]
        title: Option<String>,
        /// Introduction.
        #[arg(long)]
        introduction: Option<String>,
    },
}

/// Whom a message goes to.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub(crate) struct Readers {
    /// To all followers.
    #[arg(long)]
    to_all: bool,

    /// To the followers with this tag.
    #[arg(long, value_name = "ID")]
    tag: Option<u64>,

    /// To this reader, given 2 to 10000 times; service accounts only.
    #[arg(long = "openid", value_name = "OPENID")]
    openids: Vec<String>,
}

/// A message.
#[derive(Debug, Args)]
pub(crate) struct Message {
    /// What it is: article, text, voice, image or video.
    #[arg(long = "type", value_name = "TYPE", default_value = "article")]
    kind: String,

    /// The draft of an article, the voice, the video, or the pictures, given up to 20 times.
    #[arg(long = "media-id", value_name = "MEDIA_ID")]
    media_ids: Vec<String>,

    /// The text, or the words above pictures.
    #[arg(long)]
    text: Option<String>,

    /// Send an article although it is judged a reprint.
    #[arg(long)]
    send_ignore_reprint: bool,

    /// Open comments below pictures.
    #[arg(long)]
    comments: bool,

    /// Only followers may comment.
    #[arg(long)]
    fans_only: bool,
}

impl Message {
    /// To nobody yet.
    fn into_input(self) -> MassInput {
        let mut input = MassInput::default();
        input.message.kind = Some(self.kind);
        input.message.media_id = self.media_ids.first().cloned();
        input.message.media_ids = self.media_ids;
        input.message.text = self.text;
        input.message.send_ignore_reprint = Some(self.send_ignore_reprint);
        input.message.need_open_comment = Some(self.comments);
        input.message.only_fans_can_comment = Some(self.fans_only);
        input
    }
}

impl Verb for MassVerb {
    async fn run(self, Caller { app, choice, lang, .. }: &Caller) -> Result<Answer, Error> {
        let mass = app.mass();
        match self {
            Self::Send { readers, client_msg_id, message } => {
                let input = MassInput {
                    to_all: Some(readers.to_all),
                    tag_id: readers.tag,
                    openids: readers.openids,
                    client_msg_id,
                    ..message.into_input()
                };
                let (sent, warnings) = mass.send(choice, input).await?;
                Ok(Answer::of(&sent)?.with(warnings))
            }
            Self::Preview { openid, wechat_id, message } => {
                let input = MassPreviewInput { openid, wechat_id, message: message.into_input().message };
                mass.preview(choice, input).await?;
                Ok(Answer::done())
            }
            Self::Delete { msg_id, index, url } => {
                let input = MassDeletionInput { msg_id, article_index: Some(index), url };
                mass.delete(choice, input).await?;
                Ok(Answer::done())
            }
            Self::Status { msg_id } => Answer::of(&mass.status(choice, &msg_id, *lang).await?),
            Self::Speed { level: None } => Answer::of(&mass.speed(choice).await?),
            Self::Speed { level: Some(level) } => {
                mass.set_speed(choice, level).await?;
                Ok(Answer::done())
            }
            Self::Video { media_id, title, introduction } => {
                let words = VideoWords { title, introduction };
                let input = MassVideoInput { media_id: Some(media_id), words };
                Answer::of(&mass.prepare_video(choice, input).await?)
            }
        }
    }
}
