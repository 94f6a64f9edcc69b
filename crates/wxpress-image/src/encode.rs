//! Encoding decoded pixels below a byte limit.

use image::{
    DynamicImage, ImageEncoder, ImageResult, Rgb, RgbImage,
    codecs::{
        jpeg::JpegEncoder,
        png::{CompressionType, FilterType, PngEncoder},
    },
    imageops,
};

use crate::{Format, Target};

const QUALITIES: [u8; 4] = [90, 80, 70, 60];

/// Encodes `image` for `target`: PNG where it has transparency, else JPEG of the best of a few qualities. When none
/// is small enough the picture loses a quarter of its edges, and so on. `None` when even a tiny one is too large.
pub(crate) fn encode(mut image: DynamicImage, target: &Target) -> ImageResult<Option<(Format, Vec<u8>)>> {
    let format = if is_transparent(&image) { Format::Png } else { Format::Jpeg };
    loop {
        let small = match format {
            Format::Png => Some(png(&image)?).filter(|bytes| bytes.len() as u64 <= target.max_bytes),
            _ => jpeg_below(&image, target.max_bytes)?,
        };
        if let Some(bytes) = small {
            return Ok(Some((format, bytes)));
        }
        let (width, height) = (image.width() * 3 / 4, image.height() * 3 / 4);
        if width == 0 || height == 0 {
            return Ok(None);
        }
        image = image.resize_exact(width, height, imageops::FilterType::Triangle);
    }
}

fn is_transparent(image: &DynamicImage) -> bool {
    image.color().has_alpha() && image.to_rgba8().pixels().any(|pixel| pixel.0[3] < u8::MAX)
}

fn png(image: &DynamicImage) -> ImageResult<Vec<u8>> {
    let mut bytes = Vec::new();
    let pixels = image.to_rgba8();
    PngEncoder::new_with_quality(&mut bytes, CompressionType::Default, FilterType::Adaptive).write_image(
        &pixels,
        pixels.width(),
        pixels.height(),
        image::ExtendedColorType::Rgba8,
    )?;
    Ok(bytes)
}

fn jpeg_below(image: &DynamicImage, max_bytes: u64) -> ImageResult<Option<Vec<u8>>> {
    let pixels = on_white(image);
    for quality in QUALITIES {
        let bytes = jpeg(&pixels, quality)?;
        if bytes.len() as u64 <= max_bytes {
            return Ok(Some(bytes));
        }
    }
    Ok(None)
}

fn jpeg(pixels: &RgbImage, quality: u8) -> ImageResult<Vec<u8>> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, quality).encode_image(pixels)?;
    Ok(bytes)
}

/// Opaque pixels; what was transparent becomes white, as on a page.
fn on_white(image: &DynamicImage) -> RgbImage {
    if !image.color().has_alpha() {
        return image.to_rgb8();
    }
    let pixels = image.to_rgba8();
    RgbImage::from_fn(pixels.width(), pixels.height(), |x, y| {
        let [red, green, blue, alpha] = pixels.get_pixel(x, y).0;
        let over = |channel: u8| {
            let mixed = u32::from(channel) * u32::from(alpha) + 255 * (255 - u32::from(alpha));
            u8::try_from(mixed / 255).unwrap_or(u8::MAX)
        };
        Rgb([over(red), over(green), over(blue)])
    })
}
