//! Small files that say they are large, or are.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use wxpress_image::{Change, Error, Format, Target, fit};

use crate::fixture;

/// A side that no picture has.
const HUGE: u16 = 60_000;

fn patched(name: &str, patches: &[(usize, &[u8])]) -> Vec<u8> {
    let mut bytes = fixture(name);
    for (at, patch) in patches {
        bytes[*at..at + patch.len()].copy_from_slice(patch);
    }
    bytes
}

fn find(bytes: &[u8], part: &[u8]) -> usize {
    bytes.windows(part.len()).position(|window| window == part).unwrap()
}

/// A PNG with these chunks between its header and its pixels.
fn png(width: u32, height: u32, chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    let mut png = Vec::new();
    let mut writer = png::Encoder::new(&mut png, width, height).write_header().unwrap();
    for (name, data) in chunks {
        writer.write_chunk(png::chunk::ChunkType(**name), data).unwrap();
    }
    writer.write_chunk(png::chunk::IDAT, &zeros(u64::from(width + 1) * u64::from(height.min(100)))).unwrap();
    drop(writer);
    png
}

/// So many zeros, compressed.
fn zeros(many: u64) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    std::io::copy(&mut std::io::Read::take(std::io::repeat(0), many), &mut encoder).unwrap();
    encoder.flush().unwrap();
    encoder.finish().unwrap()
}

/// The first entry of a TIFF's directory with this tag.
fn tiff_entry(tiff: &[u8], tag: u16) -> usize {
    let directory = u32::from_le_bytes(*tiff[4..].first_chunk().unwrap()) as usize;
    let entries = tiff[directory + 2..].as_chunks::<12>().0;
    directory + 2 + 12 * entries.iter().position(|entry| entry.starts_with(&tag.to_le_bytes())).unwrap()
}

#[test]
fn a_huge_header_is_refused_before_decoding() {
    let (big, little) = (HUGE.to_be_bytes(), HUGE.to_le_bytes());
    let long = u32::from(HUGE).to_le_bytes();
    let frame = find(&fixture("card.jpg"), b"\xFF\xC0");
    let tiff = fixture("card.tiff");
    let [width, height] = [0x100, 0x101].map(|tag| tiff_entry(&tiff, tag));
    // Long numbers instead of short ones.
    let (width_is, height_is) = ([width + 2, width + 8], [height + 2, height + 8]);
    // Sides less one, in three bytes.
    let canvas = (u32::from(HUGE) - 1).to_le_bytes();
    let files = [
        patched("card.bmp", &[(18, &long), (22, &long)]),
        patched("card.jpg", &[(frame + 5, &big), (frame + 7, &big)]),
        patched("card.gif", &[(6, &little), (8, &little)]),
        png(HUGE.into(), HUGE.into(), &[]),
        patched("moving.webp", &[(24, &canvas[..3]), (27, &canvas[..3])]),
    ];
    for bytes in files {
        let error = fit(&bytes, &Target::CONTENT_IMAGE).unwrap_err();
        assert!(matches!(error, Error::TooManyPixels { width: 60_000, height: 60_000, .. }), "{error}");
    }
    // Its strips are too few for its sides.
    let huge = patched(
        "card.tiff",
        &[(width_is[0], b"\x04"), (width_is[1], &long), (height_is[0], b"\x04"), (height_is[1], &long)],
    );
    assert!(matches!(fit(&huge, &Target::CONTENT_IMAGE), Err(Error::Damaged { format: Format::Tiff, .. })));
}

/// Nothing of such a file is decoded before it is whole in memory.
#[test]
fn a_progressive_jpeg_may_have_fewer_pixels_than_another() {
    let sides = 6_000_u16.to_be_bytes();
    for (name, marker) in [("card.jpg", b"\xFF\xC0"), ("progressive.jpg", b"\xFF\xC2")] {
        let frame = find(&fixture(name), marker);
        let large = patched(name, &[(frame + 5, &sides), (frame + 7, &sides)]);
        let fitted = fit(&large, &Target::THUMB);
        assert_eq!(matches!(fitted, Err(Error::TooManyPixels { .. })), name == "progressive.jpg");
    }
}

