//! WeChat's error codes: their server texts and suffix classes (docs/reference/wechat-api.md §11).

pub(crate) mod partner;
mod table;

/// A WeChat error code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Errcode(pub(crate) i32);

/// What the server appends to an error's text (docs/reference/wechat-api.md §1.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Suffix {
    /// Nothing.
    None,
    /// ` rid: …`, by the gateway and the newer services.
    Rid,
    /// ` hint: […] rid: …`, by the draft, material and media back end.
    HintRid,
}

/// A row of the table of codes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry {
    code: i32,
    text: &'static str,
    suffix: Suffix,
}

/// The server's text and suffix class of a code; a code of no table reads `unknown error`, with a rid.
pub(crate) fn lookup(code: Errcode) -> (&'static str, Suffix) {
    table::TABLE
        .binary_search_by_key(&code.0, |entry| entry.code)
        .ok()
        .and_then(|index| table::TABLE.get(index))
        .map_or(("unknown error", Suffix::Rid), |entry| (entry.text, entry.suffix))
}

macro_rules! errcodes {
    ($($name:ident = $code:literal;)*) => {
        impl Errcode {
            $(pub(crate) const $name: Self = Self($code);)*
        }
    };
}

errcodes! {
    SYSTEM_ERROR = -1;
    INVALID_CREDENTIAL = 40001;
    INVALID_GRANT_TYPE = 40002;
    INVALID_MEDIA_TYPE = 40004;
    INVALID_FILE_TYPE = 40005;
    INVALID_MEDIA_SIZE = 40006;
    INVALID_MEDIA_ID = 40007;
    INVALID_MESSAGE_TYPE = 40008;
    INVALID_IMAGE_SIZE = 40009;
    INVALID_APPID = 40013;
    INVALID_OPENID_LIST = 40031;
    INVALID_OPENID_LIST_SIZE = 40032;
    INVALID_MSG_ID = 40059;
    INVALID_ARTICLE_IDX = 40060;
    INVALID_MSG_STATUS = 40065;
    INVALID_URL = 40066;
    INVALID_ARGS = 40097;
    UNSUPPORTED_FILE_TYPE = 40113;
    INVALID_INDEX = 40114;
    INVALID_APPSECRET = 40125;
    TOO_FEW_OPENIDS = 40130;
    INVALID_IMAGE_FORMAT = 40137;
    INVALID_GROUP_ID = 40152;
    IP_NOT_IN_WHITELIST = 40164;
    INVALID_WEAPP_PAGEPATH = 40165;
    INVALID_WEAPP_APPID = 40166;
    NO_CALLBACK_URL = 40201;
    INVALID_ACTION = 40202;
    INVALID_CHECK_OPERATOR = 40203;
    INVALID_IMAGE_COUNT = 40215;
    INVALID_VIDEO_ID = 40218;
    SECRET_FROZEN = 40243;
    ACCESS_TOKEN_MISSING = 41001;
    APPID_MISSING = 41002;
    APPSECRET_MISSING = 41004;
    MEDIA_DATA_MISSING = 41005;
    MEDIA_ID_MISSING = 41006;
    MISSING_OPENID = 41009;
    MISSING_REQUIRED_FIELDS = 41011;
    MISSING_IMAGE_LIST = 41026;
    INVALID_CONTENT_SOURCE_URL = 41039;
    ACCESS_TOKEN_EXPIRED = 42001;
    MASSSEND_TOO_FAST = 42010;
    REQUIRE_GET = 43001;
    REQUIRE_POST = 43002;
    EMPTY_MEDIA_DATA = 44001;
    EMPTY_POST_DATA = 44002;
    EMPTY_NEWS_DATA = 44003;
    EMPTY_CONTENT = 44004;
    MEDIA_SIZE_OUT_OF_LIMIT = 45001;
    CONTENT_SIZE_OUT_OF_LIMIT = 45002;
    TITLE_SIZE_OUT_OF_LIMIT = 45003;
    DESCRIPTION_SIZE_OUT_OF_LIMIT = 45004;
    URL_SIZE_OUT_OF_LIMIT = 45005;
    PLAYTIME_OUT_OF_LIMIT = 45007;
    ARTICLE_SIZE_OUT_OF_LIMIT = 45008;
    DAILY_QUOTA_REACHED = 45009;
    MINUTE_QUOTA_REACHED = 45011;
    NO_MASSSEND_QUOTA = 45028;
    MEDIA_COUNT_OUT_OF_LIMIT = 45034;
    INVALID_MINIPROGRAM_APPID = 45086;
    CLIENTMSGID_EXISTS = 45065;
    CLIENTMSGID_RETRY_TOO_FAST = 45066;
    CLIENTMSGID_SIZE_OUT_OF_LIMIT = 45067;
    SPEED_OUT_OF_RANGE = 45083;
    NO_SPEED = 45084;
    API_UNSUPPORTED = 45103;
    AUTHOR_SIZE_OUT_OF_LIMIT = 45110;
    FOREIGN_MPVIDEO = 45161;
    NO_MSGTYPE = 45162;
    INVALID_CONTENT = 45166;
    DATA_FORMAT_ERROR = 47001;
    API_UNAUTHORIZED = 48001;
    API_FORBIDDEN = 48004;
    CLEAR_QUOTA_LIMIT = 48006;
    VIDEO_NOT_PASSED = 48014;
    USER_LIMITED = 50002;
    TOKEN_NOT_ALLOWED = 50004;
    ACCOUNT_FROZEN = 50007;
    COVER_CROP_FAILED = 53402;
    INVALID_PRODUCT = 53405;
    INVALID_ARTICLE_ID = 53600;
    RID_NOT_FOUND = 76001;
    RID_MALFORMED = 76002;
    RID_NOT_YOURS = 76003;
    CGI_PATH_NOT_FOUND = 76021;
    CGI_PATH_CLOSED = 76022;
    NO_COMMENT_PRIVILEGE = 88000;
    NO_MSG_DATA = 88001;
    ARTICLE_LIMITED = 88002;
    ELECTED_COMMENT_LIMIT = 88003;
    COMMENT_DELETED_BY_USER = 88004;
    ALREADY_REPLIED = 88005;
    REPLY_LENGTH = 88007;
    NO_COMMENT = 88008;
    NO_REPLY = 88009;
    COUNT_RANGE_ERROR = 88010;
    INVALID_MASS_DELETE = 9_500_001;
    INVALID_PRODUCT_ID = 10_170_001;
    UNSUPPORTED_ARTICLE_TYPE = 10_170_002;
    UNSUPPORTED_CARD_TYPE = 10_170_003;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_so_that_lookups_find_every_row() {
        assert!(table::TABLE.windows(2).all(|pair| pair[0].code < pair[1].code));
        assert_eq!(lookup(Errcode::INVALID_MEDIA_ID), ("invalid media_id", Suffix::HintRid));
        assert_eq!(lookup(Errcode::API_UNAUTHORIZED), ("api unauthorized", Suffix::Rid));
        assert_eq!(lookup(Errcode(0)), ("ok", Suffix::None));
        assert_eq!(lookup(Errcode(123)), ("unknown error", Suffix::Rid));
    }
}
