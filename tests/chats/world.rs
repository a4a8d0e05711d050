//! Where a conversation takes place: the core alone, or the whole program.
use backdesk::core::screen::{Keyboard, Screen};
use jiff::Timestamp;

use super::act::Deed;

/// Where a conversation takes place.
pub trait World {
    /// The time.
    fn now(&self) -> Timestamp;
    /// Lets time pass until the next thing that is due has been done, at most until `until`.
    fn pass(&mut self, until: Timestamp);
    /// Lets somebody do something.
    fn act(&mut self, who: &str, deed: &Deed);
    /// What was shown since this was last asked: what changed for a reader, in the order sent.
    fn shown(&mut self) -> Vec<Shown>;
}

/// Something that somebody sees.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// A patient's or colleague's name, `reception` or `doctors`.
    pub to: String,
    pub seen: Seen,
}

/// What is seen.
#[derive(Clone, Debug, PartialEq)]
pub enum Seen {
    /// A message, new or changed.
    Message { text: String, keyboard: Vec<String>, silent: bool },
    /// A few words over the screen.
    Toast(String),
}

/// A keyboard as lines: a row each.
pub fn rows(screen: &Screen) -> Vec<String> {
    match &screen.keyboard {
        Keyboard::None | Keyboard::Remove => vec![],
        Keyboard::Inline(rows) => rows
            .iter()
            .map(|row| row.iter().map(|button| format!("[{}]", button.label)).collect::<Vec<_>>().join(" "))
            .collect(),
        Keyboard::SharePhone { share, skip } => vec![format!("⌨ [{share}]"), format!("⌨ [{skip}]")],
        Keyboard::ForceReply { placeholder, .. } => vec![format!("✎ {placeholder}")],
    }
}
