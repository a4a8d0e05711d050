//! A person with a phone: sees screens, taps buttons, types.
use std::time::Duration;

use backdesk::sandbox::{Act, ActDone, World};
use serde_json::Value;
use tokio::time::timeout;

use crate::clinic::{Clinic, tail};

/// After this long without a change a person taps again: on a safety screen the first tap may have come too soon.
const AGAIN: Duration = Duration::from_millis(1100);

/// Somebody's view of one chat.
#[derive(Clone, Copy)]
pub struct Phone<'a> {
    pub clinic: &'a Clinic,
    pub person: i64,
    /// The chat's id: the person's own for the private chat with the bot.
    pub chat: i64,
}

/// A button on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Button {
    pub message: i64,
    pub data: String,
}

impl<'a> Phone<'a> {
    /// The private chat with the bot.
    pub fn new(clinic: &'a Clinic, person: i64) -> Self {
        Self { clinic, person, chat: person }
    }

    /// Does anything.
    pub fn act(&self, act: Act) -> ActDone {
        let act = if self.chat < 0 { act.in_chat(self.chat) } else { act };
        self.clinic.sandbox.act(self.person, act).unwrap()
    }

    /// Taps the button on the screen that holds `words`, and taps again until the button is gone; says how often.
    pub async fn tap(&self, words: &str, label: &str) -> u32 {
        for taps in 1..20 {
            let button = self.finds(words, label).await;
            if self.clinic.sandbox.act(self.person, self.press(&button)).is_err() {
                // It went away just now: the tap before has counted.
                return taps - 1;
            }
            if timeout(AGAIN, self.gone(&button)).await.is_ok() {
                return taps;
            }
        }
        panic!("{label:?} stays on {words:?}: {:#?}\n{}", self.texts(), tail(&self.clinic.said.text()));
    }

    /// Taps a button that stays, until a message of the bot holds `then`: its number.
    pub async fn tap_for(&self, words: &str, label: &str, then: &str) -> i64 {
        for _ in 1..20 {
            let button = self.finds(words, label).await;
            self.clinic.sandbox.act(self.person, self.press(&button)).unwrap();
            if let Ok(message) = timeout(AGAIN, self.sees(then)).await {
                return message;
            }
        }
        panic!("{label:?} on {words:?} does not lead to {then:?}: {:#?}", self.texts());
    }

    /// The press on a button.
    pub fn press(&self, button: &Button) -> Act {
        let act = Act::press(button.message, &button.data);
        if self.chat < 0 { act.in_chat(self.chat) } else { act }
    }

    /// Returns when the button is not there any more.
    pub async fn gone(&self, button: &Button) {
        let lacking = format!("{button:?} stays");
        self.clinic
            .until(&lacking, |world| (!buttons(world, self.chat).any(|(b, ..)| b == *button)).then_some(()))
            .await;
    }

    /// The lowest button of this label on a screen that holds `words`, now or later.
    pub async fn finds(&self, words: &str, label: &str) -> Button {
        let lacking = format!("{} never saw the button {label:?} on {words:?}", self.person);
        self.clinic.until(&lacking, |world| find(world, self.chat, words, label)).await
    }

    /// Returns when a message of the bot holds `words`: its number.
    pub async fn sees(&self, words: &str) -> i64 {
        let lacking = format!("{} never saw {words:?}", self.person);
        let bot = self.clinic.bot;
        let found = self.clinic.until(&lacking, |world| {
            let mut messages = world.messages(self.chat).into_iter().rev();
            messages.find(|m| m["from"]["id"] == bot && text(m).contains(words))?["message_id"].as_i64()
        });
        found.await
    }

    /// What the bot says here.
    pub fn texts(&self) -> Vec<String> {
        self.clinic.texts(self.chat)
    }

    /// Returns when a press of this person has shown these words.
    pub async fn toasted(&self, words: &str) {
        let lacking = format!("{} never saw over the screen: {words:?}", self.person);
        let shown = |world: &World| {
            world.toasts.iter().any(|toast| toast.person == self.person && toast.text.contains(words)).then_some(())
        };
        self.clinic.until(&lacking, shown).await;
    }
}

/// The lowest button whose label holds `label`, on a screen that holds `words`.
fn find(world: &World, chat: i64, words: &str, label: &str) -> Option<Button> {
    let all = buttons(world, chat).filter(|(_, text, shown)| text.contains(words) && shown.contains(label));
    let mut all: Vec<_> = all.collect();
    all.sort_by_key(|(button, _, shown)| (shown == label, button.message));
    all.pop().map(|(button, ..)| button)
}

/// Every button with its screen's text and its label.
fn buttons(world: &World, chat: i64) -> impl Iterator<Item = (Button, String, String)> {
    world.messages(chat).into_iter().flat_map(|message| {
        let rows = message["reply_markup"]["inline_keyboard"].as_array().cloned().unwrap_or_default();
        let all = rows.into_iter().flat_map(|row| row.as_array().cloned().unwrap_or_default());
        let button = move |button: Value| {
            let (data, label) = (button["callback_data"].as_str()?.to_owned(), button["text"].as_str()?.to_owned());
            Some((Button { message: message["message_id"].as_i64()?, data }, text(&message), label))
        };
        all.filter_map(button).collect::<Vec<_>>()
    })
}

fn text(message: &Value) -> String {
    message["text"].as_str().unwrap_or_default().to_owned()
}
