//! What kind of trouble an error is: decides retries here, and statuses and words in the faces.

use std::net::IpAddr;

use super::ApiError;
use crate::errcode::{self, Retry};

/// The kind of trouble, derived from an [`Error`](crate::Error).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorClass {
    /// The token was refused even after a refresh (40001, 40014, 42001).
    TokenExpired,
    /// AppID or AppSecret is wrong, missing or frozen (40013, 40125, 40243, …). Never retried.
    Credential,
    /// The caller's address is not on the account's list (40164); the address as the platform saw it.
    IpNotAllowed(Option<IpAddr>),
    /// Too many calls in this minute (45011, 42010).
    RateLimited,
    /// Too many calls in this day or month (45009, 45028, …).
    QuotaExhausted,
    /// The account may not do this: no permission, frozen, banned (48001, 50002, …).
    Permission,
    /// The platform refuses what was sent: form, size, content. Unchanged it never helps.
    InvalidInput,
    /// The id is unknown, was deleted, published or expired (40007, 53600, …).
    NotFound,
    /// The platform is busy (-1, …) and the call can be repeated.
    Busy,
    /// No usable answer (network, 4xx/5xx page, garbage), and nothing can have happened or repeating is harmless.
    Unavailable,
    /// The call may have taken effect or not: it must be checked before it is repeated.
    Ambiguous,
    /// This client cannot make the call: configuration or a file on this side.
    Config,
    /// A code that is not in our table.
    Unknown,
}

/// 895xx: the account's admin has to confirm the caller's address or the call.
const PERMISSION: [i64; 27] = [
    48001, 48003, 48004, 48008, 48015, 50001, 50002, 50003, 50004, 50007, 53404, 53406, 53504, 61003, 61007,
    76003, 76022, 88000, 88002, 88011, 89501, 89502, 89503, 89504, 89505, 89506, 89507,
];
const CREDENTIAL: [i64; 7] = [40002, 40013, 40125, 40243, 41002, 41004, 61024];
const NOT_FOUND: [i64; 12] =
    [40007, 40059, 40152, 46001, 53600, 76001, 76004, 76021, 88001, 88004, 88008, 88009];
const RATE: [i64; 6] = [42010, 45011, 45047, 45061, 45066, 45101];
const QUOTA: [i64; 5] = [45009, 45028, 45040, 45093, 48006];

impl ErrorClass {
    /// Class of a refusal of the platform on a business call or, with `token_call`, on a call that fetches a token.
    pub(super) fn of_api(api: &ApiError, token_call: bool) -> Self {
        match api.errcode {
            // The same number means a wrong secret where a token is asked for (§11).
            40001 | 40014 | 42001 if token_call => Self::Credential,
            40001 | 40014 | 42001 => Self::TokenExpired,
            // freepublish/get words an unknown publish_id "invalid argument" under the same number (§7.3).
            40002 if !token_call => Self::NotFound,
            // The queue of mass sends is full for the moment (§11: with back-off, like -1).
            9_500_002 => Self::Busy,
            40164 | 61004 | 45035 => Self::IpNotAllowed(refused_ip(&api.text)),
            code if CREDENTIAL.contains(&code) => Self::Credential,
            code if PERMISSION.contains(&code) => Self::Permission,
            code if NOT_FOUND.contains(&code) => Self::NotFound,
            code if RATE.contains(&code) => Self::RateLimited,
            code if QUOTA.contains(&code) => Self::QuotaExhausted,
            code => match errcode::find(code).map(|row| row.retry) {
                None => Self::Unknown,
                Some(Retry::Yes) => Self::Busy,
                Some(Retry::AfterTokenRefresh) => Self::TokenExpired,
                // Those that wait for a review or for the account's admin, not for fewer calls.
                Some(Retry::No | Retry::AfterWait) => Self::InvalidInput,
            },
        }
    }
}

