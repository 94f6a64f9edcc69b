//! WAV: the bytes of the `data` chunk at the byte rate of the `fmt ` chunk.

use std::time::Duration;

use super::{at_rate, bytes_at};

/// Counts the bytes that are there where the header promises more, as those of recordings cut short do.
pub(super) fn play_length(bytes: &[u8]) -> Option<Duration> {
    if (bytes_at(bytes, 0)?, bytes_at(bytes, 8)?) != (*b"RIFF", *b"WAVE") {
        return None;
    }
    let mut offset = 12;
    let mut byte_rate = None;
    loop {
        let id: [u8; 4] = bytes_at(bytes, offset)?;
        let size = u32::from_le_bytes(bytes_at(bytes, offset + 4)?);
        let body = offset + 8;
        match &id {
            b"fmt " => byte_rate = Some(u32::from_le_bytes(bytes_at(bytes, body + 8)?)),
            b"data" => {
                let there = u64::try_from(bytes.len() - body).ok()?;
                return at_rate(u64::from(size).min(there), byte_rate?);
            }
            _ => {}
        }
        // Chunks start at even places.
        let size = usize::try_from(size).ok()?;
        offset = body.checked_add(size)?.checked_add(size % 2)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 8 kHz, 16 bit, mono: 16,000 bytes a second.
    const FORMAT: &[u8] = b"fmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x80\x3e\0\0\x02\0\x10\0";

    fn file(chunks: &[&[u8]]) -> Vec<u8> {
        [b"RIFF\0\0\0\0WAVE", &chunks.concat()[..]].concat()
    }

    fn data(claimed: u32, size: usize) -> Vec<u8> {
        [b"data", &claimed.to_le_bytes()[..], &vec![0; size]].concat()
    }

    #[test]
    fn the_data_play_at_the_byte_rate() {
        let second = data(16_000, 16_000);
        for file in [
            file(&[FORMAT, &second]),
            file(&[FORMAT, b"LIST\x03\0\0\0abc\0", &second, b"junk\0\0\0\0"]),
            file(&[FORMAT, &data(u32::MAX, 16_000)]),
        ] {
            assert_eq!(play_length(&file), Some(Duration::from_secs(1)));
        }
    }

    #[test]
    fn a_file_without_format_or_data_is_unreadable() {
        let mut silent = FORMAT.to_vec();
        silent[16..20].fill(0);
        for file in [file(&[&data(9, 9)]), file(&[FORMAT]), file(&[&silent, &data(9, 9)]), Vec::new()] {
            assert_eq!(play_length(&file), None);
        }
    }
}
