//! Videos of the 媒体API: sent in blocks, resumed where they broke off, watched until their review has passed.

mod background;
mod input;
mod status;
mod upload;
mod view;

use std::{num::NonZeroUsize, path::PathBuf, sync::Arc, time::Duration};

pub use input::VideoInput;
use jiff::{SignedDuration, Timestamp};
pub use status::VideoStatus;
pub(super) use status::{not_ready, status};
pub use view::{VideoUpload, VideoUploads};
use wxpress_store::{NewVideo, Video, VideoKey, VideoState};
use wxpress_wechat::{Client, limits::MAX_PARTNER_VIDEO_BYTES, partner::VideoFile};

use crate::{
    account::AccountChoice,
    app::App,
    error::{Error, Result},
    file::cannot_read,
    message::{Code, Lang},
    warning::Warning,
};

/// Questions in a row that may go unanswered while a review is waited for.
const MAX_FAILURES: u32 = 20;
/// How often an upload says that it is being worked on.
const ALIVE_PERIOD: Duration = Duration::from_secs(3);
/// Since when nobody may have said so where an upload is forgotten.
const MAX_SILENCE: SignedDuration = SignedDuration::from_secs(10);

/// Videos of the 媒体API.
#[derive(Debug, Clone, Copy)]
pub struct Videos<'a>(pub(crate) &'a App);

/// How a video is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UploadOptions {
    /// Blocks under way at the same time.
    pub parallel: NonZeroUsize,
    /// Makes it a material once more, although it is one, or may be one since an end that is not known.
    pub again: bool,
}

impl Default for UploadOptions {
    /// One block after the other.
    fn default() -> Self {
        Self { parallel: NonZeroUsize::MIN, again: false }
    }
}

/// How far an upload is. Each replaces the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum VideoProgress {
    /// The file is read and hashed.
    Hashing {
        /// Bytes read.
        bytes: u64,
        /// Bytes in all.
        total_bytes: u64,
    },
    /// Its blocks are sent.
    Sending {
        /// Bytes that the platform has acknowledged, those of earlier attempts included.
        bytes: u64,
        /// Those of earlier attempts.
        resumed_bytes: u64,
        /// Bytes in all.
        total_bytes: u64,
    },
    /// The platform puts them together.
    Finishing,
    /// It becomes a material.
    Saving,
}

/// Told how far an upload is. Must not block.
pub type OnProgress = Arc<dyn Fn(VideoProgress) + Send + Sync>;

