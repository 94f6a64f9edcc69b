//! Videos that came in through the gateway: kept on disk, sent in the background, taken up again after a restart.

use std::{
    collections::BTreeSet,
    ffi::{OsStr, OsString},
    io,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use wxpress_store::{NewVideo, Video, VideoState};
use wxpress_wechat::{AppId, AppSecret, Client, limits::MAX_PARTNER_VIDEO_BYTES, partner::VideoFile};

use super::{OnProgress, UploadOptions, VideoInput, VideoUpload, Videos, hash, key, upload, view::Problem};
use crate::{
    account::AccountChoice,
    app::App,
    error::Result,
    file::{MediaFile, SpoolLimits},
    message::Code,
    warning::Warning,
};

/// Files that nobody has written to for so long came in only in part.
const MAX_INCOMING_TIME: Duration = Duration::from_secs(6 * 3600);

impl Videos<'_> {
    /// What a form may bring in, and where it is put.
    pub fn limits(&self) -> SpoolLimits {
        SpoolLimits { max_bytes: MAX_PARTNER_VIDEO_BYTES, folder: Some(self.0.videos_dir.clone()) }
    }

    /// Takes a file that came in and sends it in the background; [`Self::read`] tells how far it is. An unfinished
    /// upload goes on at the next start if its account is stored.
    ///
    /// # Errors
    /// As [`Self::upload`], before anything is sent.
    pub async fn accept(
        &self,
        choice: &AccountChoice,
        file: MediaFile,
        filename: Option<String>,
        input: VideoInput,
        options: UploadOptions,
    ) -> Result<(VideoUpload, Vec<Warning>)> {
        let (words, mut warnings) = input.into_words()?;
        let client = self.0.client(choice).await?;
        let silent: OnProgress = Arc::new(|_| ());
        let hashed = hash(file.path().to_owned(), &silent).await?;
        let key = key(&client, &hashed);
        let known = self.0.store.load_video_of(&key).await?;
        if let Some(known) = &known
            && known.state == VideoState::Saved
            && !options.again
        {
            warnings.push(Warning::new(Code::VideoReused));
            return Ok((self.view(known.id.to_string()).await?, warnings));
        }
        let (working, old_path) = known.map_or((false, None), |known| {
            (self.0.sending_videos.is_taken(&known.id) && known.path.is_some(), known.path)
        });
        // Whoever works on it already has a file of its own.
        let path = if working { None } else { Some(file.keep()?) };
        let new = NewVideo {
            key,
            filename: filename.unwrap_or_else(|| "video.mp4".to_owned()),
            words: words.to_text()?,
            path: path.as_ref().map(|path| path.to_string_lossy().into_owned()),
        };
        let video = self.0.store.begin_video(&new).await?;
        let id = video.id;
        if path.is_some() {
            if let Some(old_path) = old_path {
                remove(old_path).await;
            }
            spawn(self.0, client, video, Some(hashed), options);
        }
        Ok((self.view(id.to_string()).await?, warnings))
    }

    /// Takes up what a process that ended has left. Files of accounts that are not stored wait to come in again; those
    /// that had come in only in part are removed.
    pub async fn resume(&self) -> Result<()> {
        let videos = self.0.store.load_own_videos().await?;
        let kept = videos.iter().filter_map(name).collect();
        let folder = self.0.videos_dir.clone();
        let swept = tokio::task::spawn_blocking(move || sweep(&folder, &kept)).await;
        if let Err(error) = swept.map_err(io::Error::other).and_then(|swept| swept) {
            tracing::warn!(%error, "files that are no longer needed could not be removed");
        }
        for mut video in videos.into_iter().filter(|video| video.key.origin == self.0.platform.origin()) {
            // Another process on the same store may have it in a folder of its own.
            let path = name(&video).map(|name| self.0.videos_dir.join(name)).filter(|path| path.is_file());
            let account = self.0.store.load_account_by_appid(&video.key.appid).await?;
            let (Some(path), Some(account)) = (path, account) else {
                tracing::warn!(video.id = %video.id, appid = video.key.appid, "an unfinished video cannot go on");
                continue;
            };
            video.path = Some(path.to_string_lossy().into_owned());
            if video.state == VideoState::Saving {
                tracing::warn!(video.id = %video.id, "whether a video became a material is not known");
                continue;
            }
            let client = self.0.platform.account(AppId::new(&account.appid), AppSecret::from(account.secret));
            spawn(self.0, client, video, None, UploadOptions::default());
        }
        Ok(())
    }
}

fn spawn(app: &App, client: Client, video: Video, hashed: Option<VideoFile>, options: UploadOptions) {
    let owned = app.clone();
    let claim = app.sending_videos.claim(&video.id);
    app.background.spawn(async move {
        match work(&owned, &client, &video, hashed, options).await {
            Ok(()) => {
                if let Some(path) = video.path {
                    remove(path).await;
                }
            }
            Err(error) => {
                tracing::warn!(video.id = %video.id, %error, "a video could not be uploaded");
                let noted = owned.store.note_video_problem(video.id, &Problem::of(&error).to_text()).await;
                if let Err(error) = noted {
                    tracing::error!(video.id = %video.id, %error, "and that could not be written down");
                }
            }
        }
        // Taken from the start, though others may have been before it.
        drop(claim);
    });
}

async fn work(
    app: &App,
    client: &Client,
    video: &Video,
    hashed: Option<VideoFile>,
    options: UploadOptions,
) -> Result<()> {
    let silent: OnProgress = Arc::new(|_| ());
    let file = match hashed {
        Some(file) => file,
        None => hash(PathBuf::from(video.path.as_deref().unwrap_or_default()), &silent).await?,
    };
    upload::run(app, client, video, &file, options, &silent).await.map(drop)
}

/// The name of a video's file: the folder may have moved, or be named in another way.
fn name(video: &Video) -> Option<OsString> {
    Path::new(video.path.as_ref()?).file_name().map(OsStr::to_owned)
}

/// Removes a file that came in.
pub(super) async fn remove(path: String) {
    if let Err(error) = tokio::fs::remove_file(&path).await
        && error.kind() != io::ErrorKind::NotFound
    {
        tracing::warn!(path, %error, "a file that is no longer needed could not be removed");
    }
}

/// Removes old files that no video names: a process was killed while they came in.
fn sweep(folder: &Path, kept: &BTreeSet<OsString>) -> io::Result<()> {
    let entries = match folder.read_dir() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries?,
    };
    for entry in entries {
        let entry = entry?;
        // Another process may be taking one in just now.
        let old = entry.metadata()?.modified()?.elapsed().is_ok_and(|age| age > MAX_INCOMING_TIME);
        if old && !kept.contains(&entry.file_name()) {
            std::fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::{fs, time::SystemTime};

    use super::*;

    #[test]
    fn only_old_files_without_a_video_go() {
        let folder = tempfile::tempdir().unwrap();
        let [kept, left, new] = ["kept", "left", "new"].map(|name| folder.path().join(name));
        for path in [&kept, &left, &new] {
            fs::write(path, "x").unwrap();
        }
        let long_ago = SystemTime::from(jiff::Timestamp::now()) - 2 * MAX_INCOMING_TIME;
        for path in [&kept, &left] {
            fs::File::open(path).unwrap().set_modified(long_ago).unwrap();
        }
        sweep(folder.path(), &BTreeSet::from(["kept".into()])).unwrap();
        assert_eq!([kept.exists(), left.exists(), new.exists()], [true, false, true]);
        sweep(&folder.path().join("none"), &BTreeSet::new()).unwrap();
    }
}
