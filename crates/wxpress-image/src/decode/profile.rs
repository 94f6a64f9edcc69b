//! Colour profiles: what is meant in other colours than sRGB becomes sRGB, which is what readers' screens take it for.

use image::DynamicImage;
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

/// How far, of 255, a profile's colours may be from those of sRGB to pass for them.
const TOLERANCE: u8 = 2;

/// Whether colours look otherwise by this profile than without it. One that cannot be read changes nothing.
pub(super) fn is_foreign(profile: &[u8]) -> bool {
    const LEVELS: [u8; 5] = [0, 64, 128, 191, 255];
    let samples: Vec<u8> = LEVELS
        .iter()
        .flat_map(|r| LEVELS.iter().flat_map(|g| LEVELS.iter().flat_map(|b| [*r, *g, *b])))
        .collect();
    transformed(&samples, profile, DataColorSpace::Rgb, Layout::Rgb, Layout::Rgb, 3)
        .is_some_and(|seen| seen.iter().zip(&samples).any(|(seen, given)| seen.abs_diff(*given) > TOLERANCE))
}

/// The picture in sRGB; as it is where its profile cannot be read.
pub(super) fn in_srgb(image: DynamicImage, profile: &[u8]) -> DynamicImage {
    match image {
        DynamicImage::ImageRgb8(mut pixels) => {
            if let Some(seen) =
                transformed(&pixels, profile, DataColorSpace::Rgb, Layout::Rgb, Layout::Rgb, 3)
            {
                pixels.copy_from_slice(&seen);
            }
            pixels.into()
        }
        DynamicImage::ImageRgba8(mut pixels) => {
            if let Some(seen) =
                transformed(&pixels, profile, DataColorSpace::Rgb, Layout::Rgba, Layout::Rgba, 4)
            {
                pixels.copy_from_slice(&seen);
            }
            pixels.into()
        }
        other => other,
    }
}

/// Cyan, magenta, yellow and black as RGB, by the profile or, without one, as inks that cover one another.
pub(super) fn inks_in_srgb(inks: &[u8], profile: Option<&[u8]>) -> Vec<u8> {
    profile
        .and_then(|profile| transformed(inks, profile, DataColorSpace::Cmyk, Layout::Rgba, Layout::Rgb, 3))
        .unwrap_or_else(|| {
            inks.as_chunks::<4>()
                .0
                .iter()
                .flat_map(|[cyan, magenta, yellow, black]| {
                    [cyan, magenta, yellow].map(|ink| {
                        let light = u16::from(255 - ink) * u16::from(255 - black) / 255;
                        u8::try_from(light).unwrap_or(u8::MAX)
                    })
                })
                .collect()
        })
}

fn transformed(
    samples: &[u8],
    profile: &[u8],
    space: DataColorSpace,
    from: Layout,
    to: Layout,
    channels: usize,
) -> Option<Vec<u8>> {
    let profile =
        ColorProfile::new_from_slice(profile).ok().filter(|profile| profile.color_space == space)?;
    let transform = profile
        .create_transform_8bit(from, &ColorProfile::new_srgb(), to, TransformOptions::default())
        .ok()?;
    let from_channels = if from == Layout::Rgb { 3 } else { 4 };
    let mut seen = vec![0; samples.len() / from_channels * channels];
    transform.transform(samples, &mut seen).ok()?;
    Some(seen)
}
