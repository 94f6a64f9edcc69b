//! Sample pictures, spoiled.

use rand::rngs::SmallRng;
use rand::{RngExt as _, SeedableRng as _};

/// Numbers that lengths and sides do not have.
const NUMBERS: [u32; 8] = [0, 1, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x7FFF_FFFF, u32::MAX];

/// Spoils one of the samples; the same seed spoils it in the same way.
pub(crate) fn spoil(samples: &[Vec<u8>], seed: u64) -> Vec<u8> {
    let mut dice = SmallRng::seed_from_u64(seed);
    let mut data = sample(&mut dice, samples).to_vec();
    for _ in 0..dice.random_range(1..8) {
        // What a file says of itself stands at its beginning.
        let end = if dice.random() { data.len().min(200) } else { data.len() };
        let from = dice.random_range(0..=end);
        let to = (from + dice.random_range(0..60)).min(data.len());
        let number = NUMBERS[dice.random_range(0..NUMBERS.len())];
        match dice.random_range(0..9) {
            0 => drop(data.drain(from..to)),
            1 => {
                let again = data[from..to].repeat(dice.random_range(1..50));
                data.splice(from..from, again);
            }
            2 => {
                let other = sample(&mut dice, samples);
                let at = dice.random_range(0..other.len());
                data.splice(from..to, other[at..].iter().copied().take(300));
            }
            3 => overwrite(&mut data, from, &number.to_be_bytes()),
            4 => overwrite(&mut data, from, &number.to_le_bytes()),
            5 => overwrite(&mut data, from, &number.to_be_bytes()[2..]),
            6 => data.truncate(from.max(data.len() / 2)),
            7 => overwrite(&mut data, from, &[dice.random()]),
            _ => data.iter_mut().skip(from).take(1).for_each(|byte| *byte ^= 1 << dice.random_range(0..8)),
        }
    }
    // Where a checksum is wrong nothing behind it is read.
    if dice.random() {
        mend_checksums(&mut data);
    }
    data
}

fn sample<'a>(dice: &mut SmallRng, samples: &'a [Vec<u8>]) -> &'a [u8] {
    &samples[dice.random_range(0..samples.len())]
}

fn overwrite(data: &mut [u8], from: usize, bytes: &[u8]) {
    data[from..].iter_mut().zip(bytes).for_each(|(old, new)| *old = *new);
}

/// Writes the right checksum behind each chunk of a PNG.
fn mend_checksums(data: &mut [u8]) {
    if !data.starts_with(b"\x89PNG") {
        return;
    }
    let mut chunks = data.get_mut(8..);
    while let Some(chunk) = chunks {
        let Some(length) = chunk.first_chunk().map(|length| u32::from_be_bytes(*length) as usize) else {
            return;
        };
        let Some((covered, after)) = chunk.split_at_mut_checked(length.saturating_add(8)) else { return };
        let sum = crc32fast::hash(&covered[4..]);
        overwrite(after, 0, &sum.to_be_bytes());
        chunks = after.get_mut(4..);
    }
}
