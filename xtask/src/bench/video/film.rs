//! A film of noise, whole and in blocks, with all that curl needs to send them.

use std::{
    ffi::OsStr,
    fmt::Write as _,
    fs::{self, File},
    io::{self, Read as _},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};
use tokio::process::Command;

use super::{MIB, studio::Studio};

/// A film in a file of its own and in one file for each block of 1 MiB.
pub(super) struct Film {
    path: PathBuf,
    pub(super) size_bytes: u64,
    pub(super) sha1: String,
    blocks: Vec<(PathBuf, String)>,
}

impl Film {
    pub(super) async fn make(folder: &Path, size_mib: u64) -> Result<Self> {
        let folder = folder.join(format!("film-{size_mib}"));
        fs::create_dir(&folder)?;
        let path = folder.join("film.mp4");
        let size_bytes = size_mib * MIB;
        io::copy(&mut File::open("/dev/urandom")?.take(size_bytes), &mut File::create(&path)?)?;
        let mut film = File::open(&path)?;
        let mut parts = Vec::new();
        for number in 1..=size_mib {
            let part = folder.join(format!("film_{number}.mp4"));
            io::copy(&mut film.by_ref().take(MIB), &mut File::create(&part)?)?;
            parts.push(part);
        }
        let [sha1] = &sha1sum(&[&path]).await?[..] else { anyhow::bail!("one sum for one file") };
        let sums = sha1sum(&parts).await?;
        Ok(Self { sha1: sha1.clone(), path, size_bytes, blocks: parts.into_iter().zip(sums).collect() })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// A file that makes curl send all blocks one after the other and finish the upload.
    pub(super) async fn script(&self, studio: &Studio, vid: &str) -> Result<PathBuf> {
        let mut script = String::new();
        for (number, (block, sha1)) in (1..).zip(&self.blocks) {
            let url = studio.action(&format!("upload_block&vid={vid}&part_sha={sha1}&part_num={number}"));
            writeln!(script, "url = \"{url}\"\ndata-binary = \"@{}\"", block.display())?;
            writeln!(
                script,
                "header = \"Content-Type: application/octet-stream\"\nwrite-out = \"\\n\"\nnext"
            )?;
        }
        let finish = studio.action(&format!("upload_finish&vid={vid}"));
        writeln!(script, "url = \"{finish}\"\nwrite-out = \"\\n\"")?;
        let path = self.path.with_extension("curl");
        tokio::fs::write(&path, script).await?;
        Ok(path)
    }
}

/// The SHA-1 of each file.
pub(super) async fn sha1sum(paths: &[impl AsRef<OsStr>]) -> Result<Vec<String>> {
    let output = Command::new("sha1sum").args(paths).output().await.context("sha1sum cannot be run")?;
    ensure!(output.status.success(), "sha1sum: {}", output.status);
    let sums = String::from_utf8(output.stdout)?;
    Ok(sums.lines().filter_map(|line| line.split_once(' ')).map(|(sum, _)| sum.to_owned()).collect())
}
