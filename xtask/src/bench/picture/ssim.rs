//! How alike two pictures are.

use std::path::Path;

use anyhow::{Result, ensure};
use image::ImageReader;

/// Side of a window, and how far the next one is.
const WINDOW: usize = 8;
const STEP: usize = 4;

/// Structural similarity of two pictures' light, on white: the mean over square windows (Wang et al. 2004). 1 where they
/// are the same.
pub(super) fn ssim(picture: &Path, reference: &Path) -> Result<f64> {
    let (picture, reference) = (Light::load(picture)?, Light::load(reference)?);
    ensure!(
        picture.width == reference.width && picture.rows.len() == reference.rows.len(),
        "pictures of different sizes"
    );
    let height = picture.rows.len() / picture.width;
    let (mut sum, mut windows) = (0.0, 0.0);
    for y in (0..=height.saturating_sub(WINDOW)).step_by(STEP) {
        for x in (0..=picture.width.saturating_sub(WINDOW)).step_by(STEP) {
            sum += window(&picture, &reference, x, y);
            windows += 1.0;
        }
    }
    Ok(sum / windows)
}

fn window(a: &Light, b: &Light, x: usize, y: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a few dozen")]
    const PIXELS: f64 = (WINDOW * WINDOW) as f64;
    const C1: f64 = (0.01 * 255.0) * (0.01 * 255.0);
    const C2: f64 = (0.03 * 255.0) * (0.03 * 255.0);
    let mut sums = [0_u32; 5];
    for y in y..y + WINDOW {
        let row = y * a.width + x;
        let row = row..row + WINDOW;
        for (a, b) in a.rows[row.clone()].iter().zip(&b.rows[row]) {
            let (a, b) = (u32::from(*a), u32::from(*b));
            for (sum, value) in sums.iter_mut().zip([a, b, a * a, b * b, a * b]) {
                *sum += value;
            }
        }
    }
    let [a, b, aa, bb, ab] = sums.map(|sum| f64::from(sum) / PIXELS);
    let (variances, covariance) = (aa - a * a + bb - b * b, ab - a * b);
    (2.0 * a * b + C1) * (2.0 * covariance + C2) / ((a * a + b * b + C1) * (variances + C2))
}

/// The light of a picture's pixels.
struct Light {
    width: usize,
    rows: Vec<u8>,
}

impl Light {
    fn load(file: &Path) -> Result<Self> {
        let pixels = ImageReader::open(file)?.with_guessed_format()?.decode()?.into_rgba8();
        let light = |[red, green, blue, alpha]: [u8; 4]| {
            let [red, green, blue, alpha] = [red, green, blue, alpha].map(u32::from);
            let light = (299 * red + 587 * green + 114 * blue) * alpha / 1000 + 255 * (255 - alpha);
            u8::try_from((light + 127) / 255).unwrap_or(u8::MAX)
        };
        let rows = pixels.pixels().map(|pixel| light(pixel.0)).collect();
        Ok(Self { width: pixels.width().try_into()?, rows })
    }
}
