//! What rendering an article costs, beside the tools that people would use instead: in a process that is warm, and as a
//! whole process.

mod peers;

use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use wait4::Wait4;

use self::peers::Peers;
use super::mebibytes;

/// Renders in one warm process, of which the median counts.
const WARM_RUNS: usize = 31;
/// The same for the large article, which takes some peers seconds.
const LARGE_RUNS: usize = 5;

/// The renderer that the others are measured by.
const OURS: &str = "wxpress";

/// What one measurement gave.
#[derive(Debug, Clone, Copy, Default)]
struct Run {
    took: Duration,
    characters: u64,
    peak_rss_bytes: u64,
}

/// Prints the tables. `corpus` holds `typical.md` and `large.md`; `binary` is a release build.
pub(super) fn measure(root: &Path, target: &Path, binary: &Path, corpus: &Path, runs: usize) -> Result<()> {
    let built = Command::new(env!("CARGO"))
        .args(["build", "--release", "--package", "wxpress-article", "--example", "warm"])
        .current_dir(root)
        .status()
        .context("cargo cannot be run")?;
    ensure!(built.success(), "the example does not build");
    let example = target.join("release/examples/warm");
    let peers = Peers::install(&target.join("bench-peers"))?;
    println!("{runs} runs each, by turns, medians");
    println!();
    warm(&example, &peers, corpus, runs)?;
    println!();
    growth(&example, &target.join("bench-growth.md"), &corpus.join("large.md"), runs)?;
    println!();
    cold(binary, &peers, &corpus.join("typical.md"), runs)
}

/// Prints what an article costs in a process that has rendered some before.
fn warm(example: &Path, peers: &Peers, corpus: &Path, runs: usize) -> Result<()> {
    println!("| article, warm | renderer | time | of ours | characters |");
    println!("|---|---|---:|---:|---:|");
    for (name, renders) in [("typical.md", WARM_RUNS), ("large.md", LARGE_RUNS)] {
        let file = corpus.join(name);
        let rows = by_turns(runs, |renderer| match renderer {
            OURS => render(Command::new(example).arg(&file).arg(renders.to_string())),
            peer => render(&mut peers.command(peer, &file, renders)),
        })?;
        for (renderer, run, ratio) in rows {
            let time = milliseconds(run.took);
            println!("| {name} | {renderer} | {time:.2} ms | {ratio:.1} | {} |", run.characters);
        }
    }
    Ok(())
}

/// Prints what the whole process costs that renders one article.
fn cold(binary: &Path, peers: &Peers, file: &Path, runs: usize) -> Result<()> {
    println!("| whole process | time | of ours | peak RSS |");
    println!("|---|---:|---:|---:|");
    let rows = by_turns(runs, |renderer| match renderer {
        OURS => whole(Command::new(binary).arg("render").arg(file)),
        peer => whole(&mut peers.command(peer, file, 1)),
    })?;
    for (renderer, run, ratio) in rows {
        let (time, memory) = (milliseconds(run.took), mebibytes(run.peak_rss_bytes));
        println!("| {renderer} | {time:.0} ms | {ratio:.1} | {memory:.0} MiB |");
    }
    Ok(())
}

/// Every renderer's median, and how many of ours it takes; they run by turns, so that all meet the same machine.
fn by_turns(
    runs: usize,
    measured: impl Fn(&'static str) -> Result<Run>,
) -> Result<Vec<(&'static str, Run, f64)>> {
    let renderers = [&[OURS], &Peers::NAMES[..]].concat();
    let mut results = vec![Vec::new(); renderers.len()];
    for _ in 0..runs {
        for (renderer, results) in renderers.iter().zip(&mut results) {
            results.push(measured(renderer)?);
        }
    }
    let medians: Vec<Run> = results.iter().map(|runs| median(runs)).collect();
    let ours = medians.first().map_or(Duration::ZERO, |run| run.took);
    let ratio = |run: &Run| run.took.as_secs_f64() / ours.as_secs_f64();
    Ok(renderers.into_iter().zip(medians).map(|(renderer, run)| (renderer, run, ratio(&run))).collect())
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// Prints what an article costs as it grows: the text of `large` over and over, cut at a paragraph.
fn growth(example: &Path, file: &Path, large: &Path, runs: usize) -> Result<()> {
    let text = fs::read_to_string(large)?;
    println!("| wxpress, warm, by size | time | a KiB of source |");
    println!("|---|---:|---:|");
    for kibibytes in [10, 100, 1000] {
        let bytes: usize = kibibytes * 1024;
        let mut source = [text.as_str(), "\n\n"].repeat(bytes.div_ceil(text.len()) + 1).concat();
        source.truncate(source.floor_char_boundary(bytes));
        source.truncate(source.rfind("\n\n").unwrap_or_default());
        fs::write(file, &source)?;
        let results = (0..runs)
            .map(|_| render(Command::new(example).arg(file).arg(LARGE_RUNS.to_string())))
            .collect::<Result<Vec<_>>>()?;
        let time = milliseconds(median(&results).took);
        #[expect(clippy::cast_precision_loss, reason = "a size of a megabyte")]
        let each = time * 1024.0 / source.len() as f64;
        println!("| {kibibytes} KiB | {time:.2} ms | {each:.3} ms |");
    }
    Ok(())
}

fn median(runs: &[Run]) -> Run {
    let mut sorted = runs.to_vec();
    sorted.sort_by_key(|run| run.took);
    let mut median = sorted.get(sorted.len() / 2).copied().unwrap_or_default();
    median.peak_rss_bytes = sorted.iter().map(|run| run.peak_rss_bytes).max().unwrap_or_default();
    median
}

/// A program that renders some times and tells the median.
fn render(command: &mut Command) -> Result<Run> {
    let output =
        command.output().with_context(|| format!("{} cannot be run", name(command.get_program())))?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let told: Value = serde_json::from_slice(&output.stdout).context("the renderer tells no figures")?;
    let milliseconds = told["median_ms"].as_f64().context("no median")?;
    Ok(Run {
        took: Duration::from_secs_f64(milliseconds / 1000.0),
        characters: told["characters"].as_u64().unwrap_or_default(),
        peak_rss_bytes: 0,
    })
}

/// A program from its start to its end.
fn whole(command: &mut Command) -> Result<Run> {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let started = Instant::now();
    let child = command.spawn().with_context(|| format!("{} cannot be run", name(command.get_program())))?;
    let ended = child.wait4()?;
    let took = started.elapsed();
    ensure!(ended.status.success(), "{}: {}", name(command.get_program()), ended.status);
    Ok(Run { took, characters: 0, peak_rss_bytes: ended.rusage.maxrss })
}

fn name(program: &OsStr) -> String {
    program.to_string_lossy().into_owned()
}
