//! A hundred pictures through one gateway, and what its other callers feel of it meanwhile.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};
use tokio::{sync::Semaphore, task::JoinSet};

use super::{Call, gateway::Gateway, load::Measured, mebibytes, platform::Platform};

const PICTURES: usize = 100;
/// Uploads that the client has under way at the same time.
const AT_ONCE: usize = 16;
/// Each takes other formats and sizes, and remembers what it has had.
const ROUTES: [&str; 3] = ["content-image", "image", "thumb"];
/// Takes the same picture again and again.
const FORGETFUL: &str = "temporary";
/// Between two requests of another caller.
const PAUSE: Duration = Duration::from_millis(10);
/// What the other caller asks for: the gateway alone, and the platform through it.
const PROBES: [Call; 2] = [Call::ListAccounts, Call::ListDrafts];

/// Measures fresh gateways, one after the other, and prints the table.
pub(super) async fn measure(binary: &Path, corpus: &Path, runs: usize) -> Result<()> {
    let pictures = pictures(corpus)?;
    println!("{PICTURES} uploads of {} pictures, {AT_ONCE} at once, {runs} runs, medians\n", pictures.len());
    println!("| meanwhile | p50 | p99 | most |\n|---|---:|---:|---:|");
    let mut felt = [const { Vec::new() }; PROBES.len()];
    let (mut times, mut peaks) = (Vec::new(), Vec::new());
    for _ in 0..runs {
        let platform = Platform::start(binary).await?;
        let gateway = Arc::new(Gateway::start(binary, &platform).await?);
        let started = Instant::now();
        let mut batch = tokio::spawn(upload(Arc::clone(&gateway), pictures.clone()));
        let mut latencies = [const { Vec::new() }; PROBES.len()];
        let mut at = 0;
        while !batch.is_finished() {
            let sent = Instant::now();
            gateway.request(PROBES[at % PROBES.len()], at).await?;
            latencies[at % PROBES.len()].push(sent.elapsed());
            at += 1;
            tokio::time::sleep(PAUSE).await;
        }
        (&mut batch).await??;
        times.push(started.elapsed());
        peaks.push(gateway.process.peak_rss_bytes()?);
        for (felt, latencies) in felt.iter_mut().zip(latencies) {
            felt.push(Measured::of(latencies, started.elapsed()));
        }
    }
    for (call, felt) in PROBES.iter().zip(felt) {
        let felt = Measured::median(&felt);
        println!(
            "| {} | {:.1} ms | {:.1} ms | {:.1} ms |",
            call.name(),
            felt.p50_ms,
            felt.p99_ms,
            felt.most_ms
        );
    }
    times.sort_unstable();
    peaks.sort_unstable();
    println!(
        "\nthe whole batch {:.1} s, peak RSS {:.1} MiB",
        times[runs / 2].as_secs_f64(),
        mebibytes(peaks[runs / 2])
    );
    Ok(())
}

/// The pictures of a corpus, small and large.
fn pictures(corpus: &Path) -> Result<Vec<PathBuf>> {
    let mut pictures = Vec::new();
    for folder in [corpus.to_owned(), corpus.join("big")] {
        for entry in folder.read_dir().with_context(|| format!("no folder {}", folder.display()))? {
            let path = entry?.path();
            if matches!(path.extension().and_then(|end| end.to_str()), Some("jpg" | "png" | "gif" | "webp")) {
                pictures.push(path);
            }
        }
    }
    pictures.sort();
    ensure!(!pictures.is_empty(), "{} has no pictures", corpus.display());
    Ok(pictures)
}

async fn upload(gateway: Arc<Gateway>, pictures: Vec<PathBuf>) -> Result<()> {
    let lanes = Arc::new(Semaphore::new(AT_ONCE));
    let mut uploads = JoinSet::new();
    // The same picture comes again as something else only after all the others.
    let remembered =
        ROUTES.iter().flat_map(|route| pictures.iter().map(move |picture| (*route, picture.clone())));
    let others = pictures.iter().cycle().map(|picture| (FORGETFUL, picture.clone()));
    for (route, picture) in remembered.chain(others).take(PICTURES) {
        let (gateway, lanes) = (Arc::clone(&gateway), Arc::clone(&lanes));
        uploads.spawn(async move {
            let _lane = lanes.acquire().await?;
            gateway.upload(route, &picture).await.with_context(|| picture.display().to_string())
        });
    }
    while let Some(uploaded) = uploads.join_next().await {
        uploaded??;
    }
    Ok(())
}
