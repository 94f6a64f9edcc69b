//! AMR, narrow and wide band: a magic line, then frames of 20 ms whose first byte tells their size (RFC 4867 §5).

use std::time::Duration;

/// Bytes of a frame by its type, header byte included; 0 for types that do not occur in files.
const NARROW_BAND: [usize; 16] = [13, 14, 16, 18, 20, 21, 27, 32, 6, 0, 0, 0, 0, 0, 0, 1];
const WIDE_BAND: [usize; 16] = [18, 24, 33, 37, 41, 47, 51, 59, 61, 6, 0, 0, 0, 0, 1, 1];
const FRAME: Duration = Duration::from_millis(20);

/// Counts whole frames. A type that does not occur ends the file's claim to be AMR.
pub(super) fn play_length(bytes: &[u8]) -> Option<Duration> {
    let (sizes, mut rest) = if let Some(rest) = bytes.strip_prefix(b"#!AMR\n") {
        (NARROW_BAND, rest)
    } else {
        (WIDE_BAND, bytes.strip_prefix(b"#!AMR-WB\n")?)
    };
    let mut frames = 0;
    while let Some(header) = rest.first() {
        let size = sizes[usize::from(header >> 3 & 0x0f)];
        if size == 0 {
            return None;
        }
        // A frame that was cut off does not play.
        let Some(next) = rest.get(size..) else { break };
        rest = next;
        frames += 1;
    }
    FRAME.checked_mul(frames)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(magic: &[u8], frame_type: u8, size: usize, count: usize) -> Vec<u8> {
        let mut frame = vec![0; size];
        frame[0] = frame_type << 3 | 4;
        [magic, &frame.repeat(count)].concat()
    }

    #[test]
    fn every_frame_plays_twenty_milliseconds() {
        for (magic, frame_type, size) in [
            (&b"#!AMR\n"[..], 0, 13),
            (b"#!AMR\n", 7, 32),
            (b"#!AMR\n", 8, 6),
            (b"#!AMR\n", 15, 1),
            (b"#!AMR-WB\n", 0, 18),
            (b"#!AMR-WB\n", 8, 61),
            (b"#!AMR-WB\n", 9, 6),
        ] {
            let whole = file(magic, frame_type, size, 51);
            assert_eq!(play_length(&whole), Some(Duration::from_millis(1020)), "{frame_type}");
            if size > 1 {
                assert_eq!(play_length(&whole[..whole.len() - 1]), Some(Duration::from_secs(1)));
            }
        }
    }

    #[test]
    fn other_channels_and_types_are_unreadable() {
        assert_eq!(play_length(b"#!AMR_MC1.0\n\0\0\0\x01"), None);
        assert_eq!(play_length(&file(b"#!AMR\n", 12, 13, 2)), None);
    }
}
