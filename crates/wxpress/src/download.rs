//! Files that are written: put beside their place while they come, and in it once they are whole.

use std::{
    io::{self, IsTerminal, Write as _},
    path::{Path, PathBuf},
    pin::pin,
};

use clap::Args;
use futures_util::StreamExt;
use serde::Serialize;
use tempfile::{NamedTempFile, TempPath};
use tokio::{
    fs::File,
    io::{AsyncWrite, AsyncWriteExt},
};
use wxpress_publish::{Code, Download, Error};

use crate::{answer::Answer, source::Source};

/// Where a file goes.
#[derive(Debug, Args)]
pub(crate) struct Target {
    /// File to write; the standard output where none is named.
    #[arg(short, long, value_name = "FILE|-")]
    output: Option<Source>,

    /// Overwrite the file.
    #[arg(long)]
    force: bool,
}

/// A place for a file, looked at before anything is asked for.
#[derive(Debug)]
pub(crate) struct Place {
    /// The standard output where there is none.
    path: Option<PathBuf>,
    force: bool,
    /// The standard output is for the envelope.
    json: bool,
}

/// A file written.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Written {
    path: String,
    size_bytes: u64,
    content_type: Option<String>,
}

impl Target {
    /// The file; `None` where the standard output is meant.
    pub(crate) fn path(&self) -> Option<&Path> {
        match &self.output {
            Some(Source::File(path)) => Some(path),
            Some(Source::Stdin) | None => None,
        }
    }

    /// Writes to the file, if one is named.
    ///
    /// # Errors
    /// [`Code::CannotWrite`]; [`Code::OutputExists`] where a file is there and must not be overwritten.
    pub(crate) fn save(&self, bytes: &[u8]) -> Result<(), Error> {
        let Some(path) = self.path() else { return Ok(()) };
        save(path, bytes, self.force)
    }

    /// What goes to the standard output, where that is not for the envelope: these bytes, if no file is named.
    ///
    /// # Errors
    /// [`Code::MissingField`] where it is; [`Code::BinaryToTerminal`].
    pub(crate) fn output(&self, bytes: Vec<u8>, json: bool) -> Result<Vec<u8>, Error> {
        match self.path() {
            Some(_) => Ok(Vec::new()),
            None if json => Err(Error::new(Code::MissingField).with("field", "--output")),
            None if io::stdout().is_terminal() => Err(Error::new(Code::BinaryToTerminal)),
            None => Ok(bytes),
        }
    }

    /// `json`: the standard output is for the envelope.
    ///
    /// # Errors
    /// [`Code::OutputExists`] where a file is there and must not be overwritten.
    pub(crate) async fn prepare(self, json: bool) -> Result<Place, Error> {
        let path = self.path().map(Path::to_owned);
        if let Some(path) = path.as_ref().filter(|_| !self.force)
            && tokio::fs::try_exists(path).await.unwrap_or(false)
        {
            return Err(exists(path));
        }
        Ok(Place { path, force: self.force, json })
    }
}

impl Place {
    pub(crate) fn is_stdout(&self) -> bool {
        self.path.is_none()
    }

    /// Puts the file there.
    ///
    /// # Errors
    /// [`Code::BinaryToTerminal`]; [`Code::MissingField`] where the standard output is taken; [`Code::CannotWrite`];
    /// [`Code::OutputExists`] where one came in between; the platform's connection broke.
    pub(crate) async fn take(self, file: Download) -> Result<Answer, Error> {
        let Some(path) = self.path else {
            if self.json {
                return Err(Error::new(Code::MissingField).with("field", "--output"));
            }
            if io::stdout().is_terminal() && file.json().is_none() {
                return Err(Error::new(Code::BinaryToTerminal));
            }
            write(file, &mut tokio::io::stdout(), Path::new("-")).await?;
            return Ok(Answer::given());
        };
        let content_type = file.content_type().map(str::to_owned);
        let made = {
            let path = path.clone();
            tokio::task::spawn_blocking(move || beside(&path))
        };
        let (open, temporary) = made.await.unwrap_or_else(|error| Err(broken(error)))?.into_parts();
        let mut open = File::from_std(open);
        let size_bytes = write(file, &mut open, &path).await?;
        let place = path.clone();
        let keep = move || keep(temporary, &place, self.force);
        tokio::task::spawn_blocking(keep).await.unwrap_or_else(|error| Err(broken(error)))?;
        Answer::of(&Written { path: path.display().to_string(), size_bytes, content_type })
    }
}

/// Writes a whole file.
///
/// # Errors
/// [`Code::CannotWrite`]; [`Code::OutputExists`] where a file is there and must not be overwritten.
pub(crate) fn save(path: &Path, bytes: &[u8], force: bool) -> Result<(), Error> {
    let mut file = beside(path)?;
    file.write_all(bytes).map_err(|error| cannot_write(path, error))?;
    keep(file.into_temp_path(), path, force)
}

/// Makes a temporary file in the same folder, with the access rights of any new file.
fn beside(path: &Path) -> Result<NamedTempFile, Error> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".wxpress-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    builder.tempfile_in(folder.unwrap_or(Path::new("."))).map_err(|error| cannot_write(path, error))
}

fn keep(temporary: TempPath, path: &Path, force: bool) -> Result<(), Error> {
    let kept = if force { temporary.persist(path) } else { temporary.persist_noclobber(path) };
    kept.map_err(|error| match error.error.kind() {
        io::ErrorKind::AlreadyExists => exists(path),
        _ => cannot_write(path, error.error),
    })
}

/// Gives the bytes written. A reader that has seen enough is no failure.
async fn write(file: Download, to: &mut (impl AsyncWrite + Unpin), path: &Path) -> Result<u64, Error> {
    let mut chunks = pin!(file.into_stream());
    let mut len_bytes = 0;
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk?;
        len_bytes += chunk.len() as u64;
        match to.write_all(&chunk).await {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return Ok(len_bytes),
            written => written.map_err(|error| cannot_write(path, error))?,
        }
    }
    to.flush().await.map_err(|error| cannot_write(path, error))?;
    Ok(len_bytes)
}

fn exists(path: &Path) -> Error {
    Error::new(Code::OutputExists).with("path", path.display())
}

fn cannot_write(path: &Path, error: io::Error) -> Error {
    Error::new(Code::CannotWrite).with("path", path.display()).with("problem", &error).because(error)
}

fn broken(error: tokio::task::JoinError) -> Error {
    Error::new(Code::Internal).because(error)
}
