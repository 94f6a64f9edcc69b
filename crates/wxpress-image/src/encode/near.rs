//! Pixels that are not quite the given ones but take far fewer bytes: what the filter of a PNG leaves of them is rounded
//! to multiples of one number, as JPEG-LS does. Only where the picture is restless; flat ground stays exact.

use std::io;

use png::Filter;

/// How far a channel may be from its true value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Near(pub(super) u8);

/// The filter that the rounding counts on.
pub(super) const FILTER: Filter = Filter::Paeth;

/// Writes rows whose channels are at most so far from the given ones. The fourth channel, transparency, stays exact.
pub(super) fn write(
    rows: &[u8],
    stride: usize,
    channels: usize,
    near: Near,
    to: &mut dyn io::Write,
) -> io::Result<()> {
    let (mut above, mut row) = (vec![0; stride], vec![0; stride]);
    let mut true_above: Option<&[u8]> = None;
    for true_row in rows.chunks_exact(stride) {
        next(true_above, true_row, channels, near, &above, &mut row);
        to.write_all(&row)?;
        std::mem::swap(&mut above, &mut row);
        true_above = Some(true_row);
    }
    Ok(())
}

/// One row near to the true one, below `above`, which is near to `true_above`.
fn next(
    true_above: Option<&[u8]>,
    true_row: &[u8],
    channels: usize,
    Near(error): Near,
    above: &[u8],
    row: &mut [u8],
) {
    let step = 2 * i32::from(error) + 1;
    row.copy_from_slice(true_row);
    for at in 0..row.len() {
        let pixel = at - at % channels;
        let has_left = at >= channels;
        let left = if has_left { i32::from(row[at - channels]) } else { 0 };
        let corner = if has_left { i32::from(above[at - channels]) } else { 0 };
        let given = &true_row[pixel..][..channels];
        let is_flat = has_left
            && given == &true_row[pixel - channels..][..channels]
            && true_above.is_some_and(|above| given == &above[pixel..][..channels]);
        if is_flat || at - pixel == 3 {
            continue;
        }
        let predicted = paeth(left, i32::from(above[at]), corner);
        let off = i32::from(true_row[at]) - predicted;
        let rounded = (off.abs() + i32::from(error)) / step * step * off.signum();
        if let Ok(value) = u8::try_from(predicted + rounded) {
            row[at] = value;
        }
    }
}

/// The one of three neighbours that is nearest to where they lead (PNG specification, 9.4).
fn paeth(left: i32, above: i32, corner: i32) -> i32 {
    let [to_left, to_above, to_corner] =
        [above - corner, left - corner, left + above - 2 * corner].map(i32::abs);
    if to_left <= to_above && to_left <= to_corner {
        left
    } else if to_above <= to_corner {
        above
    } else {
        corner
    }
}
