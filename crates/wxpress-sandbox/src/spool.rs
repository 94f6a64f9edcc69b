//! Blocks of videos, on disk from their arrival until the upload is finished.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use bytes::Bytes;
use sha1::{Digest, Sha1};
use tempfile::TempDir;

use crate::error::Error;
use crate::sha1_hex::Sha1Hex;

/// How much of a file is read at once to be hashed.
const READ_BYTES: usize = 256 * 1024;

/// A folder for each video, with a file for each block, named by its number. What lies there is all that is known of the
/// blocks, so a restart needs no list of them.
#[derive(Debug)]
pub(crate) struct Spool {
    path: PathBuf,
    /// Removes the folder at the end.
    _temporary: Option<TempDir>,
    writes: AtomicU64,
}

/// Why blocks are not the announced file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flaw {
    /// A number from 1 to the highest is not there.
    Missing,
    Size,
    Sha,
}

impl Spool {
    /// A folder that stays.
    pub(crate) fn in_folder(path: PathBuf) -> Self {
        Self { path, _temporary: None, writes: AtomicU64::new(0) }
    }

    /// A folder that goes with the sandbox.
    pub(crate) fn temporary() -> Result<Self, Error> {
        let folder = tempfile::Builder::new().prefix("wxpress-sandbox-").tempdir().map_err(Error::Spool)?;
        let path = folder.path().join("blocks");
        Ok(Self { path, _temporary: Some(folder), writes: AtomicU64::new(0) })
    }

    /// Makes room for the blocks of a video.
    pub(crate) async fn open(&self, vid: &str) -> io::Result<()> {
        tokio::fs::create_dir_all(self.path.join(vid)).await
    }

    /// Keeps a block, in place of an earlier one of its number. Tells whether it was what its sum says; if not, it is not
    /// kept.
    pub(crate) async fn save(
        &self,
        vid: &str,
        part_num: u32,
        part_sha: Sha1Hex,
        block: Bytes,
    ) -> io::Result<bool> {
        let folder = self.path.join(vid);
        let path = folder.join(part_num.to_string());
        let write = self.writes.fetch_add(1, Ordering::Relaxed);
        let partial = folder.join(format!("{part_num}.{write}.part"));
        // Neither a kill nor the same block at the same time may leave half of one under the final name.
        let written = {
            let (partial, block) = (partial.clone(), block.clone());
            off_async(move || fs::write(partial, block))
        };
        // Summing takes as long as writing, so they go side by side.
        let summed = off_async(move || Ok(Sha1Hex::of(&block)));
        let ((), sum) = tokio::try_join!(written, summed)?;
        if sum != part_sha {
            tokio::fs::remove_file(&partial).await?;
            return Ok(false);
        }
        tokio::fs::rename(&partial, &path).await?;
        Ok(true)
    }

    /// Compares all blocks of a video with the announced file.
    pub(crate) async fn check(
        &self,
        vid: &str,
        filesize: u64,
        filesha: Sha1Hex,
    ) -> io::Result<Result<(), Flaw>> {
        let folder = self.path.join(vid);
        off_async(move || {
            let blocks = list(&folder)?;
            if blocks.is_empty() || !(1..).zip(&blocks).all(|(number, (part_num, _))| number == *part_num) {
                return Ok(Err(Flaw::Missing));
            }
            if blocks.iter().map(|(_, bytes)| bytes).sum::<u64>() != filesize {
                return Ok(Err(Flaw::Size));
            }
            let sum = sum(&folder, blocks.len())?;
            Ok(if sum == filesha { Ok(()) } else { Err(Flaw::Sha) })
        })
        .await
    }

    /// Forgets the blocks of a video.
    pub(crate) async fn remove(&self, vid: &str) -> io::Result<()> {
        remove(&self.path.join(vid)).await
    }

    /// Forgets all blocks.
    pub(crate) async fn clear(&self) -> io::Result<()> {
        remove(&self.path).await
    }
}

async fn off_async<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> io::Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(io::Error::other)?
}

async fn remove(folder: &Path) -> io::Result<()> {
    match tokio::fs::remove_dir_all(folder).await {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Number and length of all blocks in a folder, by number.
fn list(folder: &Path) -> io::Result<Vec<(u32, u64)>> {
    let mut blocks = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        // What was cut off by a kill has another kind of name.
        if let Some(part_num) = entry.file_name().to_str().and_then(|name| name.parse().ok()) {
            blocks.push((part_num, entry.metadata()?.len()));
        }
    }
    blocks.sort_unstable();
    Ok(blocks)
}

fn sum(folder: &Path, count: usize) -> io::Result<Sha1Hex> {
    let mut hasher = Sha1::new();
    let mut buffer = vec![0; READ_BYTES];
    for part_num in 1..=count {
        let mut file = File::open(folder.join(part_num.to_string()))?;
        loop {
            match file.read(&mut buffer)? {
                0 => break,
                length => hasher.update(&buffer[..length]),
            }
        }
    }
    Ok(Sha1Hex::finish(hasher))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn blocks_make_the_file_whatever_order_they_came_in() {
        let spool = Spool::temporary().unwrap();
        spool.open("v").await.unwrap();
        let save = async |part_num, block: &'static [u8]| {
            spool.save("v", part_num, Sha1Hex::of(block), Bytes::from_static(block)).await.unwrap()
        };
        let check = async |filesize| spool.check("v", filesize, Sha1Hex::of(b"abcdef")).await.unwrap();
        assert_eq!(check(6).await, Err(Flaw::Missing));
        assert!(save(3, b"f").await && save(1, b"abc").await);
        assert_eq!(check(6).await, Err(Flaw::Missing));
        assert!(save(2, b"D").await);
        assert_eq!(check(6).await, Err(Flaw::Size));
        assert!(save(2, b"DE").await);
        assert_eq!(check(6).await, Err(Flaw::Sha));
        assert!(save(2, b"de").await);
        let other = spool.save("v", 2, Sha1Hex::of(b"other"), Bytes::from_static(b"DE")).await;
        assert!(!other.unwrap(), "a block that is not what its sum says is not kept");
        assert_eq!(check(6).await, Ok(()));
    }

    #[tokio::test]
    async fn the_folder_goes_with_the_spool() {
        let spool = Spool::temporary().unwrap();
        let path = spool.path.clone();
        spool.open("v").await.unwrap();
        assert!(path.join("v").is_dir());
        drop(spool);
        assert!(!path.exists());
    }
}
