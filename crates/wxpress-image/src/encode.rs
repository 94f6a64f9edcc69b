//! Encoding decoded pixels below a byte limit.

use image::{
    DynamicImage, ImageEncoder, ImageResult, Rgb, RgbImage, Rgba, RgbaImage,
    codecs::{
        jpeg::JpegEncoder,
        png::{CompressionType, FilterType, PngEncoder},
    },
    imageops,
};

use crate::{Format, Target};

const QUALITIES: [u8; 4] = [90, 80, 70, 60];

/// Pixels in the one form that they are encoded from: large pictures must not be in memory twice for long.
enum Pixels {
    /// For JPEG.
    Opaque(RgbImage),
    /// For PNG.
    Transparent(RgbaImage),
}

/// The colour of a pixel that lies on white.
fn on_white(Rgba([red, green, blue, alpha]): Rgba<u8>) -> Rgb<u8> {
    let alpha = u16::from(alpha);
    let blend = |channel: u8| {
        let blended = (u16::from(channel) * alpha + 255 * (255 - alpha) + 127) / 255;
        u8::try_from(blended).unwrap_or(u8::MAX)
    };
    Rgb([red, green, blue].map(blend))
}

impl Pixels {
    fn new(image: DynamicImage, target: &Target) -> Self {
        if !image.color().has_alpha() {
            return Self::Opaque(image.into_rgb8());
        }
        let pixels = image.into_rgba8();
        if target.formats.contains(&Format::Png) && pixels.pixels().any(|pixel| pixel.0[3] < u8::MAX) {
            return Self::Transparent(pixels);
        }
        Self::Opaque(RgbImage::from_fn(pixels.width(), pixels.height(), |x, y| {
            on_white(*pixels.get_pixel(x, y))
        }))
    }

    fn format(&self) -> Format {
        match self {
            Self::Opaque(_) => Format::Jpeg,
            Self::Transparent(_) => Format::Png,
        }
    }

    /// The best encoding of at most `max_bytes`, if there is one.
    fn encode(&self, max_bytes: u64) -> ImageResult<Option<Vec<u8>>> {
        let fits = |bytes: &Vec<u8>| bytes.len() as u64 <= max_bytes;
        match self {
            Self::Transparent(pixels) => Ok(Some(png(pixels)?).filter(fits)),
            Self::Opaque(pixels) => {
                for quality in QUALITIES {
                    let bytes = jpeg(pixels, quality)?;
                    if fits(&bytes) {
                        return Ok(Some(bytes));
                    }
                }
                Ok(None)
            }
        }
    }

    /// The same picture with edges of three quarters, unless nothing would be left.
    fn smaller(&self) -> Option<Self> {
        let (width, height) = match self {
            Self::Opaque(pixels) => pixels.dimensions(),
            Self::Transparent(pixels) => pixels.dimensions(),
        };
        let (width, height) = (width * 3 / 4, height * 3 / 4);
        let filter = imageops::FilterType::Triangle;
        (width > 0 && height > 0).then(|| match self {
            Self::Opaque(pixels) => Self::Opaque(imageops::resize(pixels, width, height, filter)),
            Self::Transparent(pixels) => Self::Transparent(imageops::resize(pixels, width, height, filter)),
        })
    }
}

/// Encodes `image` for `target`: PNG where it has transparency, else JPEG of the best of a few qualities. When none
/// is small enough the picture loses a quarter of its edges, and so on. `None` when even a tiny one is too large.
pub(crate) fn encode(image: DynamicImage, target: &Target) -> ImageResult<Option<(Format, Vec<u8>)>> {
    let mut pixels = Pixels::new(image, target);
    loop {
        if let Some(bytes) = pixels.encode(target.max_bytes)? {
            return Ok(Some((pixels.format(), bytes)));
        }
        match pixels.smaller() {
            Some(smaller) => pixels = smaller,
            None => return Ok(None),
        }
    }
}

fn png(pixels: &RgbaImage) -> ImageResult<Vec<u8>> {
    let mut bytes = Vec::new();
    PngEncoder::new_with_quality(&mut bytes, CompressionType::Default, FilterType::Adaptive).write_image(
        pixels,
        pixels.width(),
        pixels.height(),
        image::ExtendedColorType::Rgba8,
    )?;
    Ok(bytes)
}

fn jpeg(pixels: &RgbImage, quality: u8) -> ImageResult<Vec<u8>> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, quality).encode_image(pixels)?;
    Ok(bytes)
}
