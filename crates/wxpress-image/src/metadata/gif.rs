//! The blocks of a GIF file.

use std::ops::Range;

use super::keep;

const EXTENSION: u8 = 0x21;
const IMAGE: u8 = 0x2C;
const TRAILER: u8 = 0x3B;
const GRAPHIC_CONTROL: u8 = 0xF9;
const APPLICATION: u8 = 0xFF;

/// What stays of the file: frames, their control, and how often they loop.
pub(super) fn kept(bytes: &[u8]) -> Option<Vec<Range<usize>>> {
    let mut kept = Vec::new();
    let mut at = 13 + palette_bytes(*bytes.get(10)?);
    keep(&mut kept, 0..at);
    loop {
        let end = match *bytes.get(at)? {
            TRAILER => {
                keep(&mut kept, at..at + 1);
                return Some(kept);
            }
            EXTENSION => {
                let end = blocks_end(bytes, at + 2)?;
                let stays = match *bytes.get(at + 1)? {
                    GRAPHIC_CONTROL => true,
                    APPLICATION => {
                        [b"NETSCAPE2.0", b"ANIMEXTS1.0"].iter().any(|name| bytes[at + 3..].starts_with(*name))
                    }
                    _ => false,
                };
                if stays {
                    keep(&mut kept, at..end);
                }
                end
            }
            IMAGE => {
                // The smallest code's size stands before the blocks.
                let end = blocks_end(bytes, at + 11 + palette_bytes(*bytes.get(at + 9)?))?;
                keep(&mut kept, at..end);
                end
            }
            _ => return None,
        };
        at = end;
    }
}

/// How many frames there are, told without decoding one; stops counting after `most`.
pub(super) fn frames(bytes: &[u8], most: usize) -> Option<usize> {
    let mut at = 13 + palette_bytes(*bytes.get(10)?);
    let mut frames = 0;
    loop {
        match bytes.get(at) {
            Some(&EXTENSION) => at = blocks_end(bytes, at + 2)?,
            Some(&IMAGE) if frames < most => {
                frames += 1;
                let Some(end) = blocks_end(bytes, at + 11 + palette_bytes(*bytes.get(at + 9)?)) else {
                    return Some(frames);
                };
                at = end;
            }
            _ => return Some(frames),
        }
    }
}

fn palette_bytes(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

/// The end of a row of blocks, each with its length before it, the last one empty.
fn blocks_end(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        let length = usize::from(*bytes.get(at)?);
        at += 1 + length;
        if length == 0 {
            return Some(at);
        }
    }
}
