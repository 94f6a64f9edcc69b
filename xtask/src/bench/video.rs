//! What uploading a large video costs: `wxpress video upload` against `sha1sum` and the same blocks sent by one curl
//! process on one connection.

mod film;
mod studio;

use std::{
    path::Path,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};
use tempfile::TempDir;
use tokio::process::Command;

use self::{film::Film, studio::Studio};
use super::{mebibytes, process::peak_rss_bytes};

const MIB: u64 = 1 << 20;
/// The platform's share of each call, where it is not none.
const LATENCY: Duration = Duration::from_millis(20);
/// The film that is sent to a platform that takes its time: curl needs a latency for each of its blocks.
const SLOW_FILM_MIB: u64 = 256;
const SLOW_PARALLEL: usize = 4;
/// How often the memory of a process is looked at.
const LOOK: Duration = Duration::from_millis(20);

/// What one run took, and held at most.
#[derive(Debug, Clone, Copy)]
struct Run {
    took: Duration,
    peak_rss_bytes: u64,
}

/// Prints the table; `binary` is a release build.
pub(super) async fn measure(binary: &Path, folder: &Path, runs: usize, size_mib: u64) -> Result<()> {
    let folder = tempfile::tempdir_in(folder)?;
    println!("{runs} runs each, by turns, medians");
    println!();
    println!("| film | latency | sha1sum + curl | wxpress video upload | of curl's speed | peak RSS |");
    println!("|---|---:|---|---|---:|---:|");
    let cases = [(size_mib, Duration::ZERO, 1), (SLOW_FILM_MIB.min(size_mib), LATENCY, SLOW_PARALLEL)];
    for (size_mib, latency, parallel) in cases {
        let film = Film::make(folder.path(), size_mib).await?;
        let studio = Studio::start(binary).await?;
        let (mut by_curl, mut by_us) = (Vec::new(), Vec::new());
        for _ in 0..runs {
            studio.be_slow(Duration::ZERO).await?;
            let vid = studio.announce(&film).await?;
            let script = film.script(&studio, &vid).await?;
            studio.be_slow(latency).await?;
            by_curl.push(send_by_curl(&film, &script).await?);
            by_us.push(send_by_wxpress(binary, &film, &studio, parallel).await?);
        }
        let (curl, ours) = (median(&by_curl), median(&by_us));
        let peak = by_us.iter().map(|run| run.peak_rss_bytes).max().unwrap_or(0);
        println!(
            "| {size_mib} MiB | {} ms | {} | {}, {parallel} at once | {:.2} | {:.1} MiB |",
            latency.as_millis(),
            speed(size_mib, curl),
            speed(size_mib, ours),
            curl.as_secs_f64() / ours.as_secs_f64(),
            mebibytes(peak)
        );
    }
    Ok(())
}

/// The sum of the whole film, then its blocks and the end of the upload in one process.
async fn send_by_curl(film: &Film, script: &Path) -> Result<Run> {
    let started = Instant::now();
    film::sha1sum(&[film.path()]).await?;
    let mut curl = Command::new("curl");
    curl.args(["--silent", "--show-error", "--fail", "--config"]).arg(script);
    let output = curl.output().await.context("curl cannot be run")?;
    let took = started.elapsed();
    let answers = String::from_utf8_lossy(&output.stdout);
    let refused = answers.lines().find(|answer| !answer.starts_with("{\"ret\":0"));
    ensure!(output.status.success() && refused.is_none(), "curl: {} {refused:?}", output.status);
    Ok(Run { took, peak_rss_bytes: 0 })
}

/// The whole command: start, sums, blocks, end, save.
async fn send_by_wxpress(binary: &Path, film: &Film, studio: &Studio, parallel: usize) -> Result<Run> {
    // One that knows nothing of the film yet.
    let data_dir = TempDir::new()?;
    let mut command = Command::new(binary);
    command.args(["video", "upload", "--json", "--title", "bench", "--parallel", &parallel.to_string()]);
    command.arg(film.path()).env("WXPRESS_DATA_DIR", data_dir.path()).kill_on_drop(true);
    studio.name_in(&mut command);
    let started = Instant::now();
    let mut child = command.stdout(std::process::Stdio::null()).spawn()?;
    let id = child.id().context("it ended at once")?;
    let mut peak = 0;
    let status = loop {
        match tokio::time::timeout(LOOK, child.wait()).await {
            Ok(status) => break status?,
            // It may have ended just now.
            Err(_) => peak = peak_rss_bytes(id).unwrap_or(peak),
        }
    };
    ensure!(status.success(), "wxpress video upload: {status}");
    Ok(Run { took: started.elapsed(), peak_rss_bytes: peak })
}

fn median(runs: &[Run]) -> Duration {
    let mut times: Vec<_> = runs.iter().map(|run| run.took).collect();
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn speed(size_mib: u64, took: Duration) -> String {
    format!("{:.2} s, {:.0} MiB/s", took.as_secs_f64(), mebibytes(size_mib * MIB) / took.as_secs_f64())
}
