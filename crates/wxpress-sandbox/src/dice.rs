//! Everything random, from one seed.

use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use sha2::{Digest, Sha256};

const BASE64URL: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const HINT: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-";
const ALPHANUMERIC: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const HEX: &[u8; 16] = b"0123456789abcdef";
const DIGITS: &[u8; 10] = b"0123456789";

/// A source of ids that repeats itself under the same seed.
#[derive(Debug)]
pub(crate) struct Dice(StdRng);

impl Dice {
    /// Dice for the `boot`-th start over one state file, so that a restart does not deal the same ids again.
    pub(crate) fn new(seed: u64, boot: u64) -> Self {
        Self::from_words(&[b"boot", &seed.to_be_bytes(), &boot.to_be_bytes()])
    }

    /// Dice that always fall the same way for one account, for what identifies it.
    pub(crate) fn of_account(seed: u64, appid: &str) -> Self {
        Self::from_words(&[b"account", &seed.to_be_bytes(), appid.as_bytes()])
    }

    fn from_words(words: &[&[u8]]) -> Self {
        let mut hash = Sha256::new();
        for word in words {
            hash.update(word);
        }
        Self(StdRng::from_seed(hash.finalize().into()))
    }

    fn text(&mut self, alphabet: &[u8], length: usize) -> String {
        (0..length).map(|_| char::from(alphabet[self.0.random_range(0..alphabet.len())])).collect()
    }

    /// `length` characters of the base64url alphabet.
    pub(crate) fn base64url(&mut self, length: usize) -> String {
        self.text(BASE64URL, length)
    }

    /// `length` letters and digits.
    pub(crate) fn alphanumeric(&mut self, length: usize) -> String {
        self.text(ALPHANUMERIC, length)
    }

    /// `length` characters of those that hints are made of.
    pub(crate) fn hint(&mut self, length: usize) -> String {
        self.text(HINT, length)
    }

    /// Random bytes.
    pub(crate) fn bytes<const N: usize>(&mut self) -> [u8; N] {
        self.0.random()
    }

    /// `length` lower-case hex digits.
    pub(crate) fn hex(&mut self, length: usize) -> String {
        self.text(HEX, length)
    }

    /// `length` decimal digits.
    pub(crate) fn digits(&mut self, length: usize) -> String {
        self.text(DIGITS, length)
    }

    /// A number below `end`, which is not 0.
    pub(crate) fn below(&mut self, end: u32) -> u32 {
        self.0.random_range(0..end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_deals_the_same_ids_and_a_restart_does_not() {
        let first = Dice::new(7, 1).base64url(43);
        assert_eq!(first, Dice::new(7, 1).base64url(43));
        assert_ne!(first, Dice::new(7, 2).base64url(43));
        assert_ne!(first, Dice::new(8, 1).base64url(43));
    }
}
