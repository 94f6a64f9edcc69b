//! What fits keeps its pixels; words about it go.

use std::borrow::Cow;

use rstest::rstest;
use wxpress_image::{Change, Format, Target, fit};

use crate::fixture;

#[rstest]
#[case("card.png", Target::CONTENT_IMAGE)]
#[case("palette.png", Target::CONTENT_IMAGE)]
#[case("interlaced.png", Target::CONTENT_IMAGE)]
#[case("deep.png", Target::CONTENT_IMAGE)]
#[case("card.gif", Target::IMAGE)]
#[case("moving.gif", Target::TEMPORARY)]
#[case("card.bmp", Target::IMAGE)]
#[case("card.jpg", Target::THUMB)]
fn with_nothing_to_cut_the_bytes_pass(#[case] name: &str, #[case] target: Target) {
    let bytes = fixture(name);
    let fitted = fit(&bytes, &target).unwrap();
    assert!(matches!(fitted.bytes, Cow::Borrowed(_)) && fitted.changes.is_empty(), "{:?}", fitted.changes);
}

#[test]
fn places_cameras_and_comments_never_leave() {
    let bytes = fixture("place.jpg");
    assert!(contains(&bytes, b"secret maker") && contains(&bytes, b"taken at home"));
    let fitted = fit(&bytes, &Target::CONTENT_IMAGE).unwrap();
    assert_eq!(fitted.changes, [Change::Cleaned]);
    assert!(!contains(&fitted.bytes, b"Exif") && !contains(&fitted.bytes, b"home"));
    let [before, after] = [&bytes[..], &fitted.bytes].map(|bytes| image::load_from_memory(bytes).unwrap());
    assert_eq!(before.as_bytes(), after.as_bytes());
}

#[test]
fn what_is_encoded_anew_says_nothing_either() {
    let turned = fixture("turned6.jpg");
    assert!(contains(&turned, b"secret maker"));
    let fitted = fit(&turned, &Target::CONTENT_IMAGE).unwrap();
    assert!(!contains(&fitted.bytes, b"Exif") && !contains(&fitted.bytes, b"secret"));
}

#[test]
fn text_of_a_png_is_cut_out_and_its_pixels_stay() {
    let bytes = fixture("card.png");
    // tEXt, checksum as zlib has it.
    let text = b"\0\0\0\x0ctEXtAuthor\0Alice\x84\xd7\xc1\x9c";
    let written = [&bytes[..33], text, &bytes[33..]].concat();
    let fitted = fit(&written, &Target::CONTENT_IMAGE).unwrap();
    assert_eq!(fitted.bytes, bytes);
    assert_eq!(fitted.changes, [Change::Cleaned]);
}

#[test]
fn comments_of_a_gif_are_cut_out_and_its_loops_stay() {
    let bytes = fixture("moving.gif");
    let trailer = bytes.len() - 1;
    let written = [&bytes[..trailer], b"\x21\xfe\x05Alice\0", &bytes[trailer..]].concat();
    let fitted = fit(&written, &Target::IMAGE).unwrap();
    assert_eq!(fitted.bytes, bytes);
    assert!(contains(&fitted.bytes, b"NETSCAPE2.0"));
}

/// A second file behind the first: a film behind a photo, a program behind a picture.
#[rstest]
#[case("card.jpg", Target::CONTENT_IMAGE)]
#[case("card.png", Target::CONTENT_IMAGE)]
#[case("card.gif", Target::IMAGE)]
fn what_hides_behind_the_end_is_cut_off(#[case] name: &str, #[case] target: Target) {
    let bytes = fixture(name);
    let fitted_of = [&bytes[..], b"PK\x03\x04 a whole archive"].concat();
    let fitted = fit(&fitted_of, &target).unwrap();
    assert_eq!(fitted.bytes, bytes);
}

#[test]
fn formats_are_told_by_content() {
    for (name, format) in [
        ("card.jpg", Format::Jpeg),
        ("card.png", Format::Png),
        ("card.gif", Format::Gif),
        ("card.webp", Format::WebP),
        ("card.bmp", Format::Bmp),
        ("card.tiff", Format::Tiff),
        ("card.ico", Format::Ico),
    ] {
        assert_eq!(Format::sniff(&fixture(name)), Some(format));
    }
    let svg = b"\xEF\xBB\xBF<?xml version='1.0'?>\n<!-- a -->\n<!DOCTYPE svg>\n<svg xmlns='http://www.w3.org/2000/svg'/>";
    assert_eq!(Format::sniff(svg), Some(Format::Svg));
    assert_eq!(Format::sniff(b"<html><svg/></html>"), None);
    assert_eq!(Format::sniff(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"), Some(Format::Heic));
    assert_eq!(Format::sniff(b"\0\0\0\x20ftypavif\0\0\0\0avifmif1miaf"), Some(Format::Avif));
    assert_eq!(Format::sniff(b"\0\0\0\x20ftypisom\0\0\0\0isommp41"), None);
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}
