//! The bytes of uploaded files, each kept once: in memory, or beside the state file.

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use axum::body::Body;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use bytes::Bytes;
use futures_util::stream::{self, Stream, StreamExt};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use tokio::fs::File;
use tokio::io::AsyncReadExt;
use tokio_util::io::ReaderStream;

use crate::error::Error;

/// The SHA-256 of a file, in base64url.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct BlobId(String);

impl BlobId {
    /// The id that these bytes have. Slow for large files: not for async threads.
    pub(crate) fn of(bytes: &[u8]) -> Self {
        Self(URL_SAFE_NO_PAD.encode(Sha256::digest(bytes)))
    }
}

/// The bytes of a file: at hand, or still to be read.
#[derive(Debug)]
pub(crate) enum Content {
    Whole(Bytes),
    File { file: File, size: u64 },
}

impl Content {
    /// How many bytes there are.
    pub(crate) fn size(&self) -> u64 {
        match self {
            Self::Whole(bytes) => bytes.len() as u64,
            Self::File { size, .. } => *size,
        }
    }

    /// All of it as a body, read as it is wanted.
    pub(crate) fn into_body(self) -> Body {
        match self {
            Self::Whole(bytes) => Body::from(bytes),
            Self::File { file, size } => Body::from_stream(ReaderStream::new(file.take(size))),
        }
    }

    /// The first so many bytes.
    pub(crate) fn into_stream(self, size: u64) -> impl Stream<Item = io::Result<Bytes>> + Send {
        match self {
            Self::Whole(mut bytes) => {
                bytes.truncate(usize::try_from(size).unwrap_or(usize::MAX));
                stream::iter([Ok(bytes)]).left_stream()
            }
            Self::File { file, .. } => ReaderStream::new(file.take(size)).right_stream(),
        }
    }
}

/// Where files lie.
#[derive(Debug)]
pub(crate) enum BlobStore {
    Memory(Mutex<HashMap<BlobId, Bytes>>),
    Folder { path: PathBuf, writes: AtomicU64 },
}

impl BlobStore {
    pub(crate) fn in_memory() -> Self {
        Self::Memory(Mutex::default())
    }

    /// A folder, made if it is not there.
    pub(crate) async fn in_folder(path: PathBuf) -> Result<Self, Error> {
        match tokio::fs::create_dir_all(&path).await {
            Ok(()) => Ok(Self::Folder { path, writes: AtomicU64::new(0) }),
            Err(source) => Err(Error::StateFile { path, source }),
        }
    }

    /// Keeps a file under the id that its bytes have.
    pub(crate) async fn save(&self, id: &BlobId, bytes: &[u8]) -> Result<(), Error> {
        match self {
            Self::Memory(files) => {
                // A copy, for the slice would keep the whole request.
                let bytes = Bytes::copy_from_slice(bytes);
                files.lock().unwrap_or_else(PoisonError::into_inner).insert(id.clone(), bytes);
            }
            Self::Folder { path: folder, writes } => {
                let path = folder.join(&id.0);
                if !tokio::fs::try_exists(&path).await.unwrap_or(false) {
                    // Neither a crash nor the same upload at the same time may leave half a file under the final name.
                    let partial =
                        folder.join(format!("{}.{}.part", id.0, writes.fetch_add(1, Ordering::Relaxed)));
                    write_then_rename(&partial, &path, bytes)
                        .await
                        .map_err(|source| Error::StateFile { path, source })?;
                }
            }
        }
        Ok(())
    }

    /// Forgets files that were kept in memory; those in a folder stay, for their names tell what is in them.
    pub(crate) fn clear(&self) {
        if let Self::Memory(files) = self {
            files.lock().unwrap_or_else(PoisonError::into_inner).clear();
        }
    }

    /// A file, if it is there.
    pub(crate) async fn open(&self, id: &BlobId) -> Option<Content> {
        match self {
            Self::Memory(files) => {
                files.lock().unwrap_or_else(PoisonError::into_inner).get(id).cloned().map(Content::Whole)
            }
            Self::Folder { path, .. } => {
                let file = File::open(path.join(&id.0)).await.ok()?;
                let size = file.metadata().await.ok()?.len();
                Some(Content::File { file, size })
            }
        }
    }
}

async fn write_then_rename(partial: &Path, path: &Path, bytes: &[u8]) -> io::Result<()> {
    tokio::fs::write(partial, bytes).await?;
    tokio::fs::rename(partial, path).await
}
