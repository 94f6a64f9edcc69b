//! Sizes that authors write behind the alternative text: `![alt|300x200]`.

/// A size of a picture; what is none is left to the picture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Size {
    /// A share of the width of the text, in percent.
    Share(f32),
    /// Pixels.
    Pixels { width: Option<f32>, height: Option<f32> },
}

/// Widest picture whose given height can be kept, in px: a wider one shrinks on a phone and would be distorted.
const SCREEN: f32 = 340.0;

impl Size {
    /// Takes the size off the end of an alternative text: `|300`, `|300x200`, `|x200`, `|50%`.
    pub(super) fn split(alt: &str) -> (&str, Option<Self>) {
        let Some((text, size)) = alt.rsplit_once('|') else { return (alt, None) };
        match Self::parse(size.trim()) {
            Some(size) => (text.trim_end(), Some(size)),
            None => (alt, None),
        }
    }

    /// Reads an attribute's or an author's size.
    fn parse(text: &str) -> Option<Self> {
        if let Some(share) = text.strip_suffix('%') {
            return number(share).filter(|share| *share <= 100.0).map(Self::Share);
        }
        let text = text.strip_suffix("px").unwrap_or(text);
        let (width, height) = match text.split_once(['x', 'X', '×', '*']) {
            Some((width, "")) => (width, None),
            Some((width, height)) => (width, Some(number(height)?)),
            None => (text, None),
        };
        let width = if width.is_empty() && height.is_some() { None } else { Some(number(width)?) };
        Some(Self::Pixels { width, height })
    }

    /// The size that `width` and `height` attributes give.
    pub(super) fn of_attributes(width: Option<&str>, height: Option<&str>) -> Option<Self> {
        match width.map(str::trim).and_then(Self::parse) {
            Some(Self::Pixels { width, .. }) => Some(Self::Pixels { width, height: height.and_then(number) }),
            None => height.and_then(number).map(|height| Self::Pixels { width: None, height: Some(height) }),
            share => share,
        }
    }

    /// The declarations that say it.
    pub(super) fn css(self) -> String {
        match self {
            Self::Share(share) => format!("width:{share}%"),
            Self::Pixels { width: Some(width), height: Some(height) } if width <= SCREEN => {
                format!("width:{width}px;height:{height}px")
            }
            Self::Pixels { width: Some(width), .. } => format!("width:{width}px;height:auto"),
            Self::Pixels { width: None, height: Some(height) } => format!("width:auto;height:{height}px"),
            Self::Pixels { width: None, height: None } => String::new(),
        }
    }

    /// Values for the attributes `width` and `height`.
    pub(super) fn attributes(self) -> [Option<String>; 2] {
        match self {
            Self::Share(_) => [None, None],
            Self::Pixels { width, height } => [width, height].map(|pixels| pixels.map(|px| px.to_string())),
        }
    }
}

fn number(text: &str) -> Option<f32> {
    let text = text.trim();
    let text = text.strip_suffix("px").unwrap_or(text);
    text.parse().ok().filter(|number: &f32| number.is_finite() && *number >= 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_off_the_text() {
        let pixels = |width, height| Some(Size::Pixels { width, height });
        for (alt, text, size) in [
            ("a|300x200", "a", pixels(Some(300.0), Some(200.0))),
            ("a b|300", "a b", pixels(Some(300.0), None)),
            ("|x200", "", pixels(None, Some(200.0))),
            ("a|b|50%", "a|b", Some(Size::Share(50.0))),
            ("a | 300px", "a", pixels(Some(300.0), None)),
            ("a|300x", "a", pixels(Some(300.0), None)),
            ("a|b", "a|b", None),
            ("a|", "a|", None),
            ("a|x", "a|x", None),
            ("a|0", "a|0", None),
            ("a|500%", "a|500%", None),
        ] {
            assert_eq!(Size::split(alt), (text, size), "{alt}");
        }
    }

    #[test]
    fn a_height_that_would_distort_is_left_to_the_picture() {
        assert_eq!(Size::parse("300x200").unwrap().css(), "width:300px;height:200px");
        assert_eq!(Size::parse("800x200").unwrap().css(), "width:800px;height:auto");
    }
}
