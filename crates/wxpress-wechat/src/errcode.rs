//! What each `errcode` of the platform means and what to do about it, in Chinese and English.

mod table;

/// An id is unknown: a draft's, a material's, a cover's (docs/reference/wechat-api.md §5.4, §6.7).
pub const INVALID_MEDIA_ID: i64 = 40007;
/// On `freepublish/get` the publication is unknown (§7.3); on the token calls the grant_type is wrong.
pub const INVALID_ARGUMENT: i64 = 40002;
/// The account may not use the call (§7.1).
pub const API_UNAUTHORIZED: i64 = 48001;
/// The published article is unknown (§7.4).
pub const INVALID_ARTICLE_ID: i64 = 53600;
/// The mass send's id is unknown (§9.1).
pub const INVALID_MSG_ID: i64 = 40059;
/// A voice plays longer than 60 s (§4.1, §5.1).
pub const PLAYTIME_OUT_OF_LIMIT: i64 = 45007;
/// No mass send is left to the account in this day or month (§9.1).
pub const NO_MASS_SEND_QUOTA: i64 = 45028;
/// A mass send with this `clientmsgid` was made within the last 24 hours (§9.1).
pub const CLIENT_MSG_ID_EXISTS: i64 = 45065;
/// The same `clientmsgid` came again before a minute had passed (§9.1).
pub const CLIENT_MSG_ID_TOO_FAST: i64 = 45066;
/// The request id is unknown (§3).
pub const RID_NOT_FOUND: i64 = 76001;
/// The path whose quota is asked for is none of the platform's calls (§3).
pub const CGI_PATH_NOT_FOUND: i64 = 76021;
/// The call was withdrawn: news materials made way for drafts (§5.7).
pub const API_UNSUPPORTED: i64 = 45103;
/// The account has no comments (§6.1, §9.2).
pub const WITHOUT_COMMENTS: i64 = 88000;
/// The `msg_data_id` that comments were asked for is unknown (§9.2).
pub const MSG_DATA_NOT_FOUND: i64 = 88001;
/// The comment is unknown (§9.2).
pub const COMMENT_NOT_FOUND: i64 = 88008;

/// One row of the table of error codes (docs/reference/errcodes.tsv).
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Row {
    /// The number in `errcode`.
    pub code: i64,
    /// The platform's own words, without run-time values.
    pub text: &'static str,
    /// Meaning in Chinese.
    pub meaning_zh: &'static str,
    /// Meaning in English.
    pub meaning_en: &'static str,
    /// What to do, in Chinese.
    pub remedy_zh: &'static str,
    /// What to do, in English.
    pub remedy_en: &'static str,
    /// Whether repeating the call can help.
    pub retry: Retry,
}

/// Whether repeating a refused call can help.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Retry {
    /// Never unchanged.
    No,
    /// Soon, with back-off.
    Yes,
    /// Once the period, the limit or the state it names has passed.
    AfterWait,
    /// Once, with a new access_token.
    AfterTokenRefresh,
}

/// The row of `errcode`, if the code is a known one.
pub fn find(errcode: i64) -> Option<&'static Row> {
    table::TABLE.binary_search_by_key(&errcode, |row| row.code).ok().map(|at| &table::TABLE[at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_complete() {
        assert!(table::TABLE.windows(2).all(|pair| pair[0].code < pair[1].code));
        for row in table::TABLE {
            for text in [row.meaning_zh, row.meaning_en, row.remedy_zh, row.remedy_en] {
                assert!(!text.is_empty(), "{} lacks a text", row.code);
            }
        }
    }

    #[test]
    fn known_codes_are_found() {
        assert_eq!(find(45003).map(|row| row.text), Some("title size out of limit"));
        assert_eq!(find(42001).map(|row| row.retry), Some(Retry::AfterTokenRefresh));
        assert!(find(53403).is_none());
    }
}