/// The address in `invalid ip 1.2.3.4 ipv6 ::ffff:1.2.3.4, not in whitelist`.
fn refused_ip(text: &str) -> Option<IpAddr> {
    text.split([' ', ',']).find_map(|word| word.parse().ok())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn class(errcode: i64, text: &str, token_call: bool) -> ErrorClass {
        let api = ApiError { errcode, text: text.into(), trace_hint: None, rid: None };
        ErrorClass::of_api(&api, token_call)
    }

    #[rstest]
    #[case(40001, false, ErrorClass::TokenExpired)]
    #[case(40001, true, ErrorClass::Credential)]
    #[case(40013, true, ErrorClass::Credential)]
    #[case(45009, false, ErrorClass::QuotaExhausted)]
    #[case(45011, false, ErrorClass::RateLimited)]
    #[case(48001, false, ErrorClass::Permission)]
    #[case(89503, true, ErrorClass::Permission)]
    #[case(48014, false, ErrorClass::InvalidInput)]
    #[case(40007, false, ErrorClass::NotFound)]
    #[case(40002, false, ErrorClass::NotFound)]
    #[case(45003, false, ErrorClass::InvalidInput)]
    #[case(-1, false, ErrorClass::Busy)]
    #[case(53403, false, ErrorClass::Unknown)]
    // Quotas and request ids (§3).
    #[case(48006, false, ErrorClass::QuotaExhausted)]
    #[case(76001, false, ErrorClass::NotFound)]
    #[case(76002, false, ErrorClass::InvalidInput)]
    #[case(76003, false, ErrorClass::Permission)]
    #[case(76004, false, ErrorClass::NotFound)]
    #[case(76021, false, ErrorClass::NotFound)]
    #[case(76022, false, ErrorClass::Permission)]
    #[case(40201, false, ErrorClass::InvalidInput)]
    #[case(40202, false, ErrorClass::InvalidInput)]
    #[case(40203, false, ErrorClass::InvalidInput)]
    // Mass sends (§9.1).
    #[case(40059, false, ErrorClass::NotFound)]
    #[case(40060, false, ErrorClass::InvalidInput)]
    #[case(40065, false, ErrorClass::InvalidInput)]
    #[case(40130, false, ErrorClass::InvalidInput)]
    #[case(40152, false, ErrorClass::NotFound)]
    #[case(42010, false, ErrorClass::RateLimited)]
    #[case(45028, false, ErrorClass::QuotaExhausted)]
    #[case(45062, false, ErrorClass::InvalidInput)]
    #[case(45065, false, ErrorClass::InvalidInput)]
    #[case(45066, false, ErrorClass::RateLimited)]
    #[case(45067, false, ErrorClass::InvalidInput)]
    #[case(45083, false, ErrorClass::InvalidInput)]
    #[case(45085, false, ErrorClass::Busy)]
    #[case(45093, false, ErrorClass::QuotaExhausted)]
    #[case(45103, false, ErrorClass::InvalidInput)]
    #[case(45113, false, ErrorClass::InvalidInput)]
    #[case(48003, false, ErrorClass::Permission)]
    #[case(48021, false, ErrorClass::InvalidInput)]
    #[case(48022, false, ErrorClass::InvalidInput)]
    #[case(89504, false, ErrorClass::Permission)]
    #[case(89505, false, ErrorClass::Permission)]
    #[case(9_500_001, false, ErrorClass::InvalidInput)]
    #[case(9_500_002, false, ErrorClass::Busy)]
    #[case(268_488_001, false, ErrorClass::Busy)]
    // Comments (§9.2).
    #[case(48015, false, ErrorClass::Permission)]
    #[case(88000, false, ErrorClass::Permission)]
    #[case(88001, false, ErrorClass::NotFound)]
    #[case(88002, false, ErrorClass::Permission)]
    #[case(88003, false, ErrorClass::InvalidInput)]
    #[case(88004, false, ErrorClass::NotFound)]
    #[case(88005, false, ErrorClass::InvalidInput)]
    #[case(88007, false, ErrorClass::InvalidInput)]
    #[case(88008, false, ErrorClass::NotFound)]
    #[case(88009, false, ErrorClass::NotFound)]
    #[case(88010, false, ErrorClass::InvalidInput)]
    #[case(88011, false, ErrorClass::Permission)]
    fn codes_have_their_class(#[case] errcode: i64, #[case] token_call: bool, #[case] expected: ErrorClass) {
        assert_eq!(class(errcode, "", token_call), expected);
    }

    #[test]
    fn the_refused_address_is_read() {
        let text = "invalid ip 183.155.242.143 ipv6 ::ffff:183.155.242.143, not in whitelist";
        assert_eq!(class(40164, text, true), ErrorClass::IpNotAllowed(Some([183, 155, 242, 143].into())));
        assert_eq!(class(40164, "invalid ip", true), ErrorClass::IpNotAllowed(None));
    }
}
