//! JPEG at the best quality that fits.

use std::collections::BTreeMap;

use image::RgbImage;
use mozjpeg_rs::{Encoder, Preset, QuantTableIdx, Subsampling, TrellisConfig};

use super::{Patience, sample};

/// Beyond this, bytes buy nothing that is seen, least of all once the platform has encoded the picture anew.
const BEST: u8 = 88;

/// Below this, blocks show in a photo: fewer pixels look better.
const PLAIN_PHOTO: u8 = 70;

/// Below this, edges and letters get a halo.
const PLAIN_ART: u8 = 80;

/// The worst that is tried where the size has to stay.
const WORST: u8 = 5;

/// How many times the sample is encoded at most, to find the quality that fits.
const SAMPLES: usize = 5;

/// How many times the whole picture is encoded at most. Nearly always the first time does.
const TRIES: usize = 4;

/// More bytes a pixel than the best quality takes of most photos.
const GRAINY: f64 = 0.36;

/// What part of the limit is aimed at: the sample is a few thousandths off the whole.
const AIM: f64 = 0.997;

/// A file that fills so much of the limit is not tried any better.
const FULL: f64 = 0.94;

/// A file of a photo grows with this power of what its quantization tables are divided by.
const GROWTH: f64 = 0.75;

/// A photo, whose colours take a quarter of the room, as everywhere.
pub(super) fn photo(pixels: &RgbImage, max_bytes: usize, patience: Patience) -> Option<Vec<u8>> {
    best(pixels, max_bytes, Subsampling::S420, worst(patience, PLAIN_PHOTO))
}

/// Drawn and written things, whose colours are as sharp as their light.
pub(super) fn art(pixels: &RgbImage, max_bytes: usize, patience: Patience) -> Option<Vec<u8>> {
    best(pixels, max_bytes, Subsampling::S444, worst(patience, PLAIN_ART))
}

fn worst(patience: Patience, plain: u8) -> u8 {
    match patience {
        Patience::Little => plain,
        Patience::Any => WORST,
    }
}

/// The best quality is tried at once where it is likely to fit, else found on a sample of the rows; then corrected by what
/// the whole gave.
fn best(pixels: &RgbImage, max_bytes: usize, subsampling: Subsampling, worst: u8) -> Option<Vec<u8>> {
    let max = precise(max_bytes);
    if precise(pixels.len()) / 3.0 * GRAINY <= max {
        let bytes = encode(pixels, BEST, subsampling)?;
        if bytes.len() <= max_bytes {
            return Some(bytes);
        }
    }
    let stride = pixels.width() as usize * 3;
    let (rows, share) = sample(pixels, stride);
    let part = RgbImage::from_raw(pixels.width(), u32::try_from(rows.len() / stride).ok()?, rows)?;
    let mut curve = Curve::default();
    let mut quality = BEST;
    for _ in 0..SAMPLES {
        curve.learn(quality, precise(encode(&part, quality, subsampling)?.len()) * share);
        quality = curve.quality_for(max * AIM, worst);
        if curve.knows(quality) {
            break;
        }
    }
    if curve.bytes_at(quality) > max * 1.1 {
        return None;
    }
    let mut found: Option<(u8, Vec<u8>)> = None;
    for _ in 0..TRIES {
        let bytes = encode(pixels, quality, subsampling)?;
        let length = precise(bytes.len());
        curve.correct(quality, length);
        let fits = bytes.len() <= max_bytes;
        if fits && found.as_ref().is_none_or(|(known, _)| *known < quality) {
            found = Some((quality, bytes));
        }
        if fits && length >= max * FULL {
            break;
        }
        let next = curve.quality_for(max * AIM, worst);
        let next = if fits { next } else { next.min(quality.saturating_sub(1)) };
        if next < worst || next == quality || found.as_ref().is_some_and(|(known, _)| next <= *known) {
            break;
        }
        quality = next;
    }
    found.map(|(_, bytes)| bytes)
}

/// How many bytes a quality takes, as far as it is known: straight between the logarithms of what was measured, over
/// those of the divisors, and beyond it as most photos grow.
#[derive(Debug, Default)]
struct Curve {
    points: BTreeMap<u8, f64>,
}

impl Curve {
    fn learn(&mut self, quality: u8, bytes: f64) {
        self.points.insert(quality, bytes.max(1.0));
    }

    fn knows(&self, quality: u8) -> bool {
        self.points.contains_key(&quality)
    }

    /// Moves all of it so that it goes through what the whole picture gave.
    fn correct(&mut self, quality: u8, bytes: f64) {
        let by = bytes / self.bytes_at(quality);
        for bytes in self.points.values_mut() {
            *bytes *= by;
        }
    }

    fn bytes_at(&self, quality: u8) -> f64 {
        let below = self.points.range(..=quality).next_back();
        let above = self.points.range(quality..).next();
        match (below, above) {
            (Some((low, fewer)), Some((high, more))) if low < high => {
                let whole = coarseness(*low) / coarseness(*high);
                let part = coarseness(*low) / coarseness(quality);
                fewer * (more / fewer).powf(part.ln() / whole.ln())
            }
            (Some((known, bytes)), _) | (None, Some((known, bytes))) => {
                bytes * (coarseness(*known) / coarseness(quality)).powf(GROWTH)
            }
            (None, None) => f64::INFINITY,
        }
    }

    fn quality_for(&self, bytes: f64, worst: u8) -> u8 {
        (worst..=BEST).rev().find(|quality| self.bytes_at(*quality) <= bytes).unwrap_or(worst)
    }
}

/// What the quantization tables are multiplied by, in percent: libjpeg's meaning of a quality below 100.
fn coarseness(quality: u8) -> f64 {
    let quality = f64::from(quality);
    if quality < 50.0 { 5000.0 / quality } else { 200.0 - 2.0 * quality }
}

#[expect(clippy::cast_precision_loss, reason = "bytes of a file")]
fn precise(bytes: usize) -> f64 {
    bytes as f64
}

fn encode(pixels: &RgbImage, quality: u8, subsampling: Subsampling) -> Option<Vec<u8>> {
    // The standard's tables keep the grain of a photo best for their bytes, by SSIM; trellis takes four times as long
    // for a twentieth of the bytes.
    Encoder::new(Preset::BaselineBalanced)
        .trellis(TrellisConfig::disabled())
        .quant_tables(QuantTableIdx::JpegAnnexK)
        .fast_color(true)
        .subsampling(subsampling)
        .quality(quality)
        .encode_rgb(pixels, pixels.width(), pixels.height())
        .ok()
}
