//! How long a voice plays, read from its frames and headers (docs/reference/wechat-api.md §4.1, §5.1).

mod amr;
mod mp3;
mod wav;
mod wma;

use std::time::Duration;

use crate::picture::FileFormat;

/// The play length of a voice; `None` for what is no voice, or cannot be played. Reads the whole file: not for async
/// threads.
pub(crate) fn play_length(format: FileFormat, bytes: &[u8]) -> Option<Duration> {
    let length = match format {
        FileFormat::Amr => amr::play_length(bytes),
        FileFormat::Mp3 => mp3::play_length(bytes),
        FileFormat::Wav => wav::play_length(bytes),
        FileFormat::Wma => wma::play_length(bytes),
        FileFormat::Jpeg | FileFormat::Png | FileFormat::Gif | FileFormat::Bmp | FileFormat::Mp4 => None,
    }?;
    (!length.is_zero()).then_some(length)
}

/// So many units at so many a second; `None` when there is no rate, or no end.
fn at_rate(units: u64, per_second: u32) -> Option<Duration> {
    let nanoseconds = (u128::from(units) * 1_000_000_000).checked_div(per_second.into())?;
    u64::try_from(nanoseconds).ok().map(Duration::from_nanos)
}

/// The bytes at an offset, if they are there.
fn bytes_at<const N: usize>(bytes: &[u8], offset: usize) -> Option<[u8; N]> {
    bytes.get(offset..)?.first_chunk().copied()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const VOICES: [FileFormat; 4] = [FileFormat::Amr, FileFormat::Mp3, FileFormat::Wav, FileFormat::Wma];
    /// How files of these formats start, so that hostile ones get past the first check.
    const STARTS: [&[u8]; 6] = [
        b"#!AMR\n",
        b"#!AMR-WB\n",
        b"ID3\x04\0\0\0\0\0\0\xff\xfb\x90\0",
        b"\xff\xfb\x90\0",
        b"RIFF\0\0\0\0WAVEfmt \x10\0\0\0",
        b"\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9\0\xaa\0\x62\xce\x6c",
    ];

    proptest! {
        #[test]
        fn no_file_is_too_odd(start in 0..STARTS.len(), rest in any::<Vec<u8>>()) {
            let file = [STARTS[start], &rest].concat();
            for format in VOICES {
                let _ = play_length(format, &file);
                let _ = play_length(format, &rest);
            }
        }
    }

    #[test]
    fn a_rate_of_nothing_has_no_length() {
        assert_eq!(at_rate(1, 0), None);
        assert_eq!(at_rate(u64::MAX, 1), None);
        assert_eq!(at_rate(12_000, 8000), Some(Duration::from_millis(1500)));
    }
}
