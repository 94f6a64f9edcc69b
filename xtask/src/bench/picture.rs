//! What fitting a picture costs, and how it looks then, beside sharp under node doing the same by turns.

mod engine;
mod ssim;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Result;

use self::engine::{Cost, Engine, Engines};
use self::ssim::ssim;
use super::mebibytes;

/// One picture, or several at once.
struct Case {
    files: &'static [&'static str],
    /// The size that ours is told.
    size: &'static str,
    /// What sharp does for it (`sharp.mjs`).
    mode: &'static str,
    /// Fits in one warm process, of which the median counts.
    warm_runs: usize,
}

/// sharp's palettes take seconds.
const CASES: [Case; 7] = [
    Case { files: &["photo12.jpg"], size: "1920", mode: "1920", warm_runs: 7 },
    Case { files: &["photo.webp"], size: "1920", mode: "1920", warm_runs: 7 },
    Case { files: &["photo12.jpg"], size: "keep", mode: "steps", warm_runs: 5 },
    Case { files: &["photo12.jpg"], size: "keep", mode: "bisection", warm_runs: 5 },
    Case { files: &["shot4k.png"], size: "keep", mode: "palette", warm_runs: 1 },
    Case { files: &["alpha.png"], size: "keep", mode: "palette", warm_runs: 1 },
    Case { files: &BATCH, size: "1920", mode: "1920", warm_runs: 5 },
];

/// Photos only: sharp's palettes would take nearly all the time of a batch.
const BATCH: [&str; 10] = [
    "a1.jpg",
    "a2.jpg",
    "a3.jpg",
    "a4.jpg",
    "a5.jpg",
    "a6.jpg",
    "a7.jpg",
    "a8.jpg",
    "photo12.jpg",
    "photo.webp",
];

/// Prints the table. `corpus` holds the pictures.
pub(super) fn measure(root: &Path, target: &Path, corpus: &Path, runs: usize) -> Result<()> {
    let engines = Engines::prepare(root, target)?;
    let folder = tempfile::tempdir_in(target)?;
    println!("{runs} runs each, by turns, medians; the most memory of any");
    println!();
    println!("| picture | engine | warm: time, CPU | whole process: time, CPU, peak RSS | bytes | SSIM |");
    println!("|---|---|---|---|---:|---:|");
    // A new process starts with its parent's peak of memory: pictures are looked at when all is measured.
    let mut measured = Vec::new();
    for (at, case) in CASES.iter().enumerate() {
        let files: Vec<PathBuf> = case.files.iter().map(|file| corpus.join(file)).collect();
        let folder = folder.path().join(at.to_string());
        let costs = by_turns(&engines, case, &files, &folder, runs)?;
        measured.push((case, files, folder, costs));
    }
    for (case, files, folder, costs) in measured {
        let name = match case.files {
            [file] => (*file).to_owned(),
            files => format!("{} at once", files.len()),
        };
        let row = |engine: Engine, cells: &str| {
            println!("| {name}, {} | {} | {cells} |", case.size, engine.name(case.mode));
        };
        for (engine, cost) in Engine::BOTH.into_iter().zip(&costs) {
            let (bytes, looks) = result(&engines, case, &files, &out(&folder, engine))?;
            row(engine, &format!("{cost} | {bytes} | {looks}"));
        }
        let [ours, theirs] = costs;
        row(Engine::Ours, &format!("{} | | ratio", ours.ratios(theirs)));
    }
    Ok(())
}

/// What each engine needs, in the middle; they run by turns, so that both meet the same machine.
fn by_turns(
    engines: &Engines,
    case: &Case,
    files: &[PathBuf],
    folder: &Path,
    runs: usize,
) -> Result<[Cost; 2]> {
    let mut costs = [Vec::new(), Vec::new()];
    for _ in 0..runs {
        for (engine, costs) in Engine::BOTH.into_iter().zip(&mut costs) {
            let out = out(folder, engine);
            fs::create_dir_all(&out)?;
            costs.push(engines.measure(engine, case, files, &out)?);
        }
    }
    Ok(costs.map(|costs| Cost::median(&costs)))
}

fn out(folder: &Path, engine: Engine) -> PathBuf {
    folder.join(match engine {
        Engine::Ours => "ours",
        Engine::Sharp => "sharp",
    })
}

/// Bytes of all files, and how much the only one looks like its source: like the whole source where the size is kept, or
/// like sharp's lossless reduction of it (Lanczos3, from all its pixels).
fn result(engines: &Engines, case: &Case, files: &[PathBuf], out: &Path) -> Result<(u64, String)> {
    let mut bytes = 0;
    for file in case.files {
        bytes += fs::metadata(out.join(file))?.len();
    }
    let ([file], [name]) = (files, case.files) else { return Ok((bytes, String::new())) };
    let reference = if case.size == "keep" { file.clone() } else { engines.reduced(file)? };
    Ok((bytes, format!("{:.4}", ssim(&out.join(name), &reference)?)))
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
