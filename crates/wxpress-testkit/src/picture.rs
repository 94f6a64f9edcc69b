//! Pictures made on the spot: valid, of a wanted format and size, the same each time.

use std::io::Cursor;

use image::{ImageFormat, Rgb, RgbImage};
use rand::rngs::SmallRng;
use rand::{Rng as _, SeedableRng as _};

/// A JPEG with a gradient, `width` × `height` pixels.
pub fn jpeg(width: u32, height: u32) -> Vec<u8> {
    encode(&gradient(width, height), ImageFormat::Jpeg)
}

/// A PNG with a gradient, `width` × `height` pixels.
pub fn png(width: u32, height: u32) -> Vec<u8> {
    encode(&gradient(width, height), ImageFormat::Png)
}

/// A GIF of one frame with a gradient, `width` × `height` pixels.
pub fn gif(width: u32, height: u32) -> Vec<u8> {
    encode(&gradient(width, height), ImageFormat::Gif)
}

/// A BMP with a gradient, `width` × `height` pixels.
pub fn bmp(width: u32, height: u32) -> Vec<u8> {
    encode(&gradient(width, height), ImageFormat::Bmp)
}

/// A lossless WebP with a gradient, `width` × `height` pixels.
pub fn webp(width: u32, height: u32) -> Vec<u8> {
    encode(&gradient(width, height), ImageFormat::WebP)
}

/// A small PNG of exactly this size: what its packed pixels do not need shows nowhere.
pub fn png_of(bytes: usize) -> Vec<u8> {
    /// The closing chunk: length, kind, checksum.
    const END_BYTES: usize = 12;
    let mut picture = png(40, 30);
    let end = picture.split_off(picture.len() - END_BYTES);
    let spare = bytes.checked_sub(picture.len() + 2 * END_BYTES).expect("room for one more chunk");
    picture.extend(u32::try_from(spare).expect("the length of a chunk").to_be_bytes());
    let chunk = [b"IDAT", &*vec![0; spare]].concat();
    picture.extend(&chunk);
    picture.extend(crc32fast::hash(&chunk).to_be_bytes());
    [picture, end].concat()
}

/// A small JPEG of exactly this size: any number of fill bytes may stand before a marker.
pub fn jpeg_of(bytes: usize) -> Vec<u8> {
    const END_OF_IMAGE: [u8; 2] = [0xFF, 0xD9];
    let mut picture = jpeg(40, 30);
    picture.truncate(picture.len() - END_OF_IMAGE.len());
    assert!(picture.len() + END_OF_IMAGE.len() <= bytes, "{} bytes are needed", picture.len());
    picture.resize(bytes - END_OF_IMAGE.len(), 0xFF);
    [&picture, &END_OF_IMAGE[..]].concat()
}

/// A JPEG of noise, which nothing compresses further: at least `min_bytes` long, by a few percent more at most.
pub fn noise_jpeg(min_bytes: usize) -> Vec<u8> {
    noise_of(min_bytes, ImageFormat::Jpeg)
}

/// A PNG of noise, which nothing compresses further: at least `min_bytes` long, by a few percent more at most.
pub fn noise_png(min_bytes: usize) -> Vec<u8> {
    noise_of(min_bytes, ImageFormat::Png)
}

fn gradient(width: u32, height: u32) -> RgbImage {
    let shade = |at: u32, of: u32| u8::try_from(at * 255 / of.max(1)).unwrap_or(u8::MAX);
    RgbImage::from_fn(width, height, |x, y| Rgb([shade(x, width), shade(y, height), 96]))
}

fn noise(side: u32) -> RgbImage {
    let mut picture = RgbImage::new(side, side);
    SmallRng::seed_from_u64(side.into()).fill_bytes(&mut picture);
    picture
}

/// Grows a square, guided by the size of the last one, until it is big enough.
fn noise_of(min_bytes: usize, format: ImageFormat) -> Vec<u8> {
    let mut side: u32 = 64;
    loop {
        let bytes = encode(&noise(side), format);
        if bytes.len() >= min_bytes {
            return bytes;
        }
        let area = u64::from(side).pow(2) * min_bytes as u64 / bytes.len() as u64;
        side = u32::try_from(area.isqrt()).expect("a picture that fits into memory").max(side) + 1;
    }
}

fn encode(picture: &RgbImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).expect("a picture can be encoded in memory");
    bytes.into_inner()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_maker_makes_its_format() {
        let made = [
            (jpeg(40, 30), ImageFormat::Jpeg),
            (png(40, 30), ImageFormat::Png),
            (gif(40, 30), ImageFormat::Gif),
            (bmp(40, 30), ImageFormat::Bmp),
            (webp(40, 30), ImageFormat::WebP),
            (png_of(5000), ImageFormat::Png),
            (jpeg_of(5000), ImageFormat::Jpeg),
        ];
        for (bytes, format) in made {
            assert_eq!(image::guess_format(&bytes).unwrap(), format);
            let picture = image::load_from_memory(&bytes).unwrap();
            assert_eq!((picture.width(), picture.height()), (40, 30));
        }
    }

    #[test]
    fn noise_is_only_a_little_longer_than_asked() {
        for min_bytes in [1, 100_000, 1_048_577] {
            for bytes in [noise_jpeg(min_bytes), noise_png(min_bytes)] {
                assert!(bytes.len() >= min_bytes);
                assert!(bytes.len() < (min_bytes + min_bytes / 20).max(20_000), "{}", bytes.len());
                image::load_from_memory(&bytes).unwrap();
            }
        }
    }
}
