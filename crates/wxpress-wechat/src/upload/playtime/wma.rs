//! WMA, an ASF file: objects with a GUID and a length, the play length in the header's File Properties Object.

use std::time::Duration;

const HEADER: [u8; 16] =
    [0x30, 0x26, 0xb2, 0x75, 0x8e, 0x66, 0xcf, 0x11, 0xa6, 0xd9, 0x00, 0xaa, 0x00, 0x62, 0xce, 0x6c];
const FILE_PROPERTIES: [u8; 16] =
    [0xa1, 0xdc, 0xab, 0x8c, 0x47, 0xa9, 0xcf, 0x11, 0x8e, 0xe4, 0x00, 0xc0, 0x0c, 0x20, 0x53, 0x65];

/// GUID and length, which every object starts with.
const OBJECT_HEAD_BYTES: usize = 24;
/// Number of objects and two reserved bytes, before the header's first object.
const HEADER_HEAD_BYTES: usize = 6;

/// Places in the File Properties Object, counted behind its own head.
const PLAY_DURATION_AT: usize = 40;
const PREROLL_AT: usize = 56;
const FLAGS_AT: usize = 64;
/// The file is a live stream, whose lengths mean nothing.
const BROADCAST: u64 = 1;

pub(super) fn playtime(file: &[u8]) -> Option<Duration> {
    let (guid, header, _) = split_object(file)?;
    if *guid != HEADER {
        return None;
    }
    let mut rest = header.get(HEADER_HEAD_BYTES..)?;
    loop {
        let (guid, body, after) = split_object(rest)?;
        if *guid == FILE_PROPERTIES {
            return play_duration(body);
        }
        rest = after;
    }
}

/// The GUID and the body of the first object, and what follows it.
fn split_object(bytes: &[u8]) -> Option<(&[u8; 16], &[u8], &[u8])> {
    let guid = bytes.first_chunk()?;
    let size = usize::try_from(number(bytes, guid.len())?).ok()?;
    let (object, after) = bytes.split_at_checked(size)?;
    Some((guid, object.get(OBJECT_HEAD_BYTES..)?, after))
}

/// The announced length without the time of buffering that counts as part of it.
fn play_duration(properties: &[u8]) -> Option<Duration> {
    if properties.get(FLAGS_AT).copied().map(u64::from)? & BROADCAST != 0 {
        return None;
    }
    let ticks = number(properties, PLAY_DURATION_AT)?;
    // A tick is 100 ns, ten million make a second.
    let whole = super::duration(ticks, 10_000_000)?;
    whole.checked_sub(Duration::from_millis(number(properties, PREROLL_AT)?))
}

fn number(bytes: &[u8], at: usize) -> Option<u64> {
    bytes.get(at..)?.first_chunk().copied().map(u64::from_le_bytes)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn object(guid: [u8; 16], body: &[u8]) -> Vec<u8> {
        let size = (OBJECT_HEAD_BYTES + body.len()) as u64;
        [guid.as_slice(), &size.to_le_bytes(), body].concat()
    }

    fn properties(play_duration: u64, preroll_ms: u64, flags: u32) -> Vec<u8> {
        let mut body = vec![0; 40];
        for number in [play_duration, play_duration, preroll_ms] {
            body.extend(number.to_le_bytes());
        }
        body.extend(flags.to_le_bytes());
        body.extend([0; 12]);
        object(FILE_PROPERTIES, &body)
    }

    fn file(objects: &[Vec<u8>]) -> Vec<u8> {
        let head = [&u32::try_from(objects.len()).unwrap().to_le_bytes(), [1, 2].as_slice()].concat();
        let mut file = object(HEADER, &[head, objects.concat()].concat());
        file.extend([0; 64]);
        file
    }

    #[rstest]
    #[case(613_500_000, 1350, 60_000)]
    #[case(20_000_000, 0, 2000)]
    fn preroll_is_not_played(#[case] play_duration: u64, #[case] preroll_ms: u64, #[case] ms: u64) {
        let other = object([7; 16], b"something else");
        let file = file(&[other, properties(play_duration, preroll_ms, 2)]);
        assert_eq!(playtime(&file), Some(Duration::from_millis(ms)));
    }

    #[rstest]
    #[case::live_stream(&[properties(613_500_000, 1350, 1)])]
    #[case::more_preroll_than_sound(&[properties(1, 5000, 2)])]
    #[case::no_properties(&[object([7; 16], b"")])]
    #[case::cut_properties(&[object(FILE_PROPERTIES, &[0; 60])])]
    #[case::object_of_no_length(&[[[7; 16].as_slice(), &[0; 8]].concat(), properties(20_000_000, 0, 2)])]
    fn what_is_no_voice_has_no_playtime(#[case] objects: &[Vec<u8>]) {
        assert_eq!(playtime(&file(objects)), None);
    }
}
