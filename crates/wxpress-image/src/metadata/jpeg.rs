//! The segments of a JPEG file.

use std::ops::Range;

use super::keep;

const START_OF_SCAN: u8 = 0xDA;
const END_OF_IMAGE: u8 = 0xD9;
/// JFIF, which says how the colours are meant.
const APP0: u8 = 0xE0;
/// Adobe's, which says it otherwise.
const APP14: u8 = 0xEE;
const COMMENT: u8 = 0xFE;

/// What stays of the file.
pub(super) fn kept(bytes: &[u8]) -> Option<Vec<Range<usize>>> {
    let mut kept = Vec::new();
    keep(&mut kept, 0..2);
    let mut at = 2;
    loop {
        // Any number of fill bytes may stand before a marker.
        let marker_at = at + 1 + bytes.get(at + 1..)?.iter().position(|byte| *byte != 0xFF)?;
        if bytes.get(at) != Some(&0xFF) {
            return None;
        }
        let marker = *bytes.get(marker_at)?;
        if marker == END_OF_IMAGE {
            keep(&mut kept, at..marker_at + 1);
            return Some(kept);
        }
        let length = usize::from(u16::from_be_bytes(*bytes.get(marker_at + 1..)?.first_chunk()?));
        let mut end = marker_at + 1 + length;
        if marker == START_OF_SCAN {
            end = scan_end(bytes, end)?;
        }
        let is_metadata = match marker {
            APP0 => !bytes.get(marker_at + 3..)?.starts_with(b"JFIF\0"),
            APP14 => !bytes.get(marker_at + 3..)?.starts_with(b"Adobe"),
            0xE1..=0xEF | COMMENT => true,
            _ => false,
        };
        if !is_metadata {
            keep(&mut kept, at..end);
        }
        at = end;
    }
}

/// Where the entropy-coded bytes end: at a marker that is neither a restart nor a stuffed zero.
fn scan_end(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        at += memchr::memchr(0xFF, bytes.get(at..)?)?;
        match bytes.get(at + 1)? {
            0 | 0xD0..=0xD7 => at += 2,
            0xFF => at += 1,
            _ => return Some(at),
        }
    }
}
