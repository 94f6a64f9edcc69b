//! WMA: the play duration in the File Properties Object of the ASF header, without its preroll.

use std::time::Duration;

use super::bytes_at;

const HEADER: [u8; 16] =
    [0x30, 0x26, 0xb2, 0x75, 0x8e, 0x66, 0xcf, 0x11, 0xa6, 0xd9, 0x00, 0xaa, 0x00, 0x62, 0xce, 0x6c];
const FILE_PROPERTIES: [u8; 16] =
    [0xa1, 0xdc, 0xab, 0x8c, 0x47, 0xa9, 0xcf, 0x11, 0x8e, 0xe4, 0x00, 0xc0, 0x0c, 0x20, 0x53, 0x65];
/// Where the objects in the header object start: after its id, its size, their number and two bytes.
const FIRST_OBJECT: usize = 30;
/// Id and size of an object.
const OBJECT_HEAD: u64 = 24;
/// Where the play duration (100 ns) and the preroll (ms) stand in the File Properties Object.
const PLAY_DURATION: usize = 64;
const PREROLL: usize = 80;

pub(super) fn play_length(bytes: &[u8]) -> Option<Duration> {
    if bytes_at(bytes, 0)? != HEADER {
        return None;
    }
    let mut offset = FIRST_OBJECT;
    loop {
        let id: [u8; 16] = bytes_at(bytes, offset)?;
        if id == FILE_PROPERTIES {
            let number = |place| bytes_at(bytes, offset + place).map(u64::from_le_bytes);
            let ticks = number(PLAY_DURATION)?;
            let whole = Duration::new(ticks / 10_000_000, u32::try_from(ticks % 10_000_000).ok()? * 100);
            return Some(whole.saturating_sub(Duration::from_millis(number(PREROLL)?)));
        }
        // An object smaller than its own head would never end.
        let size = u64::from_le_bytes(bytes_at(bytes, offset + 16)?).max(OBJECT_HEAD);
        offset = offset.checked_add(usize::try_from(size).ok()?)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(before: &[u8], ticks: u64, preroll_ms: u64) -> Vec<u8> {
        let mut properties = [&FILE_PROPERTIES[..], &104_u64.to_le_bytes(), &[0; 80]].concat();
        properties[64..72].copy_from_slice(&ticks.to_le_bytes());
        properties[80..88].copy_from_slice(&preroll_ms.to_le_bytes());
        [&HEADER[..], &[0; 14], before, &properties].concat()
    }

    #[test]
    fn the_preroll_does_not_play() {
        let other = [&[7; 16][..], &26_u64.to_le_bytes(), b"ab"].concat();
        for before in [&[][..], &other] {
            assert_eq!(play_length(&file(before, 631_000_000, 3100)), Some(Duration::from_secs(60)));
        }
        assert_eq!(play_length(&file(&[], 1, 3100)), Some(Duration::ZERO));
    }

    #[test]
    fn a_header_without_properties_is_unreadable() {
        let endless = [&[7; 16][..], &0_u64.to_le_bytes()].concat();
        let mut cut = file(&endless, 631_000_000, 0);
        assert_eq!(play_length(&cut), Some(Duration::from_secs(63) + Duration::from_millis(100)));
        cut.truncate(120);
        assert_eq!(play_length(&cut), None);
        assert_eq!(play_length(b"RIFF"), None);
    }
}
