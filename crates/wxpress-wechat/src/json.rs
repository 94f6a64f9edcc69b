//! The platform's dialect of JSON (docs/reference/wechat-api.md §1.3 and §1.4).

use std::{borrow::Cow, fmt::Write as _, io};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::DeserializeOwned};
use serde_json::ser::{CharEscape, Formatter};

/// Writes `value` as the platform wants it: raw UTF-8 without `\uXXXX`, which its back end keeps literally.
pub(crate) fn to_vec<T: Serialize + ?Sized>(value: &T) -> serde_json::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(256);
    value.serialize(&mut serde_json::Serializer::with_formatter(&mut bytes, WithoutControls))?;
    Ok(bytes)
}

/// Leaves out the control characters that JSON could only write as an escape that the platform does not decode.
struct WithoutControls;

impl Formatter for WithoutControls {
    fn write_char_escape<W: ?Sized + io::Write>(
        &mut self,
        writer: &mut W,
        escape: CharEscape,
    ) -> io::Result<()> {
        match escape {
            CharEscape::Quote => writer.write_all(b"\\\""),
            CharEscape::ReverseSolidus => writer.write_all(b"\\\\"),
            CharEscape::LineFeed => writer.write_all(b"\\n"),
            CharEscape::Tab => writer.write_all(b"\\t"),
            CharEscape::Solidus => writer.write_all(b"/"),
            CharEscape::Backspace
            | CharEscape::FormFeed
            | CharEscape::CarriageReturn
            | CharEscape::AsciiControl(_) => Ok(()),
        }
    }
}

/// Reads JSON that may start with a byte order mark, hold broken UTF-8, or raw control characters inside strings.
pub fn from_slice<T: DeserializeOwned>(bytes: &[u8]) -> serde_json::Result<T> {
    let text = String::from_utf8_lossy(bytes);
    let text = text.trim_start_matches('\u{feff}');
    match escape_controls(text) {
        // The common answer is sound; only a text that holds a raw control character is copied.
        Cow::Borrowed(text) => serde_json::from_str(text),
        Cow::Owned(text) => serde_json::from_str(&text),
    }
}

/// Escapes the raw control characters inside the strings of a JSON text. Borrowed where there are none.
pub fn escape_controls(text: &str) -> Cow<'_, str> {
    let mut escaped: Option<String> = None;
    let (mut in_string, mut after_backslash) = (false, false);
    for (at, char) in text.char_indices() {
        if in_string && char < ' ' {
            let out = escaped.get_or_insert_with(|| text[..at].to_owned());
            match char {
                '\n' => out.push_str("\\n"),
                '\r' => out.push_str("\\r"),
                '\t' => out.push_str("\\t"),
                other => {
                    // Writing into a String cannot fail.
                    let _ = write!(out, "\\u{:04x}", u32::from(other));
                }
            }
            after_backslash = false;
            continue;
        }
        if let Some(out) = &mut escaped {
            out.push(char);
        }
        match char {
            _ if after_backslash => after_backslash = false,
            '\\' if in_string => after_backslash = true,
            '"' => in_string = !in_string,
            _ => {}
        }
    }
    escaped.map_or(Cow::Borrowed(text), Cow::Owned)
}

/// Writes the characters that `\\uXXXX` escapes stand for into a JSON text, because the platform keeps such escapes as they
/// are (§1.3). Quotes, backslashes, control characters and broken pairs stay escaped. Borrowed where nothing changes.
pub fn unescape_unicode(text: &str) -> Cow<'_, str> {
    let mut unescaped: Option<String> = None;
    let mut rest = 0;
    let mut from = 0;
    while let Some(at) = text[from..].find('\\').map(|at| at + from) {
        let Some((char, len)) = escaped_char(&text[at..]) else {
            // Whatever it is, the character after the backslash belongs to it.
            from = at + 1 + text[at + 1..].chars().next().map_or(0, char::len_utf8);
            continue;
        };
        let out = unescaped.get_or_insert_with(String::new);
        out.push_str(&text[rest..at]);
        out.push(char);
        from = at + len;
        rest = from;
    }
    match unescaped {
        None => Cow::Borrowed(text),
        Some(mut out) => {
            out.push_str(&text[rest..]);
            Cow::Owned(out)
        }
    }
}

