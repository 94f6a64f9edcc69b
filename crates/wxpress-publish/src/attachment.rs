//! [`Attachments`]: the files that jobs need, each under its SHA-256, until no job needs it.

use std::{fs, path::PathBuf, sync::Arc, time::Duration};

use bytes::Bytes;
use futures_util::TryStreamExt as _;
use jiff::Timestamp;
use object_store::{ObjectStore, ObjectStoreExt as _, local::LocalFileSystem, path::Path};
use sha2::{Digest, Sha256};
use tokio::sync::OnceCell;
use wxpress_store::Store;

use crate::{
    error::{Error, Result},
    file::{MAX_PICTURE_BYTES, MediaFile, Spool, SpoolLimits},
    message::Code,
};

/// A file that no job needs is left alone for so long: its job may be about to be added.
const MIN_AGE: Duration = Duration::from_secs(60 * 60);

/// SHA-256 of a file.
pub(crate) type Digest256 = [u8; 32];

/// The files that jobs need. Cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct Attachments {
    folder: PathBuf,
    /// Opened by the first one who needs it: most commands never do.
    opened: Arc<OnceCell<Arc<dyn ObjectStore>>>,
}

impl Attachments {
    pub(crate) fn in_folder(folder: PathBuf) -> Self {
        Self { folder, opened: Arc::default() }
    }

    async fn objects(&self) -> Result<&Arc<dyn ObjectStore>> {
        let folder = self.folder.clone();
        self.opened
            .get_or_try_init(|| async {
                let open = move || {
                    fs::create_dir_all(&folder)?;
                    Ok::<_, std::io::Error>(LocalFileSystem::new_with_prefix(&folder)?.with_fsync(true))
                };
                let opened = tokio::task::spawn_blocking(open).await.map_err(std::io::Error::other);
                let objects = opened.and_then(|opened| opened).map_err(cannot_keep)?;
                Ok(Arc::new(objects) as Arc<dyn ObjectStore>)
            })
            .await
    }

    /// Keeps a file, even where it is there: that makes it new again for [`Self::sweep`].
    pub(crate) async fn put(&self, bytes: impl Into<Bytes>) -> Result<Digest256> {
        let bytes = bytes.into();
        let sha256 = Sha256::digest(&bytes).into();
        self.objects().await?.put(&path(&sha256), bytes.into()).await.map_err(cannot_keep)?;
        Ok(sha256)
    }

    /// All of a file.
    pub(crate) async fn read(&self, sha256: &Digest256) -> Result<Bytes> {
        let got = self.objects().await?.get(&path(sha256)).await.map_err(lost)?;
        got.bytes().await.map_err(lost)
    }

    /// A file, ready to be sent.
    pub(crate) async fn open(&self, sha256: &Digest256) -> Result<MediaFile> {
        let got = self.objects().await?.get(&path(sha256)).await.map_err(lost)?;
        let mut chunks = got.into_stream();
        let limits = SpoolLimits { max_bytes: MAX_PICTURE_BYTES, ..SpoolLimits::default() };
        let mut spool = Spool::open(&limits).await?;
        while let Some(chunk) = chunks.try_next().await.map_err(lost)? {
            spool.write(&chunk).await?;
        }
        spool.finish().await
    }

    /// Removes the files that no job needs.
    pub(crate) async fn sweep(&self, store: &Store, now: Timestamp) -> Result<()> {
        if !tokio::fs::try_exists(&self.folder).await.unwrap_or_default() {
            return Ok(());
        }
        let objects = self.objects().await?;
        let mut all = objects.list(None);
        while let Some(found) = all.try_next().await.map_err(lost)? {
            let age = now.as_second() - found.last_modified.timestamp();
            let Some(sha256) = found.location.filename().and_then(from_hex) else { continue };
            if age > MIN_AGE.as_secs().cast_signed() && !store.needs_attachment(&sha256, now).await? {
                objects.delete(&found.location).await.map_err(lost)?;
            }
        }
        Ok(())
    }
}

/// Lower-case hexadecimal digits.
pub(crate) fn hex(sha256: &Digest256) -> String {
    let digit = |half: u8| char::from_digit(half.into(), 16).unwrap_or_default();
    sha256.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 0xF)]).collect()
}

/// The digest that [`hex`] wrote.
pub(crate) fn from_hex(text: &str) -> Option<Digest256> {
    let mut digest = [0; 32];
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    for (at, byte) in digest.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(2 * at..2 * at + 2)?, 16).ok()?;
    }
    Some(digest)
}

fn path(sha256: &Digest256) -> Path {
    Path::from(hex(sha256))
}

fn cannot_keep(error: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::new(Code::CannotSpool).with("problem", &error).because(error)
}

fn lost(error: object_store::Error) -> Error {
    Error::new(Code::AttachmentLost).with("problem", &error).because(error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_file_is_found_by_what_it_holds() {
        let folder = tempfile::tempdir().unwrap();
        let attachments = Attachments::in_folder(folder.path().join("attachments"));
        let sha256 = attachments.put(&b"GIF89a"[..]).await.unwrap();
        assert_eq!(attachments.put(&b"GIF89a"[..]).await.unwrap(), sha256);
        assert_eq!(attachments.read(&sha256).await.unwrap(), &b"GIF89a"[..]);
        assert_eq!(attachments.open(&sha256).await.unwrap().sha256, sha256);
        assert_eq!(from_hex(&hex(&sha256)), Some(sha256));
        let lost = attachments.read(&[0; 32]).await.unwrap_err();
        assert_eq!(lost.code(), Code::AttachmentLost);
    }
}
