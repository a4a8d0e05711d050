//! Sealing: what a patient said, was told, is called or can be called at is unreadable without its key.
//!
//! XChaCha20-Poly1305 with a random nonce. The associated data names table, column, row and key version, so that a value
//! altered, or moved to another row, does not open. Form: 1, key version (4 bytes), nonce (24 bytes), ciphertext.
use std::{fmt, sync::Arc};

use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, OsRng, Payload, rand_core::RngCore},
};
use secrecy::{ExposeSecret, SecretBox};

use super::StoreError;

const FORM: u8 = 1;
const HEAD: usize = 1 + 4;
const NONCE: usize = 24;

/// A key of 32 bytes that no log can print and that is wiped when dropped.
#[derive(Clone)]
pub(super) struct Key(Arc<SecretBox<[u8; 32]>>);

/// Where a sealed value stands: it opens nowhere else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The table.
    pub table: &'static str,
    /// The column.
    pub column: &'static str,
    /// The row.
    pub row: i64,
}

impl Key {
    /// A key from its bytes.
    pub(super) fn new(bytes: [u8; 32]) -> Self {
        Self(Arc::new(SecretBox::new(Box::new(bytes))))
    }

    /// A key that nobody has seen.
    pub(super) fn random() -> Result<Self, StoreError> {
        let mut bytes = Box::new([0; 32]);
        OsRng.try_fill_bytes(bytes.as_mut()).map_err(|_| StoreError::Random)?;
        Ok(Self(Arc::new(SecretBox::new(bytes))))
    }

    /// The bytes, to wrap them or to save them in the key file.
    pub(super) fn expose(&self) -> &[u8; 32] {
        self.0.expose_secret()
    }

    /// Seals bytes for this place.
    pub(super) fn seal(&self, place: Place, version: u32, open: &[u8]) -> Result<Vec<u8>, StoreError> {
        let nonce: [u8; NONCE] = random()?;
        let aad = place.associated(version);
        let sealed = self
            .cipher()
            .encrypt(XNonce::from_slice(&nonce), Payload { msg: open, aad: aad.as_bytes() })
            .map_err(|_| place.unreadable())?;
        let mut whole = Vec::with_capacity(HEAD + NONCE + sealed.len());
        whole.push(FORM);
        whole.extend(version.to_be_bytes());
        whole.extend(nonce);
        whole.extend(sealed);
        Ok(whole)
    }

    /// Opens what [`Key::seal`] made for this place with this key.
    pub(super) fn open(&self, place: Place, sealed: &[u8]) -> Result<Vec<u8>, StoreError> {
        let version = version_of(place, sealed)?;
        let (nonce, body) = sealed[HEAD..].split_at_checked(NONCE).ok_or_else(|| place.unreadable())?;
        let aad = place.associated(version);
        self.cipher()
            .decrypt(XNonce::from_slice(nonce), Payload { msg: body, aad: aad.as_bytes() })
            .map_err(|_| place.unreadable())
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(self.expose().into())
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("‹key›")
    }
}

impl Place {
    /// That the value here does not open.
    pub(super) fn unreadable(self) -> StoreError {
        StoreError::Sealed { table: self.table, row: self.row }
    }

    fn associated(self, version: u32) -> String {
        format!("{}|{}|{}|{version}", self.table, self.column, self.row)
    }
}

/// The version of the key that a value was sealed with.
pub(super) fn version_of(place: Place, sealed: &[u8]) -> Result<u32, StoreError> {
    match sealed.split_first_chunk::<HEAD>() {
        Some(([FORM, version @ ..], _)) => Ok(u32::from_be_bytes(*version)),
        _ => Err(place.unreadable()),
    }
}

/// Bytes that nobody can guess.
pub(super) fn random<const N: usize>() -> Result<[u8; N], StoreError> {
    let mut bytes = [0; N];
    OsRng.try_fill_bytes(&mut bytes).map_err(|_| StoreError::Random)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: Place = Place { table: "chart", column: "body", row: 7 };

    #[test]
    fn what_is_sealed_opens_in_its_place_with_its_key_only() {
        let key = Key::random().unwrap();
        let sealed = key.seal(HERE, 1, b"Ana").unwrap();
        assert_eq!(key.open(HERE, &sealed).unwrap(), b"Ana");
        assert!(!sealed.windows(3).any(|part| part == b"Ana"));
        assert!(key.open(Place { row: 8, ..HERE }, &sealed).is_err());
        assert!(key.open(Place { table: "handoff", ..HERE }, &sealed).is_err());
        assert!(key.open(Place { column: "name", ..HERE }, &sealed).is_err());
        assert!(Key::random().unwrap().open(HERE, &sealed).is_err());
    }

    #[test]
    fn any_byte_flipped_and_any_cut_is_noticed() {
        let key = Key::random().unwrap();
        let sealed = key.seal(HERE, 1, b"stabbing").unwrap();
        for at in 0..sealed.len() {
            for bit in 0..8 {
                let mut forged = sealed.clone();
                forged[at] ^= 1 << bit;
                assert!(key.open(HERE, &forged).is_err(), "byte {at} bit {bit}");
            }
            assert!(key.open(HERE, &sealed[..at]).is_err(), "cut at {at}");
        }
    }

    #[test]
    fn a_nonce_is_never_used_twice_and_a_key_is_never_printed() {
        let key = Key::new([7; 32]);
        assert_ne!(key.seal(HERE, 1, b"same").unwrap(), key.seal(HERE, 1, b"same").unwrap());
        assert_eq!(format!("{key:?}"), "‹key›");
    }
}
