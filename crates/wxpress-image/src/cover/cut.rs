//! Parts of pictures as files of their own.

use image::DynamicImage;

use super::CropBox;
use crate::decode::{Header, decode};
use crate::encode::Pixels;
use crate::{Error, Format, Target};

/// The part of a picture that a box shows, as a file that could be a cover.
///
/// # Errors
/// As [`fit`](crate::fit()).
pub fn cut(bytes: &[u8], crop: &CropBox) -> Result<(Format, Vec<u8>), Error> {
    let format = Format::sniff(bytes).ok_or(Error::UnknownFormat)?;
    let image = decode(bytes, format, &Header::read(bytes, format)?, None)?;
    let ((x, y), (width, height)) = crop.pixels((image.width(), image.height()));
    let part: DynamicImage = image.crop_imm(x, y, width, height);
    drop(image);
    let pixels = Pixels::new(part, format, &Target::COVER);
    pixels.encode(&Target::COVER).ok_or(Error::CannotShrink { max_bytes: Target::COVER.max_bytes })
}
