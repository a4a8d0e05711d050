//! Forgetting a patient.
use sqlx::Row as _;

use super::{Result, StoreError, Tx, keys::HOUSE};
use crate::core::{
    handoff::{Card, Handoff, Outcome, State},
    private::Private,
};

impl Tx {
    /// Erases a patient: chart, what waits for them or speaks of them, what was put aside, and the key, so that no copy can be
    /// read. Their handoffs become stubs without a chat. Returns the handoffs as they were, for the caller to edit the cards.
    ///
    /// The key's id goes on the erasure list beside the key file with the commit: a restored backup is erased again at start.
    ///
    /// # Errors
    /// The database said no; roll back.
    pub async fn forget(&mut self, chart: i64) -> Result<Vec<Handoff>> {
        let mut before = vec![];
        let numbers = self.rows(sqlx::query("SELECT number FROM handoff WHERE chart = $1 ORDER BY number").bind(chart));
        for row in numbers.await? {
            let number = row.try_get(0)?;
            match self.handoff(number).await {
                Ok(Some(handoff)) => before.push(handoff),
                Ok(None) => {}
                // Nothing can be read of it: nothing of it needs to stay.
                Err(StoreError::Sealed { .. } | StoreError::Form { .. }) => {
                    self.run(sqlx::query("DELETE FROM handoff WHERE number = $1").bind(number)).await?;
                }
                Err(why) => return Err(why),
            }
        }
        for handoff in &before {
            self.put_handoff(&stub(handoff)).await?;
        }
        for sql in [
            "DELETE FROM chart WHERE chat_id = $1",
            // What is out right now stays until the sender has its answer; nobody can read it any more.
            "DELETE FROM outbox WHERE (for_chart = $1 OR chat = $1) AND state <> 'out'",
            "DELETE FROM aside WHERE chat = $1",
            // Which chat it was, a stub does not say; the messages themselves are swept.
            "UPDATE message SET handoff = NULL WHERE chat_id = $1",
        ] {
            self.run(sqlx::query(sql).bind(chart)).await?;
        }
        self.destroy_keys(chart).await?;
        Ok(before)
    }
}

/// A handoff without anything of the patient: number, kind, times and what staff did stay.
fn stub(handoff: &Handoff) -> Handoff {
    let nothing = || Private::new(vec![]);
    let state = if handoff.is_open() { State::Closed(Outcome::Erased) } else { handoff.state.clone() };
    Handoff {
        chart: HOUSE,
        card: Card { who: Private::default(), name: Private::default(), lines: nothing(), more: nothing() },
        state,
        news: None,
        alarm: None,
        draft: None,
        before: None,
        ring_at: None,
        ..handoff.clone()
    }
}
