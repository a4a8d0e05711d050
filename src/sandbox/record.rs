//! What happened, for whoever looks: calls, presses, toasts, violations.
use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;

use super::world::World;

/// How many calls the log keeps.
const CALLS_KEPT: usize = 200_000;

/// What a person saw after a press.
#[derive(Clone, Debug, Serialize)]
pub struct Toast {
    /// Rising, from 1.
    pub n: usize,
    /// Who saw it.
    pub person: i64,
    /// Empty: the press was answered without words.
    pub text: String,
    /// Shown as a window that must be closed.
    pub show_alert: bool,
    /// The address that the client was told to open.
    pub url: Option<String>,
    /// When.
    pub at: Timestamp,
}

/// A press on a button.
#[derive(Clone, Debug)]
pub struct Press {
    /// The bot whose button it was.
    pub bot: i64,
    /// Who pressed.
    pub person: i64,
    /// The callback query, as delivered.
    pub body: Value,
    /// When.
    pub at: Timestamp,
    /// Whether it was answered.
    pub answered: bool,
    /// How often the client sent it again.
    pub resent: u32,
}

/// One call of a Bot API method.
#[derive(Clone, Debug, Serialize)]
pub struct Call {
    /// Rising, from 1.
    pub n: u64,
    /// When it came.
    pub at: Timestamp,
    /// Who called.
    pub bot: i64,
    /// The method, as the table spells it.
    pub method: String,
    /// The chat that it named, by id.
    pub chat: Option<i64>,
    /// What was sent, files apart.
    pub params: Value,
    /// Whether it took effect: a refused call has none, and a fault may come before or after.
    pub applied: bool,
    /// The body of the answer; `None` while it is being worked on or if the connection was cut.
    pub answer: Option<Value>,
}

/// A breach that Telegram would let pass.
#[derive(Clone, Debug, Serialize)]
pub struct Violation {
    /// When.
    pub at: Timestamp,
    /// The method.
    pub method: String,
    /// What, without any of the values sent.
    pub what: String,
}

impl World {
    /// Notes a call, and answers its number.
    pub fn log(&mut self, bot: i64, method: &str, chat: Option<i64>, params: Value, now: Timestamp) -> u64 {
        let n = self.number();
        if self.calls.len() == CALLS_KEPT {
            self.calls.pop_front();
        }
        let method = method.to_owned();
        self.calls.push_back(Call { n, at: now, bot, method, chat, params, applied: false, answer: None });
        self.touch();
        n
    }

    /// Completes the note of a call.
    pub fn logged(&mut self, n: u64, applied: bool, answer: Option<Value>) {
        if let Some(call) = self.calls.iter_mut().rev().find(|call| call.n == n) {
            call.applied = applied;
            call.answer = answer;
        }
        self.touch();
    }
}
