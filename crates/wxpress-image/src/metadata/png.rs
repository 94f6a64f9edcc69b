//! The chunks of a PNG file.

use std::ops::Range;

use super::keep;

const SIGNATURE_BYTES: usize = 8;

/// Chunks that decide about the look: pixels, palette, transparency, gamma, frames of an animation.
const PICTURE: [&[u8; 4]; 11] =
    [b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"acTL", b"fcTL", b"fdAT"];

/// What stays of the file.
pub(super) fn kept(bytes: &[u8]) -> Option<Vec<Range<usize>>> {
    let mut kept = Vec::new();
    keep(&mut kept, 0..SIGNATURE_BYTES);
    let mut at = SIGNATURE_BYTES;
    loop {
        let length = usize::try_from(u32::from_be_bytes(*bytes.get(at..)?.first_chunk()?)).ok()?;
        let kind: &[u8; 4] = bytes.get(at + 4..)?.first_chunk()?;
        // Length, kind and checksum.
        let end = at.checked_add(length)?.checked_add(12).filter(|end| *end <= bytes.len())?;
        if PICTURE.contains(&kind) {
            keep(&mut kept, at..end);
        }
        if kind == b"IEND" {
            return Some(kept);
        }
        at = end;
    }
}