#[test]
fn a_jpeg_with_a_thousand_scans_is_refused() {
    let jpeg = fixture("progressive.jpg");
    let last = jpeg.windows(2).rposition(|marker| marker == b"\xFF\xDA").unwrap();
    let end = jpeg.len() - 2;
    let scans = [&jpeg[..last], &jpeg[last..end].repeat(1_000), b"\xFF\xD9"].concat();
    assert_eq!(
        fit(&scans, &Target::CONTENT_IMAGE),
        Err(Error::TooComplex { format: Format::Jpeg, reason: "its scans" })
    );
}

#[test]
fn words_and_profiles_that_unpack_without_end_are_not_unpacked() {
    let bomb = zeros(200 << 20);
    let text = [b"Comment\0\0", &bomb[..]].concat();
    let profile = [b"profile\0\0", &bomb[..]].concat();
    let fitted_of = png(100, 100, &[(b"iCCP", &profile), (b"zTXt", &text)]);
    let fitted = fit(&fitted_of, &Target::CONTENT_IMAGE).unwrap();
    assert_eq!(fitted.bytes, png(100, 100, &[]));
}

#[test]
fn pixels_behind_the_last_one_are_not_unpacked() {
    let mut bomb = Vec::new();
    let mut writer = png::Encoder::new(&mut bomb, 100, 100).write_header().unwrap();
    writer.write_chunk(png::chunk::IDAT, &zeros(200 << 20)).unwrap();
    drop(writer);
    assert!(fit(&bomb, &Target::THUMB).is_ok());
}

#[test]
fn directories_that_lead_to_themselves_are_read_once() {
    let mut tiff = fixture("card.tiff");
    let directory = u32::from_le_bytes(*tiff[4..].first_chunk().unwrap());
    let at = usize::try_from(directory).unwrap();
    let next = at + 2 + 12 * usize::from(u16::from_le_bytes(*tiff[at..].first_chunk().unwrap()));
    tiff[next..next + 4].copy_from_slice(&directory.to_le_bytes());
    assert!(matches!(fit(&tiff, &Target::CONTENT_IMAGE), Err(Error::Damaged { format: Format::Tiff, .. })));
    // One entry, which leads to the directory it is in, as does the directory itself.
    let exif = b"\xFF\xE1\0\x22Exif\0\0II*\0\x08\0\0\0\x01\0\x69\x87\x04\0\x01\0\0\0\x08\0\0\0\x08\0\0\0";
    let jpeg = fixture("card.jpg");
    let looped = [&jpeg[..2], exif, &jpeg[2..]].concat();
    assert_eq!(fit(&looped, &Target::THUMB).unwrap().bytes, jpeg);
}

/// A hundred thousand frames of one pixel.
#[test]
fn a_film_without_end_does_not_take_the_day() {
    let gif = fixture("card.gif");
    let frame = b"\x21\xf9\x04\0\x0a\0\0\0\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0";
    let trailer = gif.len() - 1;
    let film = [&gif[..trailer], &frame.repeat(100_000), &gif[trailer..]].concat();
    let fitted = fit(&film, &Target { max_bytes: 1 << 20, ..Target::IMAGE }).unwrap();
    assert!(fitted.changes.contains(&Change::Frozen));
}

#[test]
fn a_png_that_moves_freezes_only_aloud() {
    let mut moving = Vec::new();
    let mut encoder = png::Encoder::new(&mut moving, 10, 10);
    encoder.set_animated(1_000, 0).unwrap();
    let mut writer = encoder.write_header().unwrap();
    for _ in 0..1_000 {
        writer.write_image_data(&[0; 100]).unwrap();
    }
    writer.finish().unwrap();
    assert!(fit(&moving, &Target::CONTENT_IMAGE).unwrap().changes.is_empty());
    assert!(fit(&moving, &Target::THUMB).unwrap().changes.contains(&Change::Frozen));
}
