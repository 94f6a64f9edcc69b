//! What nobody should send.

mod bombs;

use proptest::prelude::*;
use rstest::rstest;
use wxpress_image::{Change, Error, Format, Target, fit};

use crate::{fixture, fixtures};

#[rstest]
#[case(b"just a text file named photo.jpg")]
#[case(b"")]
#[case(b"%PDF-1.7")]
fn what_is_no_picture_is_refused(#[case] bytes: &[u8]) {
    assert_eq!(fit(bytes, &Target::IMAGE), Err(Error::UnknownFormat));
}

#[rstest]
#[case(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", Format::Heic)]
#[case(b"\0\0\0\x20ftypavif\0\0\0\0avifmif1miaf", Format::Avif)]
fn what_is_not_read_says_what_it_is_and_what_to_do(#[case] bytes: &[u8], #[case] format: Format) {
    let error = fit(bytes, &Target::IMAGE).unwrap_err();
    assert_eq!(error, Error::Unsupported { format });
    assert!(error.to_string().ends_with("save it as JPEG or PNG"));
}

#[test]
fn a_file_that_was_cut_off_is_refused_wherever_it_was() {
    for (name, bytes) in fixtures() {
        for part in 1..48 {
            let cut = bytes.len() * part / 48;
            for target in [Target::CONTENT_IMAGE, Target::IMAGE] {
                let error = fit(&bytes[..cut], &target).expect_err(&name);
                assert!(
                    matches!(error, Error::Damaged { .. } | Error::UnknownFormat),
                    "{name} {cut}: {error}"
                );
            }
        }
    }
}

/// A whole header and a whole frame around it do not make a picture.
#[test]
fn a_picture_that_would_pass_untouched_is_looked_at_all_the_same() {
    let mut png = Vec::new();
    let mut writer = png::Encoder::new(&mut png, 120, 80).write_header().unwrap();
    writer.write_chunk(png::chunk::IDAT, b"no pixels").unwrap();
    drop(writer);
    assert!(png.ends_with(b"IEND\xae\x42\x60\x82"));
    assert!(matches!(fit(&png, &Target::CONTENT_IMAGE), Err(Error::Damaged { format: Format::Png, .. })));
}

/// A picture that is an archive or a page for another program.
#[rstest]
fn what_is_something_else_as_well_is_only_a_picture_afterwards(
    #[values(("card.jpg", Target::THUMB), ("card.png", Target::CONTENT_IMAGE), ("card.gif", Target::IMAGE),
        ("card.bmp", Target::IMAGE))]
    (name, target): (&str, Target),
    #[values("PK\x03\x04 an archive", "<script>alert('a page')</script>")] other: &str,
) {
    let bytes = fixture(name);
    let both = [&bytes, other.as_bytes()].concat();
    let fitted = fit(&both, &target).unwrap();
    assert_eq!(fitted.bytes, bytes);
    assert_eq!(fitted.changes, [Change::Cleaned]);
}

#[test]
fn a_page_in_a_comment_goes_with_the_comment() {
    let page = b"<script>alert('a page')</script>";
    let jpeg = fixture("card.jpg");
    let comment = [b"\xFF\xFE\0\x22", &page[..]].concat();
    let both = [&jpeg[..2], &comment, &jpeg[2..]].concat();
    assert_eq!(fit(&both, &Target::THUMB).unwrap().bytes, jpeg);
}

proptest! {
    #[test]
    fn noise_behind_a_magic_number_ends(start in 0..8_usize, noise in prop::collection::vec(any::<u8>(), 0..300)) {
        let magics: [&[u8]; 8] =
            [b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF\0\0\0\0WEBP", b"BM", b"II*\0", b"\0\0\x01\0"];
        let bytes = [magics[start], &noise].concat();
        let _ = fit(&bytes, &Target::CONTENT_IMAGE);
    }
}
