//! How much may be sent: in any window, to one chat and in all.
use std::collections::{BTreeMap, VecDeque};

use jiff::{SignedDuration, Timestamp};

/// At most `.0` in any window of `.1`. Telegram names no exact figures; the windows are a little shorter than those that
/// it names, so that a sender that keeps them by its own watch is not caught by the way to here.
type Window = (usize, SignedDuration);

/// All chats together.
pub const ALL: Window = (30, SignedDuration::from_millis(950));
/// One group: 20 a minute.
pub const GROUP: Window = (20, SignedDuration::from_secs(58));
/// One private chat: about one a second, short bursts pass.
pub const PRIVATE: [Window; 2] = [(20, SignedDuration::from_secs(10)), (75, SignedDuration::from_secs(58))];

/// When messages were sent and edited lately.
#[derive(Debug, Default)]
pub struct Limits {
    all: VecDeque<Timestamp>,
    chats: BTreeMap<i64, VecDeque<Timestamp>>,
}

impl Limits {
    /// Counts one sending, or answers after how many seconds to try again.
    pub fn take(&mut self, chat: i64, now: Timestamp) -> Result<(), u64> {
        let past = self.chats.entry(chat).or_default();
        let windows: &[Window] = if chat < 0 { &[GROUP] } else { &PRIVATE };
        let own = windows.iter().filter_map(|window| wait(past, *window, now)).max();
        if let Some(seconds) = own.into_iter().chain(wait(&self.all, ALL, now)).max() {
            return Err(seconds);
        }
        for times in [past, &mut self.all] {
            times.push_back(now);
            if times.len() > 100 {
                times.pop_front();
            }
        }
        Ok(())
    }
}

fn wait(past: &VecDeque<Timestamp>, (most, span): Window, now: Timestamp) -> Option<u64> {
    let first = *past.get(past.len().checked_sub(most)?)?;
    let left = span - now.duration_since(first);
    (left > SignedDuration::ZERO).then(|| u64::try_from(left.as_secs()).unwrap_or(0) + 1)
}
