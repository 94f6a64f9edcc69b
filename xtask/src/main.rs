#![doc = include_str!("../README.md")]
#![expect(clippy::print_stdout, reason = "a command line tool")]

mod bench;
mod endpoints;
mod errcodes;
mod findings;
mod fuzz;
mod gallery;
mod generate;
mod invariants;

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::{Context, Result};
use clap::{Parser, Subcommand};

use self::bench::Subject;

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
    /// Feed spoiled inputs to a parser for as long as there is time.
    Fuzz {
        /// Length of the campaign in seconds.
        #[arg(long, default_value_t = 300, global = true)]
        seconds: u64,
        /// Seed of its first input; any where none is given.
        #[arg(long, global = true)]
        seed: Option<u64>,
        #[command(subcommand)]
        target: FuzzTarget,
    },
    /// Measure what the gateway costs, or an upload, an article, or pictures.
    Bench {
        /// Runs of each measurement; medians are printed.
        #[arg(long, default_value_t = 3, global = true)]
        runs: usize,
        /// Length of a run in seconds.
        #[arg(long, default_value_t = 5)]
        seconds: u64,
        #[command(subcommand)]
        bench: Option<Bench>,
    },
}

#[derive(Debug, Subcommand)]
enum Bench {
    /// Measure `wxpress video upload` against sha1sum and curl.
    Video {
        /// Size of the video in MiB.
        #[arg(long = "size", default_value_t = 2048)]
        size_mib: u64,
    },
    /// Measure what a batch of pictures costs the gateway and its other callers.
    Batch {
        /// Folder with pictures, and larger ones in `big`.
        #[arg(long)]
        corpus: PathBuf,
    },
    /// Measure rendering against marked, markdown-it and wenyan, which npm installs.
    Article {
        /// Folder with `typical.md` and `large.md`.
        #[arg(long)]
        corpus: PathBuf,
    },
    /// Measure fitting pictures, and how they look then, against sharp, which npm installs.
    Picture {
        /// Folder with `photo12.jpg`, `photo.webp`, `shot4k.png`, `alpha.png` and `a1.jpg` to `a8.jpg`.
        #[arg(long)]
        corpus: PathBuf,
    },
}

#[derive(Debug, Clone, Copy, Subcommand)]
enum FuzzTarget {
    /// The article engine, with its sample articles.
    Article,
    /// The picture engine, with its sample pictures.
    Picture,
}

fn main() -> Result<()> {
    // The manifest's folder is right in any working directory and in every clone.
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("xtask has no parent folder")?;
    match Arguments::parse().task {
        Task::Gen { check } => generate::run(root, check),
        Task::Invariants => invariants::run(root),
        Task::Fuzz { seconds, seed, target } => {
            fuzz::campaign(root, target, seconds, seed.unwrap_or_else(|| rand::random::<u32>().into()))
        }
        Task::Bench { runs, seconds, bench } => {
            let subject = match bench {
                None => Subject::Gateway { run: Duration::from_secs(seconds) },
                Some(Bench::Video { size_mib }) => Subject::Video { size_mib },
                Some(Bench::Batch { corpus }) => Subject::Batch { corpus },
                Some(Bench::Article { corpus }) => Subject::Article { corpus },
                Some(Bench::Picture { corpus }) => Subject::Picture { corpus },
            };
            bench::run(root, runs, &subject)
        }
    }
}
