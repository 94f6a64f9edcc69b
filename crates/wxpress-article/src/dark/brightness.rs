//! The brightness that eyes perceive, and colours moved to one.

use color::{AlphaColor, Hsl, Srgb};

use super::{DARK_PAGE, DARK_TEXT};
use crate::css::Colour;

/// Perceived brightness from which a colour counts as white.
const WHITE_LIKE: f32 = 250.0;

/// Highest perceived brightness of a background that is no grey.
const MAX_BACKGROUND: f32 = 190.0;

/// What text differs from its background at least.
const MIN_OFFSET: f32 = 65.0;

/// Perceived brightness from which a background counts as bright.
const BRIGHT_BACKGROUND: f32 = 100.0;

/// Lightness, in percent, above which a grey is inverted and up to which text is.
const HIGH_LIGHTNESS: f32 = 40.0;

/// Lowest lightness of a background, in percent.
const LOW_LIGHTNESS: f32 = 22.0;

/// Perceived brightness, from 0 to 255.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub(super) struct Shade(f32);

impl Shade {
    fn of(colour: Colour) -> Self {
        let [r, g, b] = colour.channels().map(f32::from);
        Self((r * 299.0 + g * 587.0 + b * 114.0) / 1000.0)
    }

    /// How far a background is from this.
    pub(super) fn offset(self, background: Colour) -> f32 {
        (self.0 - background.brightness_on(DARK_PAGE).0).abs()
    }

    /// A channel within its range.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the value is clamped before"
    )]
    pub(super) fn channel(value: f32) -> u8 {
        value.round().clamp(0.0, 255.0) as u8
    }
}

impl Colour {
    /// Its perceived brightness where something shines through.
    pub(super) fn brightness_on(self, ground: Self) -> Shade {
        let share = self.opacity();
        Shade(Shade::of(self).0 * share + Shade::of(ground).0 * (1.0 - share))
    }

    /// Hue, saturation and lightness, the latter two in percent.
    fn hsl(self) -> [f32; 3] {
        let [red, green, blue] = self.channels().map(|channel| f32::from(channel) / 255.0);
        let [hue, saturation, lightness, _] =
            AlphaColor::<Srgb>::new([red, green, blue, 1.0]).convert::<Hsl>().components;
        [hue, saturation, lightness]
    }

    fn with_lightness(self, lightness: f32) -> Self {
        let [hue, saturation, _] = self.hsl();
        let [red, green, blue, _] =
            AlphaColor::<Hsl>::new([hue, saturation, lightness, 1.0]).convert::<Srgb>().components;
        self.with_channels([red, green, blue].map(|channel| Shade::channel(channel * 255.0)))
    }

    /// Of another perceived brightness: all channels by one factor, and what a full or empty channel cannot give is given
    /// by another.
    fn with_brightness(self, wanted: f32) -> Self {
        let ratio = wanted / Shade::of(self).0.max(f32::MIN_POSITIVE);
        let [mut r, mut g, mut b] = self.channels().map(|channel| (f32::from(channel) * ratio).min(255.0));
        let full = |channel: f32| channel >= 255.0;
        if g <= 0.0 || full(r) || full(b) {
            g = (wanted * 1000.0 - r * 299.0 - b * 114.0) / 587.0;
        } else if r <= 0.0 {
            r = (wanted * 1000.0 - g * 587.0 - b * 114.0) / 299.0;
        } else if b <= 0.0 || full(g) {
            b = (wanted * 1000.0 - r * 299.0 - g * 587.0) / 114.0;
        }
        self.with_channels([r, g, b].map(Shade::channel))
    }
}

/// A background in dark mode.
pub(super) fn adjust_background(colour: Colour) -> Colour {
    let [_, saturation, lightness] = colour.hsl();
    let brightness = Shade::of(colour).0;
    if (saturation < 0.5 && lightness > HIGH_LIGHTNESS) || brightness > WHITE_LIKE {
        let [_, _, page] = DARK_PAGE.hsl();
        let inverted = (100.0 + page - lightness).min(100.0);
        let grey = Shade::channel(inverted / 100.0 * 255.0);
        colour.with_channels([grey; 3])
    } else if brightness > MAX_BACKGROUND {
        colour.with_brightness(MAX_BACKGROUND)
    } else if lightness < LOW_LIGHTNESS {
        colour.with_lightness(LOW_LIGHTNESS)
    } else {
        colour
    }
}

/// Text, or a border, in dark mode, on a background that was adjusted already.
pub(super) fn adjust_text(colour: Colour, background: Colour) -> Colour {
    let page = Shade::of(DARK_PAGE).0;
    let largest = Shade::of(DARK_TEXT).0 - page;
    let ground = background.brightness_on(DARK_PAGE).0;
    let mut colour = colour;
    // Inverting the lightness may bring the text near the background again: once is enough to know.
    for _ in 0..2 {
        let text = Shade::of(colour).0;
        let offset = (ground - text).abs();
        if text >= WHITE_LIKE {
            return colour;
        }
        if offset > largest && ground <= page + 2.0 {
            return colour.with_brightness(largest + ground);
        }
        if offset >= MIN_OFFSET {
            return colour;
        }
        let [_, _, lightness] = colour.hsl();
        let is_bright_ground = ground >= BRIGHT_BACKGROUND;
        let may_invert =
            if is_bright_ground { lightness > 90.0 - HIGH_LIGHTNESS } else { lightness <= HIGH_LIGHTNESS };
        if !may_invert {
            let wanted = if is_bright_ground { ground - MIN_OFFSET } else { ground + MIN_OFFSET };
            return colour.with_brightness(largest.min(wanted));
        }
        colour = colour.with_lightness(90.0 - lightness);
    }
    colour
}

#[cfg(test)]
mod tests {
    use super::*;

    fn background(colour: &str) -> String {
        adjust_background(Colour::parse(colour).unwrap()).to_string()
    }

    fn text(colour: &str, background: &str) -> String {
        adjust_text(Colour::parse(colour).unwrap(), Colour::parse(background).unwrap()).to_string()
    }

    #[test]
    fn backgrounds() {
        assert_eq!(background("#fff"), "#191919", "white is inverted");
        assert_eq!(background("#f7f7f7"), "#212121", "greys are inverted");
        assert_eq!(background("#000"), "#383838", "black is raised");
        assert_eq!(background("#07c160"), "#07c160", "what is neither bright nor dark stays");
        let pale = adjust_background(Colour::parse("#e8f5e9").unwrap());
        assert!((Shade::of(pale).0 - MAX_BACKGROUND).abs() < 1.5, "{pale}: bright colours are dimmed");
    }

    #[test]
    fn texts() {
        assert_eq!(text("#fff", "#191919"), "#fff", "near-white text stays");
        assert_eq!(text("#333", "#191919"), "#a3a3a3", "not brighter than the page's own text");
        assert_eq!(text("#888", "#191919"), "#888");
        for colour in ["#333", "#07c160", "#d33", "#00f", "#7a2230", "#555"] {
            for ground in ["#191919", "#383838", "#212121"] {
                let adjusted = adjust_text(Colour::parse(colour).unwrap(), Colour::parse(ground).unwrap());
                let offset = adjusted.brightness_on(DARK_PAGE).offset(Colour::parse(ground).unwrap());
                assert!(offset > 60.0, "{colour} on {ground}: {adjusted}, {offset}");
            }
        }
    }
}
