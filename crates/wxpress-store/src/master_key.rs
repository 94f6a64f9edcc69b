//! The key that seals secrets.

use std::{fmt, fs, io, path::Path};

use base64::{
    Engine as _, alphabet,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use chacha20poly1305::aead::Generate as _;
use secrecy::{ExposeSecret as _, SecretString};
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use crate::{Error, Result, private_file};

const KEY_BYTES: usize = 32;

const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// The 32-byte key that seals AppSecrets and access tokens in the store. Wiped from memory when dropped; `Debug` shows
/// its id alone.
pub struct MasterKey {
    bytes: Zeroizing<[u8; KEY_BYTES]>,
    id: String,
}

impl MasterKey {
    /// Reads a key written as 64 hexadecimal digits, or as base64 (padded or not) of 32 bytes. White space around it is
    /// ignored.
    ///
    /// Fails with [`Error::BadKey`], which does not repeat the text.
    pub fn parse(text: &SecretString) -> Result<Self> {
        let text = text.expose_secret().trim();
        let bytes = parse_hex(text).or_else(|| parse_base64(text)).ok_or(Error::BadKey)?;
        Ok(Self::new(bytes))
    }

    /// Reads the key file, and makes it first where there is none: a random key, readable by its owner alone (0600), in
    /// a folder that is made where it is missing (0700). Processes that start at once end with the same key. It blocks.
    ///
    /// Fails with [`Error::Io`] and, where the file holds anything but a key, [`Error::BadKey`].
    pub fn load_or_create(path: &Path) -> Result<Self> {
        if let Some(key) = Self::load(path)? {
            return Ok(key);
        }
        let fresh = Zeroizing::new(<[u8; KEY_BYTES]>::generate());
        let line = Zeroizing::new(format!("{}\n", *hex(&*fresh)));
        private_file::create(path, line.as_bytes()).map_err(Error::io(path))?;
        // What is in the file counts: another process may have been first.
        Self::load(path)?.ok_or_else(|| Error::io(path)(io::ErrorKind::NotFound.into()))
    }

    /// Short public id, 8 hexadecimal digits: kept beside what the key sealed, so that a store tells its keys apart.
    pub fn id(&self) -> &str {
        &self.id
    }

    pub(crate) fn bytes(&self) -> &[u8; KEY_BYTES] {
        &self.bytes
    }

    fn new(bytes: Zeroizing<[u8; KEY_BYTES]>) -> Self {
        let digest = Sha256::new().chain_update("wxpress master key id").chain_update(*bytes).finalize();
        let id = hex(&digest[..4]).to_string();
        Self { bytes, id }
    }

    fn load(path: &Path) -> Result<Option<Self>> {
        match fs::read_to_string(path) {
            Ok(text) => Self::parse(&text.into()).map(Some),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(Error::io(path)(error)),
        }
    }
}

impl fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MasterKey").field("id", &self.id).finish_non_exhaustive()
    }
}

fn hex(bytes: &[u8]) -> Zeroizing<String> {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    Zeroizing::new(digits.filter_map(|digit| char::from_digit(digit.into(), 16)).collect())
}

fn parse_hex(text: &str) -> Option<Zeroizing<[u8; KEY_BYTES]>> {
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    if pairs.len() != KEY_BYTES || !rest.is_empty() {
        return None;
    }
    let mut bytes = Zeroizing::new([0; KEY_BYTES]);
    for (byte, pair) in bytes.iter_mut().zip(pairs) {
        for digit in pair {
            *byte = *byte << 4 | u8::try_from(char::from(*digit).to_digit(16)?).ok()?;
        }
    }
    Some(bytes)
}

fn parse_base64(text: &str) -> Option<Zeroizing<[u8; KEY_BYTES]>> {
    let decoded = Zeroizing::new(BASE64.decode(text).ok()?);
    decoded.as_slice().try_into().ok().map(Zeroizing::new)
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, thread};

    use super::*;

    const HEX: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    fn parse(text: &str) -> Result<MasterKey> {
        MasterKey::parse(&text.into())
    }

    #[test]
    fn every_spelling_of_a_key_is_the_same_key() {
        let base64 = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
        for text in [HEX, &HEX.to_uppercase(), &format!(" {HEX}\n"), base64, base64.trim_end_matches('=')] {
            let key = parse(text).unwrap();
            assert!(key.bytes().iter().copied().eq(0..32), "{text}");
            // The start of the SHA-256, reckoned elsewhere.
            assert_eq!(key.id(), "6252e6f7", "{text}");
        }
    }

    #[test]
    fn what_is_no_key_is_refused_without_repeating_it() {
        let (short, long, not_hex) = (&HEX[2..], format!("{HEX}00"), HEX.replace('f', "g"));
        for text in ["", "hunter2", short, &long, &not_hex, "AAECAwQFBgcICQoLDA0ODw==", "密钥"] {
            let refused = parse(text).unwrap_err();
            assert!(matches!(refused, Error::BadKey), "{text}");
            assert!(text.is_empty() || !format!("{refused} {refused:?}").contains(text), "{text}");
        }
    }

    #[test]
    fn processes_that_start_at_once_end_with_one_key() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("data").join("master.key");
        let ids: BTreeSet<String> = thread::scope(|scope| {
            let starts: Vec<_> =
                (0..16).map(|_| scope.spawn(|| MasterKey::load_or_create(&path).unwrap().id)).collect();
            starts.into_iter().map(|start| start.join().unwrap()).collect()
        });
        assert_eq!(ids.len(), 1, "{ids:?}");
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1, "no other file is left");

        let other = MasterKey::load_or_create(&folder.path().join("other.key")).unwrap();
        assert!(!ids.contains(other.id()), "keys are random");
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_reads_the_key() {
        use std::os::unix::fs::PermissionsExt as _;

        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("data").join("master.key");
        MasterKey::load_or_create(&path).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&path), mode(path.parent().unwrap())), (0o600, 0o700));
    }

    #[test]
    fn a_file_with_something_else_is_kept_and_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("master.key");
        fs::write(&path, "half a key").unwrap();
        assert!(matches!(MasterKey::load_or_create(&path), Err(Error::BadKey)));
        assert_eq!(fs::read_to_string(&path).unwrap(), "half a key");
    }
}
