//! `wxpress media`.

use clap::Subcommand;
use wxpress_publish::{Error, media::MediaAnswer};

use super::{Caller, Verb};
use crate::{answer::Answer, download::Target, source::Source};

/// What can be done with files that are no materials.
#[derive(Debug, Subcommand)]
pub(crate) enum MediaVerb {
    /// Upload a file for three days; pictures are fitted to the platform's limits.
    Upload {
        /// Its kind: image, voice, video or thumb.
        #[arg(long = "type", value_name = "TYPE", default_value = "image")]
        kind: String,
        #[arg(value_name = "FILE|-")]
        file: Source,
    },
    /// Fetch one: the file, or where a video's can be had.
    Get {
        media_id: String,
        /// A voice that a web page recorded, in its full quality.
        #[arg(long)]
        hd: bool,
        #[command(flatten)]
        target: Target,
    },
    /// Upload a picture for the body of an article: it takes no place among the materials.
    ContentImage {
        #[arg(value_name = "FILE|-")]
        file: Source,
    },
}

impl Verb for MediaVerb {
    async fn run(self, Caller { app, choice, json, .. }: &Caller) -> Result<Answer, Error> {
        let media = app.media();
        match self {
            Self::Upload { kind, file } => {
                let (uploaded, warnings) =
                    media.upload(choice, Some(&kind), file.open_media().await?).await?;
                Ok(Answer::of(&uploaded)?.with(warnings))
            }
            Self::Get { media_id, hd, target } => {
                let place = target.prepare(*json).await?;
                if hd {
                    return place.take(media.read_hd_voice(choice, &media_id).await?).await;
                }
                if !place.is_stdout() {
                    return place.take(media.file(choice, &media_id).await?).await;
                }
                match media.read(choice, &media_id).await? {
                    MediaAnswer::File(file) => place.take(file).await,
                    MediaAnswer::Video(video) => Answer::of(&video),
                }
            }
            Self::ContentImage { file } => {
                let (picture, warnings) =
                    app.pictures().upload_content(choice, file.open_media().await?).await?;
                Ok(Answer::of(&picture)?.with(warnings))
            }
        }
    }
}
