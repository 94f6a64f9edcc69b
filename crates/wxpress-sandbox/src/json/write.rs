//! Writing: `/` as `\/`, raw UTF-8, fields in the order of the struct (docs/reference/wechat-api.md §1.4).

use std::io;

use serde::Serialize;
use serde_json::ser::{CharEscape, CompactFormatter, Formatter};

/// The JSON text of an answer.
pub(crate) fn to_bytes<T: Serialize>(value: &T) -> serde_json::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(256);
    value.serialize(&mut serde_json::Serializer::with_formatter(&mut bytes, WechatFormatter))?;
    Ok(bytes)
}

struct WechatFormatter;

impl Formatter for WechatFormatter {
    fn write_string_fragment<W: ?Sized + io::Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut pieces = fragment.split('/');
        if let Some(first) = pieces.next() {
            writer.write_all(first.as_bytes())?;
        }
        for piece in pieces {
            writer.write_all(b"\\/")?;
            writer.write_all(piece.as_bytes())?;
        }
        Ok(())
    }

    /// A control character was let in by the `control_characters` knob alone, and goes out raw as real bodies have it.
    fn write_char_escape<W: ?Sized + io::Write>(
        &mut self,
        writer: &mut W,
        escape: CharEscape,
    ) -> io::Result<()> {
        match escape {
            CharEscape::AsciiControl(byte) => writer.write_all(&[byte]),
            other => CompactFormatter.write_char_escape(writer, other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slashes_are_escaped_and_chinese_is_not() {
        let bytes = to_bytes(&["http://mp.weixin.qq.com/标题\n\"", "/", ""]).unwrap();
        assert_eq!(String::from_utf8(bytes).unwrap(), r#"["http:\/\/mp.weixin.qq.com\/标题\n\"","\/",""]"#);
    }
}
