//! The bytes of uploaded files, each kept once: in memory, or beside the state file.

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use bytes::Bytes;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::error::Error;

/// The SHA-256 of a file, in base64url.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct BlobId(String);

/// Where files lie.
#[derive(Debug)]
pub(crate) enum BlobStore {
    Memory(Mutex<HashMap<BlobId, Bytes>>),
    Folder(PathBuf),
}

impl BlobStore {
    pub(crate) fn in_memory() -> Self {
        Self::Memory(Mutex::default())
    }

    /// A folder, made if it is not there.
    pub(crate) async fn in_folder(path: PathBuf) -> Result<Self, Error> {
        match tokio::fs::create_dir_all(&path).await {
            Ok(()) => Ok(Self::Folder(path)),
            Err(source) => Err(Error::StateFile { path, source }),
        }
    }

    /// Keeps a file under the name that its bytes give it.
    pub(crate) async fn save(&self, bytes: Bytes) -> Result<BlobId, Error> {
        let id = BlobId(URL_SAFE_NO_PAD.encode(Sha256::digest(&bytes)));
        match self {
            Self::Memory(files) => {
                files.lock().unwrap_or_else(PoisonError::into_inner).insert(id.clone(), bytes);
            }
            Self::Folder(folder) => {
                let path = folder.join(&id.0);
                if !tokio::fs::try_exists(&path).await.unwrap_or(false) {
                    // A crash must not leave half a file under the final name.
                    let partial = folder.join(format!("{}.part", id.0));
                    write_then_rename(&partial, &path, &bytes)
                        .await
                        .map_err(|source| Error::StateFile { path, source })?;
                }
            }
        }
        Ok(id)
    }

    /// Forgets files that were kept in memory; those in a folder stay, for their names tell what is in them.
    pub(crate) fn clear(&self) {
        if let Self::Memory(files) = self {
            files.lock().unwrap_or_else(PoisonError::into_inner).clear();
        }
    }

    /// The bytes of a file, if it is there.
    pub(crate) async fn load(&self, id: &BlobId) -> Option<Bytes> {
        match self {
            Self::Memory(files) => files.lock().unwrap_or_else(PoisonError::into_inner).get(id).cloned(),
            Self::Folder(folder) => tokio::fs::read(folder.join(&id.0)).await.ok().map(Bytes::from),
        }
    }
}

async fn write_then_rename(partial: &Path, path: &Path, bytes: &[u8]) -> io::Result<()> {
    tokio::fs::write(partial, bytes).await?;
    tokio::fs::rename(partial, path).await
}
