//! The way of one video, from wherever it stands.

use std::{collections::BTreeSet, pin::pin, time::Duration};

use futures_util::{StreamExt, TryStreamExt};
use wxpress_store::{Store, Video, VideoId, VideoState};
use wxpress_wechat::{
    Client, ErrorClass, Vid,
    partner::{NewVideo, VideoFile},
};

use super::{OnProgress, UploadOptions, VideoProgress, background, input::Words};
use crate::{
    app::App,
    error::{Error, Result},
    ledger::{self, Intent},
    message::Code,
    warning::Warning,
};

/// How often a video that another process saves is looked at.
const SAVING_PAUSE: Duration = Duration::from_millis(250);

/// Brings a video to its end, from where it stands now; `video` is what it was when this was asked for. Nobody else in
/// this process works on it meanwhile.
pub(super) async fn run(
    app: &App,
    client: &Client,
    video: &Video,
    file: &VideoFile,
    options: UploadOptions,
    on_progress: &OnProgress,
) -> Result<Vec<Warning>> {
    let _turn = app.sending_videos.turn(&video.id).await;
    let found = app.store.load_video(video.id).await?;
    let asked = video;
    let mut video = found.ok_or_else(|| super::unknown(&asked.id.to_string()))?;
    // What has moved since is what was wanted.
    let again = options.again && (&video.vid, video.state) == (&asked.vid, asked.state);
    let way = Way { app, client, file, on_progress };
    match video.state {
        VideoState::Saved if !again => return Ok(vec![Warning::new(Code::VideoReused)]),
        // All blocks are there; only the last step is in doubt.
        VideoState::Saving if again => {
            way.advance(&mut video, VideoState::Finished).await?;
        }
        // The platform may have forgotten what was sent since.
        VideoState::Saved | VideoState::Finished if again => {
            way.open(&mut video).await?;
        }
        _ => {}
    }
    if video.state == VideoState::Sending {
        way.send(&mut video, options).await?;
    }
    way.save(&mut video).await
}

struct Way<'a> {
    app: &'a App,
    client: &'a Client,
    file: &'a VideoFile,
    on_progress: &'a OnProgress,
}

