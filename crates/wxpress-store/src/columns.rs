//! Values on their way to and from columns.

use jiff::Timestamp;

use crate::{Error, Result};

/// The present, in the whole milliseconds that a column holds.
pub(crate) fn now_millis() -> i64 {
    Timestamp::now().as_millisecond()
}

/// The instant of a column of unix milliseconds.
pub(crate) fn timestamp(column: &'static str, millis: i64) -> Result<Timestamp> {
    Timestamp::from_millisecond(millis).map_err(|_| Error::Corrupt { column })
}

/// Refuses text that PostgreSQL cannot hold, on both databases alike.
pub(crate) fn checked<'a>(field: &'static str, text: &'a str) -> Result<&'a str> {
    if text.contains('\0') {
        return Err(Error::Invalid { field, reason: "contains a NUL character" });
    }
    Ok(text)
}

/// As [`checked`], for text that may be missing.
pub(crate) fn checked_option<'a>(field: &'static str, text: Option<&'a str>) -> Result<Option<&'a str>> {
    text.map(|text| checked(field, text)).transpose()
}

/// Text for people to read: without NUL characters and cut after `max_chars` characters. Never refused, because what
/// it describes has already happened.
pub(crate) fn readable(text: &str, max_chars: usize) -> String {
    text.chars().filter(|char| *char != '\0').take(max_chars).collect()
}
