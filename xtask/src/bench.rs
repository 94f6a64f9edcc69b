//! What the gateway, large uploads, articles and pictures cost. The gateway: latency added to the platform's own,
//! requests a second, memory. Whole processes over real sockets; several runs, medians. Figures of one run on one machine
//! may be compared with each other only.

mod article;
mod batch;
mod gateway;
mod load;
mod npm;
mod picture;
mod platform;
mod process;
mod video;

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::{Context, Result, ensure};

use self::{gateway::Gateway, load::Measured, platform::Platform};

const CONCURRENCIES: [usize; 3] = [1, 16, 128];

/// What is measured.
#[derive(Debug, Clone)]
pub(crate) enum Subject {
    /// The gateway, by runs of this length.
    Gateway { run: Duration },
    /// Large videos of this size.
    Video { size_mib: u64 },
    /// `typical.md` and `large.md` of this folder.
    Article { corpus: PathBuf },
    /// The pictures of this folder, through a gateway that has other callers.
    Batch { corpus: PathBuf },
    /// The pictures of this folder.
    Picture { corpus: PathBuf },
}

/// Builds what is measured for release and prints the table.
pub(crate) fn run(root: &Path, runs: usize, subject: &Subject) -> Result<()> {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), Into::into);
    let runs = runs.max(1);
    if let Subject::Picture { corpus } = subject {
        return picture::measure(root, &target, corpus, runs);
    }
    let built = std::process::Command::new(env!("CARGO"))
        .args(["build", "--release", "--package", "wxpress"])
        .current_dir(root)
        .status()
        .context("cargo cannot be run")?;
    ensure!(built.success(), "the release build failed");
    let binary = target.join("release/wxpress");
    if let Subject::Article { corpus } = subject {
        return article::measure(root, &target, &binary, corpus, runs);
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        match subject {
            Subject::Gateway { run } => measure(&binary, runs, (*run).max(Duration::from_secs(1))).await,
            Subject::Video { size_mib } => video::measure(&binary, &target, runs, (*size_mib).max(1)).await,
            Subject::Batch { corpus } => batch::measure(&binary, corpus, runs).await,
            Subject::Article { .. } | Subject::Picture { .. } => Ok(()),
        }
    })
}

async fn measure(binary: &Path, runs: usize, length: Duration) -> Result<()> {
    let platform = Platform::start(binary).await?;
    let gateway = Gateway::start(binary, &platform).await?;
    let size_bytes = std::fs::metadata(binary)?.len();
    println!("binary {:.1} MiB, {runs} runs of {length:?} each, medians", mebibytes(size_bytes));
    println!("idle gateway RSS {:.1} MiB", mebibytes(gateway.process.rss_bytes()?));
    println!();
    println!(
        "| call | at once | through the gateway: p50, p99, per second | straight: p50, p99, per second | added p50, p99 |"
    );
    println!("|---|---:|---|---|---|");
    for call in [Call::ListDrafts, Call::CreateDraft] {
        for concurrency in CONCURRENCIES {
            let (mut through, mut straight) = (Vec::new(), Vec::new());
            // By turns, so that both see the same machine.
            for _ in 0..runs {
                through.push(load::drive(concurrency, length, |at| gateway.request(call, at)).await?);
                platform.forget().await?;
                straight.push(load::drive(concurrency, length, |at| platform.request(call, at)).await?);
                platform.forget().await?;
            }
            let (through, straight) = (Measured::median(&through), Measured::median(&straight));
            println!(
                "| {} | {concurrency} | {through} | {straight} | {:.2} ms, {:.2} ms |",
                call.name(),
                through.p50_ms - straight.p50_ms,
                through.p99_ms - straight.p99_ms
            );
        }
    }
    println!();
    println!(
        "loaded gateway RSS {:.1} MiB (peak {:.1})",
        mebibytes(gateway.process.rss_bytes()?),
        mebibytes(gateway.process.peak_rss_bytes()?)
    );
    Ok(())
}

/// What is asked for.
#[derive(Debug, Clone, Copy)]
enum Call {
    /// All accounts, which the gateway knows by itself.
    ListAccounts,
    /// A page of 20 drafts without content.
    ListDrafts,
    /// A draft of 50 KB; the gateway makes it and reads it back, so both are done straight, too.
    CreateDraft,
}

impl Call {
    fn name(self) -> &'static str {
        match self {
            Self::ListAccounts => "accounts",
            Self::ListDrafts => "draft/list",
            Self::CreateDraft => "draft/create, 50 KB",
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "for people")]
fn mebibytes(bytes: u64) -> f64 {
    bytes as f64 / f64::from(1 << 20)
}

/// The content of a draft of 50 KB.
fn content() -> String {
    "<p>一篇普通的文章，有普通的段落和普通的长度。</p>".repeat(50_000 / 68)
}
