//! Every message a user can see, in Chinese and English, keyed by a stable code.

mod table;

use std::fmt;

pub use table::Code;

/// A language of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// Chinese, unless asked otherwise.
    #[default]
    Zh,
    /// English.
    En,
}

impl Lang {
    /// The language of a tag such as `en-GB`, `zh_CN.UTF-8`; `None` for others.
    pub fn of_tag(tag: &str) -> Option<Self> {
        match tag.split(['-', '_', '.']).next()?.to_ascii_lowercase().as_str() {
            "zh" => Some(Self::Zh),
            "en" => Some(Self::En),
            _ => None,
        }
    }
}

/// What kind of outcome a code stands for; the faces turn it into HTTP statuses and exit codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// What was sent is wrong: 400.
    Invalid,
    /// Wrong credentials: 401.
    Unauthorized,
    /// Not permitted: 403.
    Forbidden,
    /// Unknown id or path: 404.
    NotFound,
    /// The path does not take this verb: 405.
    WrongMethod,
    /// It is there already: 409.
    Conflict,
    /// It contradicts what came before: 422.
    Contradiction,
    /// Too large: 413.
    TooLarge,
    /// Not of a type that we take: 415.
    Unsupported,
    /// Too many calls: 429.
    TooMany,
    /// Our own trouble: 500.
    Internal,
    /// The platform is busy, unreachable or answers garbage: 502.
    Upstream,
    /// We cannot serve just now: 503.
    Unavailable,
    /// Time ran out, or what happened is unknown: 504.
    Timeout,
    /// Not a failure: something was changed or noticed.
    Notice,
}

/// Values that stand in a message's `{braces}`.
pub type Args = Vec<(&'static str, String)>;

/// A text with its values put in.
pub(crate) struct Filled<'a>(pub(crate) &'static str, pub(crate) &'a [(&'static str, String)]);

impl fmt::Display for Filled<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.0;
        while let Some((before, braced)) = rest.split_once('{') {
            f.write_str(before)?;
            let Some((name, after)) = braced.split_once('}') else { return f.write_str(braced) };
            // JSON has braces, too.
            if name.contains(|c: char| !c.is_ascii_lowercase() && c != '_') {
                write!(f, "{{{name}}}")?;
            } else if let Some((_, value)) = self.1.iter().find(|(known, _)| *known == name) {
                f.write_str(value)?;
            }
            rest = after;
        }
        f.write_str(rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<&str> {
        let mut names: Vec<_> = text.split('{').skip(1).filter_map(|part| part.split('}').next()).collect();
        names.sort_unstable();
        names
    }

    #[test]
    fn both_languages_say_the_same_things() {
        for code in Code::ALL {
            let [zh, en] = [Lang::Zh, Lang::En].map(|lang| code.template(lang));
            assert!(!zh.is_empty() && !en.is_empty(), "{code}");
            assert_eq!(names(zh), names(en), "{code}");
            let [zh, en] = [Lang::Zh, Lang::En].map(|lang| code.hint(lang));
            assert_eq!(zh.is_empty(), en.is_empty(), "{code}");
            assert!(code.as_str().bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'), "{code}");
        }
    }

    #[test]
    fn values_are_put_in() {
        let args = vec![("field", "title".to_owned())];
        assert_eq!(Filled("缺少 {field}。{other}{", &args).to_string(), "缺少 title。");
        assert_eq!(Filled("such as {\"title\": …}", &args).to_string(), "such as {\"title\": …}");
    }

    #[test]
    fn tags_name_languages() {
        assert_eq!(Lang::of_tag("en-GB"), Some(Lang::En));
        assert_eq!(Lang::of_tag("zh_CN.UTF-8"), Some(Lang::Zh));
        assert_eq!(Lang::of_tag("fr"), None);
    }
}
