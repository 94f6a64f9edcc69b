//! `cargo xtask invariants`: what must stay true and what the compiler does not see.

mod dependencies;
mod endpoints;
mod manifests;
mod sources;

use std::path::Path;

use anyhow::{Result, ensure};
use cargo_metadata::{MetadataCommand, Package};

/// Checks the repository at `root`, prints what is wrong, and fails if anything is.
pub(crate) fn run(root: &Path) -> Result<()> {
    let metadata = MetadataCommand::new().manifest_path(root.join("Cargo.toml")).no_deps().exec()?;
    let packages: Vec<&Package> = metadata.workspace_packages();
    let mut broken = manifests::check(&packages);
    broken.extend(dependencies::check(root, &packages)?);
    broken.extend(sources::check(root)?);
    broken.extend(endpoints::check(root)?);
    for violation in &broken {
        println!("error: {violation}");
    }
    ensure!(broken.is_empty(), "{} invariants are broken", broken.len());
    Ok(())
}
