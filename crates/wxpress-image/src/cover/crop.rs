//! [`CropBox`]: a part of a picture, as the platform writes it.

use std::fmt;

use super::Ratio;

/// A whole side: edges are told in six decimals.
pub(super) const WHOLE: u32 = 1_000_000;

/// Millionths that a side may be shorter than it could, for the sake of the shape: two pixels of a thousand.
const MAX_TRIM: u32 = 2_000;

/// A part of a picture: its edges as fractions of the picture's width and height, in millionths. [`Display`](fmt::Display)
/// writes `X1_Y1_X2_Y2`, the value of `pic_crop_235_1` and `pic_crop_1_1`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CropBox {
    left: u32,
    top: u32,
    right: u32,
    bottom: u32,
}

impl CropBox {
    /// The largest box of a shape in the middle of a picture of `size`, width and height in pixels.
    pub fn centre(size: (u32, u32), ratio: Ratio) -> Self {
        let (width, height) = extent(size, ratio);
        Self::placed((width, height), ((WHOLE - width) / 2, (WHOLE - height) / 2))
    }

    /// A box of some extent with its left and upper edges at these places.
    pub(super) fn placed((width, height): (u32, u32), (left, top): (u32, u32)) -> Self {
        Self { left, top, right: left + width, bottom: top + height }
    }

    /// The left, upper, right and lower edge, as `x1`, `y1`, `x2` and `y2` of `crop_percent_list` are written: from `0` to
    /// `1`, with six decimals at most.
    pub fn edges(&self) -> [String; 4] {
        [self.left, self.top, self.right, self.bottom].map(decimal)
    }

    /// The same in pixels of a picture of `size`: the upper left corner, width and height, each of them 1 at least.
    pub fn pixels(&self, (width, height): (u32, u32)) -> ((u32, u32), (u32, u32)) {
        let across = (pixel(self.left, width), pixel(self.right, width));
        let down = (pixel(self.top, height), pixel(self.bottom, height));
        ((across.0, down.0), ((across.1 - across.0).max(1), (down.1 - down.0).max(1)))
    }
}

/// Width and height of the largest box of a shape, in millionths of the picture's, of all that are almost as large the
/// one whose shape is nearest.
pub(super) fn extent((width, height): (u32, u32), ratio: Ratio) -> (u32, u32) {
    let (across, down) = ratio.sides();
    // Measured so, the box is a square.
    let (width, height) = (u64::from(width) * down, u64::from(height) * across);
    if width <= height {
        nearest(width, height)
    } else {
        let (height, width) = nearest(height, width);
        (width, height)
    }
}

/// Millionths of a shorter and of a longer side that are of one length.
fn nearest(shorter: u64, longer: u64) -> (u32, u32) {
    let lengths = (WHOLE - MAX_TRIM..=WHOLE).rev().map(|whole| {
        let wanted = u64::from(whole) * shorter;
        let part = (wanted + longer / 2) / longer;
        (wanted.abs_diff(part * longer), whole, part)
    });
    let (_, whole, part) = lengths.min_by_key(|(error, ..)| *error).unwrap_or((0, WHOLE, u64::from(WHOLE)));
    (whole, u32::try_from(part).unwrap_or(WHOLE))
}

/// The nearest pixel of a side.
fn pixel(millionths: u32, side: u32) -> u32 {
    let whole = u64::from(WHOLE);
    let pixel = (u64::from(millionths) * u64::from(side) + whole / 2) / whole;
    u32::try_from(pixel).unwrap_or(side)
}

fn decimal(millionths: u32) -> String {
    let text = format!("{}.{:06}", millionths / WHOLE, millionths % WHOLE);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

impl fmt::Display for CropBox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.edges().join("_"))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What the platform reads: edges, and how far their shape is off, relatively.
    fn read(text: &str, (width, height): (u32, u32), ratio: f64) -> ([f64; 4], f64) {
        let edges: Vec<f64> = text.split('_').map(|edge| edge.parse().unwrap()).collect();
        let [left, top, right, bottom] = edges[..] else { panic!("{text}") };
        let shape = (right - left) * f64::from(width) / ((bottom - top) * f64::from(height));
        ([left, top, right, bottom], (shape / ratio - 1.0).abs())
    }

    proptest! {
        #[test]
        fn the_shape_is_as_exact_as_six_decimals_allow(
            width in 2_u32..=30_000, height in 2_u32..=30_000, at in 0_usize..3,
        ) {
            let (ratio, value) = [(Ratio::Wide, 2.35), (Ratio::Square, 1.0), (Ratio::Screen, 16.0 / 9.0)][at];
            prop_assume!(width.max(height) <= 20 * width.min(height));
            let size = (width, height);
            let crop = CropBox::centre(size, ratio);
            let text = crop.to_string();
            for edge in text.split('_') {
                prop_assert!(edge.split_once('.').is_none_or(|(_, decimals)| decimals.len() <= 6), "{}", text);
            }
            let ([left, top, right, bottom], off) = read(&text, size, value);
            prop_assert!(0.0 <= left && left < right && right <= 1.0, "{}", text);
            prop_assert!(0.0 <= top && top < bottom && bottom <= 1.0, "{}", text);
            // Half a millionth of the shorter side is the most that rounding one edge would cost.
            let shorter = (right - left).min(bottom - top);
            prop_assert!(off <= 0.5e-6 / shorter + 1e-9, "{} is off by {}", text, off);
            prop_assert!((right - left).max(bottom - top) >= 0.998, "{}", text);
            let ((x, y), (across, down)) = crop.pixels(size);
            prop_assert!(across >= 1 && down >= 1 && x + across <= width && y + down <= height);
        }
    }

    #[test]
    fn a_picture_of_the_shape_is_shown_whole() {
        assert_eq!(CropBox::centre((1880, 800), Ratio::Wide).to_string(), "0_0_1_1");
        assert_eq!(CropBox::centre((470, 400), Ratio::Wide).to_string(), "0_0.25_1_0.75");
        let square = CropBox::centre((400, 300), Ratio::Square);
        assert_eq!(square.to_string(), "0.125_0_0.875_1");
        assert_eq!(square.pixels((400, 300)), ((50, 0), (300, 300)));
    }
}
