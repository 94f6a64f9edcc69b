//! [`Upload`]: a file on its way to the platform.

mod format;
mod playtime;

use std::{io, path::PathBuf};

use bytes::Bytes;
pub use format::FileFormat;
pub use playtime::playtime;
use reqwest::{Body, multipart::Part};
use sha2::{Digest, Sha256};
use tokio::io::AsyncReadExt;
use tokio_util::io::ReaderStream;

/// A file to send. Its length is always known, because the platform answers a body of unknown length with HTTP 412,
/// and its name is plain ASCII with the extension of its true format, because other names are refused
/// (docs/reference/wechat-api.md §5.2). It can be sent again from the start, which a retry needs.
#[derive(Debug, Clone)]
pub struct Upload {
    filename: String,
    format: FileFormat,
    len_bytes: u64,
    body: UploadBody,
}

#[derive(Debug, Clone)]
enum UploadBody {
    Bytes(Bytes),
    File(PathBuf),
}

impl Upload {
    /// A file held in memory, named after its content: the first 32 hexadecimal digits of its SHA-256, so that it
    /// can be found again in the platform's list of materials.
    pub fn from_bytes(bytes: impl Into<Bytes>) -> Self {
        let bytes = bytes.into();
        let format = FileFormat::sniff(&bytes);
        let filename = hashed_name(&Sha256::digest(&bytes), format);
        Self { filename, format, len_bytes: bytes.len() as u64, body: UploadBody::Bytes(bytes) }
    }

    /// A file on disk, read once to hash it and again for each time it is sent; never held in memory as a whole.
    pub async fn from_file(path: impl Into<PathBuf>) -> io::Result<Self> {
        let path = path.into();
        let mut file = tokio::fs::File::open(&path).await?;
        let (mut hash, mut len_bytes) = (Sha256::new(), 0);
        let mut chunk = vec![0; 64 << 10];
        let mut format = None;
        loop {
            let count = file.read(&mut chunk).await?;
            if count == 0 {
                break;
            }
            format.get_or_insert_with(|| FileFormat::sniff(&chunk[..count]));
            hash.update(&chunk[..count]);
            len_bytes += count as u64;
        }
        let format = format.unwrap_or(FileFormat::Unknown);
        let filename = hashed_name(&hash.finalize(), format);
        Ok(Self { filename, format, len_bytes, body: UploadBody::File(path) })
    }

    /// A file on disk whose length, SHA-256 and first bytes (16 are enough) are known already: it is read only when it
    /// is sent.
    pub fn from_hashed_file(
        path: impl Into<PathBuf>,
        len_bytes: u64,
        sha256: &[u8; 32],
        head: &[u8],
    ) -> Self {
        let format = FileFormat::sniff(head);
        Self { filename: hashed_name(sha256, format), format, len_bytes, body: UploadBody::File(path.into()) }
    }

    /// The name that the platform gets to see, such as `0f343b0931126a20f133d67c2b018a3b.png`.
    pub fn filename(&self) -> &str {
        &self.filename
    }

    /// The format by the first bytes.
    pub fn format(&self) -> FileFormat {
        self.format
    }

    /// Length in bytes.
    pub fn len_bytes(&self) -> u64 {
        self.len_bytes
    }

    /// A fresh multipart part, from the first byte.
    pub(crate) async fn part(&self) -> io::Result<Part> {
        let part = match &self.body {
            UploadBody::Bytes(bytes) => Part::stream_with_length(bytes.clone(), self.len_bytes),
            UploadBody::File(path) => {
                let file = tokio::fs::File::open(path).await?;
                // A file that grew meanwhile must not outrun the announced length.
                let stream = ReaderStream::with_capacity(file.take(self.len_bytes), 64 << 10);
                Part::stream_with_length(Body::wrap_stream(stream), self.len_bytes)
            }
        };
        part.file_name(self.filename.clone()).mime_str(self.format.content_type()).map_err(io::Error::other)
    }
}

fn hashed_name(sha256: &[u8], format: FileFormat) -> String {
    format!("{:x}.{}", Bytes::copy_from_slice(&sha256[..16]), format.extension())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn bytes_and_file_make_the_same_upload() {
        let bytes = b"GIF89a and the rest".to_vec();
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), &bytes).unwrap();

        let from_bytes = Upload::from_bytes(bytes);
        let from_file = Upload::from_file(file.path()).await.unwrap();

        let digest = Sha256::digest(std::fs::read(file.path()).unwrap()).into();
        let from_hash = Upload::from_hashed_file(file.path(), from_bytes.len_bytes(), &digest, b"GIF89a");

        assert_eq!(from_bytes.filename(), from_file.filename());
        assert_eq!(from_bytes.filename(), from_hash.filename());
        assert_eq!(from_bytes.len_bytes(), from_file.len_bytes());
        assert_eq!(from_bytes.filename(), format!("{}.gif", &from_bytes.filename()[..32]));
        assert!(from_bytes.filename()[..32].bytes().all(|byte| byte.is_ascii_hexdigit()));
    }

    #[tokio::test]
    async fn a_missing_file_is_an_error_at_once() {
        assert_eq!(Upload::from_file("/no/such/file").await.unwrap_err().kind(), io::ErrorKind::NotFound);
    }
}
