//! The language of the terminal.

use wxpress_publish::Lang;

/// `WXPRESS_LANG`, else the system's language; Chinese where it is neither Chinese nor English.
pub(crate) fn of_the_terminal() -> Lang {
    ["WXPRESS_LANG", "LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .filter_map(|name| std::env::var(name).ok())
        .find_map(|tag| Lang::of_tag(&tag))
        .unwrap_or_default()
}
