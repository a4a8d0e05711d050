//! A key for each patient, wrapped by the master key, and what is sealed with it.
use std::{collections::BTreeMap, fmt::Write as _};

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use sqlx::Row as _;

use super::{
    Result, StoreError, Tx,
    seal::{self, Key, Place},
};

/// The owner of what belongs to no patient.
pub(super) const HOUSE: i64 = 0;
/// The version of the saved forms.
const FORM: u32 = 1;

/// Unwrapped keys by owner and version.
pub(super) type Keys = BTreeMap<(i64, u32), Key>;

#[derive(Serialize)]
struct Saving<'a, T> {
    v: u32,
    body: &'a T,
}

#[derive(Deserialize)]
struct Version {
    v: u32,
}

#[derive(Deserialize)]
struct Saved<T> {
    body: T,
}

impl Tx {
    /// Seals a value under its owner's key, in its saved form.
    pub(super) async fn seal<T: Serialize>(&mut self, owner: i64, place: Place, body: &T) -> Result<Vec<u8>> {
        let Place { table, row, .. } = place;
        let text = serde_json::to_vec(&Saving { v: FORM, body }).map_err(|_| StoreError::Form { table, row })?;
        let (version, key) = self.key(owner).await?;
        key.seal(place, version, &text)
    }

    /// Opens a value that [`Tx::seal`] sealed for this owner and place.
    pub(super) async fn open<T: DeserializeOwned>(&mut self, owner: i64, place: Place, sealed: &[u8]) -> Result<T> {
        let Place { table, row, .. } = place;
        let version = seal::version_of(place, sealed)?;
        let key = self.key_at(owner, version).await?.ok_or_else(|| place.unreadable())?;
        let text = key.open(place, sealed)?;
        // serde's own words are not passed on: they can quote the value.
        let form = || StoreError::Form { table, row };
        match serde_json::from_slice::<Version>(&text) {
            Ok(Version { v: FORM }) => Ok(serde_json::from_slice::<Saved<T>>(&text).map_err(|_| form())?.body),
            _ => Err(form()),
        }
    }

    /// Destroys every key of an owner; their ids go on the erasure list with the commit.
    pub(super) async fn destroy_keys(&mut self, owner: i64) -> Result<()> {
        let rows =
            self.rows(sqlx::query("DELETE FROM patient_key WHERE chat_id = $1 RETURNING key_id").bind(owner)).await?;
        for row in rows {
            self.erased.push(row.try_get(0)?);
        }
        self.keys.retain(|(whose, _), _| *whose != owner);
        Ok(())
    }

    /// The owner's newest key, made if there is none.
    async fn key(&mut self, owner: i64) -> Result<(u32, Key)> {
        if let Some(((_, version), key)) = self.keys.range((owner, 0)..=(owner, u32::MAX)).next_back() {
            return Ok((*version, key.clone()));
        }
        let sql = "SELECT key_version, wrapped FROM patient_key WHERE chat_id = $1 ORDER BY key_version DESC LIMIT 1";
        if let Some(row) = self.row(sqlx::query(sql).bind(owner)).await? {
            let version = row.try_get::<i64, _>(0)?;
            let version = version.try_into().map_err(|_| StoreError::Column { column: "patient_key.key_version" })?;
            return Ok((version, self.unwrap(owner, version, row.try_get(1)?)?));
        }
        let (version, key) = (1, Key::random()?);
        let wrapped = self.shared.master.key.seal(place(owner), version, key.expose())?;
        let id = seal::random::<16>()?.iter().fold(String::new(), |mut id, byte| {
            // Writing to a String cannot fail.
            let _ = write!(id, "{byte:02x}");
            id
        });
        let sql =
            sqlx::query("INSERT INTO patient_key (chat_id, key_version, key_id, wrapped) VALUES ($1, $2, $3, $4)");
        self.run(sql.bind(owner).bind(i64::from(version)).bind(id).bind(wrapped)).await?;
        self.keys.insert((owner, version), key.clone());
        Ok((version, key))
    }

    /// One of the owner's keys, if it was not destroyed.
    async fn key_at(&mut self, owner: i64, version: u32) -> Result<Option<Key>> {
        if let Some(key) = self.keys.get(&(owner, version)) {
            return Ok(Some(key.clone()));
        }
        let sql = sqlx::query("SELECT wrapped FROM patient_key WHERE chat_id = $1 AND key_version = $2");
        let Some(row) = self.row(sql.bind(owner).bind(i64::from(version))).await? else { return Ok(None) };
        self.unwrap(owner, version, row.try_get(0)?).map(Some)
    }

    /// Unwraps a key and keeps it for this transaction.
    fn unwrap(&mut self, owner: i64, version: u32, wrapped: &[u8]) -> Result<Key> {
        let place = place(owner);
        // The version that the wrapping names is the row's, or somebody moved it.
        if seal::version_of(place, wrapped)? != version {
            return Err(place.unreadable());
        }
        let bytes = self.shared.master.key.open(place, wrapped)?;
        let key = Key::new(bytes.try_into().map_err(|_| place.unreadable())?);
        self.keys.insert((owner, version), key.clone());
        Ok(key)
    }
}

fn place(owner: i64) -> Place {
    Place { table: "patient_key", column: "wrapped", row: owner }
}