impl Way<'_> {
    fn store(&self) -> &Store {
        &self.app.store
    }

    /// Opens an upload on the platform, in place of the one before. Tells whether it did: another process on the same
    /// store may have been faster, whose upload is gone on with then.
    async fn open(&self, video: &mut Video) -> Result<bool> {
        let sha1 = self.file.sha1_hex();
        let new = NewVideo { filename: &video.filename, filesha: &sha1, filesize: self.file.len_bytes() };
        let vid = self.client.partner().video().init_upload(&new).await?;
        let opened = self.store().restart_video(video, vid.as_str()).await?;
        self.reload(video).await?;
        Ok(opened)
    }

    /// Sends what is missing and has the platform put it together. Where it refuses an upload that was begun earlier,
    /// which it may have forgotten, starts anew.
    async fn send(&self, video: &mut Video, options: UploadOptions) -> Result<()> {
        let mut own = video.vid.is_none() && self.open(video).await?;
        while video.state == VideoState::Sending {
            match self.send_missing(video, options).await {
                Err(error) if !own && is_refusal(&error) => {
                    tracing::info!(video.id = %video.id, %error, "an upload begun earlier is started anew");
                    own = self.open(video).await?;
                }
                sent => {
                    sent?;
                    self.advance(video, VideoState::Finished).await?;
                    break;
                }
            }
        }
        Ok(())
    }

    /// Takes the video to its next state; tells whether nobody else was faster.
    async fn advance(&self, video: &mut Video, to: VideoState) -> Result<bool> {
        let advanced = self.store().advance_video(video, to).await?;
        self.reload(video).await?;
        Ok(advanced)
    }

    async fn reload(&self, video: &mut Video) -> Result<()> {
        let found = self.store().load_video(video.id).await?;
        *video = found.ok_or_else(|| super::unknown(&video.id.to_string()))?;
        Ok(())
    }

    async fn send_missing(&self, video: &Video, options: UploadOptions) -> Result<()> {
        let vid = Vid::new(video.vid.as_deref().unwrap_or_default());
        let sent = self.store().load_video_blocks(video).await?;
        let missing: BTreeSet<u32> =
            (1..=self.file.block_count()).filter(|number| !sent.contains(number)).collect();

        let total_bytes = self.file.len_bytes();
        let resumed_bytes = sent.iter().map(|number| self.file.block_len_bytes(*number)).sum();
        let mut bytes = resumed_bytes;
        let tell = |bytes| (self.on_progress)(VideoProgress::Sending { bytes, resumed_bytes, total_bytes });
        tell(bytes);

        let lanes = options.parallel.get();
        let blocks = self.client.partner().video().upload_blocks(&vid, self.file, missing, options.parallel);
        // What is acknowledged is written down before another block takes its lane; the other lanes go on meanwhile.
        let recorded = blocks.map(|block| async move {
            let number = block?;
            self.store().record_video_blocks(video, &[number]).await?;
            Ok::<_, Error>(number)
        });
        let mut recorded = pin!(recorded.buffer_unordered(lanes));
        let sending = async {
            while let Some(number) = recorded.try_next().await? {
                bytes += self.file.block_len_bytes(number);
                tell(bytes);
            }
            Ok::<_, Error>(())
        };
        shown_alive(self.store(), video.id, sending).await?;
        (self.on_progress)(VideoProgress::Finishing);
        Ok(self.client.partner().video().upload_finish(&vid).await?)
    }

    /// Makes a material of it, once.
    async fn save(&self, video: &mut Video) -> Result<Vec<Warning>> {
        loop {
            match video.state {
                VideoState::Finished => {
                    if self.advance(video, VideoState::Saving).await? {
                        break;
                    }
                }
                VideoState::Saved => return Ok(vec![Warning::new(Code::VideoReused)]),
                // Another process is about to know.
                VideoState::Saving if super::is_alive(video) => {
                    tokio::time::sleep(SAVING_PAUSE).await;
                    self.reload(video).await?;
                }
                _ => return Err(Error::new(Code::VideoSaveUnknown).with("filename", &video.filename)),
            }
        }
        (self.on_progress)(VideoProgress::Saving);
        let words = Words::from_text(&video.words)?;
        let vid = Vid::new(video.vid.as_deref().unwrap_or_default());
        let intent = Intent {
            endpoint: "material/upload_video?action=save_video".into(),
            request: format!("{vid} {}", video.words).into_bytes(),
            subject: video.filename.clone(),
        };
        let (client, store, video) = (self.client.clone(), self.store().clone(), video.clone());
        let call = async move {
            let saved = words.into_saved();
            let saving = client.partner().video().save_video(&vid, &saved);
            let saved = shown_alive(&store, video.id, saving).await;
            let noted = match &saved {
                Ok(media_id) => store.complete_video(&video, media_id.as_str()).await.map(drop),
                // Nobody knows; it stays so.
                Err(error) if error.class() == ErrorClass::Ambiguous => Ok(()),
                Err(_) => store.advance_video(&video, VideoState::Finished).await.map(drop),
            };
            if let Err(error) = noted {
                tracing::error!(video.id = %video.id, %error, "what became of a video could not be written down");
            } else if let (Ok(_), Some(path)) = (&saved, video.path) {
                background::remove(path).await;
            }
            saved
        };
        let result = |media_id: &wxpress_wechat::MediaId| Some(media_id.to_string());
        ledger::once(self.app, self.client, intent, result, call).await.map(|_| Vec::new())
    }
}

/// Lets the other processes on the store see, until `work` ends, that somebody is at work on the video.
async fn shown_alive<T>(store: &Store, id: VideoId, work: impl Future<Output = T>) -> T {
    let mut work = pin!(work);
    let mut alive = tokio::time::interval(super::ALIVE_PERIOD);
    loop {
        tokio::select! {
            done = &mut work => return done,
            _ = alive.tick() => {
                if let Err(error) = store.touch_video(id).await {
                    tracing::warn!(video.id = %id, %error, "that a video is being worked on could not be written down");
                }
            }
        }
    }
}

/// Whether the platform itself says no, to what may be in order by itself.
fn is_refusal(error: &Error) -> bool {
    error.errcode().is_some()
        && matches!(error.code(), Code::RefusedByWechat | Code::NotFound | Code::UnknownErrcode)
}
