//! Sample articles, spoiled.

use rand::rngs::SmallRng;
use rand::{RngExt as _, SeedableRng as _};

use super::tokens::TOKENS;

/// Longest part of a sample that is spoiled: many short inputs find more than few long ones.
const MAX_BYTES: usize = 3_000;

/// Spoils a part of one of the samples; the same seed spoils it in the same way.
pub(crate) fn spoil(samples: &[Vec<u8>], seed: u64) -> Vec<u8> {
    let mut dice = SmallRng::seed_from_u64(seed);
    let mut data = part(&mut dice, samples, MAX_BYTES).to_vec();
    for _ in 0..dice.random_range(1..10) {
        let from = dice.random_range(0..=data.len());
        let to = (from + dice.random_range(0..40)).min(data.len());
        match dice.random_range(0..7) {
            0 => drop(data.drain(from..to)),
            1 => {
                let again = data[from..to].repeat(dice.random_range(1..30));
                data.splice(from..from, again);
            }
            2 => drop(data.splice(from..to, part(&mut dice, samples, 200).iter().copied())),
            3 if from < data.len() => data[from] = dice.random(),
            4 => data.truncate(from.max(data.len() / 2)),
            _ => {
                let token = TOKENS[dice.random_range(0..TOKENS.len())];
                let times = if dice.random_ratio(1, 8) { dice.random_range(1..200) } else { 1 };
                drop(data.splice(from..from, token.repeat(times).into_bytes()));
            }
        }
    }
    data
}

fn part<'a>(dice: &mut SmallRng, samples: &'a [Vec<u8>], most: usize) -> &'a [u8] {
    let sample = &samples[dice.random_range(0..samples.len())];
    let from = dice.random_range(0..sample.len());
    let length = dice.random_range(1..=most);
    &sample[from..(from + length).min(sample.len())]
}
