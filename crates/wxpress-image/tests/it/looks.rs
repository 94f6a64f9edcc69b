//! How pictures look that do not fit.

use std::io::Cursor;

use image::{
    AnimationDecoder as _, DynamicImage, ImageFormat, Rgb, RgbImage, RgbaImage, codecs::gif::GifDecoder,
};
use wxpress_image::{Change, Format, Target, fit};

use crate::{delta_e, fixture, noise};

fn written(image: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image.into().write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// Soft shapes with a little grain, as a lens gives them.
fn photo(width: u32, height: u32) -> RgbImage {
    let grain = noise(width, height);
    RgbImage::from_fn(width, height, |x, y| {
        let wave = |scale: f32, shift: f32| {
            ((f64::from(x) / f64::from(scale) + f64::from(shift)).sin()
                + (f64::from(y) / f64::from(scale)).cos())
                * 50.0
                + 128.0
        };
        let Rgb(grain) = grain.get_pixel(x, y);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a brightness")]
        let light = |value: f64, grain: u8| (value + f64::from(grain % 9)).clamp(0.0, 255.0) as u8;
        Rgb([
            light(wave(90.0, 0.0), grain[0]),
            light(wave(70.0, 1.0), grain[1]),
            light(wave(50.0, 2.0), grain[2]),
        ])
    })
}

/// Letters on a ground, as a screen shows them, beside a photo.
fn screen(width: u32, height: u32) -> RgbImage {
    let photo = photo(width, height);
    RgbImage::from_fn(width, height, |x, y| {
        if x > width * 7 / 10 && y > height / 2 {
            *photo.get_pixel(x, y)
        } else if y % 24 < 14 && (x * 7 + y / 24 * 13) % 11 < 3 && x % 9 < 6 {
            Rgb([36, 41, 47])
        } else {
            Rgb([246, 248, 250])
        }
    })
}

/// Mean squared error as a ratio of the largest, in decibels.
fn psnr(a: &[u8], b: &[u8]) -> f64 {
    let squares: u64 = a.iter().zip(b).map(|(a, b)| u64::from(a.abs_diff(*b)).pow(2)).sum();
    #[expect(clippy::cast_precision_loss, reason = "a mean")]
    let mean = squares as f64 / a.len() as f64;
    10.0 * (255.0_f64.powi(2) / mean).log10()
}

#[test]
fn a_photo_becomes_the_best_jpeg_that_fits() {
    let bytes = written(photo(2400, 1800), ImageFormat::Bmp);
    let fitted = fit(&bytes, &Target::CONTENT_IMAGE).unwrap();
    assert_eq!(fitted.format, Format::Jpeg);
    let seen = image::load_from_memory(&fitted.bytes).unwrap().into_rgb8();
    if seen.dimensions() == (2400, 1800) {
        assert!(fitted.bytes.len() > 900_000 || psnr(&seen, &photo(2400, 1800)) > 36.0);
    }
}

#[test]
fn a_size_that_has_to_stay_stays() {
    let bytes = written(noise(2000, 1000), ImageFormat::Bmp);
    let free = fit(&bytes, &Target::CONTENT_IMAGE).unwrap();
    assert!(free.changes.iter().any(|change| matches!(change, Change::Scaled { from: (2000, 1000), .. })));
    let kept = fit(&bytes, &Target { keep_size: true, ..Target::CONTENT_IMAGE }).unwrap();
    assert!(!kept.changes.iter().any(|change| matches!(change, Change::Scaled { .. })));
    assert_eq!(image::load_from_memory(&kept.bytes).unwrap().width(), 2000);
}

#[test]
fn the_longest_side_is_kept_to() {
    let bytes = fixture("turned6.jpg");
    let fitted = fit(&bytes, &Target { max_edge: Some(60), ..Target::CONTENT_IMAGE }).unwrap();
    assert!(fitted.changes.contains(&Change::Scaled { from: (120, 80), to: (60, 40) }));
}

#[test]
fn letters_of_a_screenshot_stay_exact() {
    let screen = screen(1200, 800);
    let bytes = written(screen.clone(), ImageFormat::Bmp);
    let fitted = fit(&bytes, &Target::CONTENT_IMAGE).unwrap();
    assert_eq!(fitted.format, Format::Png);
    let seen = image::load_from_memory(&fitted.bytes).unwrap().into_rgb8();
    for (x, y) in [(0, 0), (100, 30), (500, 300), (799, 399)] {
        assert_eq!(seen.get_pixel(x, y), screen.get_pixel(x, y));
    }
}

#[test]
fn what_is_clear_comes_close_to_what_it_was() {
    let grain = noise(900, 700);
    let soft = RgbaImage::from_fn(900, 700, |x, y| {
        let Rgb(colour) = *grain.get_pixel(x, y);
        let [red, green, blue] = colour.map(|part| 100 + part / 8);
        image::Rgba([red, green, blue, if x < 450 { 255 } else { 120 }])
    });
    let bytes = written(soft.clone(), ImageFormat::Png);
    assert!(bytes.len() > 1 << 20);
    let fitted = fit(&bytes, &Target::CONTENT_IMAGE).unwrap();
    assert_eq!((fitted.format, fitted.bytes.len() < 1 << 20), (Format::Png, true));
    let seen = image::load_from_memory(&fitted.bytes).unwrap().into_rgba8();
    assert_eq!(seen.dimensions(), (900, 700));
    assert!(seen.pixels().zip(soft.pixels()).all(|(a, b)| a.0[3] == b.0[3]));
    assert!(psnr(&seen, &soft) > 40.0, "{}", psnr(&seen, &soft));
}

#[test]
fn colours_of_a_wide_screen_become_those_of_everybodys() {
    let profile = moxcms::ColorProfile::new_display_p3().encode().unwrap();
    // What Display-P3 calls these numbers are the pure red, green and blue of sRGB.
    for (wide, plain) in
        [([234, 51, 35], [255, 0, 0]), ([117, 251, 76], [0, 255, 0]), ([0, 0, 245], [0, 0, 255])]
    {
        let mut bytes = Vec::new();
        let mut info = png::Info::with_size(40, 30);
        info.color_type = png::ColorType::Rgb;
        info.bit_depth = png::BitDepth::Eight;
        info.icc_profile = Some(profile.clone().into());
        let mut writer = png::Encoder::with_info(&mut bytes, info).unwrap().write_header().unwrap();
        writer.write_image_data(&wide.repeat(1200)).unwrap();
        writer.finish().unwrap();

        let fitted = fit(&bytes, &Target::CONTENT_IMAGE).unwrap();
        let seen = image::load_from_memory(&fitted.bytes).unwrap().into_rgb8();
        let seen = seen.get_pixel(20, 15).0;
        assert!(delta_e(seen, plain) < 3.0, "{seen:?} instead of {plain:?}");
    }
}

#[test]
fn what_moves_keeps_moving_where_gif_is_taken() {
    for name in ["moving.gif", "moving.webp"] {
        let bytes = fixture(name);
        let fitted = fit(&bytes, &Target::IMAGE).unwrap();
        assert_eq!(fitted.format, Format::Gif, "{name}");
        let frames =
            GifDecoder::new(Cursor::new(&fitted.bytes)).unwrap().into_frames().collect_frames().unwrap();
        assert_eq!(frames.len(), 4);
        let corner = |at: usize| {
            let image::Rgba([red, green, blue, _]) = *frames[at].buffer().get_pixel(30, 20);
            [red, green, blue]
        };
        // The card turns by half a round with each frame.
        assert!(delta_e(corner(0), corner(2)) < 2.0 && delta_e(corner(1), corner(3)) < 2.0, "{name}");
        assert!(delta_e(corner(0), corner(1)) > 50.0, "{name}");
        assert!(frames.iter().all(|frame| frame.delay().numer_denom_ms() == (80, 1)));
    }
}

#[test]
fn a_film_that_is_too_large_is_thinned_and_says_so() {
    let frames = (0..24).map(|at| {
        let mut pixels = DynamicImage::from(noise(160, 120)).into_rgba8();
        pixels.put_pixel(at, 0, image::Rgba([255; 4]));
        image::Frame::from_parts(pixels, 0, 0, image::Delay::from_numer_denom_ms(60, 1))
    });
    let mut bytes = Vec::new();
    let mut encoder = image::codecs::gif::GifEncoder::new_with_speed(&mut bytes, 30);
    encoder.encode_frames(frames).unwrap();
    drop(encoder);
    let target = Target { max_bytes: bytes.len() as u64 / 10, ..Target::IMAGE };
    let fitted = fit(&bytes, &target).unwrap();
    assert_eq!(fitted.format, Format::Gif);
    assert!(fitted.bytes.len() as u64 <= target.max_bytes);
    let frames = GifDecoder::new(Cursor::new(&fitted.bytes)).unwrap().into_frames().collect_frames().unwrap();
    let told = fitted.changes.iter().find_map(|change| match change {
        Change::Thinned { from, to } => Some((*from, *to)),
        _ => None,
    });
    assert_eq!(told, Some((24, frames.len())));
    // The film takes as long as before.
    assert_eq!(frames.iter().map(|frame| frame.delay().numer_denom_ms().0).sum::<u32>(), 24 * 60);
}

#[test]
fn a_film_freezes_only_aloud() {
    for name in ["moving.gif", "moving.webp"] {
        let bytes = fixture(name);
        let fitted = fit(&bytes, &Target::CONTENT_IMAGE).unwrap();
        assert!(fitted.changes.contains(&Change::Frozen), "{name}: {:?}", fitted.changes);
    }
}
