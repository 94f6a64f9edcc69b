//! MP3: frames of MPEG audio layer III, each with its rate in its own head, tags before and after them.

use std::time::Duration;

use super::duration;

/// Length of an ID3v2 tag's head, and of the foot that may repeat it.
const ID3_HEAD_BYTES: usize = 10;
const ID3_HAS_FOOT: u8 = 0x10;

/// Kilobits a second by the index in the head, for MPEG-1 and for its two halves of half the sample rate; 0 where a
/// frame's length cannot be told.
const KBPS: [u32; 16] = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0];
const KBPS_LOW: [u32; 16] = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0];
/// Samples a second by the index in the head, for MPEG-1.
const SAMPLE_RATES: [u32; 3] = [44_100, 48_000, 32_000];

/// Where the counts of a file of varying rate stand in its first frame, behind the side information.
const VBRI_AT: usize = 36;

/// Adds up the frames that are there, whatever the first one says of their number: files are cut and joined, and it
/// stays.
pub(super) fn playtime(file: &[u8]) -> Option<Duration> {
    let mut rest = skip_id3(file);
    let mut total: Option<Duration> = None;
    let mut in_step = false;
    while !rest.is_empty() {
        match Frame::parse(rest).and_then(|frame| Some((frame, rest.get(frame.bytes..)?))) {
            // Out of step, two bytes that look like a head must be followed by another one.
            Some((frame, after)) if in_step || after.is_empty() || Frame::parse(after).is_some() => {
                let heard = if total.is_none() && frame.is_index(rest) {
                    Duration::ZERO
                } else {
                    frame.playtime()?
                };
                total = Some(total.unwrap_or_default() + heard);
                rest = after;
                in_step = true;
            }
            _ => {
                rest = &rest[1..];
                in_step = false;
            }
        }
    }
    total
}

/// What follows the ID3v2 tags at the start.
fn skip_id3(mut file: &[u8]) -> &[u8] {
    while let [b'I', b'D', b'3', _, _, flags, size @ ..] = file {
        let size = size.iter().take(4).fold(0, |size, byte| size << 7 | usize::from(byte & 0x7f));
        let foot = if flags & ID3_HAS_FOOT == 0 { 0 } else { ID3_HEAD_BYTES };
        file = file.get(ID3_HEAD_BYTES + size + foot..).unwrap_or_default();
    }
    file
}

#[derive(Clone, Copy)]
struct Frame {
    bytes: usize,
    samples: u32,
    sample_rate: u32,
    side_bytes: usize,
}

impl Frame {
    /// Reads the head of a frame: eleven set bits, version and layer, rates, channels.
    fn parse(bytes: &[u8]) -> Option<Self> {
        let &[0xff, version, rates, channels, ..] = bytes else { return None };
        let (full_rate, halved) = match version & 0xfe {
            0xfa => (true, 0),
            0xf2 => (false, 1),
            0xe2 => (false, 2),
            _ => return None,
        };
        let kbps = if full_rate { KBPS } else { KBPS_LOW }[usize::from(rates >> 4)];
        let sample_rate = SAMPLE_RATES.get(usize::from(rates >> 2 & 3))? >> halved;
        let samples = if full_rate { 1152 } else { 576 };
        let padding = u32::from(rates >> 1 & 1);
        let mono = channels >> 6 == 3;
        let side_bytes = match (full_rate, mono) {
            (true, false) => 32,
            (true, true) | (false, false) => 17,
            (false, true) => 9,
        };
        (kbps > 0).then_some(Self {
            bytes: (samples / 8 * kbps * 1000 / sample_rate + padding) as usize,
            samples,
            sample_rate,
            side_bytes,
        })
    }

    fn playtime(self) -> Option<Duration> {
        duration(self.samples.into(), self.sample_rate)
    }

