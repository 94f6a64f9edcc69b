//! Colours, brought to the two forms that everything understands: `#rrggbb` and `rgba(…)`.

use std::fmt;

use color::{AlphaColor, ColorSpaceTag, DynamicColor, HueDirection, Rgba8, Srgb, parse_color};

use super::value::comma_separated;
use crate::number::short;

/// A colour of the screen, with its opacity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Colour(Rgba8);

impl Colour {
    /// Reads any form of CSS but `currentcolor`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        match text.strip_prefix("color-mix(").and_then(|text| text.strip_suffix(')')) {
            Some(inner) => mix(inner),
            None => Some(Self::of(parse_color(text).ok()?)),
        }
    }

    fn of(colour: DynamicColor) -> Self {
        Self(colour.to_alpha_color::<Srgb>().to_rgba8())
    }

    /// A colour by its channels.
    pub(crate) const fn rgb(r: u8, g: u8, b: u8) -> Self {
        Self(Rgba8 { r, g, b, a: 255 })
    }

    /// The nearest colour of three digits, where nobody sees the difference: mixed tints are wherever they fall, and
    /// every digit is sent many times.
    fn snapped(self) -> Self {
        const UNSEEN: u8 = 3;
        let near = self
            .channels()
            .map(|channel| (channel / 17 * 17).max((channel.saturating_add(UNSEEN)) / 17 * 17));
        let is_near = self.channels().iter().zip(near).all(|(own, near)| own.abs_diff(near) <= UNSEEN);
        if is_near { self.with_channels(near) } else { self }
    }

    /// Red, green and blue.
    pub(crate) fn channels(self) -> [u8; 3] {
        [self.0.r, self.0.g, self.0.b]
    }

    /// From 0 (nothing is to be seen) to 1.
    pub(crate) fn opacity(self) -> f32 {
        f32::from(self.0.a) / 255.0
    }

    /// Of the same opacity, with other channels.
    pub(crate) fn with_channels(self, [r, g, b]: [u8; 3]) -> Self {
        Self(Rgba8 { r, g, b, a: self.0.a })
    }

    /// Of the same channels, with another opacity, from 0 to 1.
    pub(crate) fn with_opacity(self, opacity: f32) -> Self {
        let [r, g, b] = self.channels();
        Self(AlphaColor::<Srgb>::from_rgba8(r, g, b, 255).with_alpha(opacity).to_rgba8())
    }

    /// Relative luminance, from 0 (black) to 1 (white); opacity does not count.
    pub(crate) fn luminance(self) -> f32 {
        AlphaColor::<Srgb>::from(self.0).discard_alpha().relative_luminance()
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Rgba8 { r, g, b, a } = self.0;
        if a < 255 {
            return write!(f, "rgba({r},{g},{b},{})", short(f64::from(a) / 255.0, 2));
        }
        if [r, g, b].iter().all(|channel| channel >> 4 == channel & 15) {
            return write!(f, "#{:x}{:x}{:x}", r & 15, g & 15, b & 15);
        }
        write!(f, "#{r:02x}{g:02x}{b:02x}")
    }
}

/// What stands in `color-mix(…)`.
pub(super) fn mix(inner: &str) -> Option<Colour> {
    let [space, one, other] = <[&str; 3]>::try_from(comma_separated(inner)).ok()?;
    let space = match space.strip_prefix("in")?.split_ascii_whitespace().next()? {
        "srgb" => ColorSpaceTag::Srgb,
        "srgb-linear" => ColorSpaceTag::LinearSrgb,
        "oklab" => ColorSpaceTag::Oklab,
        "oklch" => ColorSpaceTag::Oklch,
        "lab" => ColorSpaceTag::Lab,
        "lch" => ColorSpaceTag::Lch,
        "hsl" => ColorSpaceTag::Hsl,
        "hwb" => ColorSpaceTag::Hwb,
        _ => return None,
    };
    let ((one, one_share), (other, other_share)) = (shared(one)?, shared(other)?);
    let (one_share, other_share) = match (one_share, other_share) {
        (None, None) => (0.5, 0.5),
        (Some(share), None) => (share, 1.0 - share),
        (None, Some(share)) => (1.0 - share, share),
        (Some(one), Some(other)) => (one, other),
    };
    let total = one_share + other_share;
    if total <= 0.0 {
        return None;
    }
    let mixed = one.interpolate(other, space, HueDirection::Shorter).eval(other_share / total);
    Some(Colour::of(if total < 1.0 { mixed.multiply_alpha(total) } else { mixed }).snapped())
}

/// A colour and its share, from 0 to 1, on either side.
fn shared(part: &str) -> Option<(DynamicColor, Option<f32>)> {
    let mut share = None;
    let mut words = Vec::new();
    for word in part.split(' ') {
        match word.strip_suffix('%').and_then(|number| number.parse::<f32>().ok()) {
            // Percentages inside of brackets belong to the colour.
            Some(percent) if words.iter().all(|word: &&str| !word.contains('(') || word.contains(')')) => {
                share = Some(percent / 100.0);
            }
            _ => words.push(word),
        }
    }
    Some((parse_color(words.join(" ").trim()).ok()?, share))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_forms() {
        for (text, expected) in [
            ("#FFFFFF", "#fff"),
            ("red", "#f00"),
            ("rgb(1, 2, 3)", "#010203"),
            ("rgba(0,0,0,0.25)", "rgba(0,0,0,.25)"),
            ("transparent", "rgba(0,0,0,0)"),
            ("#11223344", "rgba(17,34,51,.27)"),
        ] {
            assert_eq!(Colour::parse(text).unwrap().to_string(), expected, "{text}");
        }
        assert_eq!(Colour::parse("currentcolor"), None);
    }
}
