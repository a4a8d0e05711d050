//! How much may be sent and when: Telegram's limits, in any sliding window, as the server counts.
use std::collections::{BTreeMap, VecDeque};

use jiff::{SignedDuration, Timestamp};

/// At most `calls` in any `seconds`.
#[derive(Clone, Copy, Debug)]
struct Limit {
    calls: usize,
    seconds: i64,
}

/// A private chat.
const PRIVATE: [Limit; 2] = [Limit { calls: 5, seconds: 5 }, Limit { calls: 60, seconds: 60 }];
/// A group.
const GROUP: [Limit; 1] = [Limit { calls: 20, seconds: 60 }];
/// All chats together.
const ALL: [Limit; 1] = [Limit { calls: 30, seconds: 1 }];

/// What has been sent lately, and so what may be sent now. One call may be under way in a chat.
///
/// A call counts from its end: the server saw it before that, so no window of the server's holds more than one of ours.
#[derive(Debug, Default)]
pub struct Limits {
    chats: BTreeMap<i64, Lane>,
    all: Lane,
}

#[derive(Debug, Default)]
struct Lane {
    under_way: usize,
    ended: VecDeque<Timestamp>,
    /// Nothing before this: Telegram said so.
    until: Option<Timestamp>,
}

/// Whether a chat may be written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leave {
    /// Now.
    Now,
    /// Not before this moment.
    At(Timestamp),
    /// Not before a call that is under way has ended.
    AfterACall,
}

impl Limits {
    /// Whether one more call to `chat` keeps within every limit.
    pub fn leave(&self, chat: i64, now: Timestamp) -> Leave {
        self.leave_besides(chat, 0, 0, now)
    }

    /// The same, when so many calls to other chats are about to begin, and so many to this chat must stay free after it.
    pub fn leave_besides(&self, chat: i64, others: usize, spare: usize, now: Timestamp) -> Leave {
        let all = self.all.leave(&ALL, others, now);
        let Some(lane) = self.chats.get(&chat) else { return all };
        if lane.under_way > 0 {
            return Leave::AfterACall;
        }
        let own = lane.leave(if chat < 0 { &GROUP } else { &PRIVATE }, spare, now);
        match (own, all) {
            (Leave::Now, other) | (other, Leave::Now) => other,
            (Leave::At(a), Leave::At(b)) => Leave::At(a.max(b)),
            _ => Leave::AfterACall,
        }
    }

    /// A call to `chat` begins.
    pub fn begin(&mut self, chat: i64) {
        self.all.under_way += 1;
        self.chats.entry(chat).or_default().under_way += 1;
    }

    /// A call to `chat` has ended, however it ended.
    pub fn end(&mut self, chat: i64, now: Timestamp) {
        self.all.end(&ALL, now);
        self.chats.entry(chat).or_default().end(if chat < 0 { &GROUP } else { &PRIVATE }, now);
    }

    /// A call to `chat` has ended before this run began. Tell the oldest first.
    pub fn recall(&mut self, chat: i64, at: Timestamp) {
        self.end(chat, at);
    }

    /// Nothing to `chat` before `until`.
    pub fn hold(&mut self, chat: i64, until: Timestamp) {
        let lane = self.chats.entry(chat).or_default();
        lane.until = lane.until.max(Some(until));
    }

    /// Forgets chats that nothing was sent to lately.
    pub fn forget(&mut self, now: Timestamp) {
        let old = now - SignedDuration::from_secs(120);
        self.chats.retain(|_, lane| {
            lane.under_way > 0 || lane.until > Some(now) || lane.ended.back().is_some_and(|end| *end > old)
        });
    }
}

impl Lane {
    fn leave(&self, limits: &[Limit], more: usize, now: Timestamp) -> Leave {
        let under_way = self.under_way + more;
        let mut leave = match self.until {
            Some(until) if until > now => Leave::At(until),
            _ => Leave::Now,
        };
        for limit in limits {
            if under_way >= limit.calls {
                return Leave::AfterACall;
            }
            // With those under way, this many that have ended may stand in the window.
            let room = limit.calls - under_way;
            let Some(index) = self.ended.len().checked_sub(room) else { continue };
            let free = self.ended[index] + SignedDuration::from_secs(limit.seconds);
            if free > now {
                leave = match leave {
                    Leave::At(at) if at > free => leave,
                    _ => Leave::At(free),
                };
            }
        }
        leave
    }

