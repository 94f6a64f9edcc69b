//! What one element looks like in dark mode, by its own declarations and what is around it.

use super::brightness::{adjust_background, adjust_text, mixed, over};
use super::values::{colours, with_colours};
use super::{DARK_PAGE, DARK_TEXT, LIGHT_PAGE, LIGHT_TEXT, Purpose};
use crate::css::{Colour, Style};

/// Opacity below which a colour is left alone.
const MIN_OPACITY: f32 = 0.05;

/// Contrast below which a background counts as the ground of the picture that it lies on.
const MIN_CONTRAST_TO_PICTURE: f32 = 1.1;

/// In the order in which they lie over each other.
const BACKGROUNDS: [&str; 3] = ["background-color", "background", "background-image"];

/// Lines that are adjusted to the ground below the text.
const TEXT_LINES: [&str; 5] = [
    "text-decoration",
    "text-decoration-color",
    "text-emphasis-color",
    "-webkit-text-stroke",
    "-webkit-text-stroke-color",
];

/// Lines that are adjusted to the page, wherever they are.
const BOX_LINES: [&str; 4] = ["border", "outline", "box-shadow", "column-rule"];

/// How an element looks in dark mode.
#[derive(Debug, Clone)]
pub(super) struct Look {
    purpose: Purpose,
    /// Declarations that differ from those in light mode, where they are to be shown.
    pub(super) changes: Vec<(String, String)>,
    /// The text, as it is seen.
    pub(super) text: Colour,
    /// What is seen below the text.
    pub(super) ground: Colour,
    /// Below is a picture: texts and lines on it keep their colours.
    pub(super) is_over_picture: bool,
    /// The ground that stands in for what shines through a picture.
    picture_ground: Option<Colour>,
    light_text: Colour,
    light_ground: Colour,
}

impl Look {
    /// The page's.
    pub(super) fn page(purpose: Purpose) -> Self {
        Self {
            purpose,
            changes: Vec::new(),
            text: DARK_TEXT,
            ground: DARK_PAGE,
            is_over_picture: false,
            picture_ground: None,
            light_text: LIGHT_TEXT,
            light_ground: LIGHT_PAGE,
        }
    }

    /// That of an element within; of one without words, gradients stay as they are.
    pub(super) fn within(&self, style: &Style, has_words: bool) -> Self {
        let mut own = Self { changes: Vec::new(), ..*self };
        // A fill covers the colour of the text.
        let text = ["-webkit-text-fill-color", "color"].into_iter().find_map(|property| {
            style.value(property).and_then(Colour::parse).map(|colour| (property, colour))
        });
        let has_picture =
            style.iter().any(|(property, value)| takes_picture(property) && value.contains("url("));
        for property in BACKGROUNDS {
            let Some(value) = style.value(property) else { continue };
            own.lay(property, value, text.is_some(), has_picture, has_words);
        }
        if let Some((property, colour)) = text.filter(|(_, colour)| colour.opacity() >= MIN_OPACITY) {
            let dark =
                if own.is_over_picture || has_picture { colour } else { adjust_text(colour, own.ground) };
            own.text = over(dark, own.ground);
            own.light_text = colour;
            own.recolour(property, dark);
        }
        if own.purpose == Purpose::Show && !own.is_over_picture && !has_picture {
            own.adjust_lines(style);
        }
        own.changes.retain(|(property, value)| style.value(property) != Some(value.as_str()));
        own
    }

    /// Lays a background over what is below.
    fn lay(&mut self, property: &str, value: &str, has_colour: bool, has_picture: bool, has_words: bool) {
        let is_gradient = value.contains("gradient");
        let gradient = if is_gradient { mixed(&colours(value)) } else { None };
        let mut is_first = true;
        let adjusted = with_colours(value, |colour| {
            let colour = gradient.unwrap_or(colour);
            if colour.opacity() < MIN_OPACITY {
                return gradient;
            }
            let dark = if self.stays_on_picture(colour) {
                None
            } else {
                let dark = adjust_background(colour, self.ground);
                if !has_colour {
                    self.inherit_text(over(dark, self.ground));
                }
                Some(dark)
            };
            let dark = dark.filter(|_| !has_picture);
            if is_first {
                self.ground = over(dark.unwrap_or(colour), self.ground);
                self.light_ground = over(colour, self.light_ground);
            }
            is_first = false;
            dark
        });
        if value.contains("url(") {
            self.is_over_picture = true;
            self.picture_ground = Some(self.light_ground);
            self.recolour("background-color", self.light_ground);
            if !has_colour {
                self.text = self.light_text;
                self.recolour("color", self.light_text);
            }
        } else if has_words || !is_gradient {
            self.change(property, adjusted);
        }
    }

    /// Whether a background keeps its colour, for it is that of the picture below; any other covers the picture.
    fn stays_on_picture(&mut self, colour: Colour) -> bool {
        self.is_over_picture = false;
        let stays = self.picture_ground.is_some_and(|ground| {
            let (one, other) = (ground.luminance() + 0.05, colour.luminance() + 0.05);
            one.max(other) / one.min(other) < MIN_CONTRAST_TO_PICTURE
        });
        if !stays {
            self.picture_ground = None;
        }
        stays
    }

    /// Text that says no colour of its own is made anew from that of light mode.
    fn inherit_text(&mut self, ground: Colour) {
        let dark = adjust_text(self.light_text, ground);
        self.text = over(dark, ground);
        self.recolour("color", dark);
    }

    fn adjust_lines(&mut self, style: &Style) {
        let ground = self.ground;
        let change = |to: Colour| {
            move |colour: Colour| (colour.opacity() >= MIN_OPACITY).then(|| adjust_text(colour, to))
        };
        for (property, value) in style.iter() {
            let adjusted = if TEXT_LINES.contains(&property) {
                with_colours(value, change(ground))
            } else if BOX_LINES.iter().any(|line| property.starts_with(line)) {
                with_colours(value, change(DARK_PAGE))
            } else if property == "text-shadow" {
                with_colours(value, |colour| {
                    (colour.opacity() >= MIN_OPACITY).then(|| adjust_background(colour, ground))
                })
            } else {
                continue;
            };
            self.change(property, adjusted);
        }
    }

    fn recolour(&mut self, property: &str, colour: Colour) {
        if self.purpose == Purpose::Show {
            self.change(property, colour.to_string());
        }
    }

    fn change(&mut self, property: &str, value: String) {
        self.changes.push((property.to_owned(), value));
    }
}

fn takes_picture(property: &str) -> bool {
    property.starts_with("background") || property.contains("border-image")
}
