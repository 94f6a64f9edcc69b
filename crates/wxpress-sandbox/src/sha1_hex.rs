//! SHA-1 sums as clients write them.

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use sha1::{Digest, Sha1};

/// A SHA-1 sum in 40 lower-case hex digits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Sha1Hex(String);

impl Sha1Hex {
    /// Takes upper-case digits too.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let is_sum = text.len() == 40 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_sum.then(|| Self(text.to_ascii_lowercase()))
    }

    /// The sum of these bytes. Slow for large ones: not for async threads.
    pub(crate) fn of(bytes: &[u8]) -> Self {
        Self::finish(Sha1::new_with_prefix(bytes))
    }

    /// The sum of all that a hasher was given.
    pub(crate) fn finish(hasher: Sha1) -> Self {
        Self(format!("{:x}", Bytes::copy_from_slice(&hasher.finalize())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_is_forty_hex_digits_of_either_case() {
        let sum = "a9993e364706816aba3e25717850c26c9cd0d89d";
        assert_eq!(Sha1Hex::of(b"abc"), Sha1Hex(sum.to_owned()));
        assert_eq!(Sha1Hex::parse(&sum.to_uppercase()), Some(Sha1Hex(sum.to_owned())));
        for text in
            ["", &sum[1..], "z9993e364706816aba3e25717850c26c9cd0d89d", "题目题目题目题目题目题目十四"]
        {
            assert_eq!(Sha1Hex::parse(text), None, "{text}");
        }
    }
}
