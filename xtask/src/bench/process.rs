//! A server of ours in a process of its own.

use std::{path::Path, process::Stdio};

use anyhow::{Context, Result};
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
};

/// A running server; killed when dropped.
pub(super) struct Process {
    child: Child,
    pub(super) url: String,
}

impl Process {
    /// Starts `binary` and waits for the line that says where it listens.
    pub(super) async fn start(binary: &Path, arguments: &[&str]) -> Result<Self> {
        let mut child = Command::new(binary)
            .args(arguments)
            .env("WXPRESS_LOG", "warn")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("{} cannot be started", binary.display()))?;
        let stdout = child.stdout.take().context("no stdout")?;
        let mut lines = BufReader::new(stdout).lines();
        let line = lines.next_line().await?.context("the server ended at once")?;
        let (_, url) =
            line.split_once(" listening on ").with_context(|| format!("unexpected line {line:?}"))?;
        Ok(Self { url: url.to_owned(), child })
    }

    /// Memory held now.
    pub(super) fn rss_bytes(&self) -> Result<u64> {
        status(self.id()?, "VmRSS:")
    }

    /// The most memory ever held.
    pub(super) fn peak_rss_bytes(&self) -> Result<u64> {
        peak_rss_bytes(self.id()?)
    }

    fn id(&self) -> Result<u32> {
        self.child.id().context("the server ended")
    }
}

/// The most memory that a process ever held.
pub(super) fn peak_rss_bytes(id: u32) -> Result<u64> {
    status(id, "VmHWM:")
}

fn status(id: u32, name: &str) -> Result<u64> {
    let status = std::fs::read_to_string(format!("/proc/{id}/status"))?;
    let line = status.lines().find(|line| line.starts_with(name)).context("no such line")?;
    let kibibytes: u64 = line.split_whitespace().nth(1).context("no number")?.parse()?;
    Ok(kibibytes * 1024)
}
