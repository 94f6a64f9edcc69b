//! What rendering an article costs, beside the tools that people would use instead: in a process that is warm, and as a
//! whole process.

mod peers;

use std::ffi::OsStr;
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
    let warm = target.join("release/examples/warm");
    let peers = Peers::install(&target.join("bench-peers"))?;
    println!("{runs} runs each, by turns, medians");
    println!();
    println!("| article, warm | renderer | time | of ours | characters |");
    println!("|---|---|---:|---:|---:|");
    for (name, renders) in [("typical.md", WARM_RUNS), ("large.md", LARGE_RUNS)] {
        let file = corpus.join(name);
        let ours = || render(Command::new(&warm).arg(&file).arg(renders.to_string()));
        let mut rows = vec![("wxpress", Vec::new())];
        rows.extend(Peers::NAMES.iter().map(|peer| (*peer, Vec::new())));
        for _ in 0..runs {
            for (renderer, results) in &mut rows {
                results.push(match *renderer {
                    "wxpress" => ours()?,
                    peer => render(&mut peers.command(peer, &file, renders))?,
                });
            }
        }
        print(name, &rows, |run| format!("{:.2} ms", run.took.as_secs_f64() * 1000.0));
    }
    println!();
    println!("| article, whole process | renderer | time, peak RSS | of ours | characters |");
    println!("|---|---|---:|---:|---:|");
    let file = corpus.join("typical.md");
    let mut rows = vec![("wxpress", Vec::new())];
    rows.extend(Peers::NAMES.iter().map(|peer| (*peer, Vec::new())));
    for _ in 0..runs {
        for (renderer, results) in &mut rows {
            results.push(match *renderer {
                "wxpress" => whole(Command::new(binary).arg("render").arg(&file))?,
                peer => whole(&mut peers.command(peer, &file, 1))?,
            });
        }
    }
    print("typical.md", &rows, |run| {
        format!("{:.0} ms, {:.0} MiB", run.took.as_secs_f64() * 1000.0, mebibytes(run.peak_rss_bytes))
    });
    Ok(())
}

fn print(article: &str, rows: &[(&str, Vec<Run>)], figure: impl Fn(&Run) -> String) {
    let medians: Vec<(&str, Run)> = rows.iter().map(|(renderer, runs)| (*renderer, median(runs))).collect();
    let ours = medians.first().map_or(Duration::ZERO, |(_, run)| run.took);
    for (renderer, run) in &medians {
        let ratio = run.took.as_secs_f64() / ours.as_secs_f64();
        println!("| {article} | {renderer} | {} | {ratio:.1} | {} |", figure(run), run.characters);
    }
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
