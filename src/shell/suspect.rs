//! Unclean ends: after two without progress, updates are taken singly, and the one that ended the program is put aside.
use crate::store::{Store, StoreError, Tx};

/// Counts the starts since the last progress; gone once there is progress, or an end in order.
const STARTS: &str = "starts_without_progress";
/// So many starts without progress, and the next updates are taken singly.
const TOO_MANY: u32 = 3;

/// How the run before ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Before {
    /// Whether to take updates singly until there is progress.
    pub singly: bool,
    /// The update that was being handled alone.
    pub suspect: Option<i64>,
}

/// Notes a start.
pub async fn start(store: &Store) -> Result<Before, StoreError> {
    let mut tx = store.begin().await?;
    let starts = tx.setting(STARTS).await?.and_then(|starts| starts.parse::<u32>().ok()).unwrap_or(0) + 1;
    tx.put_setting(STARTS, &starts.to_string()).await?;
    let suspect = tx.suspect().await?;
    tx.commit().await?;
    Ok(Before { singly: starts >= TOO_MANY || suspect.is_some(), suspect })
}

/// Notes progress, or an end in order: within the transaction that makes it.
pub async fn progress(tx: &mut Tx) -> Result<(), StoreError> {
    if tx.setting(STARTS).await?.is_some_and(|starts| starts != "0") {
        tx.put_setting(STARTS, "0").await?;
    }
    if tx.suspect().await?.is_some() {
        tx.set_suspect(None).await?;
    }
    Ok(())
}

/// Names the update that is handled next, alone, before it is.
pub async fn name(store: &Store, update_id: i64) -> Result<(), StoreError> {
    let mut tx = store.begin().await?;
    tx.set_suspect(Some(update_id)).await?;
    tx.commit().await
}

/// Notes an end in order.
pub async fn end(store: &Store) -> Result<(), StoreError> {
    let mut tx = store.begin().await?;
    progress(&mut tx).await?;
    tx.commit().await
}
