//! Fewer pixels.

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::{RgbImage, RgbaImage};

use crate::encode::Pixels;

/// The picture with at most `edge` pixels on its longer side. None where it is so already.
pub(crate) fn within(pixels: &Pixels, edge: u32) -> Option<Pixels> {
    let (width, height) = pixels.size();
    if width.max(height) <= edge {
        return None;
    }
    let to = scaled(pixels.size(), edge);
    Some(match pixels {
        Pixels::Photo(pixels) => Pixels::Photo(opaque(pixels, to)?),
        Pixels::Art(pixels) => Pixels::Art(opaque(pixels, to)?),
        Pixels::Transparent(pixels) => Pixels::Transparent(transparent(pixels, edge)?),
    })
}

/// The same of pixels that may be clear.
pub(crate) fn transparent(pixels: &RgbaImage, edge: u32) -> Option<RgbaImage> {
    let to = scaled(pixels.dimensions(), edge);
    RgbaImage::from_raw(to.0, to.1, resized(pixels, pixels.dimensions(), to, PixelType::U8x4)?)
}

/// The same shape with `edge` pixels on its longer side.
fn scaled((width, height): (u32, u32), edge: u32) -> (u32, u32) {
    let longer = width.max(height);
    let scaled = |side: u32| {
        let side = (u64::from(side) * u64::from(edge) + u64::from(longer) / 2) / u64::from(longer);
        u32::try_from(side).unwrap_or(edge).max(1)
    };
    (scaled(width), scaled(height))
}

fn opaque(pixels: &RgbImage, to: (u32, u32)) -> Option<RgbImage> {
    RgbImage::from_raw(to.0, to.1, resized(pixels, pixels.dimensions(), to, PixelType::U8x3)?)
}

fn resized(rows: &[u8], from: (u32, u32), to: (u32, u32), pixel: PixelType) -> Option<Vec<u8>> {
    let source = ImageRef::new(from.0, from.1, rows, pixel).ok()?;
    let mut small = Image::new(to.0, to.1, pixel);
    // Colours under full transparency are not mixed in.
    let options =
        ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3)).use_alpha(true);
    Resizer::new().resize(&source, &mut small, &options).ok()?;
    Some(small.into_vec())
}
