//! The parts of a Windows bitmap: headers without room for words, a palette, and rows.

use std::ops::Range;

const PIXELS_AT: usize = 10;
const HEADER_BYTES: usize = 14;
const WIDTH: usize = 18;
const HEIGHT: usize = 22;
const BITS: usize = 28;
const COMPRESSION: usize = 30;
const PIXEL_BYTES: usize = 34;

/// The header of OS/2, which has smaller numbers.
const OLD_HEADER_BYTES: u32 = 12;

/// What stays of the file: all up to the end of the last row.
pub(super) fn kept(bytes: &[u8]) -> Option<Range<usize>> {
    let number = |at: usize| Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?));
    let small = |at: usize| Some(u16::from_le_bytes(*bytes.get(at..)?.first_chunk()?).into());
    let (width, height, bits, is_packed) = if number(HEADER_BYTES)? == OLD_HEADER_BYTES {
        (small(WIDTH)?, small(WIDTH + 2)?, small(WIDTH + 6)?, false)
    } else {
        // Bit masks (3 and 6) say where the colours are, not how rows are packed.
        let is_packed = !matches!(number(COMPRESSION)?, 0 | 3 | 6);
        // The height is negative where the first row is the upper one.
        (number(WIDTH)?, number(HEIGHT)?.cast_signed().unsigned_abs(), small(BITS)?, is_packed)
    };
    let pixels = if is_packed {
        number(PIXEL_BYTES)?.into()
    } else {
        let row = (u64::from(width) * u64::from(bits)).div_ceil(32) * 4;
        row.checked_mul(height.into())?
    };
    let end = usize::try_from(u64::from(number(PIXELS_AT)?).checked_add(pixels)?).ok()?;
    (end <= bytes.len()).then_some(0..end)
}
