//! Renderers of others, under node.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::bench::npm;

/// The packages, at the versions that are compared with.
const PACKAGES: [&str; 9] = [
    "@wenyan-md/core@3.0.10",
    "form-data-encoder@4.1.0",
    "formdata-node@6.0.3",
    "highlight.js@11.11.1",
    "jsdom@27.4.0",
    "juice@11.1.1",
    "markdown-it@15.0.3",
    "marked@18.2.1",
    "@types/node@24",
];

/// The program that runs one of them.
const PROGRAM: &str = include_str!("peers.mjs");

/// A style sheet of the size of a plain theme, for those that bring none.
const STYLES: &str = include_str!("peers.css");

/// Where they are installed.
pub(super) struct Peers {
    program: PathBuf,
}

impl Peers {
    /// The renderers, as the program calls them.
    pub(super) const NAMES: [&str; 3] = ["marked", "markdown-it", "wenyan"];

    /// Installs them unless they are there.
    pub(super) fn install(folder: &Path) -> Result<Self> {
        npm::install(folder, &PACKAGES)?;
        let program = folder.join("peers.mjs");
        std::fs::write(&program, PROGRAM)?;
        std::fs::write(folder.join("peers.css"), STYLES)?;
        Ok(Self { program })
    }

    /// Renders `file` this often and tells the median.
    pub(super) fn command(&self, peer: &str, file: &Path, renders: usize) -> Command {
        let mut command = Command::new("node");
        command.arg(&self.program).arg(peer).arg(file).arg(renders.to_string());
        command
    }
}
