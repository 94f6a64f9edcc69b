//! WAV: chunks, of which `fmt ` tells the bytes of a second and `data` holds the sound.

use std::time::Duration;

use super::duration;

/// Length of the `RIFF` head before the first chunk.
const HEAD_BYTES: usize = 12;
/// Place of the bytes of a second in the `fmt ` chunk.
const BYTES_PER_SECOND_AT: usize = 8;

/// Divides the sound that is there by the bytes of a second. A file written as a stream announces more than it holds.
pub(super) fn playtime(file: &[u8]) -> Option<Duration> {
    let mut rest = file.get(HEAD_BYTES..)?;
    let mut bytes_per_second = None;
    loop {
        let (id, after) = rest.split_first_chunk::<4>()?;
        let (size, body) = after.split_first_chunk::<4>()?;
        let size = usize::try_from(u32::from_le_bytes(*size)).ok()?;
        match id {
            b"fmt " => {
                let rate = body.get(BYTES_PER_SECOND_AT..)?.first_chunk::<4>()?;
                bytes_per_second = Some(u32::from_le_bytes(*rate));
            }
            b"data" => return duration(body.len().min(size) as u64, bytes_per_second?),
            _ => {}
        }
        // Chunks start at even places.
        rest = body.get(size.checked_next_multiple_of(2)?..)?;
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn chunk(id: [u8; 4], announced: usize, body: &[u8]) -> Vec<u8> {
        let announced = u32::try_from(announced).unwrap().to_le_bytes();
        [id.as_slice(), &announced, body].concat()
    }

    /// One channel of 16 bits at 8 kHz.
    fn format(bytes_per_second: u32) -> Vec<u8> {
        let mut body = vec![1, 0, 1, 0, 0x40, 0x1f, 0, 0];
        body.extend(bytes_per_second.to_le_bytes());
        body.extend([2, 0, 16, 0]);
        chunk(*b"fmt ", body.len(), &body)
    }

    fn file(chunks: &[Vec<u8>]) -> Vec<u8> {
        [b"RIFF\0\0\0\0WAVE".as_slice(), &chunks.concat()].concat()
    }

    #[rstest]
    #[case::one_second(16_000, 16_000, 1000)]
    #[case::part_of_a_second(24_000, 24_000, 1500)]
    #[case::announced_by_a_stream(0xffff_ffff, 8000, 500)]
    #[case::another_chunk_after_it(16_000, 20_000, 1000)]
    fn sound_is_divided_by_its_rate(#[case] announced: usize, #[case] there: usize, #[case] ms: u64) {
        let sound = chunk(*b"data", announced, &vec![0; there]);
        assert_eq!(playtime(&file(&[format(16_000), sound])), Some(Duration::from_millis(ms)));
    }

    #[test]
    fn other_chunks_are_passed_over() {
        let odd = chunk(*b"LIST", 5, b"INFO1\0");
        let sound = chunk(*b"data", 16_000, &[0; 16_000]);
        let file = file(&[odd.clone(), format(16_000), odd, sound]);
        assert_eq!(playtime(&file), Some(Duration::from_secs(1)));
    }

    #[rstest]
    #[case::no_format(&[chunk(*b"data", 4, b"1234")])]
    #[case::no_sound(&[format(16_000)])]
    #[case::no_rate(&[format(0), chunk(*b"data", 4, b"1234")])]
    #[case::short_format(&[chunk(*b"fmt ", 4, b"1234"), chunk(*b"data", 0, b"")])]
    #[case::chunk_beyond_the_end(&[chunk(*b"LIST", 0xffff_ffff, b""), format(16_000)])]
    fn what_is_no_voice_has_no_playtime(#[case] chunks: &[Vec<u8>]) {
        assert_eq!(playtime(&file(chunks)), None);
    }
}
