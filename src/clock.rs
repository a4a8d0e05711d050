//! The one place that reads a clock: everything else is told the time.
use std::{sync::Arc, time::Duration};

use jiff::{SignedDuration, Timestamp};
use tokio::sync::watch;

/// Tells the time and waits for it; time can be let pass at once, which wakes whoever waits.
#[derive(Clone, Debug)]
pub struct Clock {
    /// `None`: the machine's clock. `Some`: a clock that stands still until it is moved.
    still: Option<Timestamp>,
    ahead: Arc<watch::Sender<SignedDuration>>,
}

impl Clock {
    /// The machine's clock.
    pub fn system() -> Self {
        Self { still: None, ahead: Arc::new(watch::Sender::new(SignedDuration::ZERO)) }
    }

    /// A clock that stands at `start` until [`Clock::advance`] moves it: for tests.
    pub fn manual(start: Timestamp) -> Self {
        Self { still: Some(start), ..Self::system() }
    }

    /// The time now.
    #[expect(clippy::disallowed_methods, reason = "the one permitted place")]
    pub fn now(&self) -> Timestamp {
        self.still.unwrap_or_else(Timestamp::now) + *self.ahead.borrow()
    }

    /// Lets `by` pass at once.
    pub fn advance(&self, by: SignedDuration) {
        self.ahead.send_modify(|ahead| *ahead += by);
    }

    /// Returns when the time is `until` or later.
    pub async fn sleep_until(&self, until: Timestamp) {
        let mut ahead = self.ahead.subscribe();
        loop {
            let left = until.duration_since(self.now());
            if left <= SignedDuration::ZERO {
                return;
            }
            let moved = ahead.changed();
            match self.still {
                Some(_) => drop(moved.await),
                None => {
                    let left = Duration::try_from(left).unwrap_or_default();
                    let _ = tokio::time::timeout(left, moved).await;
                }
            }
        }
    }

    /// Returns after `span` of this clock's time.
    pub async fn sleep(&self, span: Duration) {
        let span = SignedDuration::try_from(span).unwrap_or(SignedDuration::MAX);
        self.sleep_until(self.now() + span).await;
    }
}
