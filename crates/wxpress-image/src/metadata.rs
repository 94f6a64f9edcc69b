//! What a file says beside its pixels (places, cameras, names, comments) and what hides behind its end: cut out, with
//! not a pixel coded anew.

mod bmp;
mod gif;
mod jpeg;
mod png;

use std::borrow::Cow;
use std::ops::Range;

use crate::Format;

/// The same picture without a word about it. None where the file's structure cannot be followed to its end.
///
/// What decides about the look stays: gamma, chromaticity, the colour transform of Adobe's JPEG, the loops of a GIF. A
/// colour profile goes, so whoever calls has seen to it that the picture is in sRGB. What is left is taken from the file
/// byte for byte.
pub(crate) fn cut(bytes: &[u8], format: Format) -> Option<Cow<'_, [u8]>> {
    let kept = match format {
        Format::Jpeg => jpeg::kept(bytes)?,
        Format::Png => png::kept(bytes)?,
        Format::Gif => gif::kept(bytes)?,
        Format::Bmp => Vec::from([bmp::kept(bytes)?]),
        _ => return None,
    };
    Some(match &kept[..] {
        [Range { start: 0, end }] if *end == bytes.len() => Cow::Borrowed(bytes),
        _ => Cow::Owned(kept.into_iter().filter_map(|range| bytes.get(range)).flatten().copied().collect()),
    })
}

/// Whether the structure of such files is known here.
pub(crate) fn is_followed(format: Format) -> bool {
    matches!(format, Format::Jpeg | Format::Png | Format::Gif | Format::Bmp)
}

/// Frames of a GIF, counted without decoding one, up to `most`.
pub(crate) fn frames(gif: &[u8], most: usize) -> usize {
    gif::frames(gif, most).unwrap_or(0)
}

/// Adds a range that is kept, as one with the range before where they touch.
fn keep(kept: &mut Vec<Range<usize>>, range: Range<usize>) {
    match kept.last_mut() {
        Some(last) if last.end == range.start => last.end = range.end,
        _ => kept.push(range),
    }
}
