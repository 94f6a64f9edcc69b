//! Spoiled sample articles: a few on every run, and as many as there is time for in a campaign (`cargo xtask fuzz`).

pub(crate) mod bodies;
mod mutator;
mod sound;
pub(crate) mod tokens;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use crate::corpus::Sample;

/// Inputs for each body where there is no campaign.
const INPUTS: u64 = 40;

/// An input that is being tried. It is written down before, for nothing can be written once a stack has overflowed, and
/// its file is left where it does not hold.
struct Kept(PathBuf);

impl Kept {
    fn new(body: &str, seed: u64, data: &[u8]) -> Self {
        let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("fuzz-{body}-{seed}"));
        fs::write(&file, data).unwrap();
        Self(file)
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        if !thread::panicking() {
            fs::remove_file(&self.0).unwrap();
        }
    }
}

/// The number that an environment variable gives.
fn given(name: &str) -> Option<u64> {
    env::var(name).ok().map(|value| value.parse().unwrap())
}

/// Every input has a seed of its own, one more than the one before: a campaign that begins with the seed of a failure
/// fails at once.
#[test]
fn spoiled_articles() {
    let samples: Vec<Vec<u8>> = Sample::all().into_iter().map(|sample| sample.text.into_bytes()).collect();
    let length = given("WXPRESS_FUZZ_SECONDS").map(Duration::from_secs);
    let first = given("WXPRESS_FUZZ_SEED").unwrap_or(1);
    let started = Instant::now();
    let is_over = |tried: u64| length.map_or(tried >= INPUTS, |length| started.elapsed() >= length);
    let mut seed = first;
    while !is_over(seed - first) {
        let data = mutator::spoil(&samples, seed);
        for (name, body) in bodies::ALL {
            let _kept = Kept::new(name, seed, &data);
            body(&data);
        }
        seed += 1;
    }
}
