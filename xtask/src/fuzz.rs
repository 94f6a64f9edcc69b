//! `cargo xtask fuzz`: the tests of spoiled inputs, for as long as there is time.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::FuzzTarget;

/// Runs the campaign of an engine, up to the first failure: what failed is kept in `tmp` of the target folder,
/// and its seed, which is in its name, fails again at once.
///
/// A debug build: it is slower, and tells of every overflow.
pub(crate) fn campaign(root: &Path, target: FuzzTarget, seconds: u64, seed: u64) -> Result<()> {
    println!("seed {seed}, {seconds} s");
    let (package, test) = match target {
        FuzzTarget::Article => ("wxpress-article", "fuzz::spoiled_articles"),
        FuzzTarget::Picture => ("wxpress-image", "fuzz::spoiled_pictures"),
    };
    let held = Command::new(env!("CARGO"))
        .args(["test", "--package", package, "--test", "it", "--", test, "--exact"])
        .current_dir(root)
        .env("WXPRESS_FUZZ_SECONDS", seconds.to_string())
        .env("WXPRESS_FUZZ_SEED", seed.to_string())
        .status()
        .context("cargo cannot be run")?;
    ensure!(
        held.success(),
        "an input did not hold: it is in `tmp` of the target folder, its seed in its name"
    );
    Ok(())
}
