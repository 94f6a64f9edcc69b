//! Pixels become a file within a target's formats and bytes, at the best quality that fits.

mod jpeg;
mod near;
pub(crate) mod palette;
mod png;

use image::{DynamicImage, Rgb, RgbImage, Rgba, RgbaImage};

use crate::{Format, Target};

/// Of 100 pixels of drawn pictures and screenshots, at least this many are as the one on their left. Sensors are never
/// so sure.
const FLAT_PERCENT: u64 = 35;

/// How much the pixels may suffer before the picture is better made smaller.
#[derive(Debug, Clone, Copy)]
enum Patience {
    /// Not so that anybody would see it.
    Little,
    /// As much as it takes: the size has to stay.
    Any,
}

/// Pixels in the one form that they are encoded from: large pictures must not be in memory twice for long.
#[derive(Debug)]
pub(crate) enum Pixels {
    /// Light that fell on a sensor: JPEG.
    Photo(RgbImage),
    /// Drawn, written, or a screen's: PNG where that is taken.
    Art(RgbImage),
    /// What is seen through: PNG.
    Transparent(RgbaImage),
}

impl Pixels {
    /// Tells what kind of picture it is. What is transparent lies on white where the target has no format for it.
    pub(crate) fn new(image: DynamicImage, from: Format, target: &Target) -> Self {
        let takes_png = target.formats.contains(&Format::Png);
        let opaque = if image.color().has_alpha() {
            let mut pixels = image.into_rgba8();
            if pixels.pixels().any(|pixel| pixel.0[3] < u8::MAX) {
                if takes_png {
                    // Nobody sees what colour they are.
                    for pixel in pixels.pixels_mut().filter(|pixel| pixel.0[3] == 0) {
                        pixel.0 = [0; 4];
                    }
                    return Self::Transparent(pixels);
                }
                on_white(&pixels)
            } else {
                DynamicImage::from(pixels).into_rgb8()
            }
        } else {
            image.into_rgb8()
        };
        if from != Format::Jpeg && is_flat(&opaque) { Self::Art(opaque) } else { Self::Photo(opaque) }
    }

    pub(crate) fn size(&self) -> (u32, u32) {
        match self {
            Self::Photo(pixels) | Self::Art(pixels) => pixels.dimensions(),
            Self::Transparent(pixels) => pixels.dimensions(),
        }
    }

    /// The best file within the target's bytes; none where that would show.
    pub(crate) fn encode(&self, target: &Target) -> Option<(Format, Vec<u8>)> {
        let max_bytes = usize::try_from(target.max_bytes).unwrap_or(usize::MAX);
        let patience = if target.keep_size { Patience::Any } else { Patience::Little };
        let png = match self {
            Self::Art(pixels) if target.formats.contains(&Format::Png) => {
                png::opaque(pixels, max_bytes, patience)
            }
            Self::Transparent(pixels) => png::transparent(pixels, max_bytes, patience),
            _ => None,
        };
        let jpeg = || match self {
            Self::Photo(pixels) => jpeg::photo(pixels, max_bytes, patience),
            Self::Art(pixels) => jpeg::art(pixels, max_bytes, patience),
            Self::Transparent(_) => None,
        };
        png.map(|bytes| (Format::Png, bytes)).or_else(|| Some((Format::Jpeg, jpeg()?)))
    }
}

fn is_flat(pixels: &RgbImage) -> bool {
    /// Rows that are looked at: every eighth.
    const STEP: usize = 8;
    let (mut same, mut all) = (0, 0);
    for row in pixels.rows().step_by(STEP) {
        let mut before: Option<&Rgb<u8>> = None;
        for pixel in row {
            all += 1;
            same += u64::from(before == Some(pixel));
            before = Some(pixel);
        }
    }
    same * 100 >= all * FLAT_PERCENT
}

fn on_white(pixels: &RgbaImage) -> RgbImage {
    let blend = |channel: u8, alpha: u8| {
        let light = u16::from(channel) * u16::from(alpha) + 255 * (255 - u16::from(alpha));
        u8::try_from((light + 127) / 255).unwrap_or(u8::MAX)
    };
    RgbImage::from_fn(pixels.width(), pixels.height(), |x, y| {
        let Rgba([red, green, blue, alpha]) = *pixels.get_pixel(x, y);
        Rgb([red, green, blue].map(|channel| blend(channel, alpha)))
    })
}

/// A part of the rows that stands for all of them, in whole blocks of the encoders, and how many times as many there
/// are. All rows where they are few.
fn sample(rows: &[u8], stride: usize) -> (Vec<u8>, f64) {
    /// Rows of the tallest blocks that an encoder looks at together.
    const BLOCK_ROWS: usize = 16;
    /// One block of so many is taken.
    const EVERY: usize = 8;
    /// Fewer rows than this are all taken.
    const FEW_BLOCKS: usize = 4 * EVERY;
    let blocks = rows.chunks_exact(stride * BLOCK_ROWS);
    if blocks.len() < FEW_BLOCKS {
        return (rows.to_vec(), 1.0);
    }
    let sample = blocks.skip(EVERY / 2).step_by(EVERY).flatten().copied().collect::<Vec<u8>>();
    #[expect(clippy::cast_precision_loss, reason = "pixels of a picture")]
    let share = rows.len() as f64 / sample.len() as f64;
    (sample, share)
}