    fn end(&mut self, limits: &[Limit], now: Timestamp) {
        self.under_way = self.under_way.saturating_sub(1);
        self.ended.push_back(now);
        let most = limits.iter().map(|limit| limit.calls).max().unwrap_or(0);
        while self.ended.len() > most {
            self.ended.pop_front();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(ms: i64) -> Timestamp {
        Timestamp::from_millisecond(1_700_000_000_000 + ms).unwrap()
    }

    /// Sends as soon as it may, call after call; where in its call the server counts it is anybody's guess.
    fn drive(chats: &[i64], calls: &[(usize, i64, i64)]) -> Vec<(i64, i64)> {
        let (mut limits, mut now, mut seen) = (Limits::default(), 0, Vec::new());
        for (index, takes, late) in calls {
            let chat = chats[index % chats.len()];
            match limits.leave(chat, at(now)) {
                Leave::Now => {}
                Leave::At(free) => now = free.as_millisecond() - at(0).as_millisecond(),
                Leave::AfterACall => unreachable!("calls end before the next begins"),
            }
            assert_eq!(limits.leave(chat, at(now)), Leave::Now);
            limits.begin(chat);
            seen.push((chat, now + takes * late / 100));
            now += takes;
            limits.end(chat, at(now));
        }
        seen
    }

    fn most_in(times: &[i64], span: i64) -> usize {
        times.iter().map(|from| times.iter().filter(|t| (*from..from + span).contains(t)).count()).max().unwrap_or(0)
    }

    proptest! {
        #[test]
        fn no_window_holds_more_than_its_limit(
            calls in prop::collection::vec((0usize..3, 0i64..300, 0i64..=100), 1..200),
        ) {
            let seen = drive(&[7, 8, -9], &calls);
            for (chat, limits) in [(7, &PRIVATE[..]), (8, &PRIVATE[..]), (-9, &GROUP[..])] {
                let times: Vec<i64> = seen.iter().filter(|(c, _)| *c == chat).map(|(_, t)| *t).collect();
                for limit in limits {
                    prop_assert!(most_in(&times, limit.seconds * 1000) <= limit.calls);
                }
            }
            let all: Vec<i64> = seen.iter().map(|(_, t)| *t).collect();
            prop_assert!(most_in(&all, 1000) <= 30);
        }
    }

    #[test]
    fn what_may_be_sent_at_once_is_sent_at_once() {
        let seen = drive(&[7], &[(0, 0, 0); 12]);
        let times: Vec<i64> = seen.into_iter().map(|(_, t)| t).collect();
        assert_eq!(times, [0, 0, 0, 0, 0, 5000, 5000, 5000, 5000, 5000, 10000, 10000]);
    }

    #[test]
    fn one_call_in_a_chat_and_thirty_in_all() {
        let mut limits = Limits::default();
        limits.begin(1);
        assert_eq!(limits.leave(1, at(0)), Leave::AfterACall);
        assert_eq!(limits.leave(2, at(0)), Leave::Now);
        (2..31).for_each(|chat| limits.begin(chat));
        assert_eq!(limits.leave(99, at(0)), Leave::AfterACall);
        limits.end(1, at(10));
        assert_eq!(limits.leave(99, at(10)), Leave::At(at(1010)), "29 under way and one just ended");
    }

    #[test]
    fn a_held_chat_waits_and_the_others_do_not() {
        let mut limits = Limits::default();
        limits.hold(1, at(7000));
        assert_eq!(limits.leave(1, at(0)), Leave::At(at(7000)));
        assert_eq!(limits.leave(2, at(0)), Leave::Now);
        limits.forget(at(6000));
        assert_eq!(limits.leave(1, at(6000)), Leave::At(at(7000)));
    }
}
