//! MP3: what the first frame says of the whole, or else the frames counted.

use std::time::Duration;

use super::{at_rate, bytes_at};

/// kbit/s by index; 0 is free format, which is not read here.
const BITRATES_1: [u32; 15] = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const BITRATES_2: [u32; 15] = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
const RATES: [u32; 3] = [44_100, 48_000, 32_000];

/// The header of a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Frame {
    is_mpeg1: bool,
    is_mono: bool,
    /// Hz
    sample_rate: u32,
    /// Bytes, header included.
    size: usize,
}

impl Frame {
    fn at(bytes: &[u8], offset: usize) -> Option<Self> {
        let [0xff, second, third, fourth] = bytes_at(bytes, offset)? else { return None };
        // Eleven bits of sync, then layer III.
        if second & 0xe6 != 0xe2 {
            return None;
        }
        let (is_mpeg1, shift) = match second >> 3 & 3 {
            0 => (false, 2),
            2 => (false, 1),
            3 => (true, 0),
            _ => return None,
        };
        let bitrates = if is_mpeg1 { BITRATES_1 } else { BITRATES_2 };
        let bitrate = *bitrates.get(usize::from(third >> 4)).filter(|bitrate| **bitrate > 0)?;
        let sample_rate = RATES.get(usize::from(third >> 2 & 3))? >> shift;
        let padding = u32::from(third >> 1 & 1);
        let size = (if is_mpeg1 { 144_000 } else { 72_000 }) * bitrate / sample_rate + padding;
        Some(Self { is_mpeg1, is_mono: fourth >> 6 == 3, sample_rate, size: usize::try_from(size).ok()? })
    }

    fn samples(self) -> u64 {
        if self.is_mpeg1 { 1152 } else { 576 }
    }

    /// Whether another frame can belong to the same stream.
    fn goes_with(self, other: Self) -> bool {
        (self.is_mpeg1, self.sample_rate) == (other.is_mpeg1, other.sample_rate)
    }

    /// How many frames follow, as a `Xing`, `Info` or `VBRI` header in this one has it.
    fn announced_frames(self, bytes: &[u8], offset: usize) -> Option<u64> {
        let side_info = match (self.is_mpeg1, self.is_mono) {
            (true, false) => 32,
            (true, true) | (false, false) => 17,
            (false, true) => 9,
        };
        let xing = offset + 4 + side_info;
        let vbri = offset + 4 + 32;
        let count = if matches!(&bytes_at(bytes, xing)?, b"Xing" | b"Info") {
            let [.., flags] = bytes_at::<4>(bytes, xing + 4)?;
            if flags & 1 == 0 {
                return None;
            }
            bytes_at(bytes, xing + 8)?
        } else if bytes_at(bytes, vbri)? == *b"VBRI" {
            bytes_at(bytes, vbri + 14)?
        } else {
            return None;
        };
        Some(u64::from(u32::from_be_bytes(count))).filter(|count| *count > 0)
    }
}

/// The announced length where there is one, else that of the frames there are.
pub(super) fn play_length(bytes: &[u8]) -> Option<Duration> {
    let bytes = skip_id3(bytes);
    let (start, first) = first_frame(bytes)?;
    let frames = first.announced_frames(bytes, start).unwrap_or_else(|| count_frames(bytes, start, first));
    at_rate(frames * first.samples(), first.sample_rate)
}

/// Takes off the ID3v2 tags in front.
fn skip_id3(mut bytes: &[u8]) -> &[u8] {
    while let Some([b'I', b'D', b'3', _, _, flags, a, b, c, d]) = bytes.first_chunk() {
        // Four bytes of seven bits each.
        let size = [a, b, c, d].iter().fold(0, |size, byte| size << 7 | usize::from(**byte & 0x7f));
        let footer = if flags & 0x10 == 0 { 0 } else { 10 };
        bytes = bytes.get(10 + size + footer..).unwrap_or_default();
    }
    bytes
}

