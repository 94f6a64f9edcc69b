//! [`VideoFile`]: a video on disk, hashed in one pass and read block by block.

use std::{
    fs::File,
    io::{self, Read, Seek, SeekFrom},
    path::{Path, PathBuf},
    sync::{Arc, mpsc},
    thread,
    time::SystemTime,
};

use bytes::Bytes;
use sha1::{Digest, Sha1};

use super::BLOCK;
use crate::{
    error::{Error, ErrorKind, Result},
    limits::MAX_VIDEO_BLOCK_BYTES,
};

/// A video on disk: its length and the SHA-1 of it and of each of its blocks, which the platform wants to know before
/// the first block is sent. Holds 20 bytes for each block of 1 MiB.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VideoFile {
    path: PathBuf,
    len_bytes: u64,
    modified: Option<SystemTime>,
    sha1: [u8; 20],
    blocks: Vec<[u8; 20]>,
}

/// One block, ready to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Counted from 1.
    pub number: u32,
    /// SHA-1 in hexadecimal digits.
    pub sha1: String,
    /// At most 1 MiB.
    pub bytes: Bytes,
}

impl VideoFile {
    /// Reads and hashes a file once, on threads of its own; `on_read` is told the bytes read so far.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub async fn hash(
        path: impl Into<PathBuf>,
        on_read: impl FnMut(u64) + Send + 'static,
    ) -> io::Result<Self> {
        let path = path.into();
        tokio::task::spawn_blocking(move || hash(path, on_read))
            .await
            .unwrap_or_else(|stopped| Err(io::Error::other(stopped)))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Length in bytes.
    pub fn len_bytes(&self) -> u64 {
        self.len_bytes
    }

    /// SHA-1 of the whole.
    pub fn sha1(&self) -> &[u8; 20] {
        &self.sha1
    }

    /// The same in hexadecimal digits.
    pub fn sha1_hex(&self) -> String {
        hex(&self.sha1)
    }

    /// Blocks, numbered from 1 up to this.
    pub fn block_count(&self) -> u32 {
        u32::try_from(self.blocks.len()).unwrap_or(u32::MAX)
    }

    /// Length of a block in bytes; 0 for a number that there is not.
    pub fn block_len_bytes(&self, number: u32) -> u64 {
        let start = u64::from(number.saturating_sub(1)) * MAX_VIDEO_BLOCK_BYTES;
        self.len_bytes.saturating_sub(start).min(MAX_VIDEO_BLOCK_BYTES)
    }

    /// Reads a block off the async threads.
    pub(super) async fn read(&self, number: u32) -> Result<Block> {
        let cannot_read = |error: io::Error| -> Error {
            let what = format!("cannot read {}", self.path.display());
            BLOCK.error(ErrorKind::File(what)).with_source(error)
        };
        let index = (number as usize).wrapping_sub(1);
        let Some(sha1) = self.blocks.get(index).map(hex) else {
            return Err(cannot_read(io::Error::from(io::ErrorKind::UnexpectedEof)));
        };
        let (path, len, modified) = (self.path.clone(), self.block_len_bytes(number), self.modified);
        let read = tokio::task::spawn_blocking(move || {
            let mut file = File::open(path)?;
            if file.metadata()?.modified().ok() != modified {
                return Err(io::Error::other("it changed while it was sent"));
            }
            file.seek(SeekFrom::Start(index as u64 * MAX_VIDEO_BLOCK_BYTES))?;
            let mut bytes = Vec::with_capacity(usize::try_from(len).unwrap_or(0));
            file.take(len).read_to_end(&mut bytes)?;
            Ok(Bytes::from(bytes))
        });
        let read = read.await.unwrap_or_else(|stopped| Err(io::Error::other(stopped)));
        read.map(|bytes| Block { number, sha1, bytes }).map_err(cannot_read)
    }
}

/// Hashes the whole on this thread and the blocks on another one, beside each other.
fn hash(path: PathBuf, mut on_read: impl FnMut(u64)) -> io::Result<VideoFile> {
    let mut file = File::open(&path)?;
    let modified = file.metadata()?.modified().ok();
    let (to_blocks, from_file) = mpsc::sync_channel::<Arc<Vec<u8>>>(2);
    thread::scope(|scope| {
        let blocks = scope.spawn(move || {
            from_file.iter().map(|block| Sha1::digest(block.as_slice()).into()).collect::<Vec<[u8; 20]>>()
        });
        let (mut whole, mut len_bytes) = (Sha1::new(), 0);
        loop {
            let mut block = Vec::with_capacity(usize::try_from(MAX_VIDEO_BLOCK_BYTES).unwrap_or(0));
            file.by_ref().take(MAX_VIDEO_BLOCK_BYTES).read_to_end(&mut block)?;
            if block.is_empty() {
                break;
            }
            let block = Arc::new(block);
            len_bytes += block.len() as u64;
            // The other side ends only after this one.
            let _ = to_blocks.send(Arc::clone(&block));
            whole.update(block.as_slice());
            on_read(len_bytes);
        }
        drop(to_blocks);
        let blocks = blocks.join().map_err(|_| io::Error::other("hashing stopped"))?;
        Ok(VideoFile { path, len_bytes, modified, sha1: whole.finalize().into(), blocks })
    })
}

fn hex(sha1: &[u8; 20]) -> String {
    format!("{:x}", Bytes::copy_from_slice(sha1))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[tokio::test]
    async fn a_file_is_hashed_whole_and_in_blocks_and_read_in_blocks() {
        let block = usize::try_from(MAX_VIDEO_BLOCK_BYTES).unwrap();
        let bytes: Vec<u8> = (0..=250).cycle().take(2 * block + 3).collect();
        let mut on_disk = tempfile::NamedTempFile::new().unwrap();
        on_disk.write_all(&bytes).unwrap();

        let (told, reads) = mpsc::channel();
        let file = VideoFile::hash(on_disk.path(), move |read| told.send(read).unwrap()).await.unwrap();
        assert_eq!(reads.iter().collect::<Vec<_>>(), [1 << 20, 2 << 20, (2 << 20) + 3]);
        assert_eq!((file.len_bytes(), file.block_count()), (bytes.len() as u64, 3));
        assert_eq!(*file.sha1(), <[u8; 20]>::from(Sha1::digest(&bytes)));

        for (number, part) in (1..).zip(bytes.chunks(block)) {
            let read = file.read(number).await.unwrap();
            assert_eq!((read.bytes.as_ref(), file.block_len_bytes(number)), (part, part.len() as u64));
            assert_eq!(read.sha1, hex(&Sha1::digest(part).into()));
        }
        on_disk.write_all(b"and more").unwrap();
        let later =
            on_disk.as_file().metadata().unwrap().modified().unwrap() + std::time::Duration::from_secs(1);
        on_disk.as_file().set_modified(later).unwrap();
        assert!(file.read(1).await.is_err(), "what was hashed is no longer there");
        assert!(file.read(0).await.is_err());
        assert!(file.read(4).await.is_err());
    }

    #[tokio::test]
    async fn an_empty_file_has_no_blocks() {
        let on_disk = tempfile::NamedTempFile::new().unwrap();
        let file = VideoFile::hash(on_disk.path(), |_| ()).await.unwrap();
        assert_eq!((file.len_bytes(), file.block_count()), (0, 0));
    }
}
