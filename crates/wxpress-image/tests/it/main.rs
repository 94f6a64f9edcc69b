//! Whole pictures in, whole pictures out.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod cover;
mod drawings;
mod fuzz;
mod hostile;
mod looks;
mod matrix;
mod untouched;

use image::{Rgb, RgbImage};

/// A file of `tests/fixtures`, whose `make.py` says what is on it.
fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/fixtures/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// All of them, with their names.
fn fixtures() -> Vec<(String, Vec<u8>)> {
    let folder = format!("{}/tests/fixtures", env!("CARGO_MANIFEST_DIR"));
    let names =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.filter(|name| name != "make.py").collect();
    names.sort();
    names.iter().map(|name| (name.clone(), fixture(name))).collect()
}

/// Red, green, blue and yellow, where they are on the card.
const COLOURS: [(f64, f64, [u8; 3]); 4] = [
    (0.25, 0.25, [220, 30, 40]),
    (0.75, 0.25, [20, 160, 60]),
    (0.25, 0.75, [30, 60, 200]),
    (0.75, 0.75, [240, 200, 20]),
];

/// How far a colour may be from its own: JPEG at a good quality, and inks that are mixed back into light.
const COLOUR_TOLERANCE: f64 = 6.0;

/// The distance of two colours as the eye sees it (CIE 1976 ΔE in CIELAB, D65), by the formulas of the standard.
fn delta_e(a: [u8; 3], b: [u8; 3]) -> f64 {
    let lab = |colour: [u8; 3]| {
        let [red, green, blue] = colour.map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        });
        let root = |part: f64| if part > 0.008_856 { part.cbrt() } else { 7.787 * part + 16.0 / 116.0 };
        let long = root((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505);
        let middle = root(0.2126 * red + 0.7152 * green + 0.0722 * blue);
        let short = root((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089);
        [116.0 * middle - 16.0, 500.0 * (long - middle), 200.0 * (middle - short)]
    };
    lab(a).iter().zip(lab(b)).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place on a card")]
fn at(picture: &RgbImage, x: f64, y: f64) -> [u8; 3] {
    let Rgb(colour) =
        *picture.get_pixel((f64::from(picture.width()) * x) as u32, (f64::from(picture.height()) * y) as u32);
    colour
}

/// Noise that no encoder can shorten.
fn noise(width: u32, height: u32) -> RgbImage {
    let mut seed = 1_u32;
    RgbImage::from_fn(width, height, |_, _| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let [red, green, blue, _] = seed.to_be_bytes();
        Rgb([red, green, blue])
    })
}
