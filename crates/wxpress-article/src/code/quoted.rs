//! Text in quotes on one line, for languages that have no more to say of it.

/// How many bytes the text takes that begins here, its quotes included; up to the end of the line where it has no end.
/// `escapes` is whether a backslash takes the meaning of what follows.
pub(super) fn length(bytes: &[u8], escapes: bool) -> usize {
    let Some(&quote) = bytes.first() else { return 0 };
    let mut length = 1;
    while let Some(&byte) = bytes.get(length) {
        match byte {
            b'\n' => return length,
            b'\\' if escapes && bytes.get(length + 1).is_some_and(u8::is_ascii) => length += 1,
            _ if byte == quote => return length + 1,
            _ => {}
        }
        length += 1;
    }
    length
}
