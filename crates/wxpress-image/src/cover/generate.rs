//! [`generate`]: a cover for an article that has none.

use super::face::Face;
use super::heading::Heading;
use super::pattern::Ground;
use image::DynamicImage;

use super::Palette;
use crate::encode::Pixels;
use crate::svg::Drawing;
use crate::{Error, Format, Target};

/// Width in pixels: 2.35 times the height, exactly.
pub(super) const WIDTH: i32 = 1880;
/// Height in pixels.
pub(super) const HEIGHT: i32 = 800;

/// What stands on a made cover.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Title<'a> {
    /// The title.
    pub title: &'a str,
    /// What stands below it in small letters: the author, or a subtitle.
    pub byline: Option<&'a str>,
}

/// A cover that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Generated {
    /// The file.
    pub bytes: Vec<u8>,
    /// Its format.
    pub format: Format,
    /// Letters of the title that the bundled typeface does not have. The cover shows no title then: one with holes would be
    /// worse.
    pub missing: String,
}

impl Generated {
    /// Width and height in pixels.
    pub const SIZE: (u32, u32) = (WIDTH.unsigned_abs(), HEIGHT.unsigned_abs());
}

/// Makes a cover: the title on a ground in the theme's colour, all of it within the square in the middle, so that each
/// [`Ratio`](super::Ratio) can be cut from the middle: [`CropBox::centre`](super::CropBox::centre). The same title in the same colour is the same file.
///
/// Pictographs that the bundled typeface does not have are left out; a title of more than some fifty characters ends with
/// dots.
///
/// # Errors
/// [`Error::CannotShrink`] where `target` has no room for it.
pub fn generate(title: &Title<'_>, palette: Palette, target: &Target) -> Result<Generated, Error> {
    let (svg, missing) = drawn(title, palette);
    let drawn = Drawing::parse(&svg)?.draw(Generated::SIZE)?;
    let pixels = Pixels::Art(DynamicImage::from(drawn).into_rgb8());
    let (format, bytes) = pixels.encode(target).ok_or(Error::CannotShrink { max_bytes: target.max_bytes })?;
    Ok(Generated { bytes, format, missing })
}

/// The cover as an SVG, and the letters that cannot stand on it.
fn drawn(title: &Title<'_>, palette: Palette) -> (String, String) {
    let ground = Ground::of(title.title, palette);
    let mut svg = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}">{}"#,
        ground.shapes
    );
    let mut missing = String::new();
    if let Some(face) = Face::bundled() {
        let mut readable = |text: &str| {
            missing.extend(text.chars().filter(|char| char.is_alphanumeric() && !face.has(*char)));
            let drawable = text.chars().filter(|char| char.is_whitespace() || face.has(*char));
            let words: String = drawable.collect();
            unspaced(&words)
        };
        let (title, byline) = (readable(title.title), readable(title.byline.unwrap_or_default()));
        if missing.is_empty() {
            Heading { face: &face, ground: &ground }.write(&mut svg, &title, &byline);
        }
    }
    svg.push_str("</svg>");
    (svg, missing)
}

/// The text with single spaces, and none before full-width punctuation, as where a pictograph stood between.
fn unspaced(text: &str) -> String {
    let mut unspaced = String::new();
    for word in text.split_whitespace() {
        if !unspaced.is_empty() && !word.starts_with(FULL_WIDTH_PUNCTUATION) {
            unspaced.push(' ');
        }
        unspaced.push_str(word);
    }
    unspaced
}

/// Punctuation that has its own room.
const FULL_WIDTH_PUNCTUATION: fn(char) -> bool =
    |char| matches!(char, '\u{3000}'..='\u{303F}' | '\u{FF01}'..='\u{FF0F}' | '\u{FF1A}'..='\u{FF20}');
