//! Pixels that are not quite the given ones but take far fewer bytes: what the filter of a PNG leaves of them is rounded
//! to multiples of one number, as JPEG-LS does. Only where the picture is restless; flat ground stays exact.

use png::Filter;

/// How far a channel may be from its true value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Near(pub(super) u8);

/// The filter that the rounding counts on.
pub(super) const FILTER: Filter = Filter::Paeth;

/// Rows whose channels are at most so far from the given ones. The fourth channel, transparency, stays exact.
pub(super) fn to(rows: &[u8], stride: usize, channels: usize, Near(error): Near) -> Vec<u8> {
    let step = 2 * i32::from(error) + 1;
    let mut near = rows.to_vec();
    for at in 0..rows.len() {
        let column = at % stride;
        let pixel = at - column % channels;
        let (has_left, has_above) = (column >= channels, at >= stride);
        let before = |distance: usize, there: bool| if there { i32::from(near[at - distance]) } else { 0 };
        let left = before(channels, has_left);
        let above = before(stride, has_above);
        let corner = before(stride + channels, has_left && has_above);
        let same = |distance: usize| rows[pixel - distance..][..channels] == rows[pixel..][..channels];
        let is_flat = has_left && has_above && same(channels) && same(stride);
        if is_flat || at - pixel == 3 {
            continue;
        }
        let predicted = paeth(left, above, corner);
        let off = i32::from(rows[at]) - predicted;
        let rounded = (off.abs() + i32::from(error)) / step * step * off.signum();
        if let Ok(value) = u8::try_from(predicted + rounded) {
            near[at] = value;
        }
    }
    near
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
