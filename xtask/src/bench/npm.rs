//! Programs of others, from npm.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};

/// Installs packages in a folder, unless some are there.
pub(super) fn install(folder: &Path, packages: &[&str]) -> Result<()> {
    std::fs::create_dir_all(folder)?;
    if folder.join("node_modules").exists() {
        return Ok(());
    }
    std::fs::write(folder.join("package.json"), "{\"private\":true,\"type\":\"module\"}")?;
    let installed = Command::new("npm")
        .args(["install", "--no-audit", "--no-fund"])
        .args(packages)
        .current_dir(folder)
        .status()
        .context("npm cannot be run")?;
    ensure!(installed.success(), "the packages cannot be installed");
    Ok(())
}
