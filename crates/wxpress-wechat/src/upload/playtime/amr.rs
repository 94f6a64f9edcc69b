//! AMR as stored in files (RFC 4867 §5): a line of text, then frames of 20 ms, each with its kind in its first byte.

use std::time::Duration;

const FRAME_MS: u64 = 20;

/// Bytes of a frame by its kind, the first byte included; 0 for the kinds that are reserved.
type FrameBytes = [usize; 16];

/// Eight rates of speech, four kinds of background noise, nothing received.
const NARROW_BAND: FrameBytes = [13, 14, 16, 18, 20, 21, 27, 32, 6, 7, 6, 6, 0, 0, 0, 1];
/// Nine rates of speech, background noise, a lost frame, nothing received.
const WIDE_BAND: FrameBytes = [18, 24, 33, 37, 41, 47, 51, 59, 61, 6, 0, 0, 0, 0, 1, 1];

/// Counts the frames; one that is cut off at the end does not play.
pub(super) fn playtime(file: &[u8]) -> Option<Duration> {
    let narrow = file.strip_prefix(b"#!AMR\n").map(|frames| (frames, &NARROW_BAND));
    let (mut frames, sizes) = narrow.or_else(|| Some((file.strip_prefix(b"#!AMR-WB\n")?, &WIDE_BAND)))?;
    let mut count = 0;
    while let Some(first) = frames.first() {
        match sizes[usize::from(first >> 3 & 0x0f)] {
            0 => return None,
            size => match frames.get(size..) {
                Some(rest) => frames = rest,
                None => break,
            },
        }
        count += 1;
    }
    (count > 0).then(|| Duration::from_millis(count * FRAME_MS))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    /// `count` frames of one kind, `size` bytes each.
    fn file(head: &str, kind: u8, size: usize, count: usize) -> Vec<u8> {
        let mut frame = vec![0; size];
        frame[0] = kind << 3 | 0x04;
        [head.as_bytes(), &frame.repeat(count)].concat()
    }

    #[rstest]
    #[case::speech_at_4750_bits("#!AMR\n", 0, 13, 3000, 60_000)]
    #[case::speech_at_12200_bits("#!AMR\n", 7, 32, 50, 1000)]
    #[case::noise("#!AMR\n", 8, 6, 1, 20)]
    #[case::silence("#!AMR\n", 15, 1, 3001, 60_020)]
    #[case::wide_speech_at_23850_bits("#!AMR-WB\n", 8, 61, 100, 2000)]
    #[case::wide_noise("#!AMR-WB\n", 9, 6, 5, 100)]
    #[case::wide_lost_frames("#!AMR-WB\n", 14, 1, 7, 140)]
    fn frames_are_counted(
        #[case] head: &str,
        #[case] kind: u8,
        #[case] size: usize,
        #[case] count: usize,
        #[case] ms: u64,
    ) {
        assert_eq!(playtime(&file(head, kind, size, count)), Some(Duration::from_millis(ms)));
    }

    #[test]
    fn kinds_of_frames_mix() {
        let mut mixed = file("#!AMR\n", 7, 32, 2);
        mixed.extend(file("", 8, 6, 1));
        mixed.extend(file("", 15, 1, 4));
        mixed.extend(file("", 7, 20, 1));
        assert_eq!(playtime(&mixed), Some(Duration::from_millis(140)), "the last frame is cut off");
    }

    #[rstest]
    #[case::no_frame(b"#!AMR\n".to_vec())]
    #[case::reserved_kind(file("#!AMR\n", 12, 5, 3))]
    #[case::reserved_wide_kind(file("#!AMR-WB\n", 10, 5, 3))]
    #[case::several_channels(file("#!AMR_MC1.0\n", 0, 13, 3))]
    fn what_is_no_voice_has_no_playtime(#[case] file: Vec<u8>) {
        assert_eq!(playtime(&file), None);
    }
}
