//! What nobody should send.

use proptest::prelude::*;
use rstest::rstest;
use wxpress_image::{Error, Format, Target, fit};

use crate::fixture;

#[rstest]
#[case(b"just a text file named photo.jpg")]
#[case(b"")]
#[case(b"%PDF-1.7")]
fn what_is_no_picture_is_refused(#[case] bytes: &[u8]) {
    assert_eq!(fit(bytes, &Target::IMAGE), Err(Error::UnknownFormat));
}

#[test]
fn what_is_not_read_says_what_it_is() {
    let error = fit(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", &Target::IMAGE).unwrap_err();
    assert_eq!(error, Error::Unsupported { format: Format::Heic });
}

#[rstest]
fn a_file_that_was_cut_off_is_refused(
    #[values("card.jpg", "progressive.jpg", "card.png", "card.gif", "card.webp", "card.bmp", "card.tiff")]
    name: &str,
    #[values(30, 60, 95)] percent: usize,
) {
    let bytes = fixture(name);
    let error = fit(&bytes[..bytes.len() * percent / 100], &Target::CONTENT_IMAGE).unwrap_err();
    assert!(matches!(error, Error::Damaged { .. } | Error::UnknownFormat), "{error}");
}

#[test]
fn a_huge_header_is_refused_before_decoding() {
    let huge = 60_000_u32;
    let mut bmp = fixture("card.bmp");
    bmp[18..22].copy_from_slice(&huge.to_le_bytes());
    bmp[22..26].copy_from_slice(&huge.to_le_bytes());
    let mut jpeg = fixture("card.jpg");
    let frame = jpeg.windows(2).position(|marker| marker == b"\xFF\xC0").unwrap();
    jpeg[frame + 5..frame + 7].copy_from_slice(&60_000_u16.to_be_bytes());
    jpeg[frame + 7..frame + 9].copy_from_slice(&60_000_u16.to_be_bytes());
    let mut gif = fixture("card.gif");
    gif[6..8].copy_from_slice(&60_000_u16.to_le_bytes());
    gif[8..10].copy_from_slice(&60_000_u16.to_le_bytes());
    for bytes in [bmp, jpeg, gif] {
        let error = fit(&bytes, &Target::CONTENT_IMAGE).unwrap_err();
        assert!(matches!(error, Error::TooManyPixels { width: 60_000, height: 60_000, .. }), "{error}");
    }
}

/// A hundred thousand frames of one pixel.
#[test]
fn a_film_without_end_does_not_take_the_day() {
    let gif = fixture("card.gif");
    let frame = b"\x21\xf9\x04\0\x0a\0\0\0\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0";
    let trailer = gif.len() - 1;
    let film = [&gif[..trailer], &frame.repeat(100_000), &gif[trailer..]].concat();
    let fitted = fit(&film, &Target { max_bytes: 1 << 20, ..Target::IMAGE }).unwrap();
    assert!(fitted.changes.contains(&wxpress_image::Change::Frozen));
}

const NAMES: [&str; 12] = [
    "card.jpg",
    "progressive.jpg",
    "cmyk.jpg",
    "turned6.jpg",
    "card.png",
    "interlaced.png",
    "moving.gif",
    "moving.webp",
    "photo.webp",
    "card.bmp",
    "card.tiff",
    "card.ico",
];

proptest! {
    #[test]
    fn files_with_a_few_wrong_bytes_end(
        name in prop::sample::select(&NAMES[..]),
        wrong in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
        end in any::<prop::sample::Index>(),
        cut: bool,
    ) {
        let mut bytes = fixture(name);
        for (at, byte) in wrong {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if cut {
            bytes.truncate(end.index(bytes.len()));
        }
        for target in [Target::CONTENT_IMAGE, Target::THUMB, Target::IMAGE] {
            if let Ok(fitted) = fit(&bytes, &target) {
                prop_assert!(fitted.bytes.len() as u64 <= target.max_bytes);
                prop_assert!(target.formats.contains(&fitted.format));
            }
        }
    }

    #[test]
    fn noise_behind_a_magic_number_ends(start in 0..8_usize, noise in prop::collection::vec(any::<u8>(), 0..300)) {
        let magics: [&[u8]; 8] =
            [b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF\0\0\0\0WEBP", b"BM", b"II*\0", b"\0\0\x01\0"];
        let bytes = [magics[start], &noise].concat();
        let _ = fit(&bytes, &Target::CONTENT_IMAGE);
    }
}
