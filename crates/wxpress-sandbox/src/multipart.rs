//! A strict reader of `multipart/form-data`, as picky as WeChat's gateway (docs/reference/wechat-api.md §5.2).
//! A lenient parser would let pass what the real service refuses.

use bytes::Bytes;
use memchr::memmem;

/// Why a body was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MultipartError {
    /// Not `multipart/form-data` at all: no medium arrives, 41005.
    NotMultipart,
    /// `Content-Type` without a boundary that counts: 44001.
    NoBoundary,
    /// The gateway's 412: parts that do not end, headers without colon, unquoted names.
    Malformed,
}

/// How the gateway is with boundaries, on which reports differ (docs/reference/wechat-api.md §16).
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct BoundaryHabits {
    /// Takes the boundary from the first line of the body when `Content-Type` has none.
    pub(crate) accept_missing: bool,
    /// Does not understand a boundary in quotes.
    pub(crate) refuse_quoted: bool,
}

/// One part of the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) name: String,
    /// Verbatim; `filename*` alone leaves it `None`.
    pub(crate) filename: Option<String>,
    pub(crate) bytes: Bytes,
}

/// The parts of a body.
pub(crate) fn parse(
    content_type: &str,
    habits: BoundaryHabits,
    body: &Bytes,
) -> Result<Vec<Part>, MultipartError> {
    let closing = [b"\r\n--", boundary(content_type, habits, body)?].concat();
    let delimiter = &closing[2..];
    let mut parts = Vec::new();
    // What stands before the first delimiter is a preamble.
    let mut position = find(body, delimiter, 0).ok_or(MultipartError::Malformed)? + delimiter.len();
    loop {
        match body.get(position..position + 2) {
            Some(b"--") => return Ok(parts),
            Some(b"\r\n") => position += 2,
            _ => return Err(MultipartError::Malformed),
        }
        let head_end = find(body, b"\r\n\r\n", position).ok_or(MultipartError::Malformed)?;
        let start = head_end + 4;
        // An empty part may have its delimiter right after the blank line.
        let end = find(body, &closing, start - 2).ok_or(MultipartError::Malformed)?;
        let bytes = if end > start { body.slice(start..end) } else { Bytes::new() };
        if let Some(part) = parse_part(&body[position..head_end], bytes)? {
            parts.push(part);
        }
        position = end + closing.len();
    }
}

fn boundary<'a>(
    content_type: &'a str,
    habits: BoundaryHabits,
    body: &'a [u8],
) -> Result<&'a [u8], MultipartError> {
    let (kind, parameters) = content_type.split_once(';').unwrap_or((content_type, ""));
    if !kind.trim().eq_ignore_ascii_case("multipart/form-data") {
        return Err(MultipartError::NotMultipart);
    }
    let named = parameters
        .split(';')
        .filter_map(|parameter| parameter.trim().split_once('='))
        .find(|(name, _)| name.eq_ignore_ascii_case("boundary"))
        .map(|(_, value)| value);
    let boundary = match named {
        Some(value) if habits.refuse_quoted && value.starts_with('"') => None,
        Some(value) => Some(value.trim_matches('"').as_bytes()),
        None if habits.accept_missing => first_line(body).and_then(|line| line.strip_prefix(b"--")),
        None => None,
    };
    boundary.filter(|boundary| !boundary.is_empty()).ok_or(MultipartError::NoBoundary)
}

fn first_line(body: &[u8]) -> Option<&[u8]> {
    find(body, b"\r\n", 0).map(|end| &body[..end])
}