/// The character that `text` starts with as an escape of one or two `\\uXXXX`, and the escape's length, if it may stand
/// in a string as it is.
fn escaped_char(text: &str) -> Option<(char, usize)> {
    let unit = |text: &str| {
        let digits = text.strip_prefix("\\u")?.get(..4)?;
        u16::from_str_radix(digits, 16).ok().filter(|_| !digits.starts_with('+'))
    };
    let first = unit(text)?;
    let second = text.get(6..).and_then(unit);
    let mut chars = char::decode_utf16([first].into_iter().chain(second));
    let char = chars.next()?.ok()?;
    let len = if char.len_utf16() == 2 { 12 } else { 6 };
    (char >= ' ' && !matches!(char, '"' | '\\')).then_some((char, len))
}

/// `0`/`1` on the wire, and whatever else the platform and its documents use for a switch.
pub(crate) mod flag {
    use super::{Deserialize, Deserializer, Serializer};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde calls")]
    pub(crate) fn serialize<S: Serializer>(value: &bool, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u8(u8::from(*value))
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Flag {
            Bool(bool),
            Number(i64),
            Text(String),
        }
        Ok(match Flag::deserialize(deserializer)? {
            Flag::Bool(value) => value,
            Flag::Number(value) => value != 0,
            Flag::Text(value) => !matches!(value.as_str(), "" | "0" | "false"),
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;
    use serde_json::{Value, json};

    use super::*;

    #[rstest]
    #[case("春天 🌸 <b>&</b>", "\"春天 🌸 <b>&</b>\"")]
    #[case("a\u{0}\u{1f}\u{8}\u{c}\rb", "\"ab\"")]
    #[case("line\nnext\t\"q\" \\u4e2d", "\"line\\nnext\\t\\\"q\\\" \\\\u4e2d\"")]
    fn writes_raw_utf8(#[case] text: &str, #[case] expected: &str) {
        assert_eq!(String::from_utf8(to_vec(text).unwrap()).unwrap(), expected);
    }

    #[rstest]
    #[case(b"\xef\xbb\xbf{\"a\":1}", json!({"a": 1}))]
    #[case(b"{\"a\":\"x\ny\x01z\"}", json!({"a": "x\ny\u{1}z"}))]
    #[case(b"{\"a\":\"http:\\/\\/x\"}", json!({"a": "http://x"}))]
    #[case(b"{\"a\":\"\xff\"}", json!({"a": "\u{fffd}"}))]
    #[case(b"{\n\"a\\\"\n\":1}", json!({"a\"\n": 1}))]
    fn reads_what_the_platform_sends(#[case] bytes: &[u8], #[case] expected: Value) {
        assert_eq!(from_slice::<Value>(bytes).unwrap(), expected);
    }

    #[rstest]
    #[case(r#"{"a":"\u4e2d\u6587"}"#, r#"{"a":"中文"}"#)]
    #[case(r#""\ud83c\udf38 \u003cb\u003e""#, r#""🌸 <b>""#)]
    #[case(
        r#""\u0022 \u005c \u000a \ud83c \udf38 \u+123 \\u4e2d""#,
        r#""\u0022 \u005c \u000a \ud83c \udf38 \u+123 \\u4e2d""#
    )]
    #[case("\"\\", "\"\\")]
    fn escapes_become_characters(#[case] text: &str, #[case] expected: &str) {
        assert_eq!(unescape_unicode(text), expected);
    }

    proptest! {
        #[test]
        fn unescaping_keeps_the_meaning(units in proptest::collection::vec(any::<char>(), 0..20)) {
            let mut escaped = String::from("\"");
            for unit in units.iter().flat_map(|char| char.encode_utf16(&mut [0; 2]).to_vec()) {
                let _ = write!(escaped, "\\u{unit:04x}");
            }
            escaped.push('"');
            let expected: String = units.iter().collect();
            prop_assert_eq!(serde_json::from_str::<String>(&unescape_unicode(&escaped)).unwrap(), expected);
        }

        #[test]
        fn reads_any_string_with_its_controls_left_raw(text in any::<String>()) {
            let raw = serde_json::to_string(&text).unwrap();
            let raw = raw.replace("\\n", "\n").replace("\\t", "\t");
            // `\\n` (an escaped backslash and an n) would be broken by the replacement above.
            prop_assume!(!text.contains('\\'));
            prop_assert_eq!(from_slice::<String>(raw.as_bytes()).unwrap(), text);
        }

        #[test]
        fn never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = from_slice::<Value>(&bytes);
        }
    }
}
