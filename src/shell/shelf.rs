//! The scripts in use: the present one, by which new cases are asked, and those that open cases keep.
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::core::step::Review;
use crate::script::Script;
use crate::store::{StoreError, Tx};

/// The scripts in use.
#[derive(Debug)]
pub struct Shelf(Mutex<Inner>);

#[derive(Debug)]
struct Inner {
    present: Arc<Script>,
    review: Review,
    /// By hash; `None`: it cannot be read by this program.
    kept: BTreeMap<String, Option<Arc<Script>>>,
}

impl Shelf {
    /// With this one as the present.
    pub fn new(present: Arc<Script>, review: Review) -> Self {
        Self(Mutex::new(Inner { present, review, kept: BTreeMap::new() }))
    }

    /// The present script.
    pub fn present(&self) -> Arc<Script> {
        self.inner().present.clone()
    }

    /// The present script, and whether its rules may be used.
    pub fn now(&self) -> (Arc<Script>, Review) {
        let inner = self.inner();
        (inner.present.clone(), inner.review)
    }

    /// Makes another the present one; the one before comes back.
    pub fn replace(&self, script: Arc<Script>, review: Review) -> Arc<Script> {
        let mut inner = self.inner();
        // What they say of the clinic is the present script's to say.
        inner.kept.clear();
        inner.review = review;
        std::mem::replace(&mut inner.present, script)
    }

    /// The scripts of these hashes, beside `present`. One that was never kept, or has a form that this program cannot read,
    /// is left out.
    ///
    /// # Errors
    /// The database said no.
    pub async fn kept<'h>(
        &self,
        tx: &mut Tx,
        present: &Arc<Script>,
        hashes: impl Iterator<Item = &'h str>,
    ) -> Result<Vec<Arc<Script>>, StoreError> {
        let mut scripts: Vec<Arc<Script>> = Vec::new();
        for hash in hashes.filter(|hash| *hash != present.hash) {
            let known = self.inner().kept.get(hash).cloned();
            let script = match known {
                Some(script) => script,
                None => self.take_down(tx, present, hash).await?,
            };
            scripts.extend(script);
        }
        Ok(scripts)
    }

    /// Reads one that is not in use yet.
    async fn take_down(
        &self,
        tx: &mut Tx,
        present: &Arc<Script>,
        hash: &str,
    ) -> Result<Option<Arc<Script>>, StoreError> {
        let files = tx.script(hash).await?.and_then(|files| serde_json::from_str(&files).ok());
        let script = files.and_then(|files| Script::kept(files, present).ok()).map(Arc::new);
        if script.is_none() {
            tracing::warn!(
                hash,
                "a script that a case was begun by cannot be read: the case goes on by the present one"
            );
        }
        let mut inner = self.inner();
        // The clinic's facts in it are those of the present one.
        if Arc::ptr_eq(&inner.present, present) {
            inner.kept.insert(hash.to_owned(), script.clone());
        }
        Ok(script)
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether a case that is asked by `own` may use its rules: never more freely than the present script's.
pub fn review_of(own: &Script, present: Review) -> Review {
    match (&own.clinic.reviewer, present) {
        (None, Review::Named) => Review::Missing,
        (_, present) => present,
    }
}
