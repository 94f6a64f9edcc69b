//! The way of one video, from wherever it stands.

use std::{collections::BTreeSet, pin::pin};

use futures_util::TryStreamExt;
use tokio::sync::mpsc;
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

/// Acknowledged blocks that wait to be written down.
const MAX_UNRECORDED: usize = 64;

/// Brings a video to its end. Nobody else in this process works on it meanwhile.
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
    let mut video = found.ok_or_else(|| super::unknown(&video.id.to_string()))?;
    let way = Way { app, client, file, on_progress };
    match video.state {
        VideoState::Saved if !options.again => return Ok(vec![Warning::new(Code::VideoReused)]),
        VideoState::Saving if !options.again => {
            return Err(Error::new(Code::VideoSaveUnknown).with("filename", &video.filename));
        }
        VideoState::Saved => drop(way.open(&mut video).await?),
        VideoState::Saving => {
            app.store.advance_video(video.id, VideoState::Saving, VideoState::Finished).await?;
            video.state = VideoState::Finished;
        }
        VideoState::Sending | VideoState::Finished => {}
    }
    if video.state == VideoState::Sending {
        way.send(&mut video, options).await?;
    }
    way.save(&video).await
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
        let found = self.store().load_video(video.id).await?;
        *video = found.ok_or_else(|| super::unknown(&video.id.to_string()))?;
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
                    self.store().advance_video(video.id, VideoState::Sending, VideoState::Finished).await?;
                    break;
                }
            }
        }
        Ok(())
    }

    async fn send_missing(&self, video: &Video, options: UploadOptions) -> Result<()> {
        let vid = Vid::new(video.vid.as_deref().unwrap_or_default());
        let sent = self.store().load_video_blocks(video.id).await?;
        let missing: BTreeSet<u32> =
            (1..=self.file.block_count()).filter(|number| !sent.contains(number)).collect();

        let total_bytes = self.file.len_bytes();
        let resumed_bytes = sent.iter().map(|number| self.file.block_len_bytes(*number)).sum();
        let mut bytes = resumed_bytes;
        let tell = |bytes| (self.on_progress)(VideoProgress::Sending { bytes, resumed_bytes, total_bytes });
        tell(bytes);

        // Written down while the next blocks are on their way, to the last one even if this is broken off.
        let (acknowledge, acknowledged) = mpsc::channel(MAX_UNRECORDED);
        let recording = self.app.calls.spawn(record(self.store().clone(), video.id, acknowledged));
        let sent = self.client.partner().video().upload_blocks(&vid, self.file, missing, options.parallel);
        let mut sent = pin!(sent);
        let sending: Result<()> = async {
            while let Some(number) = sent.try_next().await? {
                bytes += self.file.block_len_bytes(number);
                tell(bytes);
                if acknowledge.send(number).await.is_err() {
                    // What cannot be written down is told below.
                    break;
                }
            }
            Ok(())
        }
        .await;
        drop(acknowledge);
        recording.await.unwrap_or_else(|stopped| Err(Error::new(Code::Internal).because(stopped)))?;
        sending?;
        (self.on_progress)(VideoProgress::Finishing);
        Ok(self.client.partner().video().upload_finish(&vid).await?)
    }

    /// Makes a material of it, once.
    async fn save(&self, video: &Video) -> Result<Vec<Warning>> {
        if !self.store().advance_video(video.id, VideoState::Finished, VideoState::Saving).await? {
            let now = self.store().load_video(video.id).await?;
            return match now.map(|video| video.state) {
                Some(VideoState::Saved) => Ok(vec![Warning::new(Code::VideoReused)]),
                _ => Err(Error::new(Code::VideoSaveUnknown).with("filename", &video.filename)),
            };
        }
        (self.on_progress)(VideoProgress::Saving);
        let words = Words::from_text(&video.words)?;
        let vid = Vid::new(video.vid.as_deref().unwrap_or_default());
        let intent = Intent {
            endpoint: "material/upload_video?action=save_video".into(),
            request: format!("{vid} {}", video.words).into_bytes(),
            subject: video.filename.clone(),
        };
        let (client, store, id, path) =
            (self.client.clone(), self.store().clone(), video.id, video.path.clone());
        let call = async move {
            let saved = client.partner().video().save_video(&vid, &words.into_saved()).await;
            let noted = match &saved {
                Ok(media_id) => store.complete_video(id, media_id.as_str()).await,
                // Nobody knows; it stays so.
                Err(error) if error.class() == ErrorClass::Ambiguous => Ok(()),
                Err(_) => store.advance_video(id, VideoState::Saving, VideoState::Finished).await.map(drop),
            };
            if let Err(error) = noted {
                tracing::error!(video.id = %id, %error, "what became of a video could not be written down");
            } else if let (Ok(_), Some(path)) = (&saved, path) {
                background::remove(path).await;
            }
            saved
        };
        let result = |media_id: &wxpress_wechat::MediaId| Some(media_id.to_string());
        ledger::once(self.app, self.client, intent, result, call).await.map(|_| Vec::new())
    }
}

async fn record(store: Store, id: VideoId, mut acknowledged: mpsc::Receiver<u32>) -> Result<()> {
    let mut numbers = Vec::new();
    while acknowledged.recv_many(&mut numbers, MAX_UNRECORDED).await > 0 {
        store.record_video_blocks(id, &numbers).await?;
        numbers.clear();
    }
    Ok(())
}

/// Whether the platform itself says no, to what may be in order by itself.
fn is_refusal(error: &Error) -> bool {
    error.errcode().is_some()
        && matches!(error.code(), Code::RefusedByWechat | Code::NotFound | Code::UnknownErrcode)
}
