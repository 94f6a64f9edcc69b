//! Covers: the frames find what matters.

use image::{Rgb, RgbImage};
use rstest::rstest;
use wxpress_image::cover::{self, Ratio, Subject};
use wxpress_image::{Error, Format};

use crate::{fixture, png};

/// Grey with a chequered patch of 60 × 60 pixels whose upper left corner is at `at`.
fn patch((width, height): (u32, u32), at: (u32, u32)) -> Vec<u8> {
    png(&RgbImage::from_fn(width, height, |x, y| {
        let inside = (at.0..at.0 + 60).contains(&x) && (at.1..at.1 + 60).contains(&y);
        match inside {
            true if (x / 10 + y / 10) % 2 == 0 => Rgb([200, 40, 30]),
            true => Rgb([250, 240, 200]),
            false => Rgb([128, 130, 132]),
        }
    }))
}

#[rstest]
#[case((600, 600), (270, 30))]
#[case((600, 600), (100, 520))]
#[case((900, 400), (20, 200))]
#[case((900, 400), (800, 20))]
#[case((400, 900), (300, 700))]
fn frames_show_the_subject(#[case] size: (u32, u32), #[case] at: (u32, u32)) {
    let subject = Subject::find(&patch(size, at)).unwrap();
    assert_eq!(subject.size(), size);
    for ratio in Ratio::ALL {
        let ((x, y), (width, height)) = subject.crop(ratio).pixels(size);
        let inside = |start, extent, at| start <= at && at + 60 <= start + extent;
        assert!(
            inside(x, width, at.0) && inside(y, height, at.1),
            "{ratio:?}: {:?} misses {at:?}",
            subject.crop(ratio)
        );
    }
}
