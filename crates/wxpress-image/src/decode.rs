//! Files become pixels: upright, in sRGB, eight bits a channel.

mod icon;
mod jpeg;
mod profile;

use std::io::Cursor;

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits};

use crate::{Error, Format};

/// Most pixels on a side.
pub(crate) const MAX_EDGE: u32 = 30_000;

/// Most pixels in all: 128 MiB as RGBA, a screen of a phone 25,000 pixels high.
const MAX_PIXELS: u64 = 32 << 20;

/// Pixels that are decoded of a picture that has more, where its format can be decoded smaller.
const MAX_DECODED_PIXELS: u64 = 16 << 20;

/// What a file says before its pixels.
#[derive(Debug)]
pub(crate) struct Header {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) orientation: Orientation,
    /// The file's colours are not those of sRGB.
    pub(crate) foreign_colours: bool,
}

impl Header {
    /// Reads it and refuses what is too large to decode.
    pub(crate) fn read(bytes: &[u8], format: Format) -> Result<Self, Error> {
        let (header, max_pixels) =
            if format == Format::Jpeg { jpeg::header(bytes)? } else { (read(bytes, format)?, MAX_PIXELS) };
        let (width, height) = (header.width, header.height);
        if width > MAX_EDGE || height > MAX_EDGE || u64::from(width) * u64::from(height) > max_pixels {
            return Err(Error::TooManyPixels { width, height, max_edge: MAX_EDGE, max_pixels });
        }
        Ok(header)
    }
}

fn read(bytes: &[u8], format: Format) -> Result<Header, Error> {
    let mut decoder = decoder(bytes, format)?;
    let (width, height) = decoder.dimensions();
    let profile = decoder.icc_profile().ok().flatten();
    Ok(Header {
        width,
        height,
        orientation: decoder.orientation().unwrap_or(Orientation::NoTransforms),
        foreign_colours: profile.is_some_and(|profile| profile::is_foreign(&profile)),
    })
}

/// The first frame, not much larger than `wanted` pixels on its longer side where the format allows to decode less.
pub(crate) fn decode(
    bytes: &[u8],
    format: Format,
    header: &Header,
    wanted: Option<u32>,
) -> Result<DynamicImage, Error> {
    let mut image = if format == Format::Jpeg {
        jpeg::decode(bytes, header, wanted)?
    } else {
        let mut decoder = decoder(bytes, format)?;
        let profile = decoder.icc_profile().ok().flatten();
        let image = DynamicImage::from_decoder(decoder).map_err(|error| damaged(format, &error))?;
        let image = eight_bits(image);
        match profile.filter(|_| header.foreign_colours) {
            Some(profile) => profile::in_srgb(image, &profile),
            None => image,
        }
    };
    image.apply_orientation(header.orientation);
    Ok(image)
}

fn decoder(bytes: &[u8], format: Format) -> Result<impl ImageDecoder + '_, Error> {
    if format == Format::WebP && !webp_is_whole(bytes) {
        return Err(Error::Damaged { format, reason: "the file ends before the picture does".to_owned() });
    }
    let (bytes, decoder) = match icon::png(bytes).filter(|_| format == Format::Ico) {
        Some(png) => (png, ImageFormat::Png),
        None => (bytes, format.decoder().ok_or(Error::Unsupported { format })?),
    };
    let mut reader = ImageReader::with_format(Cursor::new(bytes), decoder);
    let mut limits = Limits::default();
    // Sixteen bits a channel at most.
    limits.max_alloc = Some(MAX_PIXELS * 8);
    reader.limits(limits);
    reader.into_decoder().map_err(|error| damaged(format, &error))
}

/// Whether the file is as long as it says. Its first frame could be decoded without the others.
fn webp_is_whole(bytes: &[u8]) -> bool {
    let Some((header, chunks)) = bytes.split_at_checked(8) else { return false };
    let said = header.last_chunk().map(|length| u32::from_le_bytes(*length) as usize);
    said.is_some_and(|said| said <= chunks.len())
}

fn eight_bits(image: DynamicImage) -> DynamicImage {
    match image {
        DynamicImage::ImageRgb8(_) | DynamicImage::ImageRgba8(_) => image,
        other if other.color().has_alpha() => other.into_rgba8().into(),
        other => other.into_rgb8().into(),
    }
}

pub(crate) fn damaged(format: Format, error: &ImageError) -> Error {
    Error::Damaged { format, reason: error.to_string() }
}
