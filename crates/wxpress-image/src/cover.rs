//! A cover for articles that bring none.

use image::{Rgb, RgbImage};

use crate::{Error, Format, encode};

const WIDTH: u32 = 900;
const HEIGHT: u32 = 383;
const FROM: [u32; 3] = [0x2b, 0x5b, 0x7d];
const TO: [u32; 3] = [0x8f, 0xc4, 0xa9];

/// A quiet gradient of 900 × 383 pixels, WeChat's 2.35:1, as JPEG: the same bytes on every machine.
///
/// # Errors
/// None in practice; an encoder may fail in principle.
pub fn plain_cover() -> Result<Vec<u8>, Error> {
    let pixels = RgbImage::from_fn(WIDTH, HEIGHT, |x, y| {
        // 0 in the upper left corner, 1000 in the lower right one.
        let along = (x * 700) / WIDTH + (y * 300) / HEIGHT;
        let channel =
            |at: usize| u8::try_from((FROM[at] * (1000 - along) + TO[at] * along) / 1000).unwrap_or(u8::MAX);
        Rgb([channel(0), channel(1), channel(2)])
    });
    encode::jpeg(&pixels, 90)
        .map_err(|error| Error::Damaged { format: Format::Jpeg, reason: error.to_string() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_a_cover() {
        let bytes = plain_cover().unwrap();
        let image = image::load_from_memory(&bytes).unwrap();
        assert_eq!((image.width(), image.height()), (900, 383));
        assert!(bytes.len() < 64 << 10);
    }
}
