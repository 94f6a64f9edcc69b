//! Spoiled pictures: a few on every run, and as many as there is time for in a campaign (`cargo xtask fuzz`).

mod mutator;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use wxpress_image::{Target, fit};

use crate::fixtures;

/// Inputs where there is no campaign.
const INPUTS: u64 = 150;

const TARGETS: [Target; 5] = [
    Target::CONTENT_IMAGE,
    Target::IMAGE,
    Target::THUMB,
    Target { max_edge: Some(50), ..Target::TEMPORARY },
    Target { keep_size: true, max_bytes: 3 << 10, ..Target::PARTNER_CONTENT_IMAGE },
];

/// What fits is of the target's format and size, and fits as it is.
fn body(bytes: &[u8]) {
    for target in TARGETS {
        let Ok(fitted) = fit(bytes, &target) else { continue };
        assert!(target.formats.contains(&fitted.format), "{target:?}");
        assert!(fitted.bytes.len() as u64 <= target.max_bytes, "{target:?}");
        let again = fit(&fitted.bytes, &target).unwrap();
        assert_eq!(again.bytes, fitted.bytes, "{target:?}");
        assert!(again.changes.is_empty(), "{target:?} {:?}", again.changes);
    }
}

/// An input that is being tried. It is written down before, for nothing can be written once the process is gone, and its
/// file is left where it does not hold.
struct Kept(PathBuf);

impl Kept {
    fn new(seed: u64, data: &[u8]) -> Self {
        let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("fuzz-picture-{seed}"));
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
fn spoiled_pictures() {
    let samples: Vec<Vec<u8>> = fixtures().into_iter().map(|(_, bytes)| bytes).collect();
    let length = given("WXPRESS_FUZZ_SECONDS").map(Duration::from_secs);
    let first = given("WXPRESS_FUZZ_SEED").unwrap_or(1);
    let started = Instant::now();
    let is_over = |tried: u64| length.map_or(tried >= INPUTS, |length| started.elapsed() >= length);
    let mut seed = first;
    while !is_over(seed - first) {
        let data = mutator::spoil(&samples, seed);
        let _kept = Kept::new(seed, &data);
        body(&data);
        seed += 1;
    }
}
