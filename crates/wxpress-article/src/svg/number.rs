//! Lengths and coordinates.

use crate::number;

/// Pixels that a length stands for; `em` of a font size. Percentages and other units stand for none.
pub(super) fn pixels(length: &str, font_size: f64) -> Option<f64> {
    let length = length.trim();
    let (number, unit) = match length.strip_suffix("em") {
        Some(number) => (number, font_size),
        None => (length.strip_suffix("px").unwrap_or(length), 1.0),
    };
    number.trim().parse::<f64>().ok().filter(|number| number.is_finite()).map(|number| number * unit)
}

/// A length or coordinate to a tenth: nobody sees more.
pub(super) fn short(number: f64) -> String {
    number::short(number, 1)
}

/// All numbers of a list, such as that of a `viewBox`.
pub(super) fn list(text: &str) -> impl Iterator<Item = f64> + '_ {
    text.split([' ', ',', '\n', '\t']).filter_map(|number| number.trim_end_matches("px").parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths() {
        for (length, expected) in [
            ("12", Some(12.0)),
            ("-1.5px", Some(-1.5)),
            (" 1.1em ", Some(22.0)),
            ("50%", None),
            ("NaN", None),
        ] {
            assert_eq!(pixels(length, 20.0), expected, "{length}");
        }
    }
}
