//! Keys of products, which tell by themselves whose they are (docs/reference/wechat-api.md §6.8).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

/// The key of a product's card for one account.
pub(crate) fn key_of(biz: &str, product_id: &str, card_type: i64) -> String {
    let card = format!("{product_id}-{card_type}");
    let seal = seal(biz, &card);
    format!("{card}.{seal}")
}

/// Whether a key was dealt to the account.
pub(crate) fn is_key_of(biz: &str, key: &str) -> bool {
    key.split_once('.').is_some_and(|(card, sealed)| sealed == seal(biz, card))
}

fn seal(biz: &str, card: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(format!("{biz}/{card}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_good_for_its_account_alone() {
        let key = key_of("MzA=", "1000", 1);
        assert!(is_key_of("MzA=", &key));
        assert!(!is_key_of("MzE=", &key) && !is_key_of("MzA=", "1000-1") && !is_key_of("MzA=", ""));
    }
}
