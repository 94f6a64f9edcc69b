//! `wxpress material`.

use clap::{Subcommand, ValueEnum};
use wxpress_publish::{
    Error,
    material::{MaterialFile, VideoWords},
};

use super::{Caller, Verb};
use crate::{
    answer::Answer,
    arguments::{ArticleArguments, PageArguments},
    download::Target,
    source::Source,
};

/// What can be done with permanent materials.
#[derive(Debug, Subcommand)]
pub(crate) enum MaterialVerb {
    /// Add a file; pictures are fitted to the platform's limits. The same picture or voice is sent once.
    Upload {
        /// What it is added as.
        #[arg(long = "type", value_enum, default_value_t = UploadKind::Image)]
        kind: UploadKind,
        #[arg(value_name = "FILE|-")]
        file: Source,
        /// Title of a video.
        #[arg(long)]
        title: Option<String>,
        /// Introduction of a video.
        #[arg(long)]
        introduction: Option<String>,
    },
    /// List them, newest first.
    List {
        /// Their kind: image, voice, video, thumb (listed as images) or news.
        #[arg(long = "type", value_name = "TYPE", default_value = "image")]
        kind: String,
        #[command(flatten)]
        page: PageArguments,
    },
    /// Count them.
    Count,
    /// Fetch one: the file of a picture or a voice, the words of a video or a news material.
    Get {
        media_id: String,
        #[command(flatten)]
        target: Target,
    },
    /// Delete one for good.
    Delete { media_id: String },
    /// Make a news material, which the platform withdrew in 2022 for drafts; of up to eight articles with --json-input.
    AddNews {
        #[command(flatten)]
        article: ArticleArguments,
        /// Show the cover above the text.
        #[arg(long)]
        show_cover: bool,
    },
    /// Replace an article of a news material, withdrawn as well.
    UpdateNews {
        media_id: String,
        /// Place of the article, counted from 0.
        #[arg(long, default_value_t = 0)]
        index: usize,
        #[command(flatten)]
        article: ArticleArguments,
        /// Show the cover above the text.
        #[arg(long)]
        show_cover: bool,
    },
}

/// Kinds of files that can be added.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum UploadKind {
    /// A picture.
    Image,
    /// MP3, WMA, WAV or AMR, up to 2 MB and 60 s.
    Voice,
    /// MP4 up to 10 MB, with a title; for larger ones there is `wxpress video upload`.
    Video,
    /// A cover: a picture, made JPG or PNG where it is neither; its crops are told.
    Cover,
    /// A JPG of at most 64 KB, made so where it is not.
    Thumb,
}

impl Verb for MaterialVerb {
    async fn run(self, Caller { app, choice, json, .. }: &Caller) -> Result<Answer, Error> {
        let materials = app.materials();
        match self {
            Self::Upload { kind, file, title, introduction } => {
                let file = file.open_media().await?;
                let (uploaded, warnings) = match kind {
                    UploadKind::Image => app.pictures().upload(choice, file).await?,
                    UploadKind::Cover => app.pictures().upload_cover(choice, file).await?,
                    UploadKind::Thumb => app.pictures().upload_thumb(choice, file).await?,
                    UploadKind::Voice => {
                        let (voice, warnings) = materials.upload_voice(choice, file).await?;
                        return Ok(Answer::of(&voice)?.with(warnings));
                    }
                    UploadKind::Video => {
                        let words = VideoWords { title, introduction };
                        return Answer::of(&materials.upload_video(choice, file, words).await?);
                    }
                };
                Ok(Answer::of(&uploaded)?.with(warnings))
            }
            Self::List { kind, page } => {
                let (list, warnings) = materials.list(choice, Some(&kind), page.into()).await?;
                Ok(Answer::of(&list)?.with(warnings))
            }
            Self::Count => Answer::of(&materials.count(choice).await?),
            Self::Get { media_id, target } => {
                let place = target.prepare(*json).await?;
                if !place.is_stdout() {
                    return place.take(materials.file(choice, &media_id).await?).await;
                }
                match materials.read(choice, &media_id).await? {
                    MaterialFile::File(file) => place.take(file).await,
                    MaterialFile::Words(words) => Answer::of(&words),
                }
            }
            Self::Delete { media_id } => {
                materials.delete(choice, &media_id).await?;
                Ok(Answer::done())
            }
            Self::AddNews { article, show_cover } => {
                let (added, warnings) = materials.add_news(choice, article.news(show_cover).await?).await?;
                Ok(Answer::of(&added)?.with(warnings))
            }
            Self::UpdateNews { media_id, index, article, show_cover } => {
                let article = article.news_article(show_cover).await?;
                let warnings = materials.update_news(choice, &media_id, index, article).await?;
                Ok(Answer::done().with(warnings))
            }
        }
    }
}
