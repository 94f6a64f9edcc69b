//! Renders a file some times and prints the median: what a process that is running already takes for an article.
//!
//! `cargo run --release --package wxpress-article --example warm -- FILE [RUNS]`
#![expect(clippy::print_stdout, reason = "it prints a figure")]

use std::time::{Duration, Instant};
use std::{env, fs, io};

use wxpress_article::{Options, Source, render};

fn main() -> io::Result<()> {
    let mut arguments = env::args().skip(1);
    let file = arguments.next().ok_or_else(|| io::Error::other("which file?"))?;
    let runs = arguments.next().and_then(|runs| runs.parse().ok()).unwrap_or(20_usize).max(1);
    let text = fs::read_to_string(file)?;
    let options = Options::default();
    let mut characters = 0;
    let mut times: Vec<Duration> = (0..runs)
        .map(|_| {
            let started = Instant::now();
            characters = render(&Source::markdown(&text), &options).html().chars().count();
            started.elapsed()
        })
        .collect();
    times.sort();
    let median = times[runs / 2].as_secs_f64() * 1000.0;
    println!("{{\"median_ms\":{median:.3},\"characters\":{characters}}}");
    Ok(())
}
