//! The erasure list: which patients' keys were destroyed, so that a restored backup is erased again.
//!
//! It stands beside the key file and is kept with it, never with the database's backups. It names keys by a random id, not
//! people: somebody who comes back after an erasure has a new key, and is not erased again.
use std::{
    collections::BTreeSet,
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use sqlx::Row as _;

use super::{Result, Store, StoreError};

/// Adds key ids to the list beside the key file, down to the disk.
pub(super) fn append(key_file: &Path, ids: &[String]) -> Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    let path = beside(key_file);
    write(&path, ids).map_err(|why| StoreError::Erasures { path, why })
}

/// Erases whoever's key stands on the list and in the database: a restore brought them back.
pub(super) async fn apply(store: &Store) -> Result<()> {
    let Some(key_file) = &store.shared.master.path else { return Ok(()) };
    let path = beside(key_file);
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(why) if why.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(why) => return Err(StoreError::Erasures { path, why }),
    };
    let listed: BTreeSet<&str> = text.lines().map(str::trim).collect();
    let mut tx = store.begin().await?;
    let mut back = BTreeSet::new();
    for row in tx.rows(sqlx::query("SELECT chat_id, key_id FROM patient_key WHERE chat_id <> 0")).await? {
        if listed.contains(row.try_get::<&str, _>(1)?) {
            back.insert(row.try_get::<i64, _>(0)?);
        }
    }
    for chat in &back {
        tx.forget(*chat).await?;
    }
    if back.is_empty() {
        return Ok(());
    }
    tracing::warn!(patients = back.len(), "erased again whom a restored database brought back");
    tx.commit().await
}

fn beside(key_file: &Path) -> PathBuf {
    let mut name = key_file.as_os_str().to_owned();
    name.push(".erased");
    name.into()
}

fn write(path: &Path, ids: &[String]) -> io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    // One write, and a line end first: a line torn by a crash does not swallow the next.
    let lines: String = ids.iter().map(|id| format!("\n{id}")).collect();
    file.write_all(format!("{lines}\n").as_bytes())?;
    file.sync_all()?;
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => fs::File::open(folder)?.sync_all(),
        _ => Ok(()),
    }
}
