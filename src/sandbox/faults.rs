//! What is to go wrong, on request.
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{refusal::Refusal, updates::Lane};

/// One kind of mishap.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum What {
    /// The connection is cut; nothing was done.
    DropBefore,
    /// It is done, then the connection is cut.
    DropAfter,
    /// 429; nothing was done.
    TooManyRequests {
        /// In seconds.
        retry_after: u64,
    },
    /// A 5xx.
    ServerError {
        /// The status: 502 unless given.
        #[serde(default = "bad_gateway")]
        code: u16,
        /// Whether it was done nonetheless.
        #[serde(default)]
        applied: bool,
    },
    /// The answer takes this long by the sandbox's clock.
    Slow {
        /// How long.
        seconds: u64,
        /// Whether it is done at once, and only the answer is late.
        #[serde(default)]
        applied: bool,
    },
    /// The answer waits until [`Order::Release`].
    Hold {
        /// Whether it is done at once, and only the answer is late.
        #[serde(default)]
        applied: bool,
    },
    /// It is done, and answered 200 `"ok": true` with a result of a kind that nobody expects.
    Garbage,
    /// 401.
    Unauthorized,
    /// Any refusal, such as TOPIC_DELETED; nothing was done.
    Refuse {
        /// The status.
        code: u16,
        /// The whole description.
        description: String,
        /// `retry_after` or `migrate_to_chat_id`.
        #[serde(default)]
        parameters: Option<Value>,
    },
}

fn bad_gateway() -> u16 {
    502
}

fn once() -> u32 {
    1
}

/// A mishap with the calls that it meets.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fault {
    /// What happens.
    pub what: What,
    /// To calls of this method only; `None`: of any but getUpdates.
    #[serde(default)]
    pub method: Option<String>,
    /// To calls for this chat only.
    #[serde(default)]
    pub chat: Option<i64>,
    /// To so many calls.
    #[serde(default = "once")]
    pub times: u32,
}

/// An instruction to the sandbox.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "order", rename_all = "snake_case")]
pub enum Order {
    /// Adds a fault; the oldest that fits a call meets it.
    Add(Fault),
    /// Takes away all faults and lets go of what is held.
    Clear,
    /// Lets go of the calls held by [`What::Hold`].
    Release,
    /// Delivers the last batch of updates again.
    RepeatLastBatch,
    /// Delivers each of the next so many updates once more after it was confirmed.
    Duplicate {
        /// How many.
        times: u32,
    },
    /// Holds back what travels in this lane.
    HoldLane {
        /// Which.
        lane: Lane,
    },
    /// Lets through what was held back: it gets its ids now.
    OpenLanes,
    /// Puts an update of any shape into the queue.
    Update {
        /// The name of the update's field.
        kind: String,
        /// What it holds.
        body: Value,
    },
    /// Switches what is enforced.
    Rules {
        /// Limits of sending.
        #[serde(default)]
        limits: Option<bool>,
        /// Presses sent again when unanswered.
        #[serde(default)]
        resend_presses: Option<bool>,
    },
}

/// The faults that wait for their calls.
#[derive(Debug, Default)]
pub struct FaultBook {
    faults: Vec<Fault>,
    /// Rises when what is held is let go.
    pub releases: u64,
    /// How many calls are held right now.
    pub held: u32,
}

impl FaultBook {
    /// Adds one.
    pub fn add(&mut self, fault: Fault) {
        self.faults.push(fault);
    }

    /// Takes all away.
    pub fn clear(&mut self) {
        self.faults.clear();
        self.releases += 1;
    }

    /// How many calls are still to meet a fault.
    pub fn left(&self) -> u32 {
        self.faults.iter().map(|fault| fault.times).sum()
    }

    /// What is to happen to this call.
    pub fn take(&mut self, method: &str, chat: Option<i64>) -> Option<What> {
        // A long poll is always under way: it meets only what is meant for it.
        let any = method != "getUpdates";
        let fits = |fault: &&mut Fault| {
            fault.times > 0
                && fault.method.as_ref().map_or(any, |wanted| wanted.eq_ignore_ascii_case(method))
                && fault.chat.is_none_or(|wanted| Some(wanted) == chat)
        };
        let fault = self.faults.iter_mut().find(fits)?;
        fault.times -= 1;
        let what = fault.what.clone();
        self.faults.retain(|fault| fault.times > 0);
        Some(what)
    }
}

impl What {
    /// The refusal that comes instead of doing anything, if this is one.
    pub fn refusal(&self) -> Option<Refusal> {
        match self {
            Self::TooManyRequests { retry_after } => Some(Refusal::too_many(*retry_after)),
            Self::ServerError { code, applied: false } => Some(server_error(*code)),
            Self::Unauthorized => Some(Refusal::unauthorized()),
            Self::Refuse { code, description, parameters } => {
                Some(Refusal { parameters: parameters.clone(), ..Refusal::new(*code, description) })
            }
            _ => None,
        }
    }

    /// The refusal that hides that it was done, if this is one.
    pub fn refusal_after(&self) -> Option<Refusal> {
        match self {
            Self::ServerError { code, applied: true } => Some(server_error(*code)),
            _ => None,
        }
    }
}

fn server_error(code: u16) -> Refusal {
    let words = match code {
        500 => "Internal Server Error",
        503 => "Service Unavailable",
        504 => "Gateway Timeout",
        _ => "Bad Gateway",
    };
    Refusal::new(code, words)
}
