//! The text of a source, made regular.

use std::borrow::Cow;

/// Longest text that is rendered, pictures in `data:` addresses aside: its HTML would be beyond the platform's limit of
/// content in any case.
pub(crate) const MAX_BYTES: usize = 1 << 20;

/// Shortest `data:` address that is taken out before the text is read.
const MIN_DATA_BYTES: usize = 64;

/// What stands in the place of the n-th `data:` address.
pub(crate) const DATA_PREFIX: &str = "wxpress-data:";

/// A text with LF lines, without invisible characters and without long `data:` addresses.
#[derive(Debug)]
pub(crate) struct Regular<'a> {
    pub(crate) text: String,
    /// The `data:` addresses that were taken out.
    pub(crate) data: Vec<&'a str>,
    /// Whether invisible characters were taken out.
    pub(crate) had_invisible: bool,
}

/// Makes a text regular.
pub(crate) fn regular(text: &str) -> Regular<'_> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (text, data) = without_data(text);
    let (text, had_invisible) = without_invisible(&text);
    let text =
        if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.into_owned() };
    Regular { text, data, had_invisible }
}

/// Takes long `data:image/…` addresses out: no parser needs to walk through megabytes of base64.
fn without_data(text: &str) -> (Cow<'_, str>, Vec<&str>) {
    let mut data = Vec::new();
    let mut kept = String::new();
    let mut from = 0;
    for at in memchr::memmem::find_iter(text.as_bytes(), b"data:image/") {
        if at < from {
            continue;
        }
        let length = text[at..].bytes().position(|byte| !is_of_address(byte)).unwrap_or(text.len() - at);
        if length < MIN_DATA_BYTES {
            continue;
        }
        kept.push_str(&text[from..at]);
        kept.push_str(DATA_PREFIX);
        kept.push_str(&data.len().to_string());
        data.push(&text[at..at + length]);
        from = at + length;
    }
    if data.is_empty() {
        return (Cow::Borrowed(text), data);
    }
    kept.push_str(&text[from..]);
    (Cow::Owned(kept), data)
}

fn is_of_address(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b":/+=;,.-_%".contains(&byte)
}

/// Takes zero-width characters out (docs/reference/html-compat.md D7); joiners inside of an emoji stay.
fn without_invisible(text: &str) -> (Cow<'_, str>, bool) {
    // All of them begin with E2 80, E2 81 or EF BB.
    if !text.contains(is_invisible) {
        return (Cow::Borrowed(text), false);
    }
    let mut kept = String::with_capacity(text.len());
    let mut before = '\0';
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let joins = character == '\u{200d}'
            && is_emoji(before)
            && characters.peek().is_some_and(|next| is_emoji(*next));
        if is_invisible(character) && !joins {
            continue;
        }
        kept.push(character);
        before = character;
    }
    let had_invisible = kept.len() < text.len();
    (Cow::Owned(kept), had_invisible)
}

fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

fn is_emoji(character: char) -> bool {
    matches!(character, '\u{2190}'..='\u{2bff}' | '\u{fe0f}' | '\u{1f000}'..='\u{1faff}')
}

/// A text as one line: every run of white space is one space, and none stands at its ends.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a character is written without spaces around it: Chinese, Japanese and their punctuation.
pub(crate) fn is_cjk(character: char) -> bool {
    matches!(character,
        '\u{2e80}'..='\u{303f}' | '\u{3040}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ff60}' | '\u{20000}'..='\u{3134f}')
        || matches!(character, '“' | '”' | '‘' | '’' | '…' | '—')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_with_lf_and_nothing_invisible_stays() {
        let regular = regular("\u{feff}a\r\nb\u{200b}c\rd 👨\u{200d}👩\u{200d}👧 e\u{200d}f");
        assert_eq!(regular.text, "a\nbc\nd 👨\u{200d}👩\u{200d}👧 ef");
        assert!(regular.had_invisible);
        assert!(!super::regular("a\nb").had_invisible);
    }

    #[test]
    fn data_addresses_are_taken_out() {
        let address = format!("data:image/png;base64,{}==", "A".repeat(100));
        let text = format!("![x]({address}) <img src=\"{address}\"> data:image/png;base64,AA");
        let regular = regular(&text);
        assert_eq!(
            regular.text,
            "![x](wxpress-data:0) <img src=\"wxpress-data:1\"> data:image/png;base64,AA"
        );
        assert_eq!(regular.data, [address.as_str(); 2]);
    }
}
