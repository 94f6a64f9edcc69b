//! [`fit`]: the whole way of one picture.

use std::{borrow::Cow, io::Cursor};

use image::{
    DynamicImage, ImageDecoder, ImageError, ImageReader, Limits,
    codecs::{gif::GifDecoder, webp::WebPDecoder},
};

use crate::{Error, Format, Target, encode};

/// Most pixels on a side.
const MAX_EDGE: u32 = 16_384;
/// Most pixels in all, what the largest phones take: 200 MiB as RGBA.
const MAX_PIXELS: u64 = 50 << 20;

/// A picture that fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fitted<'a> {
    /// The file: the given one where it fitted already.
    pub bytes: Cow<'a, [u8]>,
    /// Its format.
    pub format: Format,
    /// What was done to it.
    pub changes: Vec<Change>,
}

/// Something that was done to a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Change {
    /// It was encoded anew, in this format instead of that one.
    Converted {
        /// Format before.
        from: Format,
        /// Format now.
        to: Format,
    },
    /// It was encoded anew to take fewer bytes.
    Shrunk {
        /// Bytes before.
        from_bytes: u64,
        /// Bytes now.
        to_bytes: u64,
    },
    /// Only its first frame is left.
    Frozen,
}

/// Brings a picture inside the limits of `target`. One that fits passes byte for byte.
///
/// # Errors
/// See [`Error`].
pub fn fit<'a>(bytes: &'a [u8], target: &Target) -> Result<Fitted<'a>, Error> {
    let from = Format::sniff(bytes).ok_or(Error::UnknownFormat)?;
    check_size(bytes, from)?;
    if target.formats.contains(&from) && bytes.len() as u64 <= target.max_bytes {
        return Ok(Fitted { bytes: Cow::Borrowed(bytes), format: from, changes: Vec::new() });
    }
    let image = decode(bytes, from).map_err(|error| damaged(from, &error))?;
    let encoded = encode::encode(image, target).map_err(|error| damaged(from, &error))?;
    let (to, encoded) = encoded.ok_or(Error::CannotShrink { max_bytes: target.max_bytes })?;

    let mut changes = Vec::new();
    if from != to {
        changes.push(Change::Converted { from, to });
    }
    if bytes.len() as u64 > target.max_bytes {
        changes.push(Change::Shrunk { from_bytes: bytes.len() as u64, to_bytes: encoded.len() as u64 });
    }
    if is_animated(bytes, from) {
        changes.push(Change::Frozen);
    }
    Ok(Fitted { bytes: Cow::Owned(encoded), format: to, changes })
}

/// Reads the header only.
fn check_size(bytes: &[u8], format: Format) -> Result<(), Error> {
    let reader = ImageReader::with_format(Cursor::new(bytes), format.decoder());
    let (width, height) = reader.into_dimensions().map_err(|error| damaged(format, &error))?;
    if width > MAX_EDGE || height > MAX_EDGE || u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(Error::TooManyPixels { width, height, max_edge: MAX_EDGE, max_pixels: MAX_PIXELS });
    }
    Ok(())
}

/// Decodes the first frame, turned as its EXIF orientation says.
fn decode(bytes: &[u8], format: Format) -> Result<DynamicImage, ImageError> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format.decoder());
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_EDGE);
    limits.max_image_height = Some(MAX_EDGE);
    limits.max_alloc = Some(MAX_PIXELS * 8);
    reader.limits(limits);
    let mut decoder = reader.into_decoder()?;
    let orientation = decoder.orientation()?;
    let mut image = DynamicImage::from_decoder(decoder)?;
    image.apply_orientation(orientation);
    Ok(image)
}

fn is_animated(bytes: &[u8], format: Format) -> bool {
    use image::AnimationDecoder;
    match format {
        Format::WebP => WebPDecoder::new(Cursor::new(bytes)).is_ok_and(|decoder| decoder.has_animation()),
        Format::Gif => GifDecoder::new(Cursor::new(bytes))
            .is_ok_and(|decoder| decoder.into_frames().take(2).flatten().count() > 1),
        _ => false,
    }
}

fn damaged(format: Format, error: &ImageError) -> Error {
    Error::Damaged { format, reason: error.to_string() }
}

#[cfg(test)]
mod tests {
    use image::{ImageFormat, Rgba, RgbaImage};
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    fn picture(width: u32, height: u32, alpha: u8, format: ImageFormat) -> Vec<u8> {
        let mut seed = 1_u32;
        let pixels = RgbaImage::from_fn(width, height, |_, _| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let [red, green, blue, _] = seed.to_be_bytes();
            Rgba([red, green, blue, alpha])
        });
        let mut bytes = Cursor::new(Vec::new());
        let image = DynamicImage::from(pixels);
        let image = if format == ImageFormat::Jpeg { image.to_rgb8().into() } else { image };
        image.write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    #[rstest]
    #[case(ImageFormat::Jpeg)]
    #[case(ImageFormat::Png)]
    fn what_fits_is_left_alone(#[case] format: ImageFormat) {
        let bytes = picture(40, 30, 255, format);
        let fitted = fit(&bytes, &Target::CONTENT_IMAGE).unwrap();
        assert!(matches!(fitted.bytes, Cow::Borrowed(_)) && fitted.changes.is_empty());
    }

