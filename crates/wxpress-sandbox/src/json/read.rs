//! Reading: `\uXXXX` stays as it is written, raw line breaks and tabs pass (docs/reference/wechat-api.md §1.3).

use serde::Deserialize;
use serde_json::{Map, Value};

/// How a body is to be read.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Reading {
    /// Off at WeChat: `\u4e2d` is six characters there.
    pub(crate) decode_unicode_escapes: bool,
    /// Off at WeChat: other control characters than tab and line break make the body unreadable.
    pub(crate) control_characters: bool,
}

/// A body's object, and whether `\uXXXX` was kept as text. `None` when it is not a JSON object in UTF-8 without BOM.
pub(crate) fn parse_object(body: &[u8], reading: Reading) -> Option<(Map<String, Value>, bool)> {
    std::str::from_utf8(body).ok()?;
    let (mended, literal_escapes) = mend(body, reading);
    Some((serde_json::from_slice(&mended).ok()?, literal_escapes))
}

/// The body as a strict parser has to see it to yield what WeChat's lenient one yields.
fn mend(body: &[u8], reading: Reading) -> (Vec<u8>, bool) {
    let mut mended = Vec::with_capacity(body.len() + 16);
    let (mut in_string, mut literal_escapes) = (false, false);
    let mut bytes = body.iter().copied();
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' => {
                in_string = !in_string;
                mended.push(byte);
            }
            b'\\' if in_string => match bytes.next() {
                Some(b'u') if !reading.decode_unicode_escapes => {
                    literal_escapes = true;
                    mended.extend_from_slice(b"\\\\u");
                }
                Some(escaped) => mended.extend_from_slice(&[b'\\', escaped]),
                None => mended.push(b'\\'),
            },
            b'\n' if in_string => mended.extend_from_slice(b"\\n"),
            b'\r' if in_string => mended.extend_from_slice(b"\\r"),
            b'\t' if in_string => mended.extend_from_slice(b"\\t"),
            0..0x20 if in_string && reading.control_characters => {
                mended.extend_from_slice(format!("\\u{byte:04x}").as_bytes());
            }
            _ => mended.push(byte),
        }
    }
    (mended, literal_escapes)
}

/// A text field; a number stands for its digits, as clients send ids both ways.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Value")]
pub(crate) struct Text(pub(crate) String);

/// A whole number; digits in a string count too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Value")]
pub(crate) struct Number(pub(crate) i64);

/// A 0 or 1; `true` and `false` count too, and all four in a string.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Value")]
pub(crate) struct Flag(pub(crate) bool);

impl TryFrom<Value> for Text {
    type Error = &'static str;

    fn try_from(value: Value) -> Result<Self, &'static str> {
        match value {
            Value::Null => Ok(Self::default()),
            Value::Bool(value) => Ok(Self(value.to_string())),
            Value::Number(value) => Ok(Self(value.to_string())),
            Value::String(value) => Ok(Self(value)),
            Value::Array(_) | Value::Object(_) => Err("not a text"),
        }
    }
}

impl TryFrom<Value> for Number {
    type Error = &'static str;

    fn try_from(value: Value) -> Result<Self, &'static str> {
        let number = match value {
            Value::Number(value) => value.as_i64(),
            Value::String(value) => value.trim().parse().ok(),
            Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
        };
        number.map(Self).ok_or("not a whole number")
    }
}

impl TryFrom<Value> for Flag {
    type Error = &'static str;

    fn try_from(value: Value) -> Result<Self, &'static str> {
        let flag = match value {
            Value::Null => Some(false),
            Value::Bool(value) => Some(value),
            Value::Number(value) => value.as_i64().map(|value| value != 0),
            Value::String(value) => match value.as_str() {
                "" | "0" | "false" => Some(false),
                "1" | "true" => Some(true),
                _ => None,
            },
            Value::Array(_) | Value::Object(_) => None,
        };
        flag.map(Self).ok_or("neither 0 nor 1")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn title(body: &str, reading: Reading) -> Option<String> {
        let (object, _) = parse_object(body.as_bytes(), reading)?;
        Some(object["title"].as_str()?.to_owned())
    }

    #[test]
    fn an_escaped_character_stays_six_characters() {
        let body = r#"{"title":"\u4e2d\\u\/\""}"#;
        assert_eq!(title(body, Reading::default()).unwrap(), r#"\u4e2d\u/""#);
        let decoding = Reading { decode_unicode_escapes: true, ..Reading::default() };
        assert_eq!(title(body, decoding).unwrap(), r#"中\u/""#);
    }

    #[test]
    fn raw_line_breaks_pass_and_other_control_characters_do_not() {
        assert_eq!(title("{\"title\":\n\"a\nb\tc\"}", Reading::default()).unwrap(), "a\nb\tc");
        assert_eq!(title("{\"title\":\"a\u{1}b\"}", Reading::default()), None);
        let lenient = Reading { control_characters: true, ..Reading::default() };
        assert_eq!(title("{\"title\":\"a\u{1}b\"}", lenient).unwrap(), "a\u{1}b");
    }

    #[test]
    fn what_is_no_utf8_object_is_refused() {
        for body in [&b"\xef\xbb\xbf{}"[..], b"[]", b"{", b"{\"title\":\"\xd6\xd0\"}", b"{'a':1}", b"null"] {
            assert!(parse_object(body, Reading::default()).is_none(), "{body:?}");
        }
    }

    #[test]
    fn numbers_and_texts_stand_for_each_other() {
        assert_eq!(serde_json::from_str::<Text>("2247483648").unwrap(), Text("2247483648".to_owned()));
        assert_eq!(serde_json::from_str::<Number>("\"7\"").unwrap(), Number(7));
        for (text, flag) in [("\"1\"", true), ("\"true\"", true), ("\"false\"", false), ("true", true)] {
            assert_eq!(serde_json::from_str::<Flag>(text).unwrap(), Flag(flag), "{text}");
        }
        assert!(serde_json::from_str::<Flag>("\"yes\"").is_err());
    }

    proptest! {
        /// Whatever a client may write without `\u` escapes is read as it was meant.
        #[test]
        fn plain_json_is_read_as_it_is(title in "[^\\x00-\\x1f]*", note in "[a\\\\\"/\n\r\t]*") {
            let body = json!({"title": title, "note": note});
            let (object, literal_escapes) = parse_object(body.to_string().as_bytes(), Reading::default()).unwrap();
            prop_assert_eq!(Value::Object(object), body);
            prop_assert!(!literal_escapes);
        }

        #[test]
        fn no_body_is_too_odd(body in any::<Vec<u8>>()) {
            let _ = parse_object(&body, Reading::default());
        }
    }
}
