//! [`Source`]: a file of the user's, or the standard input.

use std::{ffi::OsString, fmt, io::Read as _, path::PathBuf, pin::Pin};

use tokio::io::{AsyncRead, AsyncReadExt};
use wxpress_publish::{
    Code, Error,
    file::{MediaFile, Spool, SpoolLimits},
};

/// The largest text: a draft of eight articles of 1 MiB, and its other fields.
const MAX_TEXT_BYTES: u64 = 9 << 20;
const CHUNK_BYTES: usize = 64 << 10;

/// A file of the user's, or the standard input, which is written `-`.
#[derive(Debug, Clone)]
pub(crate) enum Source {
    Stdin,
    File(PathBuf),
}

impl From<OsString> for Source {
    fn from(argument: OsString) -> Self {
        if argument == "-" { Self::Stdin } else { Self::File(argument.into()) }
    }
}

impl Source {
    /// All of it.
    ///
    /// # Errors
    /// [`Code::CannotRead`]; [`Code::FileTooLarge`] beyond 9 MiB.
    pub(crate) async fn read(&self) -> Result<Vec<u8>, Error> {
        let mut bytes = Vec::new();
        let mut reader = self.open().await?.take(MAX_TEXT_BYTES + 1);
        reader.read_to_end(&mut bytes).await.map_err(|error| self.cannot_read(error))?;
        if bytes.len() as u64 > MAX_TEXT_BYTES {
            return Err(Error::new(Code::FileTooLarge).with("limit", MAX_TEXT_BYTES));
        }
        Ok(bytes)
    }

    /// All of it as a text.
    ///
    /// # Errors
    /// As [`Self::read`]; [`Code::CannotRead`] where it is not UTF-8.
    pub(crate) async fn read_text(&self) -> Result<String, Error> {
        String::from_utf8(self.read().await?).map_err(|error| self.cannot_read(error.utf8_error()))
    }

    /// All of it, for those who have no runtime to wait on.
    ///
    /// # Errors
    /// [`Code::CannotRead`]; [`Code::FileTooLarge`] beyond `max_bytes`.
    pub(crate) fn load(&self, max_bytes: u64) -> Result<Vec<u8>, Error> {
        let mut bytes = Vec::new();
        let read = match self {
            Self::Stdin => std::io::stdin().lock().take(max_bytes + 1).read_to_end(&mut bytes),
            Self::File(path) => {
                std::fs::File::open(path).and_then(|file| file.take(max_bytes + 1).read_to_end(&mut bytes))
            }
        };
        read.map_err(|error| self.cannot_read(error))?;
        if bytes.len() as u64 > max_bytes {
            return Err(Error::new(Code::FileTooLarge).with("limit", max_bytes));
        }
        Ok(bytes)
    }

    /// The same as a text.
    ///
    /// # Errors
    /// As [`Self::load`]; [`Code::CannotRead`] where it is not UTF-8.
    pub(crate) fn load_text(&self, max_bytes: u64) -> Result<String, Error> {
        String::from_utf8(self.load(max_bytes)?).map_err(|error| self.cannot_read(error.utf8_error()))
    }

    /// A secret, which may end with a line break.
    ///
    /// # Errors
    /// As [`Self::read_text`].
    pub(crate) async fn read_secret(&self) -> Result<String, Error> {
        Ok(self.read_text().await?.trim().to_owned())
    }

    /// A file to send.
    ///
    /// # Errors
    /// [`Code::CannotRead`]; [`Code::FileTooLarge`].
    pub(crate) async fn open_media(self) -> Result<MediaFile, Error> {
        if let Self::File(path) = self {
            return MediaFile::open(path).await;
        }
        let mut reader = self.open().await?;
        let mut spool = Spool::open(&SpoolLimits::default()).await?;
        let mut chunk = vec![0; CHUNK_BYTES];
        loop {
            match reader.read(&mut chunk).await.map_err(|error| self.cannot_read(error))? {
                0 => return spool.finish().await,
                count => spool.write(&chunk[..count]).await?,
            }
        }
    }

    async fn open(&self) -> Result<Pin<Box<dyn AsyncRead + Send>>, Error> {
        match self {
            Self::Stdin => Ok(Box::pin(tokio::io::stdin())),
            Self::File(path) => {
                let file = tokio::fs::File::open(path).await.map_err(|error| self.cannot_read(error))?;
                Ok(Box::pin(file))
            }
        }
    }

    fn cannot_read(&self, error: impl std::error::Error + Send + Sync + 'static) -> Error {
        Error::new(Code::CannotRead).with("path", self).with("problem", &error).because(error)
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stdin => f.write_str("-"),
            Self::File(path) => path.display().fmt(f),
        }
    }
}
