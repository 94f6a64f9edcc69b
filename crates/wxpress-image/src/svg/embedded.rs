//! Pictures that are in the file of a drawing, as `data:` addresses: read as any other picture is, within the same
//! limits.

use std::sync::Arc;

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{DynamicImage, ExtendedColorType, ImageEncoder};
use resvg::usvg::ImageKind;

use super::Reading;
use super::left_out::Part;
use crate::Format;
use crate::decode::{Header, decode};

/// A picture, upright and in sRGB. One that cannot be read is left out.
pub(super) fn read(file: &[u8], reading: &Reading) -> Option<ImageKind> {
    let kind = match Format::sniff(file) {
        Some(Format::Svg) => drawing(file, reading),
        Some(format) => pixels(file, format, reading),
        None => None,
    };
    if kind.is_none() {
        reading.note(Part::Picture);
    }
    kind
}

/// A drawing in a drawing, but not another one in that.
fn drawing(file: &[u8], reading: &Reading) -> Option<ImageKind> {
    let inner = reading.inner()?;
    let text = std::str::from_utf8(file).ok()?;
    Some(ImageKind::SVG(super::tree(text, &inner).ok()?))
}

fn pixels(file: &[u8], format: Format, reading: &Reading) -> Option<ImageKind> {
    let header = Header::read(file, format).ok()?;
    reading.spend_pixels(u64::from(header.width) * u64::from(header.height))?;
    let image = decode(file, format, &header, None).ok()?;
    Some(ImageKind::PNG(Arc::new(png(image)?)))
}

/// A file for whoever draws: it is read once and thrown away.
fn png(image: DynamicImage) -> Option<Vec<u8>> {
    let mut file = Vec::new();
    let image = image.into_rgba8();
    let encoder = PngEncoder::new_with_quality(&mut file, CompressionType::Fast, FilterType::NoFilter);
    encoder.write_image(&image, image.width(), image.height(), ExtendedColorType::Rgba8).ok()?;
    Some(file)
}
