//! Numbers and switches as people write them in queries, forms and JSON.

use serde::{Deserialize, Deserializer, de::Error as _};

#[derive(Deserialize)]
#[serde(untagged)]
enum Loose {
    Bool(bool),
    Number(i64),
    Text(String),
    Null(()),
}

/// `true`, `1`, `"1"`, `"true"`, `"yes"`, `"是"` and their opposites; `None` for `null` and an empty text.
pub fn flag<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<bool>, D::Error> {
    match Loose::deserialize(deserializer).map_err(|_| D::Error::custom("expected true or false"))? {
        Loose::Bool(value) => Ok(Some(value)),
        Loose::Number(0) => Ok(Some(false)),
        Loose::Number(1) => Ok(Some(true)),
        Loose::Null(()) => Ok(None),
        Loose::Text(text) => match text.trim().to_ascii_lowercase().as_str() {
            "" => Ok(None),
            "1" | "true" | "yes" | "on" | "是" => Ok(Some(true)),
            "0" | "false" | "no" | "off" | "否" => Ok(Some(false)),
            other => Err(D::Error::custom(format!("expected true or false, not {other:?}"))),
        },
        Loose::Number(other) => Err(D::Error::custom(format!("expected true or false, not {other}"))),
    }
}

/// A number that may be quoted; `None` for `null` and an empty text.
pub fn number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
    let value = match Loose::deserialize(deserializer).map_err(|_| D::Error::custom("expected a number"))? {
        Loose::Null(()) => return Ok(None),
        Loose::Text(text) if text.trim().is_empty() => return Ok(None),
        Loose::Number(number) => u64::try_from(number).ok(),
        Loose::Text(text) => text.trim().parse().ok(),
        Loose::Bool(_) => None,
    };
    value.map(Some).ok_or_else(|| D::Error::custom("expected a number from 0 on"))
}

/// A number that may have a fraction, be quoted, and end in `px`; `None` for `null` and an empty text.
pub fn decimal<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<f32>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Decimal {
        Number(f32),
        Text(String),
        Null(()),
    }
    let expected = |_| D::Error::custom("expected a number");
    match Decimal::deserialize(deserializer).map_err(expected)? {
        Decimal::Number(number) => Ok(Some(number)),
        Decimal::Null(()) => Ok(None),
        Decimal::Text(text) if text.trim().is_empty() => Ok(None),
        Decimal::Text(text) => {
            let number = text.trim().trim_end_matches("px").trim_end();
            number.parse().map(Some).map_err(|_| D::Error::custom("expected a number"))
        }
    }
}

/// A text that may have come as a number; `None` for `null` and an empty one.
pub fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    match Loose::deserialize(deserializer).map_err(|_| D::Error::custom("expected a text"))? {
        Loose::Text(text) => Ok(Some(text).filter(|text| !text.trim().is_empty())),
        Loose::Number(number) => Ok(Some(number.to_string())),
        Loose::Null(()) => Ok(None),
        Loose::Bool(_) => Err(D::Error::custom("expected a text")),
    }
}

/// Texts of a list, or of one text that is split at its commas, Chinese ones too. Empty ones are left out.
pub fn texts<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Texts {
        List(Vec<String>),
        Text(String),
        Null(()),
    }
    let texts =
        match Texts::deserialize(deserializer).map_err(|_| D::Error::custom("expected a list of texts"))? {
            Texts::List(texts) => texts,
            Texts::Text(text) => text.split([',', '，', '、']).map(str::to_owned).collect(),
            Texts::Null(()) => Vec::new(),
        };
    Ok(texts.iter().map(|text| text.trim()).filter(|text| !text.is_empty()).map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use serde_json::{Value, json};

    type Read<T> = Result<Option<T>, ()>;

    #[rstest]
    #[case(json!(true), Ok(Some(true)))]
    #[case(json!("0"), Ok(Some(false)))]
    #[case(json!("是"), Ok(Some(true)))]
    #[case(json!(1), Ok(Some(true)))]
    #[case(json!(null), Ok(None))]
    #[case(json!("maybe"), Err(()))]
    #[case(json!(2), Err(()))]
    #[case(json!([]), Err(()))]
    fn flags(#[case] value: Value, #[case] expected: Read<bool>) {
        assert_eq!(super::flag(value).map_err(|_| ()), expected);
    }

    #[rstest]
    #[case(json!(20), Ok(Some(20)))]
    #[case(json!("20"), Ok(Some(20)))]
    #[case(json!(""), Ok(None))]
    #[case(json!(-1), Err(()))]
    #[case(json!("many"), Err(()))]
    fn numbers(#[case] value: Value, #[case] expected: Read<u64>) {
        assert_eq!(super::number(value).map_err(|_| ()), expected);
    }

    #[rstest]
    #[case(json!(16), Ok(Some(16.0)))]
    #[case(json!(1.75), Ok(Some(1.75)))]
    #[case(json!("15.5 px"), Ok(Some(15.5)))]
    #[case(json!(""), Ok(None))]
    #[case(json!(null), Ok(None))]
    #[case(json!("large"), Err(()))]
    #[case(json!(true), Err(()))]
    fn decimals(#[case] value: Value, #[case] expected: Read<f32>) {
        assert_eq!(super::decimal(value).map_err(|_| ()), expected);
    }

    #[rstest]
    #[case(json!(["a", " b "]), &["a", "b"])]
    #[case(json!("春天，公园,花 园"), &["春天", "公园", "花 园"])]
    #[case(json!(null), &[])]
    fn lists(#[case] value: Value, #[case] expected: &[&str]) {
        assert_eq!(super::texts(value).unwrap(), expected);
    }
}
