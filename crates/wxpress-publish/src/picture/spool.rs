//! [`Spool`]: a file as it comes in, written to disk and hashed at once, so that it is never held in memory.

use std::{fs, io};

use sha2::{Digest, Sha256};
use tempfile::{NamedTempFile, TempPath};
use tokio::{fs::File, io::AsyncWriteExt};
use wxpress_wechat::Upload;

use super::MAX_PICTURE_BYTES;
use crate::{
    error::{Error, Result},
    message::Code,
};

/// First bytes kept: enough to tell a format.
const HEAD_BYTES: usize = 16;

/// A file that is still coming in.
#[derive(Debug)]
pub struct Spool {
    file: File,
    path: TempPath,
    hash: Sha256,
    head: Vec<u8>,
    len_bytes: u64,
}

/// A file that came in whole. It is removed when this is dropped.
#[derive(Debug)]
pub struct SpooledFile {
    path: TempPath,
    pub(crate) sha256: [u8; 32],
    head: Vec<u8>,
    len_bytes: u64,
}

impl Spool {
    /// Makes a temporary file that only this user may read.
    ///
    /// # Errors
    /// [`Code::CannotSpool`] where the disk does not take it.
    pub async fn open() -> Result<Self> {
        let made = tokio::task::spawn_blocking(NamedTempFile::new).await;
        let (file, path) =
            made.map_err(io::Error::other).and_then(|made| made).map_err(cannot_spool)?.into_parts();
        let file = File::from_std(file);
        Ok(Self { file, path, hash: Sha256::new(), head: Vec::new(), len_bytes: 0 })
    }

    /// Writes the next bytes.
    ///
    /// # Errors
    /// [`Code::FileTooLarge`] beyond [`MAX_PICTURE_BYTES`]; [`Code::CannotSpool`].
    pub async fn write(&mut self, chunk: &[u8]) -> Result<()> {
        self.len_bytes += chunk.len() as u64;
        if self.len_bytes > MAX_PICTURE_BYTES {
            return Err(Error::new(Code::FileTooLarge).with("limit", MAX_PICTURE_BYTES));
        }
        self.hash.update(chunk);
        let wanted = HEAD_BYTES - self.head.len();
        self.head.extend(chunk.iter().take(wanted));
        self.file.write_all(chunk).await.map_err(cannot_spool)
    }

    /// Ends the file.
    ///
    /// # Errors
    /// [`Code::CannotSpool`].
    pub async fn finish(mut self) -> Result<SpooledFile> {
        self.file.flush().await.map_err(cannot_spool)?;
        let Self { path, hash, head, len_bytes, .. } = self;
        Ok(SpooledFile { path, sha256: hash.finalize().into(), head, len_bytes })
    }
}

impl SpooledFile {
    /// Whether it holds nothing.
    pub fn is_empty(&self) -> bool {
        self.len_bytes == 0
    }

    /// The file as it is, for sending.
    pub(crate) fn upload(&self) -> Upload {
        Upload::from_hashed_file(self.path.to_path_buf(), self.len_bytes, &self.sha256, &self.head)
    }

    /// All of it; blocks.
    pub(crate) fn read(&self) -> io::Result<Vec<u8>> {
        fs::read(&self.path)
    }
}

fn cannot_spool(error: io::Error) -> Error {
    Error::new(Code::CannotSpool).with("problem", &error).because(error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_comes_in_is_hashed_and_removed_at_the_end() {
        let mut spool = Spool::open().await.unwrap();
        for chunk in [b"\x89PNG\r\n".as_slice(), b"\x1a\n", b"and the rest"] {
            spool.write(chunk).await.unwrap();
        }
        let file = spool.finish().await.unwrap();
        let whole = b"\x89PNG\r\n\x1a\nand the rest";
        assert_eq!(file.read().unwrap(), whole);
        assert_eq!(file.sha256, <[u8; 32]>::from(Sha256::digest(whole)));
        assert_eq!(file.upload().filename(), Upload::from_bytes(whole.as_slice()).filename());
        let path = file.path.to_path_buf();
        drop(file);
        assert!(!path.exists());
    }

    #[tokio::test]
    async fn too_much_is_refused() {
        let mut spool = Spool::open().await.unwrap();
        let chunk = vec![0; 1 << 20];
        for _ in 0..10 {
            spool.write(&chunk).await.unwrap();
        }
        assert_eq!(spool.write(b"x").await.unwrap_err().code(), Code::FileTooLarge);
    }
}