    #[rstest]
    #[case(ImageFormat::WebP, 255, Format::Jpeg)]
    #[case(ImageFormat::WebP, 90, Format::Png)]
    #[case(ImageFormat::Gif, 255, Format::Jpeg)]
    #[case(ImageFormat::Bmp, 255, Format::Jpeg)]
    fn other_formats_are_converted(#[case] format: ImageFormat, #[case] alpha: u8, #[case] to: Format) {
        let bytes = picture(40, 30, alpha, format);
        let fitted = fit(&bytes, &Target::CONTENT_IMAGE).unwrap();
        assert_eq!(Format::sniff(&fitted.bytes), Some(to));
        assert_eq!(fitted.changes, [Change::Converted { from: Format::sniff(&bytes).unwrap(), to }]);
    }

    #[rstest]
    #[case(255, Format::Jpeg)]
    #[case(90, Format::Png)]
    fn what_is_too_large_shrinks(#[case] alpha: u8, #[case] to: Format) {
        let bytes = picture(900, 700, alpha, ImageFormat::Png);
        assert!(bytes.len() > 1 << 20);
        let fitted = fit(&bytes, &Target::CONTENT_IMAGE).unwrap();
        assert!(fitted.bytes.len() < 1 << 20);
        assert_eq!(fitted.format, to);
        assert!(fitted.changes.iter().any(|change| matches!(change, Change::Shrunk { .. })));
        assert!(decode(&fitted.bytes, to).is_ok());
    }

    #[test]
    fn transparency_lies_on_white_where_only_jpeg_is_taken() {
        let clear = picture(300, 300, 0, ImageFormat::Png);
        let fitted = fit(&clear, &Target::THUMB).unwrap();
        assert!(fitted.format == Format::Jpeg && fitted.bytes.len() <= 64 << 10);
        let seen = image::load_from_memory(&fitted.bytes).unwrap().to_rgb8();
        assert!(seen.pixels().all(|pixel| pixel.0.iter().all(|channel| *channel > 250)));
    }

    #[test]
    fn gif_stays_where_gif_is_taken() {
        let bytes = picture(40, 30, 255, ImageFormat::Gif);
        assert_eq!(fit(&bytes, &Target::IMAGE).unwrap().format, Format::Gif);
    }

    #[rstest]
    #[case(b"just a text file named photo.jpg")]
    #[case(b"<svg xmlns='http://www.w3.org/2000/svg'/>")]
    #[case(b"\0\0\0\x18ftypheic")]
    #[case(b"")]
    fn what_is_no_picture_is_refused(#[case] bytes: &[u8]) {
        assert_eq!(fit(bytes, &Target::IMAGE), Err(Error::UnknownFormat));
    }

    #[test]
    fn a_cut_off_picture_is_refused() {
        let bytes = picture(40, 30, 255, ImageFormat::WebP);
        let error = fit(&bytes[..bytes.len() / 2], &Target::CONTENT_IMAGE).unwrap_err();
        assert!(matches!(error, Error::Damaged { format: Format::WebP, .. }), "{error}");
    }

    #[test]
    fn a_huge_header_is_refused_before_decoding() {
        let mut bytes = picture(4, 4, 255, ImageFormat::Bmp);
        bytes[18..22].copy_from_slice(&60_000_i32.to_le_bytes());
        bytes[22..26].copy_from_slice(&60_000_i32.to_le_bytes());
        let error = fit(&bytes, &Target::CONTENT_IMAGE).unwrap_err();
        assert!(matches!(error, Error::TooManyPixels { width: 60_000, .. }), "{error}");
    }

    #[test]
    fn orientation_is_applied_when_encoding_anew() {
        // An EXIF segment that says "turn by 90°" in front of a 40 × 30 picture with a limit too small for it.
        let plain = picture(40, 30, 255, ImageFormat::Jpeg);
        let exif =
            b"\xff\xe1\x00\x22Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
        let bytes = [&plain[..2], exif, &plain[2..]].concat();
        let target = Target { formats: &[Format::Jpeg], max_bytes: plain.len() as u64 - 1 };
        let fitted = fit(&bytes, &target).unwrap();
        let image = image::load_from_memory(&fitted.bytes).unwrap();
        assert!(image.width() < image.height());
    }

    proptest! {
        #[test]
        fn never_panics(start in 0..6_usize, noise in proptest::collection::vec(any::<u8>(), 0..300)) {
            let magics: [&[u8]; 6] = [b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF\0\0\0\0WEBP", b"BM"];
            let bytes = [magics[start], &noise].concat();
            let _ = fit(&bytes, &Target::CONTENT_IMAGE);
        }
    }
}
