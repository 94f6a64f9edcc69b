//! [`playtime`]: how long a voice plays, by its file alone.

mod amr;
mod mp3;
mod wav;
mod wma;

use std::time::Duration;

use super::FileFormat;

/// How long a voice plays: AMR of either band, MP3, WAV, WMA, the whole file at once. `None` for another format, and
/// for a file that cannot be read as what its first bytes claim.
///
/// The platform refuses voices over [`MAX_VOICE_PLAYTIME`](crate::limits::MAX_VOICE_PLAYTIME) with 45007
/// (docs/reference/wechat-api.md §4.1, §5.1). Takes time in proportion to the file's length and no memory.
pub fn playtime(voice: &[u8]) -> Option<Duration> {
    match FileFormat::sniff(voice) {
        FileFormat::Amr => amr::playtime(voice),
        FileFormat::Mp3 => mp3::playtime(voice),
        FileFormat::Wav => wav::playtime(voice),
        FileFormat::Wma => wma::playtime(voice),
        _ => None,
    }
}

/// `count` samples or bytes of which `per_second` make a second.
fn duration(count: u64, per_second: u32) -> Option<Duration> {
    let per_second = u64::from(per_second);
    let whole = Duration::from_secs(count.checked_div(per_second)?);
    Some(whole + Duration::from_nanos(count % per_second * 1_000_000_000 / per_second))
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*};

    use super::*;

    const HEADS: [&[u8]; 9] = [
        b"#!AMR\n",
        b"#!AMR-WB\n",
        b"\xff\xfb\x90\x64",
        b"ID3\x04\x00\x10\x00\x00\x00\x05",
        b"RIFF\x00\x00\x00\x00WAVEfmt \x10\x00\x00\x00",
        b"RIFF\x00\x00\x00\x00WAVEdata\xff\xff\xff\xff",
        b"\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9\x00\xaa\x00\x62\xce\x6c",
        b"\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9\x00\xaa\x00\x62\xce\x6c\xff\xff\xff\xff\xff\xff\xff\xff\
          \x01\x00\x00\x00\x01\x02\xa1\xdc\xab\x8c\x47\xa9\xcf\x11\x8e\xe4\x00\xc0\x0c\x20\x53\x65",
        b"",
    ];

    proptest! {
        #[test]
        fn a_hostile_file_does_no_harm(head in 0..HEADS.len(), rest in vec(any::<u8>(), 0..4096)) {
            playtime(&[HEADS[head], &rest].concat());
        }

        #[test]
        fn frames_between_rubbish_do_no_harm(parts in vec((any::<[u8; 2]>(), vec(any::<u8>(), 0..300)), 0..40)) {
            let mut file = b"\xff\xfb\x90\x64".to_vec();
            for (head, rubbish) in parts {
                file.extend([0xff, 0xfb, head[0], head[1]]);
                file.extend(rubbish);
            }
            playtime(&file);
        }
    }

    #[test]
    fn rubbish_is_looked_through_once() {
        let five_mib = vec![0xff; 5 << 20];
        assert_eq!(playtime(&[b"\xff\xfb\x90\x64", &five_mib[..]].concat()), None);
    }

    #[test]
    fn other_formats_have_no_playtime() {
        assert_eq!(playtime(b"\x89PNG\r\n\x1a\n"), None);
        assert_eq!(playtime(b"OggS\0\x02 speex"), None);
    }
}
