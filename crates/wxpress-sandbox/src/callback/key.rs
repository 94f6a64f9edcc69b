//! The EncodingAESKey, and messages encrypted under it.

use aes::Aes256;
use aes::cipher::block_padding::NoPadding;
use aes::cipher::{BlockModeEncrypt, KeyIvInit};
use base64::Engine as _;
use base64::alphabet;
use base64::engine::general_purpose::STANDARD;
use base64::engine::{GeneralPurpose, GeneralPurposeConfig};
use cbc::Encryptor;
use serde::{Deserialize, Serialize};

/// What is padded to: not the block size of AES.
const PADDED_TO: usize = 32;

/// An EncodingAESKey: 43 characters, base64 without its `=`.
#[derive(Clone, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(super) struct EncodingAesKey {
    text: String,
    key: [u8; 32],
}

/// 43 characters hold two bits more than the key has, and those may be anything.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_encode_padding(false)
        .with_decode_padding_mode(base64::engine::DecodePaddingMode::RequireNone)
        .with_decode_allow_trailing_bits(true),
);

impl TryFrom<String> for EncodingAesKey {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, &'static str> {
        let key = LENIENT.decode(&text).ok().and_then(|key| key.try_into().ok());
        let key = key.ok_or("an EncodingAESKey has 43 letters and digits")?;
        Ok(Self { text, key })
    }
}

impl From<EncodingAesKey> for String {
    fn from(key: EncodingAesKey) -> Self {
        key.text
    }
}

impl EncodingAesKey {
    /// Sixteen random bytes, the length, the message and the appid, padded and encrypted, in base64.
    pub(super) fn encrypt(&self, random: [u8; 16], message: &str, appid: &str) -> String {
        let length = u32::try_from(message.len()).unwrap_or(u32::MAX);
        let mut plain = [&random[..], &length.to_be_bytes(), message.as_bytes(), appid.as_bytes()].concat();
        let missing = PADDED_TO - plain.len() % PADDED_TO;
        plain.resize(plain.len() + missing, u8::try_from(missing).unwrap_or_default());
        let iv: [u8; 16] = std::array::from_fn(|index| self.key[index]);
        let encryptor = Encryptor::<Aes256>::new(&self.key.into(), &iv.into());
        STANDARD.encode(encryptor.encrypt_padded_vec::<NoPadding>(&plain))
    }
}

#[cfg(test)]
mod tests {
    use aes::cipher::BlockModeDecrypt;
    use cbc::Decryptor;

    use super::*;

    #[test]
    fn a_message_lies_between_its_length_and_the_appid() {
        let text = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
        let key = EncodingAesKey::try_from(text.to_owned()).unwrap_or_else(|_| unreachable!());
        for length in 0..70 {
            let message = "m".repeat(length);
            let sealed = STANDARD.decode(key.encrypt([7; 16], &message, "wx01")).unwrap();
            let iv: [u8; 16] = key.key[..16].try_into().unwrap();
            let opened = Decryptor::<Aes256>::new(&key.key.into(), &iv.into())
                .decrypt_padded_vec::<NoPadding>(&sealed)
                .unwrap();
            assert_eq!(opened.len() % 32, 0);
            let padding = *opened.last().unwrap();
            assert!((1..=32).contains(&padding));
            let (plain, end) = opened.split_at(opened.len() - usize::from(padding));
            assert!(end.iter().all(|byte| *byte == padding));
            let length = u8::try_from(length).unwrap();
            assert_eq!(plain, [&[7; 16][..], &[0, 0, 0, length], message.as_bytes(), b"wx01"].concat());
        }
    }

    #[test]
    fn a_key_has_forty_three_characters() {
        for text in [&"a".repeat(42), &"a".repeat(44), &format!("{}=", "a".repeat(43)), "", &"题".repeat(43)]
        {
            assert!(EncodingAesKey::try_from(text.to_owned()).is_err(), "{text}");
        }
        for end in ["a", "G", "9"] {
            assert!(EncodingAesKey::try_from("a".repeat(42) + end).is_ok());
        }
    }
}