/// The first header that another follows, or that stands in the last frame.
fn first_frame(bytes: &[u8]) -> Option<(usize, Frame)> {
    (0..bytes.len()).find_map(|offset| {
        let frame = Frame::at(bytes, offset)?;
        let next = offset + frame.size;
        let is_last = next == bytes.len();
        let goes_on = Frame::at(bytes, next).is_some_and(|next| frame.goes_with(next));
        (is_last || goes_on).then_some((offset, frame))
    })
}

/// Whole frames of the first one's stream; what lies between them is passed over.
fn count_frames(bytes: &[u8], start: usize, first: Frame) -> u64 {
    let (mut offset, mut frames) = (start, 0);
    while offset < bytes.len() {
        match Frame::at(bytes, offset).filter(|frame| first.goes_with(*frame)) {
            Some(frame) if offset + frame.size <= bytes.len() => {
                frames += 1;
                offset += frame.size;
            }
            _ => offset += 1,
        }
    }
    frames
}

#[cfg(test)]
mod tests {
    use super::*;

    /// MPEG 1, 128 kbit/s, 44.1 kHz, stereo: 417 bytes, 26.12 ms.
    fn frame() -> Vec<u8> {
        let mut frame = vec![0; 417];
        frame[..4].copy_from_slice(&[0xff, 0xfb, 0x90, 0x00]);
        frame
    }

    fn milliseconds(bytes: &[u8]) -> Option<u128> {
        play_length(bytes).map(|length| length.as_millis())
    }

    #[test]
    fn frames_are_counted_after_tags_and_around_rubbish() {
        let frames = frame().repeat(100);
        let tag = b"ID3\x04\0\0\0\0\x01\x02";
        let tagged = [&tag[..], &[0xff; 130], &frames].concat();
        let ended = [&frames[..], b"TAG", &[0; 125]].concat();
        let broken = [&frames[..41_700 / 2], b"\0\0\0", &frames[..417 * 50], b"\xff\xfb\x90"].concat();
        for file in [&frames, &tagged, &ended, &broken] {
            assert_eq!(milliseconds(file), Some(2612));
        }
        assert_eq!(milliseconds(&frame()), Some(26));
    }

    #[test]
    fn half_and_quarter_rates_have_shorter_frames() {
        // MPEG 2, 8 kbit/s, 16 kHz, mono: 36 bytes, 36 ms. MPEG 2.5 at 8 kHz: 72 bytes, 72 ms.
        for (second, third, size, length) in [(0xf3, 0x18, 36, 360), (0xe3, 0x18, 72, 720)] {
            let mut frame = vec![0; size];
            frame[..4].copy_from_slice(&[0xff, second, third, 0xc0]);
            assert_eq!(milliseconds(&frame.repeat(10)), Some(length));
        }
    }

    #[test]
    fn an_announced_length_is_taken() {
        for (offset, header) in [
            (36, b"Xing\0\0\0\x01\0\0\x08\xf9".to_vec()),
            (36, b"Info\0\0\0\x0f\0\0\x08\xf9".to_vec()),
            (36, b"VBRI\0\x01\0\0\0\0\0\0\0\0\0\0\x08\xf9".to_vec()),
        ] {
            let mut file = frame().repeat(3);
            file[offset..offset + header.len()].copy_from_slice(&header);
            assert_eq!(milliseconds(&file), Some(60_003), "{header:?}");
        }
        let mut silent = frame().repeat(3);
        silent[36..44].copy_from_slice(b"Xing\0\0\0\x02");
        assert_eq!(milliseconds(&silent), Some(78));
    }

    #[test]
    fn what_has_no_frames_has_no_length() {
        for file in
            [&b"ID3\x04rest"[..], b"ID3\x04\0\0\x7f\x7f\x7f\x7f", b"\xff\xfb\x90\x00", b"", &[0xff; 999]]
        {
            assert_eq!(play_length(file), None);
        }
    }
}
