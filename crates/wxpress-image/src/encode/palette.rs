//! Pictures of at most 256 colours: as they are, or reduced to them.

use std::collections::HashMap;

use image::RgbImage;
use png::{ColorType, Filter};
use quantette::color_map::IndexedColorMap;
use quantette::wu::{BinnerU8x3, WuU8x3};
use quantette::{ImageRef, PaletteSize};

use super::Patience;
use super::png::{Raw, write};

const MAX_COLOURS: usize = 256;

/// Mean squared error of a channel, of 255², below which the eye cannot tell the palette from the picture: 40 dB.
const UNSEEN_ERROR: f64 = 6.5;

/// The file of a picture that has few colours. None where it has more.
pub(super) fn exact(raw: Raw<'_>) -> Option<Vec<u8>> {
    let (palette, indices) = indexed(raw.rows, raw.color.samples(), MAX_COLOURS)?;
    let colours: Vec<u8> = palette.iter().flat_map(|colour| &colour[..3]).copied().collect();
    let transparency: Vec<u8> = palette.iter().filter_map(|colour| colour.get(3)).copied().collect();
    write(Raw { rows: &indices, color: ColorType::Indexed, ..raw }, Filter::NoFilter, &colours, &transparency)
}

/// The colours of a picture, and each pixel's place among them. None where there are more than `most`.
pub(crate) fn indexed(rows: &[u8], channels: usize, most: usize) -> Option<(Vec<&[u8]>, Vec<u8>)> {
    let mut known: HashMap<&[u8], u8> = HashMap::with_capacity(most);
    let mut palette: Vec<&[u8]> = Vec::with_capacity(most);
    let mut indices = Vec::with_capacity(rows.len() / channels);
    let mut last: (&[u8], u8) = (&[], 0);
    for pixel in rows.chunks_exact(channels) {
        if last.0 != pixel {
            let index = if let Some(index) = known.get(pixel) {
                *index
            } else {
                let index = u8::try_from(palette.len()).ok().filter(|_| palette.len() < most)?;
                known.insert(pixel, index);
                palette.push(pixel);
                index
            };
            last = (pixel, index);
        }
        indices.push(last.1);
    }
    Some((palette, indices))
}

/// The file of a picture reduced to few colours. None where that would show, or does not fit.
pub(super) fn reduced(pixels: &RgbImage, max_bytes: usize, patience: Patience) -> Option<Vec<u8>> {
    let image = ImageRef::try_from(pixels).ok()?;
    // In the bytes as they are: no copy of a large picture in other numbers. Scattered dots would show more than even
    // colours do, and take twice the bytes.
    let reduced = WuU8x3::run_image(image, BinnerU8x3::<32, 64, 32>::new())?.color_map(PaletteSize::MAX);
    let indices = reduced.map_to_indices(image.as_slice());
    let colours: Vec<[u8; 3]> =
        reduced.into_palette().iter().map(|colour| [colour.red, colour.green, colour.blue]).collect();
    if matches!(patience, Patience::Little) && error(pixels, &colours, &indices) > UNSEEN_ERROR {
        return None;
    }
    let raw =
        Raw { rows: &indices, width: pixels.width(), height: pixels.height(), color: ColorType::Indexed };
    write(raw, Filter::NoFilter, colours.as_flattened(), &[]).filter(|file| file.len() <= max_bytes)
}

fn error(pixels: &RgbImage, colours: &[[u8; 3]], indices: &[u8]) -> f64 {
    let squares: u64 = pixels
        .pixels()
        .zip(indices)
        .map(|(pixel, index)| {
            let colour = colours.get(usize::from(*index)).copied().unwrap_or_default();
            pixel.0.iter().zip(colour).map(|(a, b)| u64::from(a.abs_diff(b)).pow(2)).sum::<u64>()
        })
        .sum();
    #[expect(clippy::cast_precision_loss, reason = "a mean")]
    let mean = squares as f64 / pixels.as_raw().len().max(1) as f64;
    mean
}
