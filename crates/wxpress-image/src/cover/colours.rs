//! The colours of a made cover, all derived from one.

use std::fmt;

use color::{Oklch, OpaqueColor, Srgb};

/// What a cover is made in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Palette {
    /// Red, green and blue of the theme's accent colour.
    pub primary: [u8; 3],
}

/// The contrast between letters and ground: more than the 4.5 that WCAG 2 asks for, as covers are looked at small.
const CONTRAST: f32 = 7.0;

/// Chroma beyond which large areas glare.
const MAX_CHROMA: f32 = 0.14;

/// A colour as it is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Colour([u8; 3]);

/// The colours of one cover.
#[derive(Debug, Clone, Copy)]
pub(super) struct Colours {
    /// Grounds that letters may stand on, from the plainest to the one that stands out most.
    pub(super) grounds: [Colour; 4],
    /// Letters.
    pub(super) ink: Colour,
    /// What is less important than the title, and still read.
    pub(super) quiet: Colour,
    /// What is not read and no letters stand on, from the faintest to the strongest.
    pub(super) accents: [Colour; 3],
}

impl Palette {
    /// White on a dark ground.
    pub(super) fn dark(self) -> Colours {
        let ink = Colour([255; 3]);
        let mut lightness = self.lightness().clamp(0.2, 0.44);
        let grounds = loop {
            let grounds = [0.0, 0.02, 0.045, 0.07].map(|step| self.shade(lightness + step, 1.0));
            if lightness <= 0.0 || grounds.iter().all(|ground| ink.contrast(*ground) >= CONTRAST) {
                break grounds;
            }
            lightness -= 0.01;
        };
        Colours {
            grounds,
            ink,
            quiet: self.shade(0.92, 0.3),
            accents: [0.55, 0.68, 0.82].map(|lightness| self.shade(lightness, 0.9)),
        }
    }

    /// Dark letters on a light ground.
    pub(super) fn light(self) -> Colours {
        let grounds = [(0.975, 0.1), (0.955, 0.17), (0.935, 0.24), (0.915, 0.31)]
            .map(|(lightness, share)| self.shade(lightness, share));
        let darkest = grounds[3];
        let mut lightness = self.lightness().clamp(0.2, 0.4);
        while lightness > 0.0 && self.shade(lightness, 1.0).contrast(darkest) < CONTRAST {
            lightness -= 0.01;
        }
        let ink = self.shade(lightness, 1.0);
        Colours {
            grounds,
            ink,
            quiet: ink,
            accents: [0.86, 0.74, 0.6].map(|lightness| self.shade(lightness, 0.75)),
        }
    }

    fn primary(self) -> OpaqueColor<Oklch> {
        OpaqueColor::<Srgb>::from_rgb8(self.primary[0], self.primary[1], self.primary[2]).convert()
    }

    fn lightness(self) -> f32 {
        self.primary().components[0]
    }

    /// The primary colour's hue at a lightness from 0 to 1, with a share of its chroma.
    fn shade(self, lightness: f32, share: f32) -> Colour {
        let shade = self.primary().map(|_, chroma, hue| [lightness, chroma.min(MAX_CHROMA) * share, hue]);
        let rgb = shade.convert::<Srgb>().to_rgba8();
        Colour([rgb.r, rgb.g, rgb.b])
    }
}

impl Colour {
    /// From 1 to 21, by the formula of WCAG 2.
    fn contrast(self, other: Self) -> f32 {
        let [one, other] =
            [self, other].map(|Self([r, g, b])| OpaqueColor::<Srgb>::from_rgb8(r, g, b).relative_luminance());
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self([red, green, blue]) = self;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn letters_are_legible_in_any_colour(primary: [u8; 3]) {
            let palette = Palette { primary };
            for colours in [palette.dark(), palette.light()] {
                for (ground, letters) in
                    colours.grounds.into_iter().flat_map(|ground| [(ground, colours.ink), (ground, colours.quiet)])
                {
                    prop_assert!(letters.contrast(ground) >= 4.5, "{} on {}", letters, ground);
                }
            }
        }
    }
}
