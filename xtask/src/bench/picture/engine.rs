//! The two that fit pictures, each in a process of its own.

use std::fmt;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use wait4::Wait4;

use super::{Case, mebibytes, milliseconds};
use crate::bench::npm;

/// The version that is compared with.
const SHARP: &str = "sharp@0.35.5";

/// The program that runs it.
const PROGRAM: &str = include_str!("sharp.mjs");

#[derive(Debug, Clone, Copy)]
pub(super) enum Engine {
    Ours,
    Sharp,
}

impl Engine {
    pub(super) const BOTH: [Self; 2] = [Self::Ours, Self::Sharp];

    pub(super) fn name(self, mode: &str) -> String {
        match self {
            Self::Ours => "wxpress".to_owned(),
            Self::Sharp => format!("sharp, {mode}"),
        }
    }
}

/// Both, ready to run.
pub(super) struct Engines {
    example: PathBuf,
    sharp: PathBuf,
}

impl Engines {
    /// Builds ours and installs the other.
    pub(super) fn prepare(root: &Path, target: &Path) -> Result<Self> {
        let built = Command::new(env!("CARGO"))
            .args(["build", "--release", "--package", "wxpress-image", "--example", "fit"])
            .current_dir(root)
            .status()
            .context("cargo cannot be run")?;
        ensure!(built.success(), "the example does not build");
        let sharp = target.join("bench-sharp");
        npm::install(&sharp, &[SHARP])?;
        std::fs::write(sharp.join("sharp.mjs"), PROGRAM)?;
        Ok(Self { example: target.join("release/examples/fit"), sharp })
    }

    /// What the case costs, once in a process of its own and often in one that is warm.
    pub(super) fn measure(&self, engine: Engine, case: &Case, files: &[PathBuf], out: &Path) -> Result<Cost> {
        let command = |runs: usize| {
            let mut command = match engine {
                Engine::Ours => Command::new(&self.example),
                Engine::Sharp => self.script(),
            };
            command.arg(match engine {
                Engine::Ours => case.size,
                Engine::Sharp => case.mode,
            });
            command.arg(runs.to_string()).arg(out).args(files);
            command
        };
        let once = run(&mut command(1))?;
        let often = run(&mut command(case.warm_runs))?;
        let told: Value = serde_json::from_str(&often.told).context("the engine tells no figures")?;
        let told = |name: &str| told[name].as_f64().map(|time| Duration::from_secs_f64(time / 1000.0));
        Ok(Cost {
            warm: told("median_ms").context("no median")?,
            // A program that does nothing else needs not tell.
            warm_cpu: told("cpu_ms").unwrap_or(often.cpu / u32::try_from(case.warm_runs)?),
            whole: once.took,
            whole_cpu: once.cpu,
            peak_rss_bytes: once.peak_rss_bytes,
        })
    }

    /// A picture made smaller without loss, to compare others with.
    pub(super) fn reduced(&self, file: &Path) -> Result<PathBuf> {
        let out = self.sharp.join("reduced");
        std::fs::create_dir_all(&out)?;
        run(self.script().args(["reference", "1"]).arg(&out).arg(file))?;
        Ok(out.join(file.file_name().unwrap_or_default()))
    }

    fn script(&self) -> Command {
        let mut command = Command::new("node");
        command.arg(self.sharp.join("sharp.mjs"));
        command
    }
}

/// What a process took, and what it printed.
struct Ran {
    took: Duration,
    cpu: Duration,
    peak_rss_bytes: u64,
    told: String,
}

fn run(command: &mut Command) -> Result<Ran> {
    let name = command.get_program().to_owned();
    let started = Instant::now();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("{} cannot be run", name.display()))?;
    let mut told = String::new();
    child.stdout.take().context("no stdout")?.read_to_string(&mut told)?;
    let ended = child.wait4()?;
    let took = started.elapsed();
    ensure!(ended.status.success(), "{}: {}", name.display(), ended.status);
    let used = ended.rusage;
    Ok(Ran { took, cpu: used.utime + used.stime, peak_rss_bytes: used.maxrss, told })
}

/// What an engine needs for a case.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cost {
    warm: Duration,
    warm_cpu: Duration,
    whole: Duration,
    whole_cpu: Duration,
    peak_rss_bytes: u64,
}

impl Cost {
    /// The middle of each figure; the most memory.
    pub(super) fn median(costs: &[Self]) -> Self {
        let middle = |time: fn(&Self) -> Duration| {
            let mut times: Vec<_> = costs.iter().map(time).collect();
            times.sort();
            times.get(times.len() / 2).copied().unwrap_or_default()
        };
        Self {
            warm: middle(|cost| cost.warm),
            warm_cpu: middle(|cost| cost.warm_cpu),
            whole: middle(|cost| cost.whole),
            whole_cpu: middle(|cost| cost.whole_cpu),
            peak_rss_bytes: costs.iter().map(|cost| cost.peak_rss_bytes).max().unwrap_or_default(),
        }
    }

    /// How many of the other's each figure is, as cells of the table.
    pub(super) fn ratios(self, other: Self) -> String {
        let of = |ours: Duration, other: Duration| ours.as_secs_f64() / other.as_secs_f64();
        format!(
            "{:.2}, {:.2} | {:.2}, {:.2}, {:.2}",
            of(self.warm, other.warm),
            of(self.warm_cpu, other.warm_cpu),
            of(self.whole, other.whole),
            of(self.whole_cpu, other.whole_cpu),
            mebibytes(self.peak_rss_bytes) / mebibytes(other.peak_rss_bytes),
        )
    }
}

impl fmt::Display for Cost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [warm, warm_cpu, whole, whole_cpu] =
            [self.warm, self.warm_cpu, self.whole, self.whole_cpu].map(milliseconds);
        let memory = mebibytes(self.peak_rss_bytes);
        write!(f, "{warm:.0} ms, {warm_cpu:.0} ms | {whole:.0} ms, {whole_cpu:.0} ms, {memory:.0} MiB")
    }
}
