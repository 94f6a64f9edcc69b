//! Windows icons: several pictures in one file, the newer of them whole PNG files.

const HEADER_BYTES: usize = 6;
const ENTRY_BYTES: usize = 16;

/// The largest picture of the icon where it is a PNG, of any kind: the decoder of icons takes only one kind.
pub(super) fn png(icon: &[u8]) -> Option<&[u8]> {
    let (_, entries) = icon.split_at_checked(HEADER_BYTES)?;
    let count = usize::from(u16::from_le_bytes([*icon.get(4)?, *icon.get(5)?]));
    let largest = entries.as_chunks::<ENTRY_BYTES>().0.iter().take(count).max_by_key(|entry| {
        // 256 is written as 0.
        entry[0].wrapping_sub(1)
    })?;
    let number = |at: usize| {
        let bytes = largest.get(at..)?.first_chunk()?;
        usize::try_from(u32::from_le_bytes(*bytes)).ok()
    };
    let file = icon.get(number(12)?..)?.get(..number(8)?)?;
    file.starts_with(b"\x89PNG").then_some(file)
}
