//! JPEG, which can be decoded at a half, a quarter or an eighth of its size for less time and memory, and may be in the
//! inks of a printer.

use image::metadata::Orientation;
use image::{DynamicImage, ImageFormat, RgbImage};
use jpeg_decoder::{CodingProcess, Decoder, PixelFormat};

use super::{Header, MAX_DECODED_PIXELS, MAX_PIXELS, profile};
use crate::{Error, Format};

/// Most pixels of a file that can be decoded at half its size or less: the largest of phones have 200 million. All
/// coefficients of a progressive one have to be in memory first.
const MAX_SEQUENTIAL_PIXELS: u64 = 200 << 20;

/// The marker of a scan; the bytes of a picture never look like it.
const START_OF_SCAN: [u8; 2] = [0xFF, 0xDA];

/// Most scans, each of which may go through all pixels: encoders write ten or so.
const MAX_SCANS: usize = 100;

/// What the file says, and how many pixels it may have.
pub(super) fn header(bytes: &[u8]) -> Result<(Header, u64), Error> {
    let decoder = read(bytes)?;
    let info = decoder.info().ok_or_else(|| damaged("no frame"))?;
    if memchr::memmem::find_iter(bytes, &START_OF_SCAN).count() > MAX_SCANS {
        return Err(Error::TooComplex { format: Format::Jpeg, reason: "its scans" });
    }
    let is_sequential = info.coding_process == CodingProcess::DctSequential;
    let max_pixels = if is_sequential { MAX_SEQUENTIAL_PIXELS } else { MAX_PIXELS };
    let profile = decoder.icc_profile();
    let header = Header {
        width: info.width.into(),
        height: info.height.into(),
        orientation: decoder
            .exif_data()
            .and_then(Orientation::from_exif_chunk)
            .unwrap_or(Orientation::NoTransforms),
        foreign_colours: info.pixel_format == PixelFormat::CMYK32
            || profile.is_some_and(|profile| profile::is_foreign(&profile)),
    };
    Ok((header, max_pixels))
}

pub(super) fn decode(bytes: &[u8], header: &Header, wanted: Option<u32>) -> Result<DynamicImage, Error> {
    let (width, height) = (header.width, header.height);
    let edge = edge(width, height, wanted);
    // At its full size, in colours that need no care, the other decoder is the faster one.
    if edge.saturating_mul(2) > width.max(height) && !header.foreign_colours {
        let image = image::load_from_memory_with_format(bytes, ImageFormat::Jpeg);
        return Ok(super::eight_bits(image.map_err(|error| super::damaged(Format::Jpeg, &error))?));
    }
    let mut decoder = read(bytes)?;
    let scaled = |side: u32| {
        u16::try_from(u64::from(side) * u64::from(edge) / u64::from(width.max(height))).unwrap_or(u16::MAX)
    };
    let (width, height) = decoder.scale(scaled(width).max(1), scaled(height).max(1)).map_err(damaged)?;
    let pixels = decoder.decode().map_err(damaged)?;
    let (width, height) = (u32::from(width), u32::from(height));
    let profile = decoder.icc_profile().filter(|_| header.foreign_colours);
    let info = decoder.info().ok_or_else(|| damaged("no frame"))?;
    if info.pixel_format == PixelFormat::CMYK32 {
        let rgb = profile::inks_in_srgb(&pixels, profile.as_deref());
        return image(width, height, rgb);
    }
    let rgb = match info.pixel_format {
        PixelFormat::L8 => pixels.iter().flat_map(|grey| [*grey; 3]).collect(),
        PixelFormat::L16 => pixels.chunks_exact(2).flat_map(|grey| [grey[1]; 3]).collect(),
        _ => pixels,
    };
    let image = image(width, height, rgb)?;
    Ok(match profile {
        Some(profile) => profile::in_srgb(image, &profile),
        None => image,
    })
}

/// The longer side that is decoded.
fn edge(width: u32, height: u32, wanted: Option<u32>) -> u32 {
    let longer = width.max(height);
    let mut edge = wanted.unwrap_or(longer).min(longer);
    while u64::from(edge) * u64::from(edge) * u64::from(width.min(height)) / u64::from(longer)
        > MAX_DECODED_PIXELS
    {
        edge /= 2;
    }
    edge.max(1)
}

fn read(bytes: &[u8]) -> Result<Decoder<&[u8]>, Error> {
    let mut decoder = Decoder::new(bytes);
    decoder.read_info().map_err(damaged)?;
    Ok(decoder)
}

fn image(width: u32, height: u32, rgb: Vec<u8>) -> Result<DynamicImage, Error> {
    Ok(RgbImage::from_raw(width, height, rgb)
        .ok_or_else(|| damaged("its pixels are not as many as it says"))?
        .into())
}

#[expect(clippy::needless_pass_by_value, reason = "it is what map_err hands over")]
fn damaged(error: impl ToString) -> Error {
    Error::Damaged { format: Format::Jpeg, reason: error.to_string() }
}
