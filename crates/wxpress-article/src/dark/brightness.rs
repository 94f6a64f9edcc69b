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

/// What lightness and its inverse come to together, in percent.
const INVERSION: f32 = 90.0;

/// A colour through which nothing shines, its channels from 0 to 255 and not rounded.
#[derive(Debug, Clone, Copy)]
struct Solid([f32; 3]);

impl Solid {
    fn of(colour: Colour) -> Self {
        Self(colour.channels().map(f32::from))
    }

    /// Perceived brightness, from 0 to 255.
    fn brightness(self) -> f32 {
        let [r, g, b] = self.0;
        (r * 299.0 + g * 587.0 + b * 114.0) / 1000.0
    }

    /// Hue, saturation and lightness, the latter two in percent.
    fn hsl(self) -> [f32; 3] {
        let [red, green, blue] = self.0.map(|channel| channel / 255.0);
        let [hue, saturation, lightness, _] =
            AlphaColor::<Srgb>::new([red, green, blue, 1.0]).convert::<Hsl>().components;
        [hue, saturation, lightness]
    }

    fn grey(lightness: f32) -> Self {
        Self([lightness / 100.0 * 255.0; 3])
    }

    fn with_lightness(self, lightness: f32) -> Self {
        let [hue, saturation, _] = self.hsl();
        let [red, green, blue, _] =
            AlphaColor::<Hsl>::new([hue, saturation, lightness, 1.0]).convert::<Srgb>().components;
        Self([red, green, blue].map(|channel| channel * 255.0))
    }

    /// Of another perceived brightness: all channels by one factor, and what a full or empty channel cannot give is given
    /// by another.
    fn with_brightness(self, wanted: f32) -> Self {
        let own = self.brightness();
        let ratio = wanted / if own > 0.0 { own } else { 1.0 };
        let [mut r, mut g, mut b] = self.0.map(|channel| (channel * ratio).min(255.0));
        let full = |channel: f32| channel >= 255.0;
        if g <= 0.0 || full(r) || full(b) {
            g = (wanted * 1000.0 - r * 299.0 - b * 114.0) / 587.0;
        } else if r <= 0.0 {
            r = (wanted * 1000.0 - g * 587.0 - b * 114.0) / 299.0;
        } else if b <= 0.0 || full(g) {
            b = (wanted * 1000.0 - r * 299.0 - g * 587.0) / 114.0;
        }
        Self([r, g, b])
    }

    /// The colour of an opacity that looks like this over a ground, as the algorithm reckons it: farther from the ground
    /// than it would have to be.
    fn seen_through(self, original: Colour, ground: Colour) -> Colour {
        let share = original.opacity();
        let mut channels = [0; 3];
        for ((channel, wanted), ground) in channels.iter_mut().zip(self.0).zip(ground.channels()) {
            *channel = rounded(wanted + (1.0 - share) * (wanted - f32::from(ground)) / share);
        }
        original.with_channels(channels)
    }
}

/// A channel within its range.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the value is clamped before")]
fn rounded(channel: f32) -> u8 {
    channel.round().clamp(0.0, 255.0) as u8
}

/// What is seen where a colour lies over a solid ground.
pub(super) fn over(colour: Colour, ground: Colour) -> Colour {
    let share = colour.opacity();
    let [r, g, b] = colour.channels().map(f32::from);
    let [under_r, under_g, under_b] = ground.channels().map(f32::from);
    let mix = |over: f32, under: f32| rounded(over * share + under * (1.0 - share));
    Colour::rgb(mix(r, under_r), mix(g, under_g), mix(b, under_b))
}

/// How far two solid colours are from each other in perceived brightness.
pub(super) fn offset(one: Colour, other: Colour) -> f32 {
    (Solid::of(one).brightness() - Solid::of(other).brightness()).abs()
}

/// A background in dark mode, over the solid ground below it, which was adjusted already.
pub(super) fn adjust_background(colour: Colour, ground: Colour) -> Colour {
    let seen = Solid::of(over(colour, ground));
    let [_, saturation, lightness] = seen.hsl();
    let brightness = seen.brightness();
    let adjusted = if (saturation <= 0.0 && lightness > HIGH_LIGHTNESS) || brightness > WHITE_LIKE {
        let [_, _, page] = Solid::of(DARK_PAGE).hsl();
        Solid::grey((100.0 + page - lightness).min(100.0))
    } else if brightness > MAX_BACKGROUND {
        seen.with_brightness(MAX_BACKGROUND)
    } else if lightness < LOW_LIGHTNESS {
        seen.with_lightness(LOW_LIGHTNESS)
    } else {
        seen
    };
    adjusted.seen_through(colour, ground)
}

/// Text, or a line, in dark mode, on a solid ground that was adjusted already.
pub(super) fn adjust_text(colour: Colour, ground: Colour) -> Colour {
    let page = Solid::of(DARK_PAGE).brightness();
    let largest = Solid::of(DARK_TEXT).brightness() - page;
    let below = Solid::of(ground).brightness();
    let is_bright_ground = below >= BRIGHT_BACKGROUND;

    // Nothing where the text is well as it is.
    let moved = |text: Solid| {
        let brightness = text.brightness();
        let offset = (below - brightness).abs();
        if brightness >= WHITE_LIKE {
            None
        } else if offset > largest && below <= page + 2.0 {
            Some(text.with_brightness(largest + below))
        } else if offset >= MIN_OFFSET {
            None
        } else {
            let wanted = if is_bright_ground { below - MIN_OFFSET } else { below + MIN_OFFSET };
            Some(text.with_brightness(largest.min(wanted)))
        }
    };

    let text = Solid::of(over(colour, ground));
    let Some(adjusted) = moved(text) else { return colour };
    let [_, _, lightness] = text.hsl();
    let may_invert =
        if is_bright_ground { lightness > INVERSION - HIGH_LIGHTNESS } else { lightness <= HIGH_LIGHTNESS };
    let is_too_near = (below - text.brightness()).abs() < MIN_OFFSET;
    let adjusted = if is_too_near && may_invert {
        let inverted = text.with_lightness(INVERSION - lightness);
        // Inverted, it may be too near again.
        moved(inverted).unwrap_or(inverted)
    } else {
        adjusted
    };
    adjusted.seen_through(colour, ground)
}

/// The one colour that a gradient becomes: each colour mixed into those before it, the more the less shines through it.
pub(super) fn mixed(colours: &[Colour]) -> Option<Colour> {
    let (first, rest) = colours.split_first()?;
    Some(rest.iter().fold(*first, |before, colour| {
        let (share, opacity) = (colour.opacity(), before.opacity());
        let (weight, more) = (2.0 * share - 1.0, share - opacity);
        let product = weight * more;
        let part = if product <= -1.0 { weight } else { (weight + more) / (1.0 + product) };
        let part = f32::midpoint(part, 1.0);
        let mut channels = before.channels();
        for (channel, own) in channels.iter_mut().zip(colour.channels()) {
            *channel = rounded(f32::from(own) * part + f32::from(*channel) * (1.0 - part));
        }
        colour.with_channels(channels).with_opacity(share * share + opacity * (1.0 - share))
    }))
}
