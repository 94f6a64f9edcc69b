//! [`EncodingAesKey`]: how pushes are encrypted.

use std::fmt;

use aes::Aes256;
use base64::{
    Engine,
    alphabet::STANDARD,
    engine::{
        DecodePaddingMode,
        general_purpose::{self, GeneralPurpose, GeneralPurposeConfig},
    },
};
use cbc::{
    Decryptor,
    cipher::{BlockModeDecrypt, KeyIvInit, block_padding::NoPadding},
};
use secrecy::{ExposeSecret, SecretBox};

use super::CallbackError;
use crate::credential::AppId;

/// The console makes keys of any 43 characters, and the last one stands for two bits more than the key has.
const KEY_TEXT: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::RequireNone),
);

const KEY_BYTES: usize = 32;
const IV_BYTES: usize = 16;
/// Padding fills blocks of this size, twice the cipher's own.
const PADDED_BLOCK_BYTES: usize = 32;
/// Random bytes before the length of the message.
const SALT_BYTES: usize = 16;

/// The EncodingAESKey (消息加解密密钥) of the platform's console. Redacted in `Debug`, wiped on drop.
pub struct EncodingAesKey(SecretBox<[u8; KEY_BYTES]>);

/// Something that is no EncodingAESKey.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an EncodingAESKey is 43 characters of A-Z, a-z, 0-9, + and /")]
pub struct BadEncodingAesKey;

impl EncodingAesKey {
    /// Takes the 43 characters that the console shows, without surrounding white space.
    ///
    /// # Errors
    /// [`BadEncodingAesKey`] for anything else.
    pub fn new(text: impl AsRef<str>) -> Result<Self, BadEncodingAesKey> {
        let mut key = Box::new([0; KEY_BYTES]);
        match KEY_TEXT.decode_slice(text.as_ref().trim(), key.as_mut_slice()) {
            Ok(KEY_BYTES) => Ok(Self(SecretBox::new(key))),
            _ => Err(BadEncodingAesKey),
        }
    }

    /// The message in `encrypted`, if it is one for the account: salt, length, message, AppID, padding.
    pub(super) fn decrypt(&self, encrypted: &str, app_id: &AppId) -> Result<String, CallbackError> {
        let mut bytes = general_purpose::STANDARD.decode(encrypted).map_err(|_| CallbackError::Cipher)?;
        let key = self.0.expose_secret();
        let plain = Decryptor::<Aes256>::new_from_slices(key, &key[..IV_BYTES])
            .map_err(|_| CallbackError::Cipher)?
            .decrypt_padded::<NoPadding>(&mut bytes)
            .map_err(|_| CallbackError::Cipher)?;
        let (message, owner) = split(plain).ok_or(CallbackError::Cipher)?;
        if owner != app_id.as_str().as_bytes() {
            let owner = String::from_utf8_lossy(owner);
            return Err(CallbackError::ForeignAccount(AppId::new(owner)));
        }
        String::from_utf8(message.to_vec()).map_err(|_| CallbackError::Malformed("not UTF-8".into()))
    }
}

/// The message and the AppID in what was encrypted.
fn split(plain: &[u8]) -> Option<(&[u8], &[u8])> {
    let padding = usize::from(*plain.last()?);
    if !(1..=PADDED_BLOCK_BYTES).contains(&padding) {
        return None;
    }
    let (plain, _) = plain.split_at_checked(plain.len().checked_sub(padding)?)?;
    let (length, rest) = plain.get(SALT_BYTES..)?.split_first_chunk()?;
    rest.split_at_checked(usize::try_from(u32::from_be_bytes(*length)).ok()?)
}

impl fmt::Debug for EncodingAesKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EncodingAesKey(***)")
    }
}

/// The platform's side of it.
#[cfg(test)]
pub(super) mod tests {
    use cbc::{Encryptor, cipher::BlockModeEncrypt};
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    pub(in crate::callback) const KEY: &str = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";

    pub(in crate::callback) fn encrypt(message: &str, app_id: &str) -> String {
        let length = u32::try_from(message.len()).unwrap().to_be_bytes();
        let mut plain = [b"0123456789abcdef", &length[..], message.as_bytes(), app_id.as_bytes()].concat();
        let padding = PADDED_BLOCK_BYTES - plain.len() % PADDED_BLOCK_BYTES;
        plain.resize(plain.len() + padding, u8::try_from(padding).unwrap());
        encrypt_raw(plain)
    }

