//! Driving load and measuring it.

use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use anyhow::Result;
use tokio::task::JoinSet;

/// Most requests of one run, whatever the time.
const MAX_REQUESTS: usize = 200_000;

/// What one run measured, or the medians of several.
#[derive(Debug, Clone, Copy)]
pub(super) struct Measured {
    pub(super) p50_ms: f64,
    pub(super) p99_ms: f64,
    pub(super) most_ms: f64,
    per_second: f64,
}

impl Measured {
    /// What requests took that were answered within `elapsed`.
    pub(super) fn of(mut latencies: Vec<Duration>, elapsed: Duration) -> Self {
        latencies.sort_unstable();
        let last = latencies.len().saturating_sub(1);
        let at = |percent: usize| {
            latencies
                .get((latencies.len() * percent / 100).min(last))
                .map_or(f64::NAN, |latency| latency.as_secs_f64() * 1000.0)
        };
        #[expect(clippy::cast_precision_loss, reason = "for people")]
        let per_second = latencies.len() as f64 / elapsed.as_secs_f64();
        Self { p50_ms: at(50), p99_ms: at(99), most_ms: at(100), per_second }
    }

    pub(super) fn median(runs: &[Self]) -> Self {
        let middle = |value: fn(&Self) -> f64| {
            let mut values: Vec<_> = runs.iter().map(value).collect();
            values.sort_by(f64::total_cmp);
            values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
        };
        Self {
            p50_ms: middle(|run| run.p50_ms),
            p99_ms: middle(|run| run.p99_ms),
            most_ms: middle(|run| run.most_ms),
            per_second: middle(|run| run.per_second),
        }
    }
}

impl fmt::Display for Measured {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.2} ms, {:.2} ms, {:.0}", self.p50_ms, self.p99_ms, self.per_second)
    }
}

/// Keeps `concurrency` requests going for `length` and measures each.
pub(super) async fn drive<F, R>(concurrency: usize, length: Duration, request: F) -> Result<Measured>
where
    F: Fn(usize) -> R,
    R: Future<Output = Result<()>> + Send + 'static,
{
    let count = Arc::new(AtomicUsize::new(0));
    let started = Instant::now();
    let mut running = JoinSet::new();
    let mut latencies = Vec::new();
    let start = |running: &mut JoinSet<Result<Duration>>| {
        let at = count.fetch_add(1, Ordering::Relaxed);
        let work = request(at);
        running.spawn(async move {
            let sent = Instant::now();
            work.await?;
            Ok(sent.elapsed())
        });
    };
    for _ in 0..concurrency {
        start(&mut running);
    }
    while let Some(ended) = running.join_next().await {
        latencies.push(ended??);
        if started.elapsed() < length && latencies.len() < MAX_REQUESTS {
            start(&mut running);
        }
    }
    Ok(Measured::of(latencies, started.elapsed()))
}