impl Videos<'_> {
    /// Uploads a file of the user's and makes it a material: reads it once to hash it, then sends its blocks, only
    /// those that the platform has not acknowledged in an earlier attempt. A file that is a material already is not sent
    /// again, which a warning tells.
    ///
    /// # Errors
    /// [`Code::CannotRead`], [`Code::EmptyFile`], [`Code::FileTooLarge`]; the platform's refusals; and
    /// [`Code::VideoSaveUnknown`] where an earlier attempt ended without an answer to its last call. What is
    /// acknowledged is kept: the same call goes on there.
    pub async fn upload(
        &self,
        choice: &AccountChoice,
        path: PathBuf,
        input: VideoInput,
        options: UploadOptions,
        on_progress: OnProgress,
    ) -> Result<(VideoUpload, Vec<Warning>)> {
        let words = input.into_words()?;
        let client = self.0.client(choice).await?;
        let file = hash(path, &on_progress).await?;
        let filename = file.path().file_name().unwrap_or_default().to_string_lossy().into_owned();
        let new = NewVideo { key: key(&client, &file), filename, words: words.to_text()?, path: None };
        let video = self.0.store.begin_video(&new).await?;
        let warnings = upload::run(self.0, &client, &video, &file, options, &on_progress).await?;
        Ok((self.view(video.id.to_string()).await?, warnings))
    }

    /// How a video stands on the platform, told in `lang`.
    pub async fn status(&self, choice: &AccountChoice, media_id: &str, lang: Lang) -> Result<VideoStatus> {
        let client = self.0.client(choice).await?;
        Ok(status::view(media_id, &status(&client, media_id).await?, lang))
    }

    /// Asks how a video stands until that does not change any more, ever less often; `on_status` is told each answer.
    pub async fn wait(
        &self,
        choice: &AccountChoice,
        media_id: &str,
        lang: Lang,
        mut on_status: impl FnMut(&VideoStatus),
    ) -> Result<VideoStatus> {
        let (mut pauses, mut failures) = (status::pauses(), 0);
        loop {
            match self.status(choice, media_id, lang).await {
                Ok(status) => {
                    failures = 0;
                    on_status(&status);
                    if status.is_final {
                        return Ok(status);
                    }
                }
                // A review may take hours, in which an outage is nothing.
                Err(error) if error.is_passing() && failures < MAX_FAILURES => failures += 1,
                Err(error) => return Err(error),
            }
            tokio::time::sleep(pauses.next().unwrap_or_default()).await;
        }
    }

    /// An account's uploads from here, newest first, 200 at the most.
    pub async fn uploads(&self, choice: &AccountChoice) -> Result<VideoUploads> {
        let client = self.0.client(choice).await?;
        let (origin, appid) = (client.platform().origin(), client.app_id().as_str());
        let mut items = Vec::new();
        for video in self.0.store.load_videos(origin, appid, u32::MAX).await? {
            items.push(self.view_of(video).await?);
        }
        Ok(VideoUploads { items })
    }

    /// One upload from here.
    pub async fn read(&self, choice: &AccountChoice, id: &str) -> Result<VideoUpload> {
        let video = self.load(choice, id).await?;
        self.view_of(video).await
    }

    async fn load(&self, choice: &AccountChoice, id: &str) -> Result<Video> {
        let client = self.0.client(choice).await?;
        let video = self.0.store.load_video(id.parse().map_err(|_| unknown(id))?).await?;
        let own = |video: &Video| {
            (video.key.origin.as_str(), video.key.appid.as_str())
                == (client.platform().origin(), client.app_id().as_str())
        };
        video.filter(own).ok_or_else(|| unknown(id))
    }

    /// Forgets an upload and its progress. What the platform has stays there.
    ///
    /// # Errors
    /// [`Code::UploadActive`] while it is being worked on, here or in another process.
    pub async fn forget(&self, choice: &AccountChoice, id: &str) -> Result<()> {
        let video = self.load(choice, id).await?;
        if self.0.sending_videos.is_taken(&video.id) || is_alive(&video) {
            return Err(Error::new(Code::UploadActive).with("id", id));
        }
        self.0.store.forget_video(video.id).await?;
        if let Some(path) = video.path {
            background::remove(path).await;
        }
        Ok(())
    }

    async fn view(&self, id: String) -> Result<VideoUpload> {
        let parsed = id.parse().map_err(|_| unknown(&id))?;
        let video = self.0.store.load_video(parsed).await?.ok_or_else(|| unknown(&id))?;
        self.view_of(video).await
    }

    async fn view_of(&self, video: Video) -> Result<VideoUpload> {
        let blocks = self.0.store.count_video_blocks(&video).await?;
        let active = self.0.sending_videos.is_taken(&video.id);
        Ok(view::upload(video, blocks, active))
    }
}

/// Whether a process, this one or another, has said that it works on the video.
fn is_alive(video: &Video) -> bool {
    let silence = Timestamp::now().duration_since(video.updated_at);
    video.state != VideoState::Saved && video.problem.is_none() && silence < MAX_SILENCE
}

fn unknown(id: &str) -> Error {
    Error::new(Code::UnknownUpload).with("id", id)
}

fn key(client: &Client, file: &VideoFile) -> VideoKey {
    VideoKey {
        origin: client.platform().origin().to_owned(),
        appid: client.app_id().to_string(),
        sha1: *file.sha1(),
        size_bytes: file.len_bytes(),
    }
}

/// Reads and hashes a file, whose length is looked at first.
async fn hash(path: PathBuf, on_progress: &OnProgress) -> Result<VideoFile> {
    let total_bytes = match tokio::fs::metadata(&path).await {
        Ok(metadata) if metadata.is_file() => metadata.len(),
        Ok(_) => return Err(cannot_read(&path, std::io::ErrorKind::IsADirectory.into())),
        Err(error) => return Err(cannot_read(&path, error)),
    };
    check_length(total_bytes)?;
    let tell = Arc::clone(on_progress);
    let on_read = move |bytes| tell(VideoProgress::Hashing { bytes, total_bytes });
    let file = VideoFile::hash(&path, on_read).await.map_err(|error| cannot_read(&path, error))?;
    check_length(file.len_bytes())?;
    Ok(file)
}

fn check_length(len_bytes: u64) -> Result<()> {
    match len_bytes {
        0 => Err(Error::new(Code::EmptyFile)),
        1..=MAX_PARTNER_VIDEO_BYTES => Ok(()),
        _ => Err(Error::new(Code::FileTooLarge).with("limit", MAX_PARTNER_VIDEO_BYTES)),
    }
}
