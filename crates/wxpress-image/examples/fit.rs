//! Fits files, as many at once as there are processors, and prints how long all of them take:
//! `cargo run --release --package wxpress-image --example fit -- SIZE RUNS OUT IN…`. SIZE is the longest side in pixels,
//! or `keep`, or `free`; the fitted files come into the folder OUT under their old names.
#![expect(clippy::print_stdout, reason = "it prints figures")]

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;
use std::{env, fs, io, thread};

use wxpress_image::{Target, fit};

fn main() -> io::Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [size, runs, out, inputs @ ..] = &arguments[..] else {
        return Err(io::Error::other("SIZE RUNS OUT IN…"));
    };
    let mut target = Target::CONTENT_IMAGE;
    match &size[..] {
        "keep" => target.keep_size = true,
        "free" => {}
        edge => target.max_edge = Some(edge.parse().map_err(io::Error::other)?),
    }
    let mut times = Vec::new();
    for _ in 0..runs.parse().map_err(io::Error::other)? {
        let started = Instant::now();
        fit_all(inputs, &target, out.as_ref())?;
        times.push(started.elapsed());
    }
    times.sort();
    let median = times.get(times.len() / 2).copied().unwrap_or_default();
    println!("{{\"median_ms\":{:.3}}}", median.as_secs_f64() * 1000.0);
    Ok(())
}

fn fit_all(inputs: &[String], target: &Target, out: &Path) -> io::Result<()> {
    let next = AtomicUsize::new(0);
    let work = || {
        while let Some(input) = inputs.get(next.fetch_add(1, Ordering::Relaxed)) {
            let input: &Path = input.as_ref();
            let bytes = fs::read(input)?;
            let fitted = fit(&bytes, target).map_err(io::Error::other)?;
            fs::write(out.join(input.file_name().unwrap_or_default()), &fitted.bytes)?;
        }
        Ok(())
    };
    thread::scope(|scope| {
        let processors = thread::available_parallelism()?.get();
        let workers: Vec<_> = (0..processors.min(inputs.len())).map(|_| scope.spawn(work)).collect();
        workers
            .into_iter()
            .try_for_each(|worker| worker.join().map_err(|_| io::Error::other("a worker panicked"))?)
    })
}