    /// Whether it holds an index of the file instead of sound.
    fn is_index(self, frame: &[u8]) -> bool {
        let marked = |at: usize, marks: &[&[u8; 4]]| {
            frame.get(at..).and_then(<[u8]>::first_chunk).is_some_and(|mark| marks.contains(&mark))
        };
        marked(4 + self.side_bytes, &[b"Xing", b"Info"]) || marked(VBRI_AT, &[b"VBRI"])
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    /// MPEG-1, 128 kbit/s, 44.1 kHz, stereo: 417 bytes, 26.122 ms.
    const STEREO: [u8; 4] = [0xff, 0xfb, 0x90, 0x00];
    /// MPEG-2, 16 kbit/s, 16 kHz, mono: 72 bytes, 36 ms.
    const SPEECH: [u8; 4] = [0xff, 0xf3, 0x28, 0xc0];

    fn frame(head: [u8; 4], bytes: usize) -> Vec<u8> {
        let mut frame = vec![0; bytes];
        frame[..4].copy_from_slice(&head);
        frame
    }

    fn speech(count: usize) -> Vec<u8> {
        frame(SPEECH, 72).repeat(count)
    }

    fn ms(file: &[u8]) -> Option<u128> {
        playtime(file).map(|playtime| playtime.as_millis())
    }

    #[rstest]
    #[case::mpeg_1([0xff, 0xfb, 0x90, 0x00], 417, 26)]
    #[case::mpeg_1_padded([0xff, 0xfb, 0x92, 0x00], 418, 26)]
    #[case::mpeg_1_with_crc([0xff, 0xfa, 0x90, 0x00], 417, 26)]
    #[case::mpeg_1_at_320([0xff, 0xfb, 0xe4, 0x00], 960, 24)]
    #[case::mpeg_1_at_32khz([0xff, 0xfb, 0x18, 0x00], 144, 36)]
    #[case::mpeg_2([0xff, 0xf3, 0x28, 0xc0], 72, 36)]
    #[case::mpeg_2_5([0xff, 0xe3, 0x18, 0xc0], 72, 72)]
    fn the_head_tells_length_and_time(#[case] head: [u8; 4], #[case] bytes: usize, #[case] expected: u128) {
        assert_eq!(ms(&frame(head, bytes)), Some(expected));
        assert_eq!(ms(&frame(head, bytes).repeat(10)).map(|all| all / 10), Some(expected));
    }

    #[test]
    fn frames_of_varying_rate_are_added_up() {
        let mut file = frame(STEREO, 417).repeat(100);
        file.extend(speech(100));
        assert_eq!(ms(&file), Some(2612 + 3600));
    }

    #[rstest]
    #[case(*b"Xing", 4 + 9)]
    #[case(*b"Info", 4 + 9)]
    #[case(*b"VBRI", 4 + 32)]
    fn an_index_is_not_heard(#[case] mark: [u8; 4], #[case] at: usize) {
        let mut index = frame(SPEECH, 72);
        index[at..at + 4].copy_from_slice(&mark);
        // An hour, by its own count: the file was cut.
        index[at + 4..at + 12].copy_from_slice(&[0, 0, 0, 1, 0, 1, 0x86, 0xa0]);
        assert_eq!(ms(&[index.clone(), speech(1000)].concat()), Some(36_000));
        assert_eq!(ms(&index), Some(0));
    }

    #[test]
    fn tags_are_passed_over() {
        let tag = [b"ID3\x04\x00\x00\x00\x00\x01\x00".as_slice(), &[0xff; 128]].concat();
        let tag_with_foot = [b"ID3\x04\x00\x10\x00\x00\x00\x04".as_slice(), &[0xff; 14]].concat();
        let end = [b"TAG".as_slice(), &[b' '; 125]].concat();
        let file = [tag.clone(), tag_with_foot, vec![0; 100], speech(10), tag, speech(10), end].concat();
        assert_eq!(ms(&file), Some(720));
    }

    #[test]
    fn a_cut_frame_is_not_heard() {
        let file = speech(10);
        assert_eq!(ms(&file[..file.len() - 1]), Some(324));
    }

    #[rstest]
    #[case::tag_without_sound(b"ID3\x04\x00\x00\x00\x00\x00\x05abcde".to_vec())]
    #[case::tag_beyond_the_end(b"ID3\x04\x00\x00\x7f\x7f\x7f\x7f".to_vec())]
    #[case::cut_tag(b"ID3\x04".to_vec())]
    #[case::layer_ii(frame([0xff, 0xfd, 0x90, 0x00], 417).repeat(3))]
    #[case::free_rate(frame([0xff, 0xfb, 0x00, 0x00], 417).repeat(3))]
    #[case::reserved_sample_rate(frame([0xff, 0xfb, 0x9c, 0x00], 417).repeat(3))]
    fn what_is_no_voice_has_no_playtime(#[case] file: Vec<u8>) {
        assert_eq!(playtime(&file), None);
    }
}
