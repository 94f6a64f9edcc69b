#![doc = include_str!("../README.md")]
#![expect(clippy::print_stdout, reason = "a command line tool")]

mod errcodes;
mod generate;
mod invariants;

use std::path::Path;

use anyhow::{Context, Result};
use clap::{Parser, Subcommand};

/// Chores of the wxpress repository.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Write the generated files.
    Gen {
        /// Write nothing; fail when a file is not up to date.
        #[arg(long)]
        check: bool,
    },
    /// Check the rules of the architecture that the compiler does not.
    Invariants,
}

fn main() -> Result<()> {
    // The manifest's folder is right in any working directory and in every clone.
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("xtask has no parent folder")?;
    match Arguments::parse().task {
        Task::Gen { check } => generate::run(root, check),
        Task::Invariants => invariants::run(root),
    }
}
