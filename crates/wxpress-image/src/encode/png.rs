//! PNG: exact where that fits, else so near that nobody sees it, else by a palette.

use image::{RgbImage, RgbaImage};
use png::{BitDepth, ColorType, Compression, Encoder, Filter};

use super::near::{self, Near};
use super::{Patience, palette, sample};

/// How far a channel may be from the truth where nobody may see it. It is never off where the picture is flat.
const UNSEEN: [Near; 2] = [Near(1), Near(2)];

/// The same where the size has to stay, or where there is no other format.
const HARDLY_SEEN: [Near; 4] = [Near(1), Near(2), Near(4), Near(8)];

pub(super) fn opaque(pixels: &RgbImage, max_bytes: usize, patience: Patience) -> Option<Vec<u8>> {
    let raw = Raw { rows: pixels, width: pixels.width(), height: pixels.height(), color: ColorType::Rgb };
    if let Some(exact) = exact(raw, max_bytes) {
        return Some(exact);
    }
    near_enough(raw, max_bytes, &UNSEEN).or_else(|| palette::reduced(pixels, max_bytes, patience))
}

pub(super) fn transparent(pixels: &RgbaImage, max_bytes: usize, patience: Patience) -> Option<Vec<u8>> {
    let raw = Raw { rows: pixels, width: pixels.width(), height: pixels.height(), color: ColorType::Rgba };
    let allowed = match patience {
        Patience::Little => &HARDLY_SEEN[..3],
        Patience::Any => &HARDLY_SEEN[..],
    };
    exact(raw, max_bytes).or_else(|| near_enough(raw, max_bytes, allowed))
}

/// Rows of pixels as PNG has them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Raw<'a> {
    pub(super) rows: &'a [u8],
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) color: ColorType,
}

impl Raw<'_> {
    fn channels(self) -> usize {
        self.color.samples()
    }
}

fn exact(raw: Raw<'_>, max_bytes: usize) -> Option<Vec<u8>> {
    let file = match palette::exact(raw) {
        Some(file) => Some(file),
        // Half the picture would have to vanish: not worth the time.
        None if estimate(raw, Filter::Adaptive)? > 1.1 * precise(max_bytes) => None,
        None => write(raw, Filter::Adaptive, &[], &[]),
    };
    file.filter(|file| file.len() <= max_bytes)
}

fn near_enough(raw: Raw<'_>, max_bytes: usize, allowed: &[Near]) -> Option<Vec<u8>> {
    let stride = raw.width as usize * raw.channels();
    let (rows, share) = sample(raw.rows, stride);
    let part = Raw { rows: &rows, height: u32::try_from(rows.len() / stride).ok()?, ..raw };
    allowed.iter().find_map(|near| {
        if share > 1.0 && precise(write_near(part, *near)?.len()) * share > 1.1 * precise(max_bytes) {
            return None;
        }
        write_near(raw, *near).filter(|file| file.len() <= max_bytes)
    })
}

/// About how many bytes the file will have.
fn estimate(raw: Raw<'_>, filter: Filter) -> Option<f64> {
    let stride = raw.width as usize * raw.channels();
    let (rows, share) = sample(raw.rows, stride);
    if share <= 1.0 {
        return Some(0.0);
    }
    let part = Raw { rows: &rows, height: u32::try_from(rows.len() / stride).ok()?, ..raw };
    Some(precise(write(part, filter, &[], &[])?.len()) * share)
}

/// Writes a file whose pixels are so near to the given ones.
fn write_near(raw: Raw<'_>, near: Near) -> Option<Vec<u8>> {
    let mut file = Vec::new();
    let mut writer = encoder(raw, near::FILTER, &mut file).write_header().ok()?;
    let mut rows = writer.stream_writer().ok()?;
    let stride = raw.width as usize * raw.channels();
    near::write(raw.rows, stride, raw.channels(), near, &mut rows).ok()?;
    rows.finish().ok()?;
    writer.finish().ok()?;
    Some(file)
}

/// Writes a file of nothing but pixels and, where there is one, their palette with its transparency.
pub(super) fn write(raw: Raw<'_>, filter: Filter, palette: &[u8], transparency: &[u8]) -> Option<Vec<u8>> {
    let mut file = Vec::new();
    let mut encoder = encoder(raw, filter, &mut file);
    if !palette.is_empty() {
        encoder.set_palette(palette);
    }
    if !transparency.is_empty() {
        encoder.set_trns(transparency);
    }
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(raw.rows).ok()?;
    writer.finish().ok()?;
    Some(file)
}

fn encoder<'a>(raw: Raw<'_>, filter: Filter, file: &'a mut Vec<u8>) -> Encoder<'a, &'a mut Vec<u8>> {
    let mut encoder = Encoder::new(file, raw.width, raw.height);
    encoder.set_color(raw.color);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_compression(Compression::Balanced);
    encoder.set_filter(filter);
    encoder
}

#[expect(clippy::cast_precision_loss, reason = "bytes of a file")]
fn precise(bytes: usize) -> f64 {
    bytes as f64
}
