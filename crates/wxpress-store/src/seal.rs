//! Sealing of secrets at rest: XChaCha20-Poly1305 with a random nonce, bound to the place of the value.

use std::fmt;

use chacha20poly1305::{
    KeyInit as _, XChaCha20Poly1305, XNonce,
    aead::{Aead as _, Generate as _, Payload},
};
use secrecy::{ExposeSecret as _, SecretString};

use crate::{Error, MasterKey, Result};

const NONCE_BYTES: usize = 24;

/// Where a sealed value stands. A value that is copied to another place does not open there.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place<'a> {
    pub(crate) table: &'static str,
    pub(crate) column: &'static str,
    pub(crate) row: &'a str,
}

/// A sealed value as it is stored: two columns, the value and the id of its key.
#[derive(Debug)]
pub(crate) struct Sealed {
    /// Nonce, ciphertext and tag.
    pub(crate) bytes: Vec<u8>,
    pub(crate) key_id: String,
}

/// Seals and opens with the master key.
pub(crate) struct Sealer {
    cipher: XChaCha20Poly1305,
    key_id: String,
}

impl Sealer {
    pub(crate) fn new(key: &MasterKey) -> Self {
        Self { cipher: XChaCha20Poly1305::new(key.bytes().into()), key_id: key.id().to_owned() }
    }

    pub(crate) fn seal(&self, place: Place<'_>, secret: &SecretString) -> Result<Sealed> {
        let nonce = XNonce::generate();
        let payload = Payload { msg: secret.expose_secret().as_bytes(), aad: &place.associated_data() };
        let ciphertext = self.cipher.encrypt(&nonce, payload).map_err(|_| place.refused())?;
        let bytes = [nonce.as_slice(), &ciphertext].concat();
        Ok(Sealed { bytes, key_id: self.key_id.clone() })
    }

    /// Fails with [`Error::WrongKey`] where another key sealed the value, and with [`Error::Sealed`] where this key
    /// did and the value, or its place, was changed since.
    pub(crate) fn open(&self, place: Place<'_>, sealed: &Sealed) -> Result<SecretString> {
        if sealed.key_id != self.key_id {
            return Err(Error::WrongKey { stored: sealed.key_id.clone(), given: self.key_id.clone() });
        }
        let (nonce, ciphertext) =
            sealed.bytes.split_first_chunk::<NONCE_BYTES>().ok_or_else(|| place.refused())?;
        let payload = Payload { msg: ciphertext, aad: &place.associated_data() };
        let secret = self.cipher.decrypt(nonce.into(), payload).map_err(|_| place.refused())?;
        String::from_utf8(secret).map(SecretString::from).map_err(|_| place.refused())
    }
}

impl Place<'_> {
    fn associated_data(&self) -> Vec<u8> {
        format!("{}.{}\0{}", self.table, self.column, self.row).into_bytes()
    }

    fn refused(&self) -> Error {
        Error::Sealed { table: self.table, column: self.column }
    }
}

impl fmt::Debug for Sealer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sealer").field("key_id", &self.key_id).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLACE: Place<'_> = Place { table: "accounts", column: "secret", row: "row-1" };

    fn sealer() -> Sealer {
        let hex = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
        Sealer::new(&MasterKey::parse(&hex.into()).unwrap())
    }

    fn open(place: Place<'_>, sealed: &Sealed) -> Result<String> {
        sealer().open(place, sealed).map(|secret| secret.expose_secret().to_owned())
    }

    /// What PyNaCl makes of `密钥 secret` with the key and place of these tests and the nonce 0x40, 0x41, …
    fn sealed_by_pynacl() -> Sealed {
        let ciphertext = [
            0x31, 0x96, 0x83, 0x99, 0x42, 0x45, 0x59, 0x65, 0xea, 0x97, 0xf5, 0xdb, 0xdb, 0x9e, 0xd6, 0xf6,
            0xe6, 0x91, 0x1e, 0x59, 0x80, 0xd1, 0xe4, 0x92, 0xfd, 0xd2, 0x00, 0xfc, 0x5e,
        ];
        Sealed { bytes: (0x40..0x58).chain(ciphertext).collect(), key_id: "6252e6f7".to_owned() }
    }

    #[test]
    fn a_value_sealed_by_another_implementation_opens() {
        assert_eq!(open(PLACE, &sealed_by_pynacl()).unwrap(), "密钥 secret");
    }

    #[test]
    fn a_value_opens_in_its_place_alone() {
        for place in [
            Place { table: "tokens", ..PLACE },
            Place { column: "name", ..PLACE },
            Place { row: "row-2", ..PLACE },
        ] {
            assert!(matches!(open(place, &sealed_by_pynacl()), Err(Error::Sealed { .. })), "{place:?}");
        }
    }

    #[test]
    fn any_changed_byte_is_noticed() {
        for index in 0..sealed_by_pynacl().bytes.len() {
            let mut sealed = sealed_by_pynacl();
            sealed.bytes[index] ^= 1;
            assert!(matches!(open(PLACE, &sealed), Err(Error::Sealed { .. })), "byte {index}");
            sealed.bytes.truncate(index);
            assert!(matches!(open(PLACE, &sealed), Err(Error::Sealed { .. })), "cut to {index}");
        }
    }

    #[test]
    fn one_secret_is_never_sealed_twice_the_same_way() {
        let secret = SecretString::from("secret");
        let (first, second) =
            (sealer().seal(PLACE, &secret).unwrap(), sealer().seal(PLACE, &secret).unwrap());
        assert_ne!(first.bytes, second.bytes);
        assert_eq!(open(PLACE, &first).unwrap(), open(PLACE, &second).unwrap());
    }
}
