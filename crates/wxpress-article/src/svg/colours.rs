//! Colours of a drawing, by day and by night: the platform's dark mode does not touch drawings
//! (docs/reference/html-compat.md D13).

use crate::css::Colour;

/// Greys darker than this, and anything darker than [`BLACKISH`], take the colour of the text around the drawing where
/// they are text or lines.
const DARK: f32 = 0.35;

const BLACKISH: f32 = 0.03;

/// What is filled with a lighter colour than this lets the page shine through. Darker fills keep their colour: what is
/// written on them is light.
const LIGHT: f32 = 0.3;

/// What becomes of a drawing's colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Colours {
    /// They stay: whoever drew it has painted a ground as well.
    AsDrawn,
    #[cfg_attr(
        not(feature = "mermaid"),
        allow(dead_code, reason = "diagrams alone are known to have no ground")
    )]
    /// Lines and text follow the text around, fills become tints of what is behind them. On white nothing changes.
    Adaptive {
        /// The colour of lines, where it fills something, too.
        ink: Colour,
    },
}

/// What a colour is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Line,
    Text,
    Fill,
}

/// A colour to write, and its opacity.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Paint {
    pub(super) colour: String,
    pub(super) opacity: f32,
}

impl Colours {
    /// How a colour is to be written; none where nothing is to be seen.
    pub(super) fn paint(self, colour: &str, role: Role) -> Option<Paint> {
        if matches!(colour, "none" | "transparent") {
            return None;
        }
        let Some(parsed) = Colour::parse(colour) else {
            // `currentColor`; and what no browser knows either is as if it were not there.
            return Some(Paint { colour: "currentColor".to_owned(), opacity: 1.0 });
        };
        let opacity = parsed.opacity();
        let [red, green, blue] = parsed.channels();
        let literal = Colour::rgb(red, green, blue);
        let paint = match (self, role) {
            (Self::Adaptive { .. }, Role::Line | Role::Text) if is_dark(literal) => {
                Paint { colour: "currentColor".to_owned(), opacity }
            }
            (Self::Adaptive { ink }, Role::Fill) if literal == ink => {
                Paint { colour: "currentColor".to_owned(), opacity }
            }
            (Self::Adaptive { .. }, Role::Fill) if literal.luminance() > LIGHT => {
                let tint = tint(literal);
                Paint { opacity: tint.opacity * opacity, ..tint }
            }
            _ => Paint { colour: literal.to_string(), opacity },
        };
        (paint.opacity > 0.0).then_some(paint)
    }
}

fn is_dark(colour: Colour) -> bool {
    let channels = colour.channels();
    let spread = channels.into_iter().max().unwrap_or(0) - channels.into_iter().min().unwrap_or(0);
    let luminance = colour.luminance();
    luminance < BLACKISH || (luminance < DARK && spread < 48)
}

/// The colour that over white looks like `colour` and hides as little of the ground as can be.
fn tint(colour: Colour) -> Paint {
    let channels = colour.channels();
    let opacity = 1.0 - f32::from(channels.into_iter().min().unwrap_or(u8::MAX)) / 255.0;
    if opacity == 0.0 {
        return Paint { colour: colour.to_string(), opacity };
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "from 0 to 255 by how opacity is chosen"
    )]
    let pure = channels.map(|channel| (255.0 - (255.0 - f32::from(channel)) / opacity).round() as u8);
    // A tint of black is a shade of the text's colour.
    let is_grey = pure.into_iter().all(|channel| channel < 16);
    let colour = if is_grey { "currentColor".to_owned() } else { colour.with_channels(pure).to_string() };
    Paint { colour, opacity: (opacity * 100.0).round() / 100.0 }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::text("#333", Role::Text, Some(("currentColor", 1.0)))]
    #[case::line("black", Role::Line, Some(("currentColor", 1.0)))]
    #[case::coloured_line("#e66", Role::Line, Some(("#e66", 1.0)))]
    #[case::nearly_black("#1a1a2e", Role::Text, Some(("currentColor", 1.0)))]
    #[case::light_text("#fff", Role::Text, Some(("#fff", 1.0)))]
    #[case::white_ground("#fff", Role::Fill, None)]
    #[case::tint("#ececff", Role::Fill, Some(("#00f", 0.07)))]
    #[case::grey("#e6e6e6", Role::Fill, Some(("currentColor", 0.1)))]
    #[case::dark_fill("#224466", Role::Fill, Some(("#246", 1.0)))]
    #[case::ink("#010101", Role::Fill, Some(("currentColor", 1.0)))]
    #[case::half_dark("rgba(0,0,0,.5)", Role::Line, Some(("currentColor", 0.501_960_8)))]
    #[case::nothing("none", Role::Fill, None)]
    #[case::words("currentColor", Role::Fill, Some(("currentColor", 1.0)))]
    fn adapt(#[case] colour: &str, #[case] role: Role, #[case] expected: Option<(&str, f32)>) {
        let expected = expected.map(|(colour, opacity)| Paint { colour: colour.to_owned(), opacity });
        let adaptive = Colours::Adaptive { ink: Colour::rgb(1, 1, 1) };
        assert_eq!(adaptive.paint(colour, role), expected);
    }

    #[test]
    fn stay_as_drawn() {
        let white = Colours::AsDrawn.paint("white", Role::Fill);
        assert_eq!(white, Some(Paint { colour: "#fff".to_owned(), opacity: 1.0 }));
    }
}
