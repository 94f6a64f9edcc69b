//! Signatures of pushes: SHA-1 over sorted words.

use bytes::Bytes;
use sha1::{Digest, Sha1};

/// The hex SHA-1 of the words, sorted and put together.
pub(super) fn sign<const N: usize>(mut words: [&str; N]) -> String {
    words.sort_unstable();
    format!("{:x}", Bytes::copy_from_slice(&Sha1::digest(words.concat())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_official_example_comes_out() {
        let signature = sign(["AAAAA", "1714036504", "1514711492"]);
        assert_eq!(signature, "f464b24fc39322e44b38aa78f5edd27bd1441696");
    }
}
