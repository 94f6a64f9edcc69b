//! [`MediaFile`]: a file to send, on disk and hashed, so that it is never held in memory; and [`Spool`], through which
//! one comes in.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};
use tempfile::{NamedTempFile, TempPath};
use tokio::{
    fs::File,
    io::{AsyncReadExt, AsyncWriteExt},
};
use wxpress_wechat::{FileFormat, Upload};

use crate::{
    error::{Error, Result},
    message::Code,
};

/// First bytes kept: enough to tell a format.
const HEAD_BYTES: usize = 16;

/// The largest file taken for what is sent as one piece: what the platform takes as a permanent picture.
pub const MAX_FILE_BYTES: u64 = 10 << 20;

/// The largest picture of an article, before it is made to fit: photos of good cameras have so many bytes.
pub const MAX_PICTURE_BYTES: u64 = 32 << 20;

/// How much may come in, and where it is put.
#[derive(Debug, Clone)]
pub struct SpoolLimits {
    /// The largest file in bytes.
    pub max_bytes: u64,
    /// The folder; the system's temporary one where none is named.
    pub folder: Option<PathBuf>,
}

impl Default for SpoolLimits {
    /// [`MAX_FILE_BYTES`] in the system's temporary folder.
    fn default() -> Self {
        Self { max_bytes: MAX_FILE_BYTES, folder: None }
    }
}

/// A file that is still coming in.
#[derive(Debug)]
pub struct Spool {
    file: File,
    path: TempPath,
    max_bytes: u64,
    hash: Sha256,
    head: Vec<u8>,
    len_bytes: u64,
}

/// A file to send. One that came in is removed when this is dropped; the user's own stays.
#[derive(Debug)]
pub struct MediaFile {
    place: Place,
    pub(crate) sha256: [u8; 32],
    head: Vec<u8>,
    len_bytes: u64,
}

#[derive(Debug)]
enum Place {
    Spooled(TempPath),
    Own(PathBuf),
}

impl Spool {
    /// Makes a file that only this user may read.
    ///
    /// # Errors
    /// [`Code::CannotSpool`] where the disk does not take it.
    pub async fn open(limits: &SpoolLimits) -> Result<Self> {
        let folder = limits.folder.clone();
        let create = move || match folder {
            Some(folder) => {
                fs::create_dir_all(&folder)?;
                NamedTempFile::new_in(folder)
            }
            None => NamedTempFile::new(),
        };
        let made = tokio::task::spawn_blocking(create).await;
        let (file, path) =
            made.map_err(io::Error::other).and_then(|made| made).map_err(cannot_spool)?.into_parts();
        Ok(Self {
            file: File::from_std(file),
            path,
            max_bytes: limits.max_bytes,
            hash: Sha256::new(),
            head: Vec::new(),
            len_bytes: 0,
        })
    }