/// A part out of its header block; headers come in any order. One without a disposition is passed over.
fn parse_part(head: &[u8], bytes: Bytes) -> Result<Option<Part>, MultipartError> {
    let head = String::from_utf8_lossy(head);
    let mut disposition = None;
    for line in head.split("\r\n") {
        let (name, value) = line.split_once(':').ok_or(MultipartError::Malformed)?;
        if name.trim().eq_ignore_ascii_case("content-disposition") {
            disposition = Some(value.trim().to_owned());
        }
    }
    let Some(disposition) = disposition else { return Ok(None) };
    let parameters = disposition.strip_prefix("form-data").ok_or(MultipartError::Malformed)?;
    let (mut name, mut filename) = (None, None);
    for (key, value) in Parameters(parameters) {
        match key.to_ascii_lowercase().as_str() {
            "name" => name = Some(value?),
            "filename" => filename = Some(value?),
            // `filename*` is not understood (docs/reference/wechat-api.md §5.2).
            _ => {}
        }
    }
    Ok(name.map(|name| Part { name, filename, bytes }))
}

/// The `; key="value"` pairs of a header; an unquoted value is an error of its own.
struct Parameters<'a>(&'a str);

impl<'a> Iterator for Parameters<'a> {
    type Item = (&'a str, Result<String, MultipartError>);

    fn next(&mut self) -> Option<Self::Item> {
        let (key, rest) = self.0.trim_start_matches([';', ' ', '\t']).split_once('=')?;
        if let Some(quoted) = rest.strip_prefix('"') {
            let (value, rest) = unquote(quoted);
            self.0 = rest;
            Some((key.trim(), value.ok_or(MultipartError::Malformed)))
        } else {
            self.0 = rest.find(';').map_or("", |end| &rest[end..]);
            Some((key.trim(), Err(MultipartError::Malformed)))
        }
    }
}

/// The text up to the closing quote, and what follows it. Only `\"` is an escape: old browsers send `C:\a.jpg`.
fn unquote(text: &str) -> (Option<String>, &str) {
    let mut value = String::new();
    let mut characters = text.char_indices().peekable();
    while let Some((index, character)) = characters.next() {
        match character {
            '"' => return (Some(value), &text[index + 1..]),
            '\\' if characters.peek().is_some_and(|(_, next)| *next == '"') => {
                value.push('"');
                characters.next();
            }
            _ => value.push(character),
        }
    }
    (None, "")
}

fn find(haystack: &[u8], needle: &[u8], from: usize) -> Option<usize> {
    memmem::find(haystack.get(from..)?, needle).map(|offset| from + offset)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TYPE: &str = "multipart/form-data; boundary=B";

    fn parts(body: &str) -> Result<Vec<Part>, MultipartError> {
        parse(TYPE, BoundaryHabits::default(), &Bytes::copy_from_slice(body.as_bytes()))
    }

    fn part(name: &str, filename: Option<&str>, bytes: &'static str) -> Part {
        Part {
            name: name.to_owned(),
            filename: filename.map(str::to_owned),
            bytes: Bytes::from_static(bytes.as_bytes()),
        }
    }

    #[test]
    fn headers_come_in_any_order_and_names_may_be_anything() {
        let body = "--B\r\nContent-Length: 3\r\nContent-Type: image/png\r\n\
                    content-disposition: form-data; name=\"media\"; filename=\"%2Fhome%2F图 a\\\".png\"\r\n\r\n\
                    a\r\n\r\n--B\r\nContent-Disposition: form-data; name=\"type\"\r\n\r\nimage\r\n--B--\r\n";
        assert_eq!(
            parts(body).unwrap(),
            [part("media", Some("%2Fhome%2F图 a\".png"), "a\r\n"), part("type", None, "image")]
        );
    }

    #[test]
    fn an_extended_filename_alone_is_none() {
        let body = "--B\r\nContent-Disposition: form-data; name=\"media\"; filename*=utf-8''%E5%9B%BE.png\r\n\r\na\r\n--B--";
        assert_eq!(parts(body).unwrap(), [part("media", None, "a")]);
        let both = "--B\r\nContent-Disposition: form-data; name=\"media\"; filename=\"a.png\"; filename*=utf-8''b.png\r\n\r\na\r\n--B--";
        assert_eq!(parts(both).unwrap(), [part("media", Some("a.png"), "a")]);
    }

    #[test]
    fn an_empty_part_is_a_part() {
        let body =
            "--B\r\nContent-Disposition: form-data; name=\"media\"; filename=\"a.png\"\r\n\r\n\r\n--B--\r\n";
        assert_eq!(parts(body).unwrap(), [part("media", Some("a.png"), "")]);
    }

    #[test]
    fn what_the_gateway_refuses_is_malformed() {
        let disposition =
            |value: &str| format!("--B\r\nContent-Disposition: form-data; {value}\r\n\r\na\r\n--B--\r\n");
        for body in [
            disposition("name=media; filename=\"a.png\""),
            disposition("name=\"media\"; filename=a.png"),
            disposition("name=\"media\"; filename=\"a.png"),
            "--B\r\nContent-Disposition: form-data; name=\"media\"\r\n\r\nnever ends".to_owned(),
            "--B\nContent-Disposition: form-data; name=\"media\"\n\na\n--B--\n".to_owned(),
            "--B\r\nno colon\r\n\r\na\r\n--B--".to_owned(),
            "{}".to_owned(),
        ] {
            assert_eq!(parts(&body), Err(MultipartError::Malformed), "{body}");
        }
    }

    #[test]
    fn the_boundary_stands_in_the_content_type() {
        let usual = |content_type| boundary(content_type, BoundaryHabits::default(), b"--X\r\n");
        assert_eq!(usual("multipart/form-data; charset=utf-8; boundary=\"a b\""), Ok(&b"a b"[..]));
        assert_eq!(usual("multipart/form-data"), Err(MultipartError::NoBoundary));
        assert_eq!(usual("multipart/form-data; boundary="), Err(MultipartError::NoBoundary));
        assert_eq!(usual("application/json"), Err(MultipartError::NotMultipart));
    }

    #[test]
    fn habits_with_boundaries_can_be_switched() {
        let sniffing = BoundaryHabits { accept_missing: true, ..BoundaryHabits::default() };
        assert_eq!(boundary("multipart/form-data", sniffing, b"--X\r\n..."), Ok(&b"X"[..]));
        for body in [&b"--X"[..], b"--\r\n", b"X\r\n", b""] {
            assert_eq!(
                boundary("multipart/form-data", sniffing, body),
                Err(MultipartError::NoBoundary),
                "{body:?}"
            );
        }
        let strict = BoundaryHabits { refuse_quoted: true, ..BoundaryHabits::default() };
        let quoted = "multipart/form-data; boundary=\"X\"";
        assert_eq!(boundary(quoted, strict, b""), Err(MultipartError::NoBoundary));
        assert_eq!(boundary("multipart/form-data; boundary=X", strict, b""), Ok(&b"X"[..]));
    }

    proptest! {
        #[test]
        fn what_goes_in_comes_out(name in "[a-z]{1,9}", filename in "[^\"\\\\\r\n]{1,20}", file in any::<Vec<u8>>()) {
            let mut body = format!("--B\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{filename}\"\r\n\r\n")
                .into_bytes();
            body.extend_from_slice(&file);
            body.extend_from_slice(b"\r\n--B--\r\n");
            prop_assume!(!file.windows(5).any(|window| window == b"\r\n--B") && !file.starts_with(b"--B"));
            let parts = parse(TYPE, BoundaryHabits::default(), &body.into()).unwrap();
            prop_assert_eq!(&parts, &[Part { name, filename: Some(filename), bytes: file.into() }]);
        }

        #[test]
        fn no_body_is_too_odd(pieces in prop::collection::vec("--B|\r\n|-|\"|\\\\|=|;|:|name|filename|form-data|Content-Disposition| ", 0..40)) {
            let _ = parse(TYPE, BoundaryHabits::default(), &pieces.concat().into());
        }
    }
}
