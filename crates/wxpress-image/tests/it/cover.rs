//! Covers: the frames find what matters, and a title alone is enough for one.

use std::io::Cursor;

use image::{ImageFormat, Rgb, RgbImage};
use rstest::rstest;
use wxpress_image::cover::{self, CropBox, Generated, Palette, Ratio, Subject, Title};
use wxpress_image::{Error, Format, Target};

use crate::fixture;

const GREEN: [u8; 3] = [0, 128, 106];

fn written(picture: &RgbImage) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// Grey with a chequered patch of 60 × 60 pixels, its upper left corner here.
fn patch((width, height): (u32, u32), (left, top): (u32, u32)) -> Vec<u8> {
    let picture = RgbImage::from_fn(width, height, |x, y| {
        let inside = (left..left + 60).contains(&x) && (top..top + 60).contains(&y);
        match inside {
            true if (x / 10 + y / 10) % 2 == 0 => Rgb([200, 40, 30]),
            true => Rgb([250, 240, 200]),
            false => Rgb([128, 130, 132]),
        }
    });
    written(&picture)
}

#[rstest]
#[case((600, 600), (270, 30))]
#[case((600, 600), (100, 520))]
#[case((900, 400), (20, 200))]
#[case((900, 400), (800, 20))]
#[case((400, 900), (300, 700))]
fn frames_show_the_subject(#[case] size: (u32, u32), #[case] (left, top): (u32, u32)) {
    let subject = Subject::find(&patch(size, (left, top))).unwrap();
    assert_eq!(subject.size(), size);
    for ratio in Ratio::ALL {
        let crop = subject.crop(ratio);
        let ((x, y), (width, height)) = crop.pixels(size);
        let across = x <= left && left + 60 <= x + width;
        let down = y <= top && top + 60 <= y + height;
        assert!(across && down, "{ratio:?}: {crop}");
    }
}

#[test]
fn where_there_is_nothing_to_see_the_middle_shows() {
    let plain = RgbImage::from_pixel(640, 480, Rgb([90, 120, 60]));
    let subject = Subject::find(&written(&plain)).unwrap();
    for ratio in Ratio::ALL {
        assert_eq!(subject.crop(ratio), CropBox::centre((640, 480), ratio));
    }
    assert!(subject.is_small());
}

#[test]
fn a_picture_on_its_side_is_measured_upright() {
    let upright = Subject::find(&fixture("turned6.jpg")).unwrap();
    assert_eq!(upright.size(), (120, 80));
    assert_eq!(upright.crop(Ratio::Wide).pixels((120, 80)).1.0, 120);
}

#[rstest]
#[case((1, 1))]
#[case((3000, 100))]
#[case((50, 2000))]
fn what_cannot_be_a_cover_is_refused(#[case] (width, height): (u32, u32)) {
    let bytes = written(&RgbImage::new(width, height));
    assert_eq!(Subject::find(&bytes).unwrap_err(), Error::NoCover { width, height });
}

#[test]
fn a_part_is_cut_out_of_a_picture() {
    let bytes = patch((600, 600), (270, 500));
    let subject = Subject::find(&bytes).unwrap();
    for (ratio, size) in [(Ratio::Wide, (600, 255)), (Ratio::Square, (600, 600)), (Ratio::Screen, (600, 338))]
    {
        let (format, part) = cover::cut(&bytes, &subject.crop(ratio)).unwrap();
        assert_eq!(Format::sniff(&part), Some(format));
        let part = image::load_from_memory(&part).unwrap().into_rgb8();
        assert!(
            part.width().abs_diff(size.0) <= 2 && part.height().abs_diff(size.1) <= 2,
            "{:?}",
            part.dimensions()
        );
        assert!(part.pixels().any(|pixel| pixel.0 == [200, 40, 30]), "the patch shows");
    }
}

fn made(title: &str, byline: Option<&str>, primary: [u8; 3]) -> (Generated, RgbImage) {
    let made = cover::generate(&Title { title, byline }, Palette { primary }, &Target::COVER).unwrap();
    let pixels = image::load_from_memory(&made.bytes).unwrap().into_rgb8();
    (made, pixels)
}

#[rstest]
#[case("秋天的公园")]
#[case("把一篇文章发到公众号，需要几步？")]
#[case("Typesetting for WeChat")]
#[case("🎉 2026 年终总结 🚀：我们做了什么")]
fn a_title_stands_within_the_square(#[case] title: &str) {
    let (made, pixels) = made(title, None, GREEN);
    let size = pixels.dimensions();
    assert_eq!((made.missing.as_str(), size), ("", Generated::SIZE));
    assert!(made.bytes.len() < 1 << 20, "{}", made.bytes.len());
    assert_eq!(CropBox::centre(size, Ratio::Wide).to_string(), "0_0_1_1");
    let ((left, top), square) = CropBox::centre(size, Ratio::Square).pixels(size);
    assert_eq!(((left, top), square), ((540, 0), (800, 800)));
    // One more line moves all others, and nothing else.
    let (_, other) = self::made(title, Some("秋水"), GREEN);
    let changed: Vec<u32> = pixels
        .enumerate_pixels()
        .zip(other.pixels())
        .filter(|((_, _, pixel), other)| {
            pixel.0.iter().zip(other.0).any(|(one, other)| one.abs_diff(other) > 60)
        })
        .map(|((x, _, _), _)| x)
        .collect();
    assert!(changed.len() > 1000, "{}", changed.len());
    assert!(
        changed.iter().all(|x| (560..1320).contains(x)),
        "{:?}",
        (changed.iter().min(), changed.iter().max())
    );
}

#[test]
fn the_same_title_makes_the_same_file() {
    let (first, _) = made("秋天的公园", None, GREEN);
    assert_eq!(made("秋天的公园", None, GREEN).0, first);
    assert_ne!(made("秋天的公园", None, [166, 48, 42]).0.bytes, first.bytes);
    assert_ne!(made("春天的公园", None, GREEN).0.bytes, first.bytes);
}

#[test]
fn letters_that_cannot_be_drawn_are_told() {
    let (made, pixels) = made("設計的一天", None, GREEN);
    assert_eq!((made.missing.as_str(), pixels.dimensions()), ("設計", (1880, 800)));
}

#[test]
fn a_cover_is_of_the_format_that_is_asked_for() {
    let title = Title { title: "秋天的公园", byline: None };
    let target = Target { formats: &[Format::Jpeg], ..Target::COVER };
    let made = cover::generate(&title, Palette { primary: GREEN }, &target).unwrap();
    assert_eq!((made.format, Format::sniff(&made.bytes)), (Format::Jpeg, Some(Format::Jpeg)));
}