    /// Writes the next bytes.
    ///
    /// # Errors
    /// [`Code::FileTooLarge`] beyond the limit; [`Code::CannotSpool`].
    pub async fn write(&mut self, chunk: &[u8]) -> Result<()> {
        self.len_bytes += chunk.len() as u64;
        if self.len_bytes > self.max_bytes {
            return Err(Error::new(Code::FileTooLarge).with("limit", self.max_bytes));
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
    pub async fn finish(mut self) -> Result<MediaFile> {
        self.file.flush().await.map_err(cannot_spool)?;
        let Self { path, hash, head, len_bytes, .. } = self;
        Ok(MediaFile { place: Place::Spooled(path), sha256: hash.finalize().into(), head, len_bytes })
    }
}

impl MediaFile {
    /// A file of the user's own, read once to hash it.
    ///
    /// # Errors
    /// [`Code::CannotRead`]; [`Code::FileTooLarge`] beyond [`MAX_FILE_BYTES`].
    pub async fn open(path: impl Into<PathBuf>) -> Result<Self> {
        Self::open_within(path, MAX_FILE_BYTES).await
    }

    /// The same, of at most `max_bytes`.
    ///
    /// # Errors
    /// [`Code::CannotRead`]; [`Code::FileTooLarge`].
    pub async fn open_within(path: impl Into<PathBuf>, max_bytes: u64) -> Result<Self> {
        let path = path.into();
        let cannot = |error: io::Error| cannot_read(&path, error);
        let mut file = File::open(&path).await.map_err(cannot)?.take(max_bytes + 1);
        let (mut hash, mut head, mut len_bytes) = (Sha256::new(), Vec::new(), 0);
        let mut chunk = vec![0; 64 << 10];
        loop {
            let count = file.read(&mut chunk).await.map_err(cannot)?;
            if count == 0 {
                break;
            }
            len_bytes += count as u64;
            let chunk = &chunk[..count];
            hash.update(chunk);
            head.extend(chunk.iter().take(HEAD_BYTES - head.len()));
        }
        if len_bytes > max_bytes {
            return Err(Error::new(Code::FileTooLarge).with("limit", max_bytes));
        }
        Ok(Self { place: Place::Own(path), sha256: hash.finalize().into(), head, len_bytes })
    }

    /// Length in bytes.
    pub fn len_bytes(&self) -> u64 {
        self.len_bytes
    }

    /// Whether it holds nothing.
    pub fn is_empty(&self) -> bool {
        self.len_bytes == 0
    }

    /// The first bytes, enough to tell a format.
    pub(crate) fn head(&self) -> &[u8] {
        &self.head
    }

    /// All of it as a text.
    ///
    /// # Errors
    /// [`Code::CannotSpool`]; [`Code::InvalidForm`] where it is not UTF-8.
    pub async fn read_text(&self) -> Result<String> {
        let bytes = tokio::fs::read(self.path()).await.map_err(cannot_spool)?;
        String::from_utf8(bytes)
            .map_err(|error| Error::new(Code::InvalidForm).with("problem", error.utf8_error()))
    }

    /// The format by the first bytes.
    pub(crate) fn format(&self) -> FileFormat {
        FileFormat::sniff(&self.head)
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        match &self.place {
            Place::Spooled(path) => path,
            Place::Own(path) => path,
        }
    }

    /// The file as it is, for sending.
    pub(crate) fn upload(&self) -> Upload {
        Upload::from_hashed_file(self.path().to_path_buf(), self.len_bytes, &self.sha256, &self.head)
    }

    /// All of it; blocks.
    pub(crate) fn read(&self) -> io::Result<Vec<u8>> {
        fs::read(self.path())
    }

    /// Lets a file that came in outlive this, and gives its path.
    pub(crate) fn keep(self) -> Result<PathBuf> {
        match self.place {
            Place::Spooled(path) => path.keep().map_err(|error| cannot_spool(error.error)),
            Place::Own(path) => Ok(path),
        }
    }
}

/// A file of the user's that cannot be read.
pub(crate) fn cannot_read(path: &Path, error: io::Error) -> Error {
    Error::new(Code::CannotRead).with("path", path.display()).with("problem", &error).because(error)
}

fn cannot_spool(error: io::Error) -> Error {
    Error::new(Code::CannotSpool).with("problem", &error).because(error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_comes_in_is_hashed_and_removed_at_the_end() {
        let mut spool = Spool::open(&SpoolLimits::default()).await.unwrap();
        for chunk in [b"\x89PNG\r\n".as_slice(), b"\x1a\n", b"and the rest"] {
            spool.write(chunk).await.unwrap();
        }
        let file = spool.finish().await.unwrap();
        let whole = b"\x89PNG\r\n\x1a\nand the rest";
        assert_eq!(file.read().unwrap(), whole);
        assert_eq!(file.sha256, <[u8; 32]>::from(Sha256::digest(whole)));
        assert_eq!(file.upload().filename(), Upload::from_bytes(whole.as_slice()).filename());
        let path = file.path().to_path_buf();
        drop(file);
        assert!(!path.exists());
    }

    #[tokio::test]
    async fn a_file_of_the_users_is_hashed_and_stays() {
        let own = NamedTempFile::new().unwrap();
        fs::write(own.path(), b"GIF89a and the rest").unwrap();
        let file = MediaFile::open(own.path()).await.unwrap();
        assert_eq!(
            file.upload().filename(),
            Upload::from_bytes(b"GIF89a and the rest".as_slice()).filename()
        );
        drop(file);
        assert!(own.path().exists());
        assert_eq!(MediaFile::open("/no/such/file").await.unwrap_err().code(), Code::CannotRead);
    }

    #[tokio::test]
    async fn too_much_is_refused() {
        let mut spool = Spool::open(&SpoolLimits::default()).await.unwrap();
        let chunk = vec![0; 1 << 20];
        for _ in 0..10 {
            spool.write(&chunk).await.unwrap();
        }
        assert_eq!(spool.write(b"x").await.unwrap_err().code(), Code::FileTooLarge);
    }
}
