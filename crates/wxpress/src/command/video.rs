//! `wxpress video`.

use std::{num::NonZeroUsize, path::PathBuf, sync::Arc};

use clap::{Args, Subcommand};
use wxpress_publish::{
    Code, Error,
    partner::{UploadOptions, VideoInput, VideoStatus},
};

use super::{Caller, Verb};
use crate::{answer::Answer, progress::Progress, stop, terminal};

/// What can be done with videos of the 媒体API.
#[derive(Debug, Subcommand)]
pub(crate) enum VideoVerb {
    /// Upload one of up to 2 GB in blocks. Broken off, the same command goes on where it stopped.
    Upload(UploadArguments),
    /// Tell how one stands: transcoding, in review, passed.
    Status {
        media_id: String,
        #[command(flatten)]
        wait: Wait,
    },
    /// List the uploads from here, newest first.
    List,
    /// Forget an upload and its progress. What the platform has stays there.
    Forget {
        /// Its id in the list.
        id: String,
    },
}

/// What is uploaded, and how.
#[derive(Debug, Args)]
pub(crate) struct UploadArguments {
    file: PathBuf,

    /// Title.
    #[arg(long)]
    title: Option<String>,

    /// Introduction.
    #[arg(long)]
    description: Option<String>,

    /// Declare it original.
    #[arg(long)]
    original: bool,

    /// First category, as the platform numbers or names it.
    #[arg(long)]
    category: Option<String>,

    /// Second category.
    #[arg(long)]
    subcategory: Option<String>,

    /// Tag, up to five times.
    #[arg(long = "tag", value_name = "TAG")]
    tags: Vec<String>,

    /// URL of the cover.
    #[arg(long, value_name = "URL")]
    cover_url: Option<String>,

    /// Blocks sent at the same time.
    #[arg(long, value_name = "N", default_value = "1", value_parser = parse_parallel)]
    parallel: NonZeroUsize,

    /// Make it a material once more, although it is one already, or may be.
    #[arg(long)]
    again: bool,

    #[command(flatten)]
    wait: Wait,
}

/// Whether the review is waited for.
#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct Wait {
    /// Wait until the review is over, telling each new status; fails if it has not passed.
    #[arg(long)]
    wait: bool,
}

/// More blocks at once than this only take memory.
const MAX_PARALLEL: usize = 8;

fn parse_parallel(text: &str) -> Result<NonZeroUsize, String> {
    let count = text.parse::<NonZeroUsize>().ok().filter(|count| count.get() <= MAX_PARALLEL);
    count.ok_or_else(|| format!("1 to {MAX_PARALLEL}"))
}

impl Verb for VideoVerb {
    async fn run(self, caller: &Caller) -> Result<Answer, Error> {
        let Caller { app, choice, lang, .. } = caller;
        let videos = app.partner_videos();
        match self {
            Self::Upload(arguments) => upload(arguments, caller).await,
            Self::Status { media_id, wait: Wait { wait: true } } => wait_for(caller, &media_id).await,
            Self::Status { media_id, .. } => Answer::of(&videos.status(choice, &media_id, *lang).await?),
            Self::List => Answer::of(&videos.uploads(choice).await?),
            Self::Forget { id } => {
                videos.forget(choice, &id).await?;
                Ok(Answer::done())
            }
        }
    }
}

async fn upload(arguments: UploadArguments, caller: &Caller) -> Result<Answer, Error> {
    let UploadArguments { file, parallel, again, wait, .. } = arguments;
    let input = VideoInput {
        title: arguments.title,
        description: arguments.description,
        original: arguments.original.then_some(true),
        category: arguments.category,
        subcategory: arguments.subcategory,
        tags: arguments.tags,
        cover_url: arguments.cover_url,
    };
    let progress = Arc::new(Progress::new(caller.lang, caller.json));
    let teller = Arc::clone(&progress);
    let videos = caller.app.partner_videos();
    let upload = videos.upload(
        &caller.choice,
        file,
        input,
        UploadOptions { parallel, again },
        Arc::new(move |now| teller.tell(now)),
    );
    let ended = tokio::select! {
        ended = upload => ended,
        () = stop::asked() => Err(progress.stopped()),
    };
    progress.end();
    let (uploaded, warnings) = ended?;
    match &uploaded.media_id {
        Some(media_id) if wait.wait => Ok(wait_for(caller, media_id).await?.with(warnings)),
        _ => Ok(Answer::of(&uploaded)?.with(warnings)),
    }
}

/// Tells each new status until there will be no other.
async fn wait_for(caller: &Caller, media_id: &str) -> Result<Answer, Error> {
    let Caller { app, choice, lang, json } = caller;
    let mut told = String::new();
    let tell = |status: &VideoStatus| {
        if !json && told != status.message {
            terminal::tell(&status.message);
            told.clone_from(&status.message);
        }
    };
    let status = app.partner_videos().wait(choice, media_id, *lang, tell).await?;
    if status.passed {
        return Answer::of(&status);
    }
    Err(Error::new(Code::VideoNotPassed)
        .with("media_id", media_id)
        .with("status", status.message)
        .with("wording", status.wording))
}