    fn encrypt_raw(mut plain: Vec<u8>) -> String {
        let len = plain.len();
        let key = EncodingAesKey::new(KEY).unwrap();
        let key = key.0.expose_secret();
        let cipher = Encryptor::<Aes256>::new_from_slices(key, &key[..IV_BYTES]).unwrap();
        general_purpose::STANDARD.encode(cipher.encrypt_padded::<NoPadding>(&mut plain, len).unwrap())
    }

    fn decrypt(encrypted: &str) -> Result<String, CallbackError> {
        EncodingAesKey::new(KEY).unwrap().decrypt(encrypted, &AppId::new("wx0123456789abcdef"))
    }

    #[test]
    fn what_openssl_encrypted_is_decrypted() {
        let encrypted = "Q3stYC6hdFzMh9T8HCvyDMlRN15RuawTSxIhyijVAsr3UC4PFzFAmW5clOhSicvq3FX1f231Gzgv0KY/gJwaviasI3pH+zN2\
                         jgAJatEVF7QDsrUeAoMHymSWMieBh+6vTJFX00okCyAZ1qMFhmknvkfrTyaKKWBJI9neLQe7TFRbAS+8MUdbv5NFAcSx7+b+\
                         3WjcHsAFhzsJVvr9lv62Mg+iBpGgMzERD875HA9LVNM8t2S2KNJO4VPOa889PJ39KOpaADzzFZgP3vL4IuMogTlT/WDx9riU\
                         6wnRB95c8WeoE+BRVb4uU8sYFSsIpbGGDML5yctjqmJjvrSv478SavUGDcSCt2jd3x5gpF3zbP34WhRQQ6nGMY2jWS2Fq8EG";
        let message = "<xml><ToUserName><![CDATA[gh_4d00ed8d6399]]></ToUserName><FromUserName><![CDATA[oHelper]]>\
                       </FromUserName><CreateTime>1481013459</CreateTime><MsgType><![CDATA[event]]></MsgType>\
                       <Event><![CDATA[subscribe]]></Event></xml>";
        assert_eq!(decrypt(encrypted).as_deref(), Ok(message));
    }

    #[test]
    fn another_accounts_message_is_refused() {
        let error = decrypt(&encrypt("<xml/>", "wxffffffffffffffff")).unwrap_err();
        assert_eq!(error, CallbackError::ForeignAccount(AppId::new("wxffffffffffffffff")));
    }

    #[rstest]
    #[case::no_base64("=".to_owned())]
    #[case::nothing(String::new())]
    #[case::part_of_a_block(general_purpose::STANDARD.encode([0; 20]))]
    #[case::padding_of_nothing(encrypt_raw(vec![0; 64]))]
    #[case::padding_too_long(encrypt_raw(vec![33; 64]))]
    #[case::padding_longer_than_all(encrypt_raw(vec![32; 16]))]
    #[case::no_length(encrypt_raw(vec![16; 32]))]
    #[case::length_beyond_the_end(encrypt_raw([vec![0xff; 48], vec![16; 16]].concat()))]
    fn garbage_is_refused(#[case] encrypted: String) {
        assert_eq!(decrypt(&encrypted), Err(CallbackError::Cipher));
    }

    #[rstest]
    #[case(KEY, true)]
    #[case(" abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG\n", true)]
    #[case("abcdefghijklmnopqrstuvwxyz0123456789ABCDEF", false)]
    #[case("abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGH", false)]
    #[case("abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG=", false)]
    #[case("abcdefghijklmnopqrstuvwxyz0123456789ABCDEF-", false)]
    #[case("", false)]
    fn keys_have_43_characters(#[case] text: &str, #[case] taken: bool) {
        assert_eq!(EncodingAesKey::new(text).is_ok(), taken);
    }

    proptest! {
        #[test]
        fn messages_of_any_length_come_through(message in any::<String>()) {
            prop_assert_eq!(decrypt(&encrypt(&message, "wx0123456789abcdef")), Ok(message));
        }

        #[test]
        fn hostile_plaintext_does_no_harm(blocks in proptest::collection::vec(any::<[u8; 16]>(), 1..8)) {
            let _ = decrypt(&encrypt_raw(blocks.concat()));
        }
    }
}
