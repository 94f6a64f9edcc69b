//! Numbers as text.

/// A number to so many decimals, in as few characters as that takes: `.5`, `-12.3`, `0`.
pub(crate) fn short(number: f64, decimals: i32) -> String {
    let scale = 10_f64.powi(decimals);
    // `+ 0.0` makes a zero of the negative zero.
    let text = ((number * scale).round() / scale + 0.0).to_string();
    match text.strip_prefix("0.") {
        Some(rest) => format!(".{rest}"),
        None => match text.strip_prefix("-0.") {
            Some(rest) => format!("-.{rest}"),
            None => text,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn numbers_are_short() {
        for (number, decimals, expected) in [
            (3.0, 1, "3"),
            (-0.04, 1, "0"),
            (12.345, 1, "12.3"),
            (-0.25, 1, "-.3"),
            (99.96, 1, "100"),
            (0.75, 3, ".75"),
            (1.0004, 3, "1"),
            (f64::from(1.1_f32), 3, "1.1"),
        ] {
            assert_eq!(short(number, decimals), expected);
        }
    }
}
